"""Days of the invented territory: everything is counted from the day of its first load."""

from __future__ import annotations

import calendar
from datetime import date

MONTHS_BEFORE, MONTHS_AFTER = 36, 3


def shifted(day: date, months: int) -> date:
    """Return a day some months later (earlier when negative), on the last of the month where it is too short."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def span(anchor: date) -> tuple[date, date]:
    """Return the first and the last day on which the sample has events."""
    return shifted(anchor, -MONTHS_BEFORE), shifted(anchor, MONTHS_AFTER)
