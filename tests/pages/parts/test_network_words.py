"""What stands beside a network."""

from graph.network.scope import Scope
from graph.store.records import Node, Tie
from pages.parts.graph_view import GraphView
from pages.parts.network_data import Asked
from pages.parts.network_words import outsize, standing

ASKED = Asked("one", Scope(today="2026-11-30"))


def test_where_paths_are_estimated_it_is_said_beside_the_place(graph, monkeypatch) -> None:
    node = graph.nodes["association:teranga"]
    assert "stimate" not in standing(graph, ASKED, node)
    monkeypatch.setattr("graph.measures.sampling.EXACT_MOST", 2)
    assert "stimate da 400 attori di partenza" in standing(graph, ASKED, node)


def assembled() -> GraphView:
    """Return twenty meetings of two, three or four, and one assembly of forty."""
    sizes = {**{f"event:{n}": 2 + n % 3 for n in range(20)}, "event:all": 40}
    nodes = [Node(f"association:{n}", "association", {"name": f"A {n}"}) for n in range(40)]
    nodes += [Node(key, "event", {"name": key, "start": "2024-05-01"}) for key in sizes]
    ties = [
        Tie(f"{key}|{n}", "organised", f"association:{(n + i * 3) % 40}", key)
        for i, (key, size) in enumerate(sizes.items())
        for n in range(size)
    ]
    keys = frozenset(node.key for node in nodes)
    return GraphView("made", 1, "staff", {node.key: node for node in nodes}, ties, keys, {}, "1")


def test_an_assembly_that_makes_everyone_central_is_pointed_at_until_it_is_left_out() -> None:
    said = outsize(assembled(), Asked("one", Scope()))
    assert "un evento su 21 ha più di" in said and "Conviene contare" in said
    assert not outsize(assembled(), Asked("one", Scope(max_event_size=20)))
    assert not outsize(assembled(), Asked("two", Scope()))
