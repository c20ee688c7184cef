"""How long what is noted about people is kept, and on which legal basis, where nobody says otherwise."""

from __future__ import annotations

from datetime import date

from graph.model import dates

BASIS = "public_interest"
"""A choice of `consent_basis`: the network's own task, laid down by the regional plan."""
KEPT_MONTHS = 48
"""From the day of a contact to the day by which it is to be erased."""


def keeping(day: str) -> dict[str, str]:
    """Return legal basis and expiry of what was noted on a stored date, perhaps partial (counted as its middle)."""
    number = dates.ordinal(day)
    if number is None:
        return {"consent_basis": BASIS}
    until = dates.shifted(date.fromordinal(number), KEPT_MONTHS)
    return {"consent_basis": BASIS, "expires": until.isoformat()}
