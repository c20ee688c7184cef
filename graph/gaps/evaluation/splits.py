"""Moments of a history: what is known before them, what comes after. Never random ties: events leave cliques.

Hiding ties of the projection at random makes any score look good, noise included; hiding the latest
events asks what a list is asked: who will meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graph.gaps.evaluation.history import History

HOLD_OUT = 0.2
INNER_STARTS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Moments inside the known part, as shares of its events: what lies between two is looked back on from the first."""


@dataclass(frozen=True, slots=True)
class Split:
    """Events before `known` are known; those from there to before `end` come after."""

    known: int
    end: int

    @property
    def hidden(self) -> int:
        """How many events come after."""
        return self.end - self.known


def latest(history: History, share: float = HOLD_OUT) -> Split | None:
    """Return the split that hides about this share of all events, the latest ones; None if there is none.

    Events of one day stay together; those without a date are always known.
    """
    known = _moment(history, (1 - share) * len(history.events), len(history.events))
    return None if known is None else Split(known, len(history.events))


def inner(history: History, known: int) -> list[Split]:
    """Return the splits inside the first `known` events, one after another, none reaching past them."""
    moments = [_moment(history, share * known, known) for share in INNER_STARTS]
    starts = sorted({m for m in moments if m is not None})
    return [Split(start, end) for start, end in pairwise([*starts, known])]


def _moment(history: History, wanted: float, end: int) -> int | None:
    """Return the beginning of a day nearest to a number of events, with something before and after."""
    if end < 2:
        return None
    days = history.days[:end]
    begins = np.flatnonzero(np.diff(days) > 0) + 1
    begins = begins[begins >= max(1, history.undated)]
    return int(begins[np.argmin(np.abs(begins - wanted))]) if len(begins) else None


def days_after(history: History, split: Split) -> int:
    """Return how many days the time after a split lasts, its first day included."""
    return int(history.days[split.end - 1] - history.days[split.known]) + 1
