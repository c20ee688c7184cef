"""Rank intervals: that they hold what they promise, and that they promise something."""

import csv
from pathlib import Path

import numpy as np
import pytest

from graph.measures import intervals, paths
from graph.measures.apart import rank_intervals_apart
from graph.measures.intervals import rank_intervals, thinned
from graph.measures.places import NotComparable
from graph.measures.prediction import shared_places
from graph.network.projection import project
from graph.network.two_mode import TwoMode, from_pairs
from tests.graph.measures.territories import territory

NYPHIL = Path(__file__).parents[3].parent / "shared" / "data" / "networks" / "nyphil_programmes.csv"


def held(whole: TwoMode, seeds: range, measure: str = "betweenness") -> tuple[float, float]:
    """Return how often the true place of the true top 50 is held once 20% of the events are hidden, and the width."""
    truth = shared_places(paths.betweenness(project(whole)))
    top = np.argsort(truth, kind="stable")[:50]
    shares, widths = [], []
    for seed in seeds:
        found = rank_intervals(thinned(whole, 0.2, 7_000 + seed))[measure]
        shares.append(((found.low <= truth) & (truth <= found.high))[top].mean())
        widths.append(np.median((found.high - found.low + 1)[top]))
    return float(np.mean(shares)), float(np.mean(widths))


def test_nine_true_places_in_ten_are_held_once_a_fifth_of_the_events_is_hidden() -> None:
    share, width = zip(*(held(territory(seed), range(2)) for seed in (21, 22, 23)), strict=True)
    assert 0.85 <= np.mean(share) <= 0.97
    assert np.mean(width) < 300 / 4


@pytest.mark.skipif(not NYPHIL.exists(), reason="the reference data at ../shared/data are not on this machine")
def test_they_hold_on_a_real_network_too() -> None:
    with NYPHIL.open(encoding="utf-8") as file:
        whole = from_pairs((r["actor"], r["event"]) for r in csv.DictReader(file) if r["date"] < "1998")
    share, width = held(whole, range(3))
    assert 0.85 <= share <= 0.97 and width < len(whole.actors) / 5


def test_every_interval_holds_the_place_seen_now_or_better_and_two_runs_agree() -> None:
    seen = territory(4)
    first, second = (rank_intervals(seen)["betweenness"] for _ in range(2))
    assert np.array_equal(first.low, second.low) and np.array_equal(first.high, second.high)
    assert (first.low >= 1).all() and (first.high <= len(seen.actors)).all() and (first.low <= first.high).all()
    assert rank_intervals(seen, seed=9)["betweenness"].high.tolist() != first.high.tolist()


def test_the_process_of_its_own_gives_the_same_intervals_and_tells_how_far_it_is() -> None:
    seen, declared = territory(5, 120, 100), [("a0001", "a0099", 3), ("a0001", "unknown", 1)]
    here = rank_intervals(seen, declared, ["ties", "betweenness"], resamples=8)
    told: list[int] = []
    there = rank_intervals_apart(
        seen, declared, ["ties", "betweenness"], lambda done, _: told.append(done), resamples=8
    )
    assert told == list(range(9))
    for name, found in here.items():
        assert there[name].actors == found.actors and there[name].resamples == 8
        assert np.array_equal(there[name].low, found.low) and np.array_equal(there[name].high, found.high)


def test_what_progress_raises_stops_the_work() -> None:
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise InterruptedError

    for compute in (
        lambda: rank_intervals(territory(6, 80, 60), progress=stop),
        lambda: rank_intervals_apart(territory(6, 80, 60), [], ["betweenness"], stop),
    ):
        with pytest.raises(InterruptedError):
            compute()


def test_with_too_few_events_nothing_is_claimed() -> None:
    few = from_pairs([(a, f"e{n}") for n in range(intervals.FEWEST_EVENTS - 1) for a in "abc"[: 1 + n % 3]])
    found = rank_intervals(few)["betweenness"]
    assert found.of("a") is None and np.isnan(found.low).all() and found.resamples == 0
    assert rank_intervals(from_pairs([]))["betweenness"].low.size == 0


def test_where_everyone_is_equal_every_place_is_possible() -> None:
    pairs = from_pairs([(f"{side}{n}", f"e{n}") for n in range(12) for side in "ab"])
    found = rank_intervals(pairs)["betweenness"]
    assert found.of("a3") == (1, 24)


def test_who_has_no_value_has_no_interval() -> None:
    seen = territory(8, 120, 60)
    found = rank_intervals(seen, measures=["constraint"], resamples=5)["constraint"]
    isolated = [key for key, degree in zip(seen.actors, project(seen).degree, strict=True) if degree == 0]
    assert isolated and all(found.of(key) is None for key in isolated)
    assert found.of(next(key for key in seen.actors if key not in isolated))


def test_a_measure_that_puts_nobody_in_order_is_refused() -> None:
    with pytest.raises(NotComparable):
        rank_intervals(territory(1, 40, 20), measures=["community"])
