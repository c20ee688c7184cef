"""Which part of a territory and of its time a network is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """The filters of a network; each left empty filters nothing.

    Attributes
    ----------
    kinds
        Kinds of actors.
    districts
        Keys of districts: actors whose municipality is part of one of them.
    since, until
        ISO dates, both included; a partial date means all of its month or year.
        Declared collaborations count from their `since` on; one without a date always counts.
    max_event_size
        Events with more actors are not ties (they are attendance).
    today
        The ISO date it is: collaborations and partnerships that ended before it (before `until`,
        where that is given) do not count, nor do events that are only planned. Empty: those that
        ended count too, unless `until` is given, and so do the planned.
    planned
        Events yet to come count as if they had been held, up to `until`.
    """

    kinds: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
    max_event_size: int | None = None
    today: str = ""
    planned: bool = False

    @property
    def end(self) -> str:
        """ISO date of the last day whose events count; empty: all."""
        if self.planned or not self.until or not self.today:
            return self.until or ("" if self.planned else self.today)
        return self.today if self.today[: len(self.until)] <= self.until else self.until

    def stands(self, properties: Mapping[str, object]) -> bool:
        """Tell whether a tie with these properties (`since`, `until`) has begun and not ended at the date looked at."""
        begun = within(str(properties.get("since", "")), "", self.until)
        return begun and within(str(properties.get("until", "")), self.until or self.today, "")


def within(date: str, since: str = "", until: str = "") -> bool:
    """Tell whether a stored date (ISO, perhaps partial, perhaps with a time) may lie in a period.

    A date that is not known is in every period; one known to the year is in every period that
    touches the year.
    """
    day = date[:10]
    after = not since or not day or day >= since[: len(day)]
    before = not until or not day or day[: len(until)] <= until
    return after and before


def period(since: str = "", until: str = "") -> Callable[[str], bool]:
    """Return `within` for one period."""
    return lambda date: within(date, since, until)
