"""Stretches of time, and the part of a snapshot that certainly lies in one. Not what changed between two."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from graph.network.errors import ReversedPeriod
from graph.network.scope import Scope
from graph.network.snapshot import Snapshot
from graph.store.records import Tie

_FIRST, _LAST = "0001-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from one to another, both included; ISO dates, whole: made by `period_of`."""

    since: str
    until: str

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (date.fromisoformat(self.until) - date.fromisoformat(self.since)).days + 1

    def holds(self, stored: str) -> bool:
        """Tell whether a stored date, perhaps partial, certainly lies in it."""
        return bool(stored) and self.since <= first_day(stored) and last_day(stored) <= self.until

    def touches(self, stored: str) -> bool:
        """Tell whether a stored date may lie in it; one that is not known may lie anywhere."""
        return not stored or (first_day(stored) <= self.until and last_day(stored) >= self.since)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What no comparison of periods can place.

    Attributes
    ----------
    undated
        Keys of events without a date: in no period.
    vague
        Keys of events whose date is known only to a month or year that a period holds in part: in no period.
    always
        Declared collaborations without a beginning: they count in every period up to their end, so that
        none of them is ever new.
    """

    undated: tuple[str, ...]
    vague: tuple[str, ...]
    always: int


def first_day(stored: str) -> str:
    """Return the first day that a stored date (YYYY, YYYY-MM, YYYY-MM-DD, perhaps with a time) may mean."""
    return stored[:10] + {4: "-01-01", 7: "-01"}.get(len(stored[:10]), "")


def last_day(stored: str) -> str:
    """Return the last day that a stored date may mean."""
    day = stored[:10]
    if len(day) == 7:
        return f"{day}-{calendar.monthrange(int(day[:4]), int(day[5:7]))[1]:02d}"
    return f"{day}-12-31" if len(day) == 4 else day


def period_of(since: str, until: str) -> Period:
    """Return the days between two ISO dates; a partial one means all of its month or year.

    Raises
    ------
    ReversedPeriod
        If it would end before it begins.
    """
    found = Period(first_day(since), last_day(until))
    if found.until < found.since:
        raise ReversedPeriod(since, until)
    return found


def last_two_years(today: str) -> tuple[Period, Period]:
    """Return the twelve months before the last twelve, and the last twelve up to an ISO day."""
    now = date.fromisoformat(today)
    middle, start = _years_before(now, 1), _years_before(now, 2)
    day = timedelta(days=1)
    return (
        Period((start + day).isoformat(), middle.isoformat()),
        Period((middle + day).isoformat(), now.isoformat()),
    )


def _years_before(day: date, years: int) -> date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - years, day=28 if leap else day.day)


def during(snapshot: Snapshot, period: Period) -> Snapshot:
    """Return the snapshot with what a period holds: networks of it need no dates in their scope.

    Events whose day certainly lies in the period; declared collaborations and partnerships that stood in
    any part of it, from the first day their `since` may mean to the last their `until` may mean.
    """
    held = {key for key, node in snapshot.occasions.items() if period.holds(node.text("start"))}
    ties = {
        type_: tuple(tie for tie in ties if (tie.target in held if type_ == "organised" else stood(tie, period)))
        for type_, ties in snapshot.ties.items()
    }
    return replace(snapshot.at(period.until), ties=ties)


def stood(tie: Tie, period: Period) -> bool:
    """Tell whether a tie with `since` and `until`, either perhaps unknown, stood in some part of a period."""
    begun = first_day(str(tie.properties.get("since", ""))) or _FIRST
    ended = last_day(str(tie.properties.get("until", ""))) or _LAST
    return begun <= period.until and ended >= period.since


def left_out(snapshot: Snapshot, periods: tuple[Period, ...], scope: Scope | None = None) -> LeftOut:
    """Return what cannot be placed in any of some periods, among the events and ties of a scope's actors."""
    inside = snapshot.in_scope(scope or Scope())
    events = sorted({tie.target for tie in snapshot.ties["organised"] if tie.source in inside})
    starts = {key: snapshot.occasions[key].text("start") for key in events}
    always = [
        tie
        for tie in snapshot.ties["collaborates"]
        if not tie.properties.get("since") and tie.source in inside and tie.target in inside
    ]
    return LeftOut(
        tuple(key for key, start in starts.items() if not start),
        tuple(key for key, start in starts.items() if start and _vague(start, periods)),
        len(always),
    )


def _vague(start: str, periods: tuple[Period, ...]) -> bool:
    return any(p.touches(start) for p in periods) and not any(p.holds(start) for p in periods)
