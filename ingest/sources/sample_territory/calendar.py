"""Days of the invented territory: everything is counted from the day of its first load."""

from __future__ import annotations

from datetime import date

from graph.model.dates import shifted

MONTHS_BEFORE, MONTHS_AFTER = 36, 3


def span(anchor: date) -> tuple[date, date]:
    """Return the first and the last day on which the sample has events."""
    return shifted(anchor, -MONTHS_BEFORE), shifted(anchor, MONTHS_AFTER)
