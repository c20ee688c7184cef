"""NetworkX in and out."""

import networkx as nx
import pytest

from graph.network.errors import SameName, UnusableWeight
from graph.network.facade import from_networkx, to_networkx, two_mode_from_networkx, two_mode_to_networkx
from graph.network.projection import project
from graph.network.two_mode import from_pairs

WOMEN = nx.davis_southern_women_graph()


def test_a_network_goes_to_networkx_and_back_unchanged() -> None:
    network = project(two_mode_from_networkx(WOMEN))
    back = from_networkx(to_networkx(network))
    assert back.actors == network.actors
    assert abs(back.weights - network.weights).max() == 0


def test_a_two_mode_network_goes_to_networkx_and_back_unchanged() -> None:
    two_mode = two_mode_from_networkx(WOMEN)
    back = two_mode_from_networkx(two_mode_to_networkx(two_mode))
    assert (len(two_mode.actors), len(two_mode.events), two_mode.ties) == (18, 14, 89)
    assert (back.actors, back.events) == (two_mode.actors, two_mode.events)
    assert (back.incidence != two_mode.incidence).nnz == 0


def test_newmans_weights_are_those_of_networkx() -> None:
    ours = to_networkx(project(two_mode_from_networkx(WOMEN)))
    women = [n for n, mode in WOMEN.nodes(data="bipartite") if mode == 0]
    theirs = nx.bipartite.collaboration_weighted_projected_graph(WOMEN, women)
    assert set(map(frozenset, ours.edges)) == set(map(frozenset, theirs.edges))
    assert all(ours[a][b]["weight"] == pytest.approx(w, abs=1e-12) for a, b, w in theirs.edges(data="weight"))


def test_any_networkx_graph_can_be_handed_in() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("alone")
    graph.add_edges_from([(1, 2), (2, 1, {"weight": 0.5}), (2, 2)])
    network = from_networkx(graph)
    assert network.actors == ("1", "2", "alone")
    assert network.neighbours("1") == {"2": 1.5}


@pytest.mark.parametrize("weight", [0, -1, float("nan"), float("inf"), "forte", None])
def test_a_strength_that_is_none_is_refused_with_its_tie(weight: object) -> None:
    graph = nx.Graph()
    graph.add_edge("Ruah", "Natta", weight=weight)
    with pytest.raises(UnusableWeight) as refused:
        from_networkx(graph)
    assert "«Ruah»" in refused.value.italian() and "maggiore di zero" in refused.value.italian()


def test_two_nodes_written_the_same_are_refused() -> None:
    with pytest.raises(SameName):
        from_networkx(nx.Graph([(1, "1")]))


def test_an_isolate_of_a_two_mode_network_stays() -> None:
    assert two_mode_to_networkx(from_pairs([("a", "x")], actors=["b"])).degree("b") == 0
