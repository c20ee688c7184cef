"""How a network's shape is read: textbook networks, and the sample, which was made to differ in shape."""

from itertools import combinations, pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from graph.network.network import Network, from_edges
from graph.scorecard.census import census
from graph.scorecard.shape import RULE, SHAPES, centralisation, shape
from ingest.sources.sample_territory.words import districts
from tests.ingest.sources.sample_territory.sampled import NOW, copied


def network(edges: list[tuple[str, str]], alone: int = 0) -> Network:
    return from_edges([f"z{i}" for i in range(alone)], [(a, b, 1.0) for a, b in edges])


def clique(name: str, size: int) -> list[tuple[str, str]]:
    return list(combinations([f"{name}{i}" for i in range(size)], 2))


STAR = [("hub", f"s{i}") for i in range(8)]
GROUPS = [*clique("a", 6), *clique("b", 6), ("a0", "b0")]


@pytest.mark.parametrize(
    ("edges", "alone", "reading"),
    [
        (STAR, 0, "star"),
        (STAR, 12, "star_isolated"),
        (clique("a", 8), 0, "mesh"),
        (clique("a", 8), 3, "mesh"),
        (GROUPS, 0, "cluster"),
        ([*clique("a", 8), *clique("b", 5)], 0, "mesh_cluster"),
        ([("a", "b")], 8, "isolated"),
        ([], 6, "isolated"),
        ([("a", "b"), ("b", "c")], 0, ""),
    ],
)
def test_a_textbook_network_reads_as_what_it_is(edges: list[tuple[str, str]], alone: int, reading: str) -> None:
    assert shape(network(edges, alone)).code == reading


def test_two_groups_that_one_body_joins_are_groups_and_no_star() -> None:
    joined = [*clique("a", 5), *clique("b", 5), ("broker", "a0"), ("broker", "b0")]
    found = shape(network(joined))
    assert found.held > 0.5  # half of the pairs hang on the broker
    assert found.code == "cluster"


@pytest.mark.parametrize("slug", [district.slug for district in districts()])
def test_every_district_of_the_sample_reads_as_it_was_made(tmp_path: Path, slug: str) -> None:
    made = next(district.shape for district in districts() if district.slug == slug)
    with copied(tmp_path) as store:
        found = {d.key: d for d in census(store.view("public"), today=NOW.date().isoformat()).districts}
    assert shape(found[f"district:sample-{slug}"].network).code == made


def test_centralisation_equals_freemans_on_a_star_a_ring_and_any_graph() -> None:
    assert centralisation(network(STAR)) == 1.0
    ring = [f"r{i}" for i in range(6)]
    assert centralisation(network([*pairwise(ring), ("r5", "r0")])) == 0.0
    graph = nx.gnp_random_graph(30, 0.2, seed=3)
    degree = np.array([d for _, d in graph.degree])
    ours = centralisation(from_edges(map(str, graph), [(str(a), str(b), 1.0) for a, b in graph.edges]))
    assert ours == pytest.approx((degree.max() - degree).sum() / (29 * 28))


def test_the_rule_names_every_shape_and_its_thresholds() -> None:
    for name in ("isolated", "star", "cluster", "mesh"):
        assert SHAPES[name].label.en.lower() in RULE.en.lower()
    for threshold in ("75%", "50%", "0,5", "0,3", "15%"):
        assert threshold in RULE.it


def test_why_is_said_with_the_figures_of_this_network() -> None:
    because = shape(network(STAR, 2)).because
    assert "18% senza legami" in because.it
    assert "100% delle coppie" in because.it
    assert "centralisation 1.00" in because.en
