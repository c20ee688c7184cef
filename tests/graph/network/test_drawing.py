"""What is drawn of a network: all of it, or communities that open where there is too much."""

import networkx as nx
import numpy as np

from graph.network.drawing import community_of, draw, members_of, sized, whole
from graph.network.facade import from_networkx
from graph.network.naming import in_common, names
from graph.network.network import Network, from_edges
from graph.network.overview import overview
from graph.network.two_mode import from_pairs
from graph.store.records import Node


def towns(groups: int = 5, each: int = 12, alone: int = 3) -> Network:
    graph = nx.planted_partition_graph(groups, each, 0.7, 0.01, seed=4)
    graph.add_nodes_from(range(1000, 1000 + alone))
    return from_networkx(nx.relabel_nodes(graph, {n: f"a{n:04d}" for n in graph}))


def test_a_small_network_is_drawn_whole() -> None:
    drawing = draw(towns())
    assert not drawing.collapsed and len(drawing.keys) == 63
    assert (drawing.groups[-3:] == -1).all() and set(drawing.members.tolist()) == {1}
    assert drawing.ties == len(towns().edges[0])


def test_the_places_do_not_depend_on_how_many_ties_are_drawn() -> None:
    network = towns()
    few, all_ = draw(network, threshold=2.0), draw(network, threshold=0.0)
    assert few.drawn < all_.drawn == all_.ties
    assert np.array_equal(few.places, all_.places)


def test_past_the_limit_communities_are_drawn_and_open_one_inside_the_other() -> None:
    network = towns()
    drawing = draw(network, most=40)
    assert drawing.collapsed and drawing.members.tolist() == [12, 12, 12, 12, 12, 3]
    inside = members_of(network, drawing)
    assert sum(len(members) for members in inside.values()) == 63
    assert inside["group:5"] == ("a1000", "a1001", "a1002"), "who is alone stands together"
    assert community_of(network, drawing, "a1001") == 5 and community_of(network, drawing, "nobody") is None
    assert draw(network, opened=(5,), most=40).keys == inside["group:5"]
    opened = draw(network, opened=(2,), most=40)
    assert opened.opened == (2,) and opened.keys == inside["group:2"]
    deeper = draw(network, opened=(2, 0), most=10)
    assert (deeper.opened[0] == 2 and set(deeper.keys) <= set(inside["group:2"])) or deeper.collapsed


def test_more_isolates_than_can_be_communities_are_drawn_as_they_are() -> None:
    assert len(draw(from_edges([f"a{n}" for n in range(50)], []), most=40).keys) == 50


def test_a_community_that_does_not_exist_shows_the_whole() -> None:
    assert draw(towns(), opened=(99,), most=40).keys == draw(towns(), most=40).keys
    assert not draw(towns(), opened=(0,)).opened, "a network that is drawn whole has nothing to open"


def test_actors_and_events_are_one_network_with_every_participation_as_a_tie() -> None:
    network = whole(from_pairs([("b", "x"), ("a", "x"), ("a", "w")], actors=["c"]))
    assert network.actors == ("a", "b", "c", "w", "x")
    assert network.neighbours("a") == {"w": 1.0, "x": 1.0} and network.neighbours("c") == {}
    assert draw(whole(from_pairs([]))).keys == ()


def test_a_nodes_area_grows_with_its_value_and_an_unknown_value_is_small() -> None:
    drawing = draw(from_edges(["c"], [("a", "b", 1.0)]))
    radii = dict(
        zip(drawing.keys, sized(drawing, {"a": 4.0, "b": 1.0, "c": float("nan")}, 5, 25).tolist(), strict=True)
    )
    assert radii == {"a": 25.0, "b": 15.0, "c": 5.0}
    assert len(set(sized(drawing, {}).tolist())) == 1


def test_the_overview_counts_what_there_is() -> None:
    view = overview(from_edges(["d", "e"], [("a", "b", 1.0), ("b", "c", 1.0), ("x", "y", 1.0)]))
    assert (view.nodes, view.ties, view.isolates, view.pieces, view.largest) == (7, 3, 2, 2, 3)
    assert overview(from_edges([], [])).largest == 0


def node(key: str, **properties: object) -> Node:
    return Node(key, "association", {"name": key, **properties})  # type: ignore[arg-type]


def test_a_group_is_named_by_what_it_has_more_than_the_others_and_else_by_whom_it_stands_around() -> None:
    groups = {
        0: [node(f"s{n}", communities=("SN",), languages=("it",), topics=("culture",)) for n in range(4)],
        1: [node(f"b{n}", municipality="016024", topics=("culture",)) for n in range(4)],
        2: [node("x"), node("y")],
    }
    named = names(groups, {"016024": "Bergamo"}.__getitem__, lambda nodes: nodes[0])
    assert named[0].it.startswith("Senegal") and named[1].it.startswith("Bergamo")
    assert named[2].it == "intorno a x" and named[2].en == "around x"
    found = in_common(groups[0], [n for nodes in groups.values() for n in nodes])
    assert (found[0].property, found[0].value) == ("communities", "SN")
    assert all(c.value != "it" for c in found), "Italian says nothing of a group"


def test_a_group_spread_over_a_district_is_named_by_it_and_two_of_one_place_by_whom_they_stand_around() -> None:
    towns = {f"01602{n}": f"Comune {n}" for n in range(4)}
    groups = {
        0: [node(f"s{n}", municipality=f"01602{n}", topics=("culture",)) for n in range(4)],
        1: [node(f"b{n}", municipality="015146") for n in range(3)],
        2: [node(f"c{n}", municipality="015146") for n in range(3)],
    }
    named = names(
        groups,
        {**towns, "015146": "Milano"}.__getitem__,
        lambda nodes: nodes[0],
        lambda n: ["Ambito di Dalmine"] if n.text("municipality") in towns else [],
    )
    assert named[0].it == "Ambito di Dalmine, cultura"
    assert (named[1].it, named[2].it) == ("intorno a b0", "intorno a c0")
