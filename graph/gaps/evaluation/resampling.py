"""Who met after a split, and how that looks with other events: events are resampled, never pairs.

Five events may carry a third of what comes true; pairs that met at the same one are not independent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from graph.gaps.evaluation.history import History
from graph.gaps.evaluation.past import Pairs
from graph.gaps.evaluation.splits import Split
from graph.network.network import Floats, Integers

RESAMPLES, SEED = 1_000, 20_220_630
_MOST_CELLS = 20_000_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and the interval that 95% of resamples fall in; NaN where it cannot be said."""

    value: float
    low: float
    high: float


def interval(values: Floats) -> Interval:
    """Return the interval of a value (first) and its resamples (after it)."""
    known = values[1:][~np.isnan(values[1:])]
    if np.isnan(values[0]) or not len(known):
        return Interval(float(values[0]), float("nan"), float("nan"))
    low, high = np.percentile(known, (2.5, 97.5))
    return Interval(float(values[0]), float(low), float(high))


@dataclass(frozen=True, eq=False)
class Aftermath:
    """The pairs that met after a split.

    Attributes
    ----------
    met
        Their positions among the pairs.
    at
        CSR, pairs that met × later events that could be a meeting; each row sums to 1.
    """

    met: Integers
    at: Any

    @property
    def events(self) -> int:
        """At how many events someone met who had not met before."""
        return int((np.asarray(self.at.sum(axis=0)).reshape(-1) > 0).sum())

    def weights(self, resamples: int = RESAMPLES, seed: int = SEED) -> Floats:
        """Return how often each pair that met counts: once in the first row, then in each resample of the events.

        A pair that met at several events counts as often as these were drawn on average.
        """
        pairs, events = self.at.shape
        once = np.ones((1, pairs))
        if not pairs:
            return np.ones((resamples + 1, 0))
        resamples = max(100, min(resamples, _MOST_CELLS // pairs))
        drawn = np.random.default_rng(seed).multinomial(events, np.full(events, 1 / events), size=resamples)
        return np.vstack([once, (self.at @ drawn.T.astype(np.float64)).T])


def aftermath(history: History, split: Split, pairs: Pairs, before: int | None = None) -> Aftermath:
    """Return who of the pairs met after a split.

    Parameters
    ----------
    before
        Day number on which looking on ends, itself not included; None for all that came after.
    """
    later = np.arange(split.known, split.end)
    later = later[history.meeting[later]]
    if before is not None:
        later = later[history.days[later] < before]
    place = np.full(len(history.actors), -1, dtype=np.int64)
    place[pairs.rows] = np.arange(len(pairs.rows))
    codes = pairs.a * max(len(pairs.rows), 1) + pairs.b
    found = _positions(_attendance(history, later, place), codes, len(pairs.rows))
    met, rows = np.unique(found[:, 0], return_inverse=True)
    at = sparse.csr_array((np.ones(len(found)), (rows, found[:, 1])), shape=(len(met), len(later)))
    times = np.asarray(at.sum(axis=1)).reshape(-1)
    return Aftermath(met, sparse.csr_array(at * np.divide(1.0, times)[:, np.newaxis]) if len(met) else at)


def _attendance(history: History, events: Integers, place: Integers) -> Iterable[Integers]:
    by_event = history.incidence[:, events].tocsc()
    for n in range(len(events)):
        here = place[by_event.indices[by_event.indptr[n] : by_event.indptr[n + 1]]]
        yield np.sort(here[here >= 0])


def _positions(attendance: Iterable[Integers], codes: Integers, width: int) -> Integers:
    """Return (position of a pair, number of the event) of every meeting of a pair that is ranked."""
    found = []
    for event, here in enumerate(attendance):
        one, other = np.triu_indices(len(here), 1)
        wanted = here[one] * width + here[other]
        at = np.searchsorted(codes, wanted)
        known = (at < len(codes)) & (codes[np.minimum(at, len(codes) - 1)] == wanted) if len(codes) else wanted < 0
        found.append(np.column_stack([at[known], np.full(int(known.sum()), event)]))
    return np.concatenate(found).astype(np.int64) if found else np.zeros((0, 2), dtype=np.int64)
