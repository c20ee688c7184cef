"""Networks that break careless code: every measure of every level has the right answer or none, without a warning."""

import math
import warnings
from collections.abc import Iterator

import numpy as np
import pytest

from graph.measures import external, table
from graph.measures.chance import against_chance
from graph.measures.grouping import NO_GROUP, Grouped, grouped
from graph.measures.intervals import rank_intervals
from graph.measures.registry import GROUPED, ONE_MODE
from graph.measures.whole import WHOLE, of_network
from graph.network.crowds import proposed_size
from graph.network.network import Network
from graph.network.projection import project
from graph.network.two_mode import TwoMode, from_pairs

A = [f"a{n:02d}" for n in range(12)]
Pairs = list[tuple[str, str]]
Declared = list[tuple[str, str, int]]


def clique(members: list[str], event: str) -> Pairs:
    return [(member, event) for member in members]


NETWORKS: dict[str, tuple[Pairs, list[str], Declared]] = {
    "empty": ([], [], []),
    "one actor": ([], ["a"], []),
    "one actor at one event": ([("a", "x")], [], []),
    "two who never met": ([("a", "x"), ("b", "y")], [], []),
    "a pair": ([("a", "x"), ("b", "x")], [], []),
    "all isolates": ([], A, []),
    "star": ([(end, f"e{n}") for n, a in enumerate(A[1:]) for end in (A[0], a)], [], []),
    "two cliques": (clique(A[:6], "x") + clique(A[6:], "y"), [], []),
    "two cliques and a bridge": (clique(A[:5], "x") + clique(A[5:10], "y"), [A[11]], [(A[0], A[5], 4)]),
    "one giant event": (clique([f"a{n:03d}" for n in range(120)], "x"), [], []),
    "disconnected pairs": ([(f"{side}{n:02d}", f"e{n}") for n in range(12) for side in "ab"], [], []),
    "a chain": ([(A[n + step], f"e{n}") for n in range(11) for step in (0, 1)], [], []),
    "said twice and of oneself": (
        [("a", "x"), ("a", "x"), ("b", "x")],
        [],
        [("a", "a", 4), ("a", "b", 1), ("b", "a", 1)],
    ),
    "the same event again and again": ([(a, f"e{n}") for n in range(30) for a in A], [], []),
    "declared only": ([], A, [(A[0], A[1], 1), (A[1], A[2], 4)]),
    "names of every kind": ([("", "x"), ("\u202e=1+1", "x"), ("a\x00", "x"), ("👩‍👩‍👧", "y"), ("", "y")], [], []),
}


@pytest.fixture(params=NETWORKS)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(autouse=True)
def strict() -> Iterator[None]:
    with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
        warnings.simplefilter("error")
        yield


def two_mode(name: str) -> tuple[TwoMode, Declared]:
    pairs, actors, declared = NETWORKS[name]
    return from_pairs(pairs, actors), declared


def network(name: str) -> Network:
    return project(*two_mode(name))


def actors(name: str, measure: str) -> list[float | None]:
    values = ONE_MODE[measure].compute(network(name)).tolist()
    return [None if math.isnan(value) else round(value, 12) for value in values]


def test_every_actor_has_a_value_or_none_where_that_is_said(name: str) -> None:
    seen = network(name)
    for measure in ONE_MODE.values():
        values = measure.compute(seen)
        assert values.shape == (len(seen.actors),) and not np.isinf(values).any(), measure.name
        assert (values[~np.isnan(values)] >= 0).all() and not np.signbit(values).any(), measure.name
        assert measure.undefined or not np.isnan(values).any(), measure.name
    assert [row["key"] for row in table.one_mode(seen, {})] == list(seen.actors) == sorted(seen.actors)
    assert {row["key"] for row in table.two_mode(two_mode(name)[0], {})} == {
        key for p in NETWORKS[name][0] for key in p
    }


def test_the_whole_has_a_value_or_none_where_that_is_said(name: str) -> None:
    for measure, value in of_network(network(name)).items():
        assert WHOLE[measure].undefined or not math.isnan(value), measure
        if WHOLE[measure].form == "share" and not math.isnan(value):
            assert 0 <= value <= 1, measure


@pytest.mark.parametrize("groups", ["one each", "all one", "none", "alternate"])
def test_groups_have_a_value_or_none_where_that_is_said(name: str, groups: str) -> None:
    seen = network(name)
    given = {"one each": str, "all one": lambda _: "x", "none": lambda _: None, "alternate": lambda n: str(n % 2)}
    asked = grouped(seen, [given[groups](n) for n in range(len(seen.actors))])
    for measure in GROUPED.values():
        values = measure.compute(asked)
        assert values.shape == (len(seen.actors),) and not np.isinf(values).any(), measure.name
        assert np.isnan(values).all() if groups == "none" else measure.name == "e_i" or not np.isnan(values).any()
    index = external.of_network(asked, 50)
    assert (index.value is None) == (groups == "none" or not len(seen.edges[0]))


def test_intervals_chance_and_outsize_events_have_an_answer(name: str) -> None:
    events, declared = two_mode(name)
    found = rank_intervals(events, declared, ["ties", "betweenness", "constraint"], resamples=4)
    for measure in found.values():
        known = ~np.isnan(measure.low)
        assert (known == ~np.isnan(measure.high)).all()
        assert (measure.low[known] >= 1).all() and (measure.low <= measure.high)[known].all()
        assert (measure.high[known] <= len(events.actors)).all()
    against_chance(events, declared, draws=2)
    assert proposed_size(events).reason.it


def test_the_answers_that_can_be_worked_out_are_right() -> None:
    assert actors("two cliques and a bridge", "cut_point") == [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    assert actors("star", "betweenness") == [1] + [0] * 11
    assert actors("a chain", "betweenness")[5] == round(2 * 5 * 6 / (11 * 10), 12)
    assert set(actors("all isolates", "constraint")) == {None} and set(actors("all isolates", "ties")) == {0}
    assert set(actors("one giant event", "ties")) == {119} and set(actors("one giant event", "strength")) == {1}
    assert actors("said twice and of oneself", "strength") == [1.5, 1.5]
    assert actors("disconnected pairs", "harmonic") == [round(1 / 23, 12)] * 24
    assert set(actors("the same event again and again", "betweenness")) == {0}
    whole = {name: of_network(network(name)) for name in NETWORKS}
    assert whole["star"]["degree_centralisation"] == 1 and whole["one giant event"]["density"] == 1
    assert whole["two cliques"]["fragmentation"] == pytest.approx(6 / 11)
    assert (whole["all isolates"]["isolated"], whole["all isolates"]["fragmentation"]) == (1, 1)
    assert whole["empty"]["actors"] == 0 and math.isnan(whole["empty"]["density"])
    assert Grouped(network("star"), np.full(12, NO_GROUP)).ends[0].size == 0
