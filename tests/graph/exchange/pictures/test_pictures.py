"""Pictures as SVG, read back as XML: what they show, that stored names are text, that nothing is fetched."""

from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree

from graph.exchange.pictures import charts, glyphs, territory
from graph.exchange.pictures import network as networks
from graph.exchange.pictures.network import Sign
from graph.model import KINDS, Label
from graph.network import drawing
from graph.network.network import from_edges
from graph.scorecard.cell import Cell, Expected
from graph.scorecard.columns import COLUMNS
from graph.scorecard.scorecard import Row, Scorecard
from graph.scorecard.shape import SHAPES, unread
from graph.store.records import Node
from tests.graph.exchange.conftest import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"


def drawn(picture: str) -> Element:
    root = ElementTree.fromstring(picture)
    assert root.tag == f"{SVG}svg"
    assert not [e for e in root.iter() for name in e.attrib if "href" in name or name.startswith("on")]
    assert {e.tag.removeprefix(SVG) for e in root.iter()}.isdisjoint({"script", "image", "foreignObject", "style"})
    return root


def texts(root: Element) -> list[str]:
    return [e.text or "" for e in root.iter(f"{SVG}text")]


def row(name: str, value: float | None, expected: Expected | None = None) -> Row:
    cells = {"actors": Cell(3.0), "isolated": Cell(value, expected=expected), "ties": Cell(value and value * 10)}
    return Row(Node(f"district:{name}", "district", {"name": name}), 1, None, unread(Label("x", "x")), cells)


CARD = Scorecard(
    (COLUMNS["actors"], COLUMNS["isolated"], COLUMNS["ties"]),
    (row("Alfa", 0.25), row(HOSTILE[0], 0.5, Expected(0.1, 0.2, 0.3, Label("a", "a"))), row("Gamma", None)),
)


def test_bars_are_as_long_as_their_values_and_what_is_not_defined_is_named() -> None:
    root = drawn(charts.bars(CARD, COLUMNS["isolated"]))
    widths = [float(bar.get("width", "0")) for bar in root.iter(f"{SVG}rect")]
    assert widths[0] == pytest.approx(2 * widths[1], rel=0.01)
    assert texts(root)[0] == "Isolate"
    assert HOSTILE[0] in texts(root)
    assert "Non definito: Gamma" in texts(root)
    assert {"50%", "25%"} <= set(texts(root))


def test_a_scatter_has_a_point_for_every_district_that_has_both() -> None:
    root = drawn(charts.scatter(CARD, COLUMNS["isolated"], COLUMNS["ties"]))
    assert len(list(root.iter(f"{SVG}circle"))) == 2
    assert "Gamma" not in texts(root)


@pytest.mark.parametrize("names", [(), *((name,) for name in SHAPES), ("star", "isolated"), ("mesh", "cluster")])
def test_every_shape_has_a_glyph_of_its_own(names: tuple[str, ...]) -> None:
    root = drawn(glyphs.glyph(names, "la forma"))
    assert root.get("aria-label") == "la forma"
    assert len(list(root.iter(f"{SVG}circle"))) >= (6 if names else 0)


def test_glyphs_differ() -> None:
    assert len({glyphs.glyph(names, "x") for names in [(), *((name,) for name in SHAPES), ("star", "isolated")]}) == 6


def test_a_network_shows_kinds_by_colour_and_shape_and_names_as_text() -> None:
    network = from_edges(["a", "b", "c"], [("a", "b", 1.0)])
    kinds = [KINDS["association"], KINDS["organisation"], KINDS["school"]]
    signs = [Sign(HOSTILE[i], k.label.it, "", k.colour, k.shape, i == 2, 1) for i, k in enumerate(kinds)]
    root = drawn(networks.picture(drawing.draw(network), signs, "Rete", caption="Tre attori"))
    assert HOSTILE[0] in texts(root)
    assert next(root.iter(f"{SVG}circle")).get("fill") == "#D55E00"
    assert len(list(root.iter(f"{SVG}line"))) == 1
    assert any(e.get("stroke-dasharray") for e in root.iter(f"{SVG}polygon"))  # invented
    assert {"associazioni", "enti", "scuole", "Tre attori"} <= set(texts(root))
    titles = [e.text for e in root.iter(f"{SVG}title")]
    assert any(HOSTILE[1] in (title or "") for title in titles)


def test_names_never_cover_one_another() -> None:
    network = from_edges([f"a{i}" for i in range(40)], [])
    kind = KINDS["association"]
    signs = [Sign(f"Associazione numero {i}", "associazione", "", kind.colour, kind.shape, False, 0) for i in range(40)]
    root = drawn(networks.picture(drawing.draw(network), signs, "Rete"))
    found = [(float(e.get("x")), float(e.get("y")), len(e.text) * 5.8) for e in root.iter(f"{SVG}text")]
    assert 0 < len(found) < 40
    over = [(a, b) for a in found for b in found if a < b and abs(a[1] - b[1]) < 11 and abs(a[0] - b[0]) < 50]
    assert over == []


TOWNS = {
    "016024": Node(
        "municipality:016024",
        "municipality",
        {"name": "Bergamo", "istat": "016024", "region": "Lombardia", "lat": 45.694, "lon": 9.67},
    )
}


def test_a_known_address_is_a_sign_and_what_is_known_to_the_municipality_is_counted() -> None:
    if not territory.rings_of("Lombardia"):
        pytest.skip("no borders: run make setup")
    nodes = [
        Node("a", "association", {"name": HOSTILE[0], "municipality": "016024", "lat": 45.7, "lon": 9.66}),
        Node("b", "association", {"name": "B", "municipality": "016024"}),
        Node("c", "school", {"name": "C", "municipality": "016024"}),
    ]
    root = drawn(territory.picture(["016024"], nodes, TOWNS, "Mappa"))
    signs = [e for e in root.iter(f"{SVG}circle") if e.get("fill") == "#D55E00"]
    assert len(signs) == 1
    dashed = [e for e in root.iter(f"{SVG}circle") if e.get("stroke-dasharray")]
    assert len(dashed) == 1
    assert "2" in texts(root)
    assert "Bergamo" in texts(root)
    inside = [e for e in root.iter(f"{SVG}path") if e.get("fill") == "#F5F2EC"]
    assert len(inside) == 1


def test_without_borders_there_is_no_map() -> None:
    assert territory.picture(["999999"], [], {}, "Mappa") == ""
