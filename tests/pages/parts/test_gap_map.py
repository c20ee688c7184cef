"""Gaps on the map: bodies as dots, municipalities as circles, whatever a gap is about."""

from graph.gaps.gap import Gap
from graph.model import Label
from graph.store.records import Node
from pages.parts import gap_map, map_data
from pages.parts.graph_view import GraphView

NOTHING = Label("", "")
TOWN = {"name": "Bergamo", "istat": "016024", "lat": 45.7, "lon": 9.67}
ADA = {"name": "Ada", "municipality": "016024", "lat": 45.69, "lon": 9.66}


def graph() -> GraphView:
    nodes = [Node("ada", "association", ADA), Node("district:bg", "district", {"name": "Ambito di Bergamo"})]
    return GraphView(
        "", 1, "staff", {n.key: n for n in nodes}, (), frozenset({"ada"}), {"016024": Node("m", "municipality", TOWN)}
    )


def gap(*members: str, suggested: tuple[str, ...] = ()) -> Gap:
    return Gap("gap:1", "territory", members, members, 0.5, (), NOTHING, NOTHING, suggested=suggested)


def test_a_municipality_is_a_circle_never_a_dot_and_its_line_leads_to_who_is_suggested() -> None:
    about = gap("municipality:016024", suggested=("ada",))
    meant = gap_map.ends(graph(), about)
    assert map_data.dots(graph(), meant)["key"] == ["ada"]
    assert map_data.circles(graph(), meant) == [["016024", "Bergamo", 45.7, 9.67, 1]]
    drawn = gap_map._dotted(graph(), about)
    assert [(line["from"], line["to"], line["dotted"]) for line in drawn] == [([45.7, 9.67], [45.69, 9.66], True)]


def test_a_gap_about_what_is_on_no_map_draws_nothing_and_breaks_nothing() -> None:
    for about in (gap("district:bg"), gap("municipality:016024"), gap("gone")):
        assert gap_map._dotted(graph(), about) == []
