"""What is on: events by day, filtered; and those whose day is past, of which nobody has told how they went."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.network.snapshot import CANCELLED
from graph.store.records import Node

ASKED_DAYS = 60
"""For so long after its day an event waits to be told; then it is left in peace."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events a reader wants; each left empty limits nothing.

    Attributes
    ----------
    municipalities
        ISTAT codes.
    since, until
        ISO dates, both included; an event known to the month or year is in if its period touches them.
    cancelled
        Whether those that did not take place are wanted too.
    """

    topics: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    municipalities: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
    cancelled: bool = True


def listed(nodes: Iterable[Node], wanted: Wanted) -> list[Node]:
    """Return the events that are wanted, the earliest first; without a date they are in no agenda."""
    events = (n for n in nodes if n.kind == "event" and n.text("start") and _fits(n, wanted))
    return sorted(events, key=lambda event: (event.text("start"), event.name, event.key))


def _fits(event: Node, wanted: Wanted) -> bool:
    first, last = event.text("start")[:10], (event.text("end") or event.text("start"))[:10]
    return (
        (not wanted.topics or not wanted.topics.isdisjoint(event.many("topics")))
        and (not wanted.types or event.text("type") in wanted.types)
        and (not wanted.municipalities or event.text("municipality") in wanted.municipalities)
        and (not wanted.since or last >= wanted.since[: len(last)])
        and (not wanted.until or first <= wanted.until[: len(first)])
        and (wanted.cancelled or event.text("status") != CANCELLED)
    )


def by_day(events: Iterable[Node]) -> Mapping[str, list[Node]]:
    """Return events by the day (as much of it as is known) on which they begin, in the order given."""
    found: dict[str, list[Node]] = {}
    for event in events:
        found.setdefault(event.text("start")[:10], []).append(event)
    return found


def untold(nodes: Iterable[Node], today: date, days: int = ASKED_DAYS) -> list[Node]:
    """Return the events of the last days that are over and of which nobody has said how they went, latest first.

    Parameters
    ----------
    days
        How far back.
    """
    since = (today - timedelta(days=days)).isoformat()
    over = (n for n in nodes if n.kind == "event" and since <= _over(n) < today.isoformat())
    waiting = (n for n in over if not n.text("status") and n.number("attendance") is None)
    return sorted(waiting, key=lambda event: (event.text("start"), event.key), reverse=True)


def _over(event: Node) -> str:
    """Return the last day of an event; empty where it is not known to the day."""
    last = (event.text("end") or event.text("start"))[:10]
    return last if len(last) == 10 else ""


def weeks(year: int, month: int) -> Sequence[Sequence[date]]:
    """Return the weeks of a month, Monday first, filled up with the days around it."""
    return calendar.Calendar().monthdatescalendar(year, month)
