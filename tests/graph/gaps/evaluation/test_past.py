"""Splits of time, what was known before, who met after."""

from itertools import pairwise

import numpy as np
import pytest

from graph.gaps.evaluation.history import LONG_BEFORE, day, history
from graph.gaps.evaluation.past import Past, never_met, proposed_least
from graph.gaps.evaluation.resampling import aftermath
from graph.gaps.evaluation.scores import BASELINES
from graph.gaps.evaluation.splits import Split, inner, latest
from graph.store.records import Tie
from tests.graph.gaps.evaluation.conftest import ground_of

ROWS = [
    ("a", "e1", "2020-01-01"),
    ("c", "e1", "2020-01-01"),
    ("b", "e2", "2020-02-01"),
    ("c", "e2", "2020-02-01"),
    ("d", "e3", "2020-03-01"),
    ("c", "e3", "2020-03-01"),
    ("a", "e4", "2020-04-01"),
    ("b", "e4", "2020-04-01"),
    ("a", "e5", "2020-05-01"),
    ("b", "e5", "2020-05-01"),
    ("a", "e5", "2020-05-01"),
]


def named(pairs) -> list[str]:
    actors = pairs.past.history.actors
    return [actors[i] + actors[j] for i, j in zip(pairs.i, pairs.j, strict=True)]


def test_the_latest_events_are_hidden_and_those_of_one_day_stay_together() -> None:
    assert latest(history(ground_of(ROWS).snapshot), 0.4) == Split(3, 5)
    same = [(actor, event, "2020-03-01" if event in ("e3", "e4", "e5") else date) for actor, event, date in ROWS]
    assert latest(history(ground_of(same).snapshot), 0.2) == Split(2, 5)


def test_one_day_or_no_date_leaves_nothing_to_hide() -> None:
    assert latest(history(ground_of((a, e, "2020") for a, e, _ in ROWS).snapshot)) is None
    undated = history(ground_of((a, e, "") for a, e, _ in ROWS).snapshot)
    assert undated.undated == 5 and latest(undated) is None


def test_an_event_without_a_date_is_never_hidden() -> None:
    past = history(ground_of([(a, e, "" if e == "e5" else d) for a, e, d in ROWS]).snapshot)
    assert past.events[0] == "e5" and past.days[0] == LONG_BEFORE
    assert latest(past, 0.9) == Split(1, 5)


def test_a_month_is_its_middle_and_a_year_its_july() -> None:
    assert day("2020-03") == day("2020-03-15") and day("2020") == day("2020-07-01") == day("2020-07-01T10:00")


def test_inner_windows_follow_one_another_and_never_reach_past_what_is_known() -> None:
    rows = [(a, f"e{n:03d}", f"20{n:02d}-01-01") for n in range(60) for a in "ab"]
    splits = inner(history(ground_of(rows).snapshot), 48)
    assert splits[-1].end == 48
    assert all(one.end == other.known for one, other in pairwise(splits))


def test_pairs_ranked_never_met_before_and_those_that_met_later_are_found() -> None:
    past = history(ground_of(ROWS).snapshot)
    pairs = never_met(Past(past, 3), 1)
    assert named(pairs) == ["ab", "ad", "bd"]
    after = aftermath(past, Split(3, 5), pairs)
    assert [named(pairs)[n] for n in after.met] == ["ab"]
    assert after.at.toarray().tolist() == [[0.5, 0.5]] and after.events == 2


def test_looking_on_can_end_before_the_hidden_time_does() -> None:
    past = history(ground_of(ROWS).snapshot)
    pairs = never_met(Past(past, 3), 1)
    assert len(aftermath(past, Split(3, 5), pairs, day("2020-04-01")).met) == 0
    assert aftermath(past, Split(3, 5), pairs, day("2020-05-01")).at.toarray().tolist() == [[1.0]]


