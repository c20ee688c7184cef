"""What one new tie changes: equal to what NetworkX finds by putting it in."""

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.gaps import shortcuts
from graph.gaps.shortcuts import Shortcuts
from graph.network.network import from_edges

PAIRS = list(combinations(range(10), 2))


def nearness(graph: nx.Graph) -> float:
    return nx.global_efficiency(graph) * len(graph) * (len(graph) - 1) / 2


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(PAIRS), min_size=2, max_size=14), st.sampled_from(PAIRS))
def test_gain_is_what_all_pairs_are_nearer_by(edges: set[tuple[int, int]], pair: tuple[int, int]) -> None:
    graph = nx.Graph(edges)
    graph.add_nodes_from(range(10))
    made = Shortcuts(from_edges((str(n) for n in range(10)), ((str(a), str(b), 1.0) for a, b in edges)))
    assert made.nearness == pytest.approx(nearness(graph))
    i, j = pair
    if not graph.degree[i] or not graph.degree[j]:
        return
    before = dict(nx.all_pairs_shortest_path_length(graph))
    then = graph.copy()
    then.add_edge(i, j)
    after = dict(nx.all_pairs_shortest_path_length(then))
    gain = made.gain(i, j)
    assert gain.nearness == pytest.approx(nearness(then) - nearness(graph))
    assert gain.joined == sum(b not in before[a] and b in after[a] for a, b in PAIRS)
    nearer = [(a, b) for a, b in PAIRS if b in before[a] and after[a][b] < before[a][b]]
    if not gain.joined:
        assert gain.shortened == len(nearer)
        if nearer:
            assert gain.before == pytest.approx(sum(before[a][b] for a, b in nearer) / len(nearer))


def test_of_a_sample_the_gain_is_near_the_true_one_and_two_runs_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.connected_caveman_graph(40, 10)
    made = from_edges((f"{n:03d}" for n in graph), ((f"{a:03d}", f"{b:03d}", 1.0) for a, b in graph.edges))
    exact = Shortcuts(made)
    monkeypatch.setattr(shortcuts, "LANDMARKS", 150)
    sampled = [Shortcuts(made), Shortcuts(made)]
    for i, j in [(0, 200), (5, 155), (37, 391)]:
        first, second = (each.gain(i, j) for each in sampled)
        assert first == second
        assert first.nearness == pytest.approx(exact.gain(i, j).nearness, rel=0.3)
    assert sampled[0].nearness == pytest.approx(exact.nearness, rel=0.1)
