"""Any NetworkX graph can be handed in, and its own nodes come back."""

import math

import networkx as nx
import pytest

from graph.measures import handed
from graph.measures.registry import ONE_MODE
from graph.network.errors import UnusableWeight


def lengths(graph: nx.Graph) -> nx.Graph:
    """Return the graph with the rounded lengths that our path measures use."""
    for _, _, tie in graph.edges(data=True):
        tie["length"] = round(1 / tie.get("weight", 1.0) * 2**20) / 2**20
    return graph


def assert_same(graph: nx.Graph) -> None:
    ours, n = handed.measures(graph), len(graph)
    theirs = {
        "ties": dict(graph.degree()),
        "strength": dict(graph.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(graph, weight="length"),
        "closeness": nx.closeness_centrality(graph, distance="length"),
        "harmonic": {k: v / (n - 1) for k, v in nx.harmonic_centrality(graph, distance="length").items()},
        "pagerank": nx.pagerank(graph, weight="weight", tol=1e-15, max_iter=10_000),
        "core": nx.core_number(graph),
        "clustering": nx.clustering(graph),
        "constraint": nx.constraint(graph, weight="weight"),
        "effective_size": nx.effective_size(graph, nodes=list(graph), weight="weight"),
        "cut_point": {node: float(node in set(nx.articulation_points(graph))) for node in graph},
    }
    assert ours.keys() == ONE_MODE.keys()
    for name, values in theirs.items():
        assert list(ours[name]) == list(graph), name
        assert ours[name] == pytest.approx(values, abs=1e-9, nan_ok=True), name


def test_a_weighted_one_has_the_values_of_networkx() -> None:
    assert_same(lengths(nx.les_miserables_graph()))


def test_one_without_weights_has_the_values_of_networkx() -> None:
    assert_same(lengths(nx.convert_node_labels_to_integers(nx.florentine_families_graph())))


def test_nodes_may_be_anything_and_keep_their_order() -> None:
    nodes = [("Ruah", 1), 1, "1", 1.5, frozenset({"x"}), None.__class__]
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from([(nodes[0], nodes[1]), (nodes[1], nodes[2]), (nodes[2], nodes[2])])
    found = handed.measures(graph, names=["ties", "betweenness", "constraint"])
    assert found["ties"] == dict(zip(nodes, [1, 2, 1, 0, 0, 0], strict=True)) and list(found["ties"]) == nodes
    assert found["betweenness"][1] == pytest.approx(0.1) and math.isnan(found["constraint"][1.5])


def test_directed_and_multiple_ties_add_up_to_one_without_direction() -> None:
    graph = nx.MultiDiGraph([("a", "b"), ("b", "a"), ("a", "b"), ("b", "c")])
    assert handed.measures(graph, names=["strength"])["strength"] == {"a": 3, "b": 4, "c": 1}


def test_a_weight_that_is_no_strength_is_refused() -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=-2)
    with pytest.raises(UnusableWeight):
        handed.measures(graph)
    assert handed.measures(graph, weight="other", names=["strength"])["strength"] == {"a": 1, "b": 1}


def test_the_whole_and_groups_can_be_asked_for_too() -> None:
    graph = nx.karate_club_graph()
    assert handed.whole_measures(graph)["density"] == pytest.approx(nx.density(graph))
    clubs = handed.grouped_measures(graph, nx.get_node_attributes(graph, "club"))
    mixed = sum(graph.nodes[a]["club"] != graph.nodes[b]["club"] for a, b in graph.edges(0))
    assert clubs["e_i"][0] == pytest.approx((2 * mixed - graph.degree(0)) / graph.degree(0))
    assert math.isnan(handed.grouped_measures(graph, {})["brokerage"][0])