def test_declared_collaboration_counts_from_when_it_began() -> None:
    tie = Tie("x", "collaborates", "a", "b", {"since": "2020-04"})
    past = history(ground_of(ROWS, [tie]).snapshot)
    assert "ab" in named(never_met(Past(past, 3), 1))
    assert "ab" not in named(never_met(Past(past, 5), 1))
    always = Tie("x", "collaborates", "a", "b", {})
    assert "ab" not in named(never_met(Past(history(ground_of(ROWS, [always]).snapshot), 1), 0))


def test_a_crowd_leaves_no_evidence_of_a_tie_but_counts_as_attendance() -> None:
    crowd = [(f"p{n:02d}", "plenary", "2020-01-01") for n in range(21)]
    past = history(ground_of([*crowd, ("p00", "later", "2020-02-01"), ("p01", "later", "2020-02-01")]).snapshot)
    before = Past(past, 1)
    assert before.tied.nnz == 0 and before.attended.tolist() == [1] * 21
    assert len(aftermath(past, Split(1, 2), never_met(before, 1)).met) == 1
    whole = Past(history(ground_of(crowd).snapshot, largest=21), 1)
    assert whole.tied.nnz == 21 * 20


def test_what_comes_after_a_split_changes_nothing_known_before() -> None:
    changed = [(a, e, d) if e in ("e1", "e2", "e3") else ("d", e, d) for a, e, d in ROWS]
    one, other = (never_met(Past(history(ground_of(rows).snapshot), 3), 1) for rows in (ROWS, changed))
    ground = ground_of(ROWS)
    for name, score in BASELINES.items():
        assert score(one, ground).tolist() == score(other, ground_of(changed)).tolist(), name


def test_the_simple_scores_are_those_of_the_literature() -> None:
    import networkx as nx

    ground = ground_of(ROWS)
    pairs = never_met(Past(history(ground.snapshot), 3), 1)
    graph = nx.Graph([("a", "c"), ("b", "c"), ("d", "c")])
    asked = [(name[0], name[1]) for name in named(pairs)]
    allocation = [value for _, _, value in nx.resource_allocation_index(graph, asked)]
    adamic = [value for _, _, value in nx.adamic_adar_index(graph, asked)]
    assert BASELINES["ra"](pairs, ground).tolist() == pytest.approx(allocation)
    assert BASELINES["adamic_adar"](pairs, ground).tolist() == pytest.approx(adamic)
    tied = nx.to_numpy_array(graph, nodelist="abcd")
    walks = np.linalg.inv(np.eye(4) - 0.5 / np.sqrt(3) * tied)
    expected = [walks["abcd".index(i), "abcd".index(j)] for i, j in asked]
    assert BASELINES["katz"](pairs, ground).tolist() == pytest.approx(expected, rel=1e-5)


def test_katz_is_right_on_two_sided_networks_with_several_parts() -> None:
    import networkx as nx

    rng = np.random.default_rng(3)
    edges = sorted({(f"a{rng.integers(9)}", f"b{rng.integers(9)}") for _ in range(20)} | {("x", "y"), ("y", "z")})
    rows = [(end, f"e{n}", f"2020-01-{n + 1:02d}") for n, edge in enumerate(edges) for end in edge]
    ground = ground_of(rows)
    pairs = never_met(Past(history(ground.snapshot), len(edges)), 1)
    keys = list(pairs.past.history.actors)
    tied = nx.to_numpy_array(nx.Graph(edges), nodelist=keys)
    walks = np.linalg.inv(np.eye(len(keys)) - 0.5 / np.linalg.eigvalsh(tied).max() * tied)
    assert BASELINES["katz"](pairs, ground) == pytest.approx(walks[pairs.i, pairs.j], abs=1e-6)


def test_recency_is_that_of_the_list_of_gaps() -> None:
    ground = ground_of(ROWS)
    assert Past(history(ground.snapshot), 5).recency(0.25) == pytest.approx(ground.recency)


def test_few_actors_with_two_events_let_everyone_in() -> None:
    once = ground_of([(f"p{n}", f"e{n // 2}", f"2020-01-{n // 2 + 1:02d}") for n in range(20)])
    assert proposed_least(Past(history(once.snapshot), 10)) == 1
    assert proposed_least(Past(history(ground_of(ROWS).snapshot), 5)) == 2
