"""What stands beside a network."""

from graph.network.scope import Scope
from pages.parts.network_data import Asked
from pages.parts.network_words import standing

ASKED = Asked("one", Scope(today="2026-11-30"))


def test_where_paths_are_estimated_it_is_said_beside_the_place(graph, monkeypatch) -> None:
    node = graph.nodes["association:teranga"]
    assert "stimate" not in standing(graph, ASKED, node)
    monkeypatch.setattr("graph.measures.sampling.EXACT_MOST", 2)
    assert "stimate da 400 attori di partenza" in standing(graph, ASKED, node)
