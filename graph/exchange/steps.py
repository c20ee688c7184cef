"""iCalendar of promised steps, for the calendar of whoever promised them. Staff's own: no public view has any."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from icalendar import Event

from graph.exchange import ics
from graph.network import snapshot
from graph.relations import relation
from graph.relations.promises import Promise, of_author, promises
from graph.store.interface import View

NAME = "Intreccio: prossimi passi"


def calendar(promises: Iterable[Promise]) -> bytes:
    """Return the promises whose day is known as all-day entries, UTF-8; phones and notes are not among them."""
    found = ics.empty(NAME)
    for promise in promises:
        if len(promise.step.by) >= 10:
            found.add_component(_entry(promise))
    return bytes(found.to_ical())


def of_view(view: View, today: date, author: str = "") -> bytes:
    """Return the calendar of the steps that one author promised (everybody's where none is named).

    A public view has no contacts: its calendar is empty.
    """
    read = snapshot.read(view)
    relations = relation.read(view, read, today) or {}
    listed = promises(relations, read.actors, view.revisions(limit=view.revision)) if relations else ()
    return calendar(of_author(listed, author) if author else listed)


def _entry(promise: Promise) -> Event:
    day = date.fromisoformat(promise.step.by[:10])
    entry = Event()
    entry.add("uid", f"{promise.step.contact}@intreccio")
    entry.add("dtstamp", ics.stamp_of(promise.at))
    entry.add("last-modified", ics.stamp_of(promise.at))
    entry.add("sequence", promise.revision)
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")
    entry.add("summary", ": ".join(part for part in (_whom(promise), promise.step.what) if part))
    return entry


def _whom(promise: Promise) -> str:
    return " e ".join(node.name for node in promise.with_whom)
