"""The network as it was known at a moment, and the pairs that had not met by then."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from graph.gaps.evaluation.history import LONG_BEFORE, History
from graph.network.network import Floats, Integers

MOST_PAIRS = 1_000_000
"""Pairs that are ranked at most: with more, only actors with more events are looked at."""
FEWEST_EVENTS = 2
_LONG_AGO = float(np.exp(-4.0))


@dataclass(frozen=True, eq=False)
class Past:
    """A history up to a moment; only the first `known` events are looked at."""

    history: History
    known: int

    @cached_property
    def _small(self) -> Integers:
        return np.flatnonzero(self.history.meeting[: self.known])

    @cached_property
    def incidence(self) -> Any:
        """CSR, actors × known events that leave evidence of a tie."""
        return self.history.incidence[:, self._small].tocsr()

    @cached_property
    def ages(self) -> Floats:
        """Days from each of these events to the last of them; one without a date is as old as the first."""
        days = self.history.days[self._small].astype(np.float64)
        dated = days[days != LONG_BEFORE]
        if not len(dated):
            return np.zeros(len(days))
        return float(dated.max()) - np.where(days == LONG_BEFORE, dated.min(), days)

    @cached_property
    def span(self) -> float:
        """Days between the first and the last of these events, 1 at least."""
        return max(float(self.ages.max(initial=0.0)), 1.0)

    @cached_property
    def sizes(self) -> Floats:
        """Actors of each of these events."""
        return self.history.sizes[self._small].astype(np.float64)

    @cached_property
    def attended(self) -> Integers:
        """How many known events, of any size, each actor took part in."""
        return np.asarray(np.diff(self.history.incidence[:, : self.known].tocsr().indptr), dtype=np.int64)

    @cached_property
    def tied(self) -> Any:
        """CSR of ones, symmetric: who had met at a small event, or was known to know the other."""
        met = self.incidence @ self.incidence.T
        last = self.history.days[self.known - 1] if self.known else LONG_BEFORE
        by_then = self.history.declared[self.history.declared[:, 2] <= last]
        otherwise = sparse.coo_array((np.ones(len(by_then)), (by_then[:, 0], by_then[:, 1])), shape=met.shape)
        both = sparse.csr_array(met + otherwise + otherwise.T)
        above = sparse.triu(both, k=1, format="csr")
        tied = sparse.csr_array(above + above.T)
        tied.sort_indices()
        tied.data = np.ones(tied.nnz)
        return tied

    @cached_property
    def partners(self) -> Floats:
        """How many others each actor is tied to."""
        return np.asarray(np.diff(self.tied.indptr), dtype=np.float64)

    def recency(self, share: float) -> Floats:
        """Return Σ exp(−age/τ) over each actor's events, τ a share of the span; e⁻⁴ at least."""
        fresh = np.exp(-self.ages / (share * self.span))
        return np.maximum(np.asarray(self.incidence @ fresh, dtype=np.float64).reshape(-1), _LONG_AGO)


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of actors that had not met.

    Attributes
    ----------
    rows
        The actors looked at, as rows of the history.
    a, b
        Of each pair, as positions in `rows`, a < b; ordered by a, then b.
    """

    past: Past
    rows: Integers
    a: Integers
    b: Integers

    def __len__(self) -> int:
        return len(self.a)

    @property
    def i(self) -> Integers:
        """Rows of the first ends in the history."""
        return self.rows[self.a]

    @property
    def j(self) -> Integers:
        """Rows of the second ends in the history."""
        return self.rows[self.b]

    def of(self, matrix: Any) -> Floats:
        """Return the values of the pairs in a sparse actors × actors matrix."""
        return np.asarray(matrix[self.rows][:, self.rows].toarray()[self.a, self.b], dtype=np.float64)


def never_met(past: Past, least: int) -> Pairs:
    """Return the pairs of actors with at least `least` events each that had not met."""
    rows = np.flatnonzero(past.attended >= max(1, least))
    a, b = np.triu_indices(len(rows), 1)
    free = past.tied[rows][:, rows].toarray()[a, b] == 0
    return Pairs(past, rows.astype(np.int64), a[free].astype(np.int64), b[free].astype(np.int64))


def proposed_least(past: Past) -> int:
    """Return how many events an actor needs to be looked at.

    2; 1 where that would leave fewer than a third of the actors; more where pairs would be too many.
    """
    active = past.attended[past.attended > 0]
    if not len(active):
        return 1
    least = FEWEST_EVENTS if (active >= FEWEST_EVENTS).sum() * 3 >= len(active) else 1
    while (n := int((active >= least).sum())) * (n - 1) / 2 > MOST_PAIRS:
        least += 1
    return least
