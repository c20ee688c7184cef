"""How well missing ties are predicted on the real dated network, and what it costs; a made one of 5,000 actors."""

from __future__ import annotations

import csv
from collections.abc import Iterable

import numpy as np

from bench.figures import SHARED_DATA, Stopwatch, keep, peak_memory_mb
from graph.gaps.evaluation.judgement import Judgement, judge
from graph.gaps.ground import Ground
from graph.gaps.survey import ground
from graph.network.snapshot import compose
from graph.store.records import Node, Tie

NYPHIL = SHARED_DATA / "networks" / "nyphil_programmes.csv"
ALL_SIZES = 1_000_000
Row = tuple[str, str, str]


def _ground(rows: Iterable[Row]) -> Ground:
    listed = list(dict.fromkeys(rows))
    nodes = {a: Node(a, "association", {"name": a}) for a, _, _ in listed}
    actors = frozenset(nodes)
    nodes |= {e: Node(e, "event", {"name": e, "start": day}) for _, e, day in listed}
    ties = [Tie(f"{a}|{e}", "organised", a, e) for a, e, _ in listed]
    return ground(compose("staff", 1, nodes.values(), ties, actors), (), (), adjoining={}, province_shares={})


def _made(actors: int, events: int) -> list[Row]:
    """Return participations with heavy tails: some actors come often, most to events near their own."""
    rng = np.random.default_rng(1)
    home, keen = rng.random(actors), rng.pareto(2.0, actors) + 1
    rows = []
    for event in range(events):
        near = np.exp(-np.abs(home - rng.random()) * 40) * keen
        came = rng.choice(actors, min(2 + int(rng.geometric(0.4)), 15), replace=False, p=near / near.sum())
        day = f"{2000 + event * 20 // events}-{event * 240 // events % 12 + 1:02d}-{event % 28 + 1:02d}"
        rows += [(f"a{actor:05d}", f"e{event:05d}", day) for actor in came.tolist()]
    return rows


def _figures(name: str, found: Judgement, seconds: float) -> dict[str, float | str | int | None]:
    used, simple = found.figures[found.in_use], found.figures["ra_recency"]
    return {
        f"{name}_seconds": seconds,
        f"{name}_pairs": found.pairs,
        f"{name}_in_use": found.in_use,
        f"{name}_pr_auc": used.pr_auc.value,
        f"{name}_pr_auc_simple": simple.pr_auc.value,
        f"{name}_gain_low": used.gain.low,
        f"{name}_gain_high": used.gain.high,
        f"{name}_precision_50": used.precision[50].value,
        f"{name}_promised_of_50": found.promise.met if found.promise else None,
        f"{name}_came_of_50": found.promise.came if found.promise else None,
    }


def main() -> None:
    """Measure and keep."""
    figures: dict[str, float | str | int | None] = {}
    if NYPHIL.exists():
        with NYPHIL.open(encoding="utf-8") as file:
            orchestra = _ground((r["actor"], r["event"], r["date"]) for r in csv.DictReader(file))
        for name, largest in (("nyphil_all_sizes", ALL_SIZES), ("nyphil_to_20", 20)):
            with Stopwatch() as watch:
                found = judge(orchestra, largest=largest)
            figures |= _figures(name, found, watch.seconds)
    else:
        print(f"{NYPHIL} is not there: only the made network is measured")
    made = _ground(_made(5_000, 6_000))
    with Stopwatch() as watch:
        found = judge(made)
    figures |= _figures("made_5000", found, watch.seconds)
    keep("evaluation", {**figures, "peak_memory_mb": peak_memory_mb()})


if __name__ == "__main__":
    main()
