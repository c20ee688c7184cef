"""What is around an actor, and the way to another: against NetworkX on random networks."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network.ego import ego
from graph.network.facade import to_networkx
from graph.network.network import from_edges
from graph.network.route import route

ACTOR = st.sampled_from("abcdefgh")
NETWORKS = st.lists(st.tuples(ACTOR, ACTOR, st.sampled_from([0.25, 0.5, 1.0, 1.5, 3.0])), max_size=16).map(
    lambda edges: from_edges("abcdefgh", edges)
)


@settings(deadline=None)
@given(NETWORKS, ACTOR, st.sampled_from([1, 2]))
def test_the_rings_are_those_within_so_many_steps(network, key: str, depth: int) -> None:
    found, graph = ego(network, key, depth), to_networkx(network)
    away = nx.single_source_shortest_path_length(graph, key, cutoff=depth)
    assert {actor: step for step, ring in enumerate(found.rings, start=1) for actor in ring} | {key: 0} == dict(away)
    among = nx.ego_graph(graph, key, radius=depth).edges
    expected = {frozenset(pair) for pair in among if min(away[a] for a in pair) < max(away[a] for a in pair)}
    expected |= {frozenset(pair) for pair in among if max(away[a] for a in pair) <= 1}
    assert {frozenset(tie[:2]) for tie in found.ties} == expected
    assert all(graph[a][b]["weight"] == strength for a, b, strength in found.ties)


def test_too_many_ties_leave_the_weakest_out_but_never_its_own() -> None:
    wheel = from_edges(
        [], [("hub", f"a{n}", 0.1) for n in range(9)] + [(f"a{n}", f"a{n + 1}", n + 1.0) for n in range(8)]
    )
    found = ego(wheel, "hub", most=11)
    assert len([tie for tie in found.ties if "hub" in tie]) == 9
    assert [tie[2] for tie in found.ties[9:]] == [8.0, 7.0] and found.left_out == 6


def test_nobody_is_around_one_who_is_not_there() -> None:
    assert ego(from_edges("ab", []), "c").rings == ()


@settings(deadline=None)
@given(NETWORKS, ACTOR, ACTOR)
def test_the_way_is_as_short_as_networkx_finds_and_every_step_is_a_tie(network, source: str, target: str) -> None:
    graph, found = to_networkx(network), route(network, source, target)
    if source == target or not nx.has_path(graph, source, target):
        assert found is None
        return
    assert found is not None
    assert (found.actors[0], found.actors[-1]) == (source, target)
    assert found.length == pytest.approx(nx.shortest_path_length(graph, source, target, weight="distance"), abs=1e-12)
    assert [graph[a][b]["weight"] for a, b in found.steps] == list(found.strengths)
    back = route(network, target, source)
    assert back is not None and back.length == pytest.approx(found.length)


def test_two_strong_steps_are_shorter_than_a_weak_one() -> None:
    network = from_edges([], [("a", "b", 0.25), ("a", "c", 1.0), ("c", "b", 1.0)])
    assert route(network, "a", "b").actors == ("a", "c", "b")
