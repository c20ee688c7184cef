"""Dates as Italians write them, read into ISO 8601; partial dates stay partial."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime

from graph.model.folding import folded

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "gennaio january",
            "febbraio february",
            "marzo march",
            "aprile april",
            "maggio may",
            "giugno june",
            "luglio july",
            "agosto august",
            "settembre september",
            "ottobre october",
            "novembre november",
            "dicembre december",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_TIME = re.compile(r"(?:^|[\s,T]|ore\s*|h\.?\s*)(\d{1,2})[:.](\d{2})(?::\d{2})?(?:\.\d+)?$", re.IGNORECASE)
_HOUR = re.compile(r"\b(?:ore|h\.?)\s*(\d{1,2})(?:[:.,](\d{2}))?(?:\s*h)?$", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
_NAMED = re.compile(r"(?:[a-z]+ )?(?:(\d{1,2})(?: o)? )?([a-z]{3,}) (\d{4}|\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.\-](\d{4})")
_WEEKDAYS = re.compile(
    r"^(?:(?:lun|mar|mer|gio|ven)(?:e|te|cole|ve|er)?(?:d[iì])?['’`]?|sab(?:ato)?|dom(?:enica)?)[.\s,]+(?=\d{1,2}(?!\d))",
    re.IGNORECASE,
)


def is_iso(text: str, *, with_time: bool) -> bool:
    """Tell whether a text is a date as it is stored: YYYY, YYYY-MM, YYYY-MM-DD, with time also THH:MM."""
    day, _, time = text.partition("T")
    if time and (not with_time or not re.fullmatch(r"\d{2}:\d{2}", time) or len(day) != 10):
        return False
    if not _ISO_DAY.fullmatch(day) or (_ is not None and text.endswith("T")):
        return False
    try:
        datetime.fromisoformat(day + {4: "-01-01", 7: "-01", 10: ""}[len(day)] + (f"T{time}" if time else ""))
    except ValueError:
        return False
    return 1000 <= int(day[:4]) <= 2200


def ordinal(stored: str) -> int | None:
    """Return the day number of a stored date, a month counted as its middle and a year as its July; else None."""
    if len(stored) < 4:
        return None
    month, day = stored[5:7] or "07", stored[8:10] or ("15" if stored[5:7] else "01")
    return date(int(stored[:4]), int(month), int(day)).toordinal()


def shifted(day: date, months: int) -> date:
    """Return a day some months later (earlier when negative), on the last of the month where it is too short."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def meant(text: str) -> str | None:
    """Return the ISO form of a date as written (`12/03/2026`, `15-SET-14`, `12 marzo 2026 ore 18.30`), or None.

    Day before month, always; a year of two digits is in 1950–2049.
    """
    written = _WEEKDAYS.sub("", text.strip())
    if _ISO_DAY.fullmatch(written):
        return written
    time = ""
    found = _HOUR.search(written) or _TIME.search(written)
    if found and not _DAY_FIRST.fullmatch(written):
        hour, minute = int(found[1]), int(found[2] or 0)
        rest = re.sub(r"(?i)[\s,]*(alle|dalle)?[\s,]*(ore|h\.?)?$", "", written[: found.start()]).strip()
        if hour < 24 and minute < 60 and rest:
            time, written = f"T{hour:02d}:{minute:02d}", rest
    day = _day(written)
    if day is None:
        return None
    return day if time in ("", "T00:00") or len(day) != 10 else day + time


def _day(written: str) -> str | None:
    if m := _YEAR_FIRST.fullmatch(written):
        return _iso(int(m[1]), int(m[2]), int(m[3]))
    if m := _DAY_FIRST.fullmatch(written):
        return _iso(_year(m[3]), int(m[2]), int(m[1]))
    if (m := _MONTH_YEAR.fullmatch(written)) and 1 <= int(m[1]) <= 12:
        return f"{m[2]}-{int(m[1]):02d}"
    if m := _NAMED.fullmatch(folded(written)):
        return _named(m[1] or "", m[2], _year(m[3]))
    return written if _ISO_DAY.fullmatch(written) else None


def _named(day: str, word: str, year: int) -> str | None:
    month = _month(word)
    if month is None:
        return None
    return _iso(year, month, int(day)) if day else f"{year:04d}-{month:02d}"


def _month(word: str) -> int | None:
    fits = {number for name, number in _MONTHS.items() if name.startswith(word)}
    return fits.pop() if len(fits) == 1 else None


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 50 else 2000)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
