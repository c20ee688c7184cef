"""How sure a place is: the interval it lies in if the events that are not recorded were known too.

What a register holds is part of what happened. Events are hidden at random, everything is computed again,
and what this does to places tells what the events that are missing would do (`graph.measures.prediction`).
Screens ask `pages.parts.intervals`; the command line prints them with `measures --intervals`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.measures.places import comparable
from graph.measures.prediction import LEVEL, Seen, intervals
from graph.model import Label
from graph.network.network import Floats, Integers
from graph.network.projection import project
from graph.network.two_mode import TwoMode

RESAMPLES, SEED, HIDDEN = 50, 20_231_015, 0.2
FEWEST_EVENTS = 10
"""With fewer, hiding some says nothing of those that are missing: no interval is given."""
MEANING = Label(
    "dove starebbe, nove volte su dieci, se fossero registrati anche gli eventi che mancano, supposti uno su cinque",
    "where it would stand, nine times in ten, if the events that are missing, taken to be one in five, were recorded",
)
UNDEFINED = Label(
    f"dove la misura non è definita, o con meno di {FEWEST_EVENTS} eventi registrati",
    f"where the measure is undefined, or with fewer than {FEWEST_EVENTS} recorded events",
)
Progress = Callable[[int, int], None]
Collaborations = Iterable[tuple[str, str, int]]


def _silent(_done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, eq=False)
class RankIntervals:
    """The places an actor may have by one measure.

    Attributes
    ----------
    low, high
        Best and worst place of each actor, in the network's order, 1 for the highest value; NaN where n/a.
    level
        How often an interval is meant to hold.
    hidden
        Share of all events taken to be missing.
    resamples
        From how many thinner copies it was learnt.
    """

    measure: str
    actors: tuple[str, ...]
    low: Floats
    high: Floats
    level: float
    hidden: float
    resamples: int

    def of(self, key: str) -> tuple[int, int] | None:
        """Return an actor's interval; None where there is none."""
        row = self._rows.get(key)
        if row is None or np.isnan(self.low[row]):
            return None
        return int(self.low[row]), int(self.high[row])

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {key: row for row, key in enumerate(self.actors)}


def rank_intervals(
    two_mode: TwoMode,
    collaborations: Collaborations = (),
    measures: Sequence[str] = ("betweenness",),
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    hidden: float = HIDDEN,
    progress: Progress = _silent,
) -> dict[str, RankIntervals]:
    """Return the rank intervals of every actor, by measure.

    Parameters
    ----------
    two_mode, collaborations
        What `project` takes; declared collaborations are never hidden.
    hidden
        Share of all events taken to be missing (0–1, both excluded).
    progress
        Told how many computations of how many are done; what it raises stops the work.

    Raises
    ------
    NotComparable
        For a measure by which actors cannot be put in order.
    """
    chosen, declared = [comparable(name) for name in measures], tuple(collaborations)

    def seen(part: TwoMode) -> tuple[list[Floats], Integers]:
        network = project(part, declared)
        attended = np.asarray(np.diff(part.incidence.indptr), dtype=np.int64)
        return [measure.compute(network) for measure in chosen], attended

    now, attended = seen(two_mode)
    copies = list[tuple[list[Floats], Integers]]()
    if len(two_mode.events) >= FEWEST_EVENTS:
        progress(0, resamples)
        for n in range(resamples):
            copies.append(seen(thinned(two_mode, hidden, seed + n)))
            progress(n + 1, resamples)
    found = {}
    for m, measure in enumerate(chosen):
        low, high = _of_one(now[m], attended, [(values[m], events) for values, events in copies])
        found[measure.name] = RankIntervals(measure.name, two_mode.actors, low, high, LEVEL, hidden, len(copies))
    return found


def thinned(two_mode: TwoMode, hidden: float, seed: int) -> TwoMode:
    """Return the network without a share of its events, drawn at random; actors and the sizes of events stay."""
    events = len(two_mode.events)
    kept = np.sort(np.random.default_rng(seed).permutation(events)[: round((1 - hidden) * events)])
    names = tuple(two_mode.events[i] for i in kept)
    return TwoMode(two_mode.actors, names, two_mode.incidence[:, kept].tocsr(), two_mode.sizes[kept])


def _of_one(now: Floats, attended: Integers, copies: Sequence[tuple[Floats, Integers]]) -> tuple[Floats, Floats]:
    low, high = np.full(len(now), np.nan), np.full(len(now), np.nan)
    defined = np.flatnonzero(~np.isnan(now))
    if copies and len(defined):
        values = np.array([np.nan_to_num(each[defined], nan=-np.inf) for each, _ in copies])
        thinner = Seen(values, np.array([events[defined] for _, events in copies]))
        low[defined], high[defined] = intervals(Seen(now[defined], attended[defined]), thinner)
    return low, high
