"""Numbers and dates as the reader writes them: `1.155.393`, `12 mar 2026`, *non definito*."""

from __future__ import annotations

import math
from datetime import date, datetime

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from pages.parts.wording import _, language, n_


def capital(text: str) -> str:
    """Return a text that begins with a capital; the rest of it keeps its own."""
    return text[:1].upper() + text[1:]


def integer(number: float) -> str:
    """Return a whole number with the reader's thousands separator."""
    return str(format_decimal(int(number), locale=language()))


def decimal(number: float | None, digits: int = 2) -> str:
    """Return a number with decimals; undefined is said, never shown as 0."""
    if number is None or math.isnan(number):
        return _("not defined")
    return str(format_decimal(round(number, digits), locale=language()))


def significant(number: float | None, digits: int = 3) -> str:
    """Return a number with so many significant digits: small values stay apart, large ones stay short."""
    if number is None or math.isnan(number):
        return _("not defined")
    if number == 0:
        return "0"
    places = max(0, digits - 1 - math.floor(math.log10(abs(number))))
    return str(format_decimal(round(number, places), format=f"#,##0.{'#' * places}", locale=language()))


def percent(share: float) -> str:
    """Return a share of 0–1 as a percentage; what is little but not nothing stays visible."""
    if 0 < share < 0.001:
        return "<0,1%" if language() == "it" else "<0.1%"
    digits = 0 if share in (0, 1) or 0.1 <= share < 0.995 else 1
    return f"{format_decimal(round(min(share, 0.999 if share < 1 else 1) * 100, digits), locale=language())}%"


def day(text: str) -> str:
    """Return an ISO date, or as much of one as is known, as `12 mar 2026`; anything else as it is."""
    try:
        if len(text) >= 10:
            moment = datetime.fromisoformat(text)
            pattern = "d MMM y" if len(text) == 10 or (moment.hour, moment.minute) == (0, 0) else "d MMM y, HH:mm"
            return str(format_datetime(moment, pattern, locale=language()))
        if len(text) == 7:
            return str(format_date(date.fromisoformat(f"{text}-01"), "MMM y", locale=language()))
    except ValueError:
        pass
    return text


def long_day(text: str) -> str:
    """Return an ISO date with its weekday, as `sabato 5 dicembre 2026`; one not known to the day as `day` does."""
    try:
        return str(format_date(date.fromisoformat(text), "EEEE d MMMM y", locale=language()))
    except ValueError:
        return day(text)


def month(first: date) -> str:
    """Return a month as `dicembre 2026`."""
    return str(format_date(first, "LLLL y", locale=language()))


def weekdays() -> list[tuple[str, str]]:
    """Return the days of the week from Monday, short and whole: `lun`, `lunedì`."""
    monday = date(2024, 1, 1)
    days = (date.fromordinal(monday.toordinal() + n) for n in range(7))
    return [(format_date(d, "EEE", locale=language()), format_date(d, "EEEE", locale=language())) for d in days]


def ago(text: str, today: date) -> str:
    """Return how long ago an ISO date was, in words a person would use."""
    try:
        days = (today - date.fromisoformat(text[:10])).days
    except ValueError:
        return text
    if days <= 0:
        return _("today")
    if days < 60:
        return n_("{n} day ago", "{n} days ago", days)
    months = round(days / 30.44)
    if months < 24:
        return n_("{n} month ago", "{n} months ago", months)
    return n_("{n} year ago", "{n} years ago", months // 12)
