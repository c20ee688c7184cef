"""An iCalendar file (RFC 5545) as a table: a row for each entry, times as in Rome, repeats not yet expanded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from graph.model.label import Label
from ingest.errors import UnreadableFile
from ingest.tables.delimited import Fault, Record

ROME = ZoneInfo("Europe/Rome")
LARGEST = 32 << 20
"""Bytes of a calendar."""
BEGIN = b"BEGIN:VCALENDAR"
HEADINGS = (
    "component",
    "uid",
    "recurrence-id",
    "summary",
    "dtstart",
    "dtend",
    "location",
    "categories",
    "description",
    "url",
    "status",
    "organizer",
    "rrule",
    "rdate",
    "exdate",
)
BETWEEN = "\x1e"
"""Between several dates, or several categories, of one cell."""
_NO_START = Fault(
    Label("voce senza una data d'inizio leggibile", "entry without a start that can be read"),
    Label("Correggere DTSTART, o esportare di nuovo il calendario", "Correct DTSTART, or export the calendar again"),
)
_UNTIL = re.compile(r"UNTIL=(\d{8}T\d{6}Z)")


def is_calendar(head: bytes) -> bool:
    """Tell an iCalendar file by its beginning."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[: len(BEGIN)].upper() == BEGIN


def entries(path: Path) -> list[Record]:
    """Return the entries of a calendar, under `HEADINGS`.

    Raises
    ------
    UnreadableFile
    """
    if path.stat().st_size > LARGEST:
        raise UnreadableFile(
            path.name,
            Label(f"calendario più grande di {LARGEST >> 20} MB", f"calendar larger than {LARGEST >> 20} MB"),
            Label("Esportarne un periodo alla volta", "Export one period at a time"),
        )
    content = path.read_bytes().decode("utf-8-sig", "replace")
    lines = [n for n, line in enumerate(content.splitlines(), 1) if line.strip().upper() == "BEGIN:VEVENT"]
    from icalendar import Calendar  # 0.2 s: only where a calendar is read

    try:
        found = [entry for one in Calendar.from_ical(content, multiple=True) for entry in one.walk("VEVENT")]
    except (ValueError, KeyError, IndexError) as error:
        raise _damaged(path) from error
    if len(lines) > len(found):  # an entry that never ends is left out without a word
        raise _damaged(path)
    if not found:
        raise UnreadableFile(
            path.name,
            Label("il calendario non ha eventi", "the calendar has no events"),
            Label("Esportare un calendario con almeno un evento", "Export a calendar with at least one event"),
        )
    lines += [1] * (len(found) - len(lines))
    return [_record(entry, line) for entry, line in zip(found, lines, strict=False)]


def _damaged(path: Path) -> UnreadableFile:
    return UnreadableFile(
        path.name,
        Label("calendario danneggiato o incompleto", "calendar damaged or cut off"),
        Label("Esportarlo di nuovo dal programma di calendario", "Export it again from the calendar program"),
    )


def _record(entry: object, line: int) -> Record:
    from icalendar import Event

    assert isinstance(entry, Event)  # noqa: S101 - what `walk` of this name returns
    start = _moment(entry, "dtstart")
    cells = {
        "component": "VEVENT",
        "uid": _text(entry, "uid"),
        "recurrence-id": _moment(entry, "recurrence-id"),
        "summary": _text(entry, "summary"),
        "dtstart": start,
        "dtend": _end(entry, start),
        "location": _text(entry, "location"),
        "categories": BETWEEN.join(_categories(entry)),
        "description": _text(entry, "description"),
        "url": _text(entry, "url"),
        "status": _text(entry, "status").upper(),
        "organizer": _organiser(entry),
        "rrule": _rule(entry),
        "rdate": BETWEEN.join(_dates(entry, "rdate")),
        "exdate": BETWEEN.join(_dates(entry, "exdate")),
    }
    return Record(line, tuple(cells[heading] for heading in HEADINGS), None if start else _NO_START)


def local(moment: date | datetime) -> str:
    """Return a day, or a time as it is in Rome, in ISO 8601; a time without a zone is taken as it is written."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    here = moment.astimezone(ROME) if moment.tzinfo is not None else moment
    return here.strftime("%Y-%m-%dT%H:%M")


def _text(entry: object, name: str) -> str:
    value = entry.get(name) if hasattr(entry, "get") else None
    if isinstance(value, list):
        value = value[0]
    return str(value).strip() if value is not None else ""


def _moment(entry: object, name: str) -> str:
    value = getattr(entry.get(name), "dt", None) if hasattr(entry, "get") else None
    return local(value) if isinstance(value, date) else ""


def _end(entry: object, start: str) -> str:
    """Return the last day of an entry of whole days (the file names the day after), or when it is over."""
    if not start or not hasattr(entry, "get"):
        return ""
    end, lasting = getattr(entry.get("dtend"), "dt", None), getattr(entry.get("duration"), "dt", None)
    if isinstance(lasting, timedelta) and not isinstance(end, date):
        end = datetime.fromisoformat(start) + lasting
        end = end if "T" in start else end.date()
    if not isinstance(end, date):
        return ""
    over = local(end) if isinstance(end, datetime) else (end - timedelta(days=1)).isoformat()
    return over if over > start else ""


def _organiser(entry: object) -> str:
    value = entry.get("organizer") if hasattr(entry, "get") else None
    return str(getattr(value, "params", {}).get("CN", "")).strip('" ')


def _categories(entry: object) -> Iterator[str]:
    value = entry.get("categories") if hasattr(entry, "get") else None
    for listed in value if isinstance(value, list) else [value]:
        for one in getattr(listed, "cats", ()):
            if text := str(one).strip():
                yield text


def _dates(entry: object, name: str) -> Iterator[str]:
    value = entry.get(name) if hasattr(entry, "get") else None
    for listed in value if isinstance(value, list) else [value]:
        for one in getattr(listed, "dts", ()):
            moment = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            if isinstance(moment, date):
                yield local(moment)


def _rule(entry: object) -> str:
    value = entry.get("rrule") if hasattr(entry, "get") else None
    if isinstance(value, list):
        value = value[0]
    text = value.to_ical().decode() if value is not None and hasattr(value, "to_ical") else ""
    return _UNTIL.sub(lambda found: f"UNTIL={_local_until(found[1])}", text)


def _local_until(text: str) -> str:
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone(ROME).strftime("%Y%m%dT%H%M%S")
