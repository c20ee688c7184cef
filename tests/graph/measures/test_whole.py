"""Measures of a network as a whole: published values, NetworkX, and answers by paper and pencil."""

import math

import networkx as nx
import numpy as np
import pytest

from graph.measures.definitions import COLUMNS, definitions
from graph.measures.registry import GROUPED, ONE_MODE, TWO_MODE
from graph.measures.stability import adjusted_rand, over_seeds
from graph.measures.whole import WHOLE, of_network
from graph.network.facade import from_networkx, to_networkx
from graph.network.groups import communities
from graph.network.network import from_edges
from graph.network.projection import project
from tests.graph.measures.territories import territory


def test_the_florentine_marriages_are_as_centralised_as_published() -> None:
    """Wasserman and Faust 1994, ch. 5: degree .267 with the isolated Pucci, closeness .322, betweenness .437."""
    families = nx.florentine_families_graph()
    connected = of_network(from_networkx(families))
    assert round(connected["betweenness_centralisation"], 3) == 0.437
    assert round(connected["closeness_centralisation"], 3) == 0.322
    families.add_node("Pucci")
    assert round(of_network(from_networkx(families))["degree_centralisation"], 3) == 0.267


@pytest.mark.parametrize("seed", [1, 2])
def test_what_networkx_knows_too_is_the_same_there(seed: int) -> None:
    network = project(territory(seed, 120, 130))
    graph, ours = to_networkx(network), of_network(network)
    n, pieces = len(graph), [len(piece) for piece in nx.connected_components(graph)]
    assert ours["density"] == pytest.approx(nx.density(graph))
    assert (ours["ties"], ours["components"], ours["largest"]) == (graph.number_of_edges(), len(pieces), max(pieces))
    assert ours["transitivity"] == pytest.approx(nx.transitivity(graph))
    assert ours["clustering"] == pytest.approx(nx.average_clustering(graph))
    assert ours["distance_fragmentation"] == pytest.approx(1 - nx.global_efficiency(graph))
    assert ours["fragmentation"] == pytest.approx(1 - sum(s * (s - 1) for s in pieces) / (n * (n - 1)))
    found = communities(network)
    groups = [{key for key, group in zip(network.actors, found, strict=True) if group == g} for g in set(found)]
    assert ours["modularity"] == pytest.approx(nx.community.modularity(graph, groups, weight="weight"))


def test_a_star_is_all_around_one_and_a_ring_around_nobody() -> None:
    star, ring = of_network(from_networkx(nx.star_graph(7))), of_network(from_networkx(nx.cycle_graph(8)))
    for name in ("degree_centralisation", "betweenness_centralisation", "closeness_centralisation"):
        assert star[name] == pytest.approx(1) and ring[name] == pytest.approx(0), name


def test_two_cliques_apart_are_half_as_far_as_can_be_from_whole() -> None:
    values = of_network(from_networkx(nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(5))))
    assert values["fragmentation"] == values["distance_fragmentation"] == pytest.approx(1 - 2 * 20 / 90)
    assert (values["communities"], values["modularity"], values["stability"]) == (2, pytest.approx(0.5), 1)


def test_partitions_are_compared_as_published() -> None:
    """Hubert and Arabie 1985; the value is that of two partitions of six that share two pairs."""
    one, other = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 2, 2])
    assert adjusted_rand(one, other) == pytest.approx(0.242424, abs=1e-6)
    assert adjusted_rand(one, one[::-1]) == 1 and adjusted_rand(np.zeros(3, int), np.zeros(3, int)) == 1


def test_clear_groups_stay_together_and_noise_does_not() -> None:
    clear = over_seeds(from_networkx(nx.connected_caveman_graph(6, 8)), 10)
    noise = over_seeds(from_networkx(nx.gnm_random_graph(60, 150, seed=4)), 10)
    assert clear.agreement > 0.99 and (clear.together > 0.99).all()
    assert noise.agreement < 0.9 and 0 < np.nanmin(noise.together) < 1


def test_who_is_alone_in_a_community_has_no_share() -> None:
    network = from_edges("z", [("a", "b", 1.0), ("c", "d", 1.0)])
    assert [math.isnan(x) for x in over_seeds(network, 3).together] == [False] * 4 + [True]


def test_every_measure_has_its_definition_in_both_languages_and_its_source() -> None:
    rows = list(definitions())
    assert len(rows) == len(ONE_MODE) + len(TWO_MODE) + len(GROUPED) + len(WHOLE) + 2
    for row in rows:
        assert tuple(row) == COLUMNS and row["source"]
        for words in row.values():
            assert words if isinstance(words, str) else words.it and words.en and words.it != ""
