"""Where nodes are drawn, in which groups, with which ties."""

import networkx as nx
import numpy as np
from scipy.spatial import cKDTree

from graph.network.facade import from_networkx
from graph.network.groups import communities
from graph.network.layout import SPACING, positions
from graph.network.network import Network, from_edges
from graph.network.thinning import READABLE, thin


def places(network: Network) -> np.ndarray:
    return positions(len(network.actors), *network.edges)


def clusters() -> Network:
    graph = nx.planted_partition_graph(4, 20, 0.5, 0.02, seed=3)
    graph.add_nodes_from(range(100, 112))
    graph.add_edge(200, 201)
    return from_networkx(graph)


def test_the_same_network_is_drawn_in_the_same_place_every_time() -> None:
    assert np.array_equal(places(clusters()), places(clusters()))


def test_no_two_nodes_are_drawn_over_one_another() -> None:
    near = cKDTree(places(clusters())).query_pairs(SPACING / 3)
    assert near == set()


def test_isolates_stand_in_tidy_rows_under_everything_else() -> None:
    network = clusters()
    points, alone = places(network), network.degree == 0
    assert points[alone, 1].min() > points[~alone, 1].max()
    assert len(np.unique(points[alone, 1])) <= 2


def test_components_do_not_overlap() -> None:
    network = clusters()
    points = places(network)
    boxes = [(points[network.components == c].min(axis=0), points[network.components == c].max(axis=0)) for c in (0, 1)]
    (low, high), (other_low, other_high) = boxes
    assert (other_low > high).any() or (other_high < low).any()


def test_an_empty_network_and_a_network_of_isolates_have_places() -> None:
    assert places(from_edges([], [])).shape == (0, 2)
    assert len(np.unique(places(from_edges("abcdef", [])), axis=0)) == 6


def test_communities_find_the_groups_that_are_there_and_number_them_by_size() -> None:
    groups = communities(clusters())
    sizes = np.bincount(groups)
    assert sizes[:5].tolist() == [20, 20, 20, 20, 2] and (sizes[5:] == 1).all()
    assert np.array_equal(groups, communities(clusters()))


def test_a_dense_network_is_thinned_to_what_an_eye_can_follow() -> None:
    graph = nx.gnp_random_graph(60, 0.6, seed=1)
    random = np.random.default_rng(1)
    for a, b in graph.edges:
        graph[a][b]["weight"] = float(random.uniform(0.1, 2))
    network = from_networkx(graph)
    thinned = thin(network)
    assert thinned.count < READABLE * 60 * 1.3 < len(network.edges[0])
    assert network.edges[2][thinned.kept].min() > 0.1
    assert (network.edges[2][~thinned.kept] < thinned.threshold).all()


def test_thinning_never_makes_an_isolate_of_someone_who_has_a_tie() -> None:
    network = from_edges([], [("a", "b", 5.0), ("b", "c", 4.0), ("c", "d", 0.01)])
    i, j, _ = network.edges
    kept = thin(network, threshold=4.5).kept
    assert set(i[kept]) | set(j[kept]) == {0, 1, 2, 3}
