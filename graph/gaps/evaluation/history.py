"""What happened when, as arrays in order of time. What was known at some moment of it: see `past`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.gaps.ground import CROWD
from graph.model import dates
from graph.network.network import Integers
from graph.network.scope import Scope
from graph.network.snapshot import Snapshot, two_mode

LONG_BEFORE = -1
"""Day of what has no date: known before anything else."""


@dataclass(frozen=True, eq=False)
class History:
    """Actors and what they took part in, oldest first.

    Attributes
    ----------
    actors, events
        Keys; actors sorted, events by day, then key; those without a date come first.
    days
        Day number of each event (`date.toordinal`); `LONG_BEFORE` where there is no date.
    incidence
        CSR, actors × events, 1 where an actor took part.
    sizes
        Actors of each event.
    meeting
        Whether an event is small enough to leave evidence of a tie.
    declared
        Pairs that collaborate or know each other without an event: row, row, day since when.
    largest
        Actors of the biggest event that still leaves evidence of a tie.
    """

    actors: tuple[str, ...]
    events: tuple[str, ...]
    days: Integers
    incidence: Any
    sizes: Integers
    meeting: Any
    declared: Integers
    largest: int

    @property
    def undated(self) -> int:
        """How many events have no date."""
        return int((self.days == LONG_BEFORE).sum())


def history(snapshot: Snapshot, until: str = "", largest: int = CROWD, today: str = "") -> History:
    """Return the history of a snapshot's actors.

    Parameters
    ----------
    until, today
        As in `Scope`.
    largest
        Events with more actors leave no evidence of a tie; they count as attendance.
    """
    whole = two_mode(snapshot, Scope(until=until, today=today))
    days = np.array([day(snapshot.occasions[key].text("start")) for key in whole.events], dtype=np.int64)
    order = np.argsort(days, kind="stable")
    return History(
        whole.actors,
        tuple(whole.events[i] for i in order.tolist()),
        days[order],
        whole.incidence[:, order].tocsr() if len(order) else whole.incidence,
        whole.sizes[order],
        whole.sizes[order] <= largest,
        _declared(snapshot, whole.actors),
        largest,
    )


def _declared(snapshot: Snapshot, actors: Iterable[str]) -> Integers:
    row = {key: i for i, key in enumerate(actors)}
    ties = (*snapshot.ties["collaborates"], *snapshot.acquaintances)
    found = [
        (*sorted((row[t.source], row[t.target])), day(str(t.properties.get("since", ""))))
        for t in ties
        if t.source in row and t.target in row and t.source != t.target
    ]
    return np.array(sorted(found), dtype=np.int64).reshape(-1, 3)


def day(written: str) -> int:
    """Return the day number of a stored date; a month is its middle, a year its July."""
    found = dates.ordinal(written)
    return LONG_BEFORE if found is None else found
