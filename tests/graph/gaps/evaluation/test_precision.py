"""PR AUC, precision and lift, against plain counting."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.gaps.evaluation.precision import rank
from graph.gaps.evaluation.resampling import interval

ONCE = np.ones((1, 2))


def test_the_first_and_the_third_of_four_met() -> None:
    ranking = rank(np.array([0.1, 0.9, 0.4, 0.6]), np.array([1, 2]))
    assert ranking.pr_auc(ONCE)[0] == pytest.approx((1 + 2 / 3) / 2)
    assert ranking.precision(ONCE, 2)[0] == 0.5
    assert ranking.base_rate(ONCE)[0] == 0.5


def test_fewer_pairs_than_asked_for_and_nobody_who_met_give_no_number() -> None:
    ranking = rank(np.array([0.1, 0.9]), np.array([], dtype=np.int64))
    assert np.isnan(ranking.precision(np.ones((1, 0)), 10)).all()
    assert np.isnan(ranking.pr_auc(np.ones((1, 0)))).all()


def test_a_score_that_says_nothing_is_as_good_as_chance() -> None:
    ranking = rank(np.zeros(1000), np.arange(30))
    weights = np.ones((1, 30))
    assert ranking.pr_auc(weights)[0] == pytest.approx(0.03)
    assert ranking.precision(weights, 10)[0] == pytest.approx(0.03)


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=3, max_size=6))
@settings(max_examples=60, deadline=None)
def test_pairs_with_the_same_score_count_as_the_average_over_their_orders(rows) -> None:
    scores, met = np.array([float(s) for s, _ in rows]), np.array([m for _, m in rows])
    found = rank(scores, np.flatnonzero(met)).precision(np.ones((1, int(met.sum()))), 2)[0]
    orders = [o for o in itertools.permutations(range(len(rows))) if sorted(-scores[list(o)]) == list(-scores[list(o)])]
    expected = sum(Fraction(int(met[o[0]]) + int(met[o[1]]), 2) for o in orders) / len(orders)
    assert found == pytest.approx(float(expected))


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3)), min_size=2, max_size=30))
@settings(max_examples=60, deadline=None)
def test_a_pair_counted_twice_is_a_pair_that_is_there_twice(rows) -> None:
    """Pairs that met have a count of 1–3, those that did not 0."""
    scores, counts = np.array([float(s) for s, _ in rows]), np.array([c for _, c in rows])
    met = np.flatnonzero(counts)
    if not len(met):
        return
    weighted = rank(scores, met).pr_auc(counts[met][np.newaxis, :].astype(float))[0]
    repeats = np.maximum(counts, 1)
    long = np.repeat(scores, repeats)
    of_long = np.flatnonzero(np.repeat(counts > 0, repeats))
    assert weighted == pytest.approx(rank(long, of_long).pr_auc(np.ones((1, len(of_long))))[0])


def test_differences_in_the_last_digit_are_no_difference() -> None:
    score = np.array([0.3, 0.1 + 0.2, 0.1])
    assert rank(score, np.array([0])).tied.tolist() == [2]


def test_an_interval_holds_95_of_100_resamples() -> None:
    found = interval(np.array([5.0, *range(101)]))
    assert (found.value, found.low, found.high) == (5.0, 2.5, 97.5)
