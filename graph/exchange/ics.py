"""iCalendar (RFC 5545), for calendars: events of a known day, in the time of Rome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import BinaryIO
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from graph.exchange.content import INVENTED, Content, LeftOut, invented, read, said
from graph.model import KINDS, Label
from graph.model.taxonomies import value_label
from graph.network.snapshot import CANCELLED
from graph.store.interface import View
from graph.store.records import Node

ROME = ZoneInfo("Europe/Rome")
_UNDATED = Label("eventi di cui non è noto il giorno", "events whose day is not known")
_BEFORE_REVISIONS = datetime(1980, 1, 1, tzinfo=UTC)
Moment = date | datetime


def write(content: Content, out: BinaryIO) -> list[LeftOut]:
    """Write the events whose day is known."""
    calendar = empty("Intreccio")
    takers = _takers(content)
    events = [node for node in content.nodes if node.kind == "event"]
    undated = 0
    for node in events:
        span = when(node.text("start"), node.text("end"))
        if span is None:
            undated += 1
        else:
            calendar.add_component(_event(content, node, span, takers.get(node.key, ())))
    calendar.add_missing_timezones()
    out.write(calendar.to_ical())
    return [LeftOut(undated, _UNDATED)] if undated else []


def chosen(view: View, keys: Iterable[str]) -> bytes:
    """Return the calendar of some events of a view, UTF-8; those whose day is not known are left out."""
    wanted, content = frozenset(keys), read(view)
    dropped = {node.key for node in content.nodes if node.kind == "event"} - wanted
    nodes = tuple(node for node in content.nodes if node.key not in dropped)
    ties = tuple(tie for tie in content.ties if tie.source not in dropped and tie.target not in dropped)
    out = BytesIO()
    write(replace(content, nodes=nodes, ties=ties), out)
    return out.getvalue()


def empty(name: str) -> Calendar:
    """Return a calendar without entries, under the name that programs show."""
    calendar = Calendar()
    calendar.add("prodid", "-//Intreccio//intreccio//IT")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ROME.key)
    return calendar


def stamp_of(at: str) -> datetime:
    """Return the moment of a revision (ISO 8601, UTC) as calendars write it; a fixed one where it is not known."""
    return datetime.fromisoformat(at).astimezone(UTC).replace(microsecond=0) if at else _BEFORE_REVISIONS


def when(start: str, end: str) -> tuple[Moment, Moment | None] | None:
    """Return when an event begins and when it is over (a day: the day after its last), None if its day is unknown.

    An end that is not known to the day, or lies before the start, is left out.
    """
    if len(start) < 10:
        return None
    last = end if len(end) >= 10 else ""
    if len(start) == 10:
        first = date.fromisoformat(start)
        final = date.fromisoformat(last[:10]) if last else first
        return first, max(first, final) + timedelta(days=1)
    begins = datetime.fromisoformat(start).replace(tzinfo=ROME)
    if not last or last == start[:10]:
        return begins, None
    over = datetime.fromisoformat(last) if len(last) > 10 else datetime.fromisoformat(last) + timedelta(days=1)
    return begins, over.replace(tzinfo=ROME) if over.replace(tzinfo=ROME) > begins else None


def _takers(content: Content) -> Mapping[str, list[str]]:
    """Return the names of who takes part in each event, in order of key."""
    found: dict[str, list[str]] = {}
    for tie in sorted((t for t in content.ties if t.type == "organised"), key=lambda t: t.source):
        found.setdefault(tie.target, []).append(content.by_key[tie.source].name)
    return found


def _event(content: Content, node: Node, span: tuple[Moment, Moment | None], takers: Iterable[str]) -> Event:
    stamp = stamp_of(content.changed.get(node.revision) or "")
    event = Event()
    event.add("uid", f"{node.key}@intreccio")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", node.revision)
    event.add("dtstart", span[0])
    if span[1] is not None:
        event.add("dtend", span[1])
    event.add("summary", f"[Esempio inventato] {node.name}" if invented(node) else node.name)
    if node.text("status") == CANCELLED:
        event.add("status", "CANCELLED")
    for name, value in _more(content, node, takers).items():
        if value:
            event.add(name, value)
    if node.point:
        event.add("geo", node.point)
    return event


def _more(content: Content, node: Node, takers: Iterable[str]) -> dict[str, str | list[str]]:
    declared = KINDS["event"].by_name
    town = content.town(node)
    place = (node.text("venue"), node.text("address"), town.name if town else "")
    lines = [INVENTED.it + "."] if invented(node) else []
    lines += [node.text("description")] if node.text("description") else []
    lines += [f"Con: {', '.join(takers)}"] if takers else []
    lines += [f"Fonte: {said(evidence)}" for evidence in node.evidence]
    words = [value_label(declared["type"], node.text("type")).it] if node.text("type") else []
    words += [value_label(declared["topics"], topic).it for topic in node.many("topics")]
    return {
        "location": ", ".join(part for part in place if part),
        "description": "\n".join(lines),
        "categories": words,
        "url": node.text("website"),
        "x-intreccio-invented": "TRUE" if invented(node) else "",
    }
