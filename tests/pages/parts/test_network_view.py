"""What is sent to the browser to be drawn as a network."""

import json

from graph.network.drawing import draw
from graph.network.network import from_edges
from pages.parts.network_view import Look, data

HOSTILE = '</script><img src=x onerror=alert(1)>{{7*7}}`${x}`"'


def look(**names: str) -> Look:
    return Look(
        names=names,
        hints={"a": HOSTILE},
        kinds={"a": "association", "b": "school"},
        colours={"a": "#D55E00"},
        values={"a": 2.0},
    )


def test_nodes_and_ties_carry_shape_size_and_place_and_names_as_plain_text() -> None:
    drawing = draw(from_edges(["c"], [("a", "b", 1.0)]))
    drawn = data(drawing, look(a=HOSTILE, b="Scuola"))
    a, b, c = drawn["nodes"]
    assert (a["label"], a["shape"], a["color"]) == (HOSTILE, "dot", "#D55E00")
    assert b["shape"] == "triangle" and c["label"] == "c" and a["size"] > b["size"]
    assert drawn["keys"] == ["a", "b", "c"] and drawn["hints"][0] == HOSTILE
    assert [(edge["from"], edge["to"]) for edge in drawn["edges"]] == [(0, 1)]
    assert json.loads(json.dumps(drawn)) == drawn


def test_the_stamp_changes_when_anything_drawn_does_and_only_then() -> None:
    drawing = draw(from_edges([], [("a", "b", 1.0)]))
    same, other = data(drawing, look(a="A")), data(drawing, look(a="B"))
    assert data(drawing, look(a="A"))["stamp"] == same["stamp"] != other["stamp"]


def test_an_empty_network_can_be_sent() -> None:
    assert data(draw(from_edges([], [])), Look({}, {}, {}, {}, {}))["nodes"] == []
