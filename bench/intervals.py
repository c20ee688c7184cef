"""How often rank intervals hold the truth: networks known whole, a fifth of their events hidden, several times over.

Of the true first 50 (by betweenness in the whole network), the share whose true place lies in the interval computed
from what is left; with the median width, and for comparison the spread of each actor's own places (percentiles).
The method was chosen on the networks marked *; the others were looked at only afterwards.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator

import numpy as np

from bench.figures import SHARED_DATA, Stopwatch, keep
from bench.network import two_mode
from graph.measures import paths
from graph.measures.intervals import HIDDEN, RESAMPLES, SEED, rank_intervals, thinned
from graph.measures.prediction import TOP, shared_places
from graph.network.network import Floats
from graph.network.projection import project
from graph.network.two_mode import TwoMode, from_pairs

NYPHIL = SHARED_DATA / "networks" / "nyphil_programmes.csv"
HIDINGS = range(6)


def keen(actors: int, events: int, seed: int) -> TwoMode:
    """Return a territory without groups: who is near and keen comes more often."""
    random = np.random.default_rng(seed)
    home, zeal, pairs = random.random(actors), random.pareto(2.0, actors) + 1, []
    for event in range(events):
        near = np.exp(-np.abs(home - random.random()) * 40) * zeal
        came = random.choice(actors, min(2 + int(random.geometric(0.4)), 15), replace=False, p=near / near.sum())
        pairs += [(f"a{a:05d}", f"e{event:05d}") for a in came.tolist()]
    return from_pairs(pairs, (f"a{n:05d}" for n in range(actors)))


def orchestra(since: str, until: str) -> TwoMode:
    """Return the real network of some years."""
    with NYPHIL.open(encoding="utf-8") as file:
        return from_pairs((r["actor"], r["event"]) for r in csv.DictReader(file) if since <= r["date"][:4] <= until)


def networks() -> Iterator[tuple[str, Callable[[], TwoMode]]]:
    """Return the networks of known truth."""
    yield "territory 480 *", lambda: two_mode(480, 1, 480)
    yield "territory 480, few events *", lambda: two_mode(480, 3, 240)
    yield "keen 400 *", lambda: keen(400, 400, 1)
    yield "territory 480, open", lambda: two_mode(480, 41, 480, 0.1)
    yield "territory 300", lambda: two_mode(300, 42, 300)
    yield "territory 900", lambda: two_mode(900, 43, 900)
    yield "territory 480, many events", lambda: two_mode(480, 44, 960, 0.05)
    yield "territory 480, heavier tail", lambda: two_mode(480, 45, 400, 0.03, 1.3)
    yield "keen 600", lambda: keen(600, 900, 46)
    if NYPHIL.exists():
        yield "orchestra 1995-1999 *", lambda: orchestra("1995", "1999")
        yield "orchestra 2000-2004", lambda: orchestra("2000", "2004")
        yield "orchestra 2005-2011", lambda: orchestra("2005", "2011")


def own_spread(seen: TwoMode) -> tuple[Floats, Floats]:
    """Return the interval that each actor's own places in thinner copies span: what is usually done."""
    copies = [project(thinned(seen, HIDDEN, SEED + n)) for n in range(RESAMPLES)]
    places = np.array([shared_places(paths.betweenness(copy)) for copy in copies])
    low, high = np.quantile(places, (0.05, 0.95), axis=0)
    return np.floor(low), np.ceil(high)


def of_one(whole: TwoMode) -> dict[str, float]:
    """Return what holds on one network, mean over the hidings."""
    truth = shared_places(paths.betweenness(project(whole)))
    top = np.argsort(truth, kind="stable")[:TOP]
    rows = []
    for hiding in HIDINGS:
        seen = thinned(whole, HIDDEN, 9_000 + hiding)
        with Stopwatch() as watch:
            found = rank_intervals(seen)["betweenness"]
        usual = own_spread(seen)
        held = (found.low <= truth) & (truth <= found.high)
        rows.append(
            (
                held[top].mean(),
                np.median((found.high - found.low + 1)[top]),
                held.mean(),
                ((usual[0] <= truth) & (truth <= usual[1]))[top].mean(),
                np.median((usual[1] - usual[0] + 1)[top]),
                watch.seconds,
            )
        )
    means = np.mean(rows, axis=0)
    names = ("held of the top 50", "median width", "held of all", "own spread: held", "own spread: width", "seconds")
    return {name: round(float(value), 3) for name, value in zip(names, means, strict=True)}


def main() -> None:
    """Measure and keep."""
    figures: dict[str, float] = {}
    held = []
    for name, make in networks():
        whole = make()
        found = of_one(whole)
        figures[f"{name}: actors"] = len(whole.actors)
        figures |= {f"{name}: {what}": value for what, value in found.items()}
        held.append((found["held of the top 50"], "*" not in name))
        print(name, found, flush=True)
    unseen = [share for share, fresh in held if fresh]
    figures["held of the top 50, mean of all"] = round(float(np.mean([share for share, _ in held])), 3)
    figures["held of the top 50, mean of those not tuned on"] = round(float(np.mean(unseen)), 3)
    figures["held of the top 50, least and most"] = f"{min(held)[0]}–{max(held)[0]}"  # type: ignore[assignment]
    keep("intervals", figures)


if __name__ == "__main__":
    main()
