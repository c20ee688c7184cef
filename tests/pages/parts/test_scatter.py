"""Two measures against each other: a picture that is right, and in which a name stays a name."""

import xml.etree.ElementTree as ElementTree

from pages.parts.scatter import Axis, Point, svg

HOSTILE = '</svg><script>alert(1)</script>{{7*7}}"`${x}'
AXES = (Axis("forza"), Axis("intermediazione"))
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*points: Point) -> ElementTree.Element:
    return ElementTree.fromstring(str(svg(points, AXES, f"prova {HOSTILE}")))


def test_a_name_is_text_in_a_file_that_any_reader_of_xml_takes() -> None:
    picture = drawn(Point("a&b", HOSTILE, "association", 1.0, 2.0))
    point = next(g for g in picture.iter(f"{SVG}g") if g.get("data-pick"))
    assert point.get("data-pick") == "a&b"
    assert HOSTILE in point.find(f"{SVG}title").text
    assert not list(picture.iter(f"{SVG}script"))


def test_more_is_farther_right_and_farther_up() -> None:
    picture = drawn(Point("low", "l", "school", 0.0, 1.0), Point("high", "h", "school", 9.7, 30.0))
    at = {g.get("data-pick"): g.find(f"{SVG}circle") for g in picture.iter(f"{SVG}g") if g.get("data-pick")}
    assert float(at["high"].get("cx")) > float(at["low"].get("cx"))
    assert float(at["high"].get("cy")) < float(at["low"].get("cy"))


def test_nobody_or_the_same_for_all_can_be_drawn() -> None:
    assert drawn() is not None and drawn(Point("a", "a", "association", 0.0, 0.0)) is not None
    assert (
        len([g for g in drawn(*(Point(k, k, "x", 5.0, 5.0) for k in "ab")).iter(f"{SVG}g") if g.get("data-pick")]) == 2
    )
