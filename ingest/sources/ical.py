"""`ical`: the calendar that a town, a library or an association publishes, as events; each repeat is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from graph.model import Label, keys
from graph.model.folding import folded
from graph.model.kinds import EVENT
from graph.model.taxonomies import topics
from graph.store.changes import Change, PutNode
from graph.store.records import Node, Value
from graph.territory.municipality import Municipality, Resolved
from ingest.cleaning.seats import Seats, street_of
from ingest.cleaning.texts import closed_up, repaired
from ingest.cleaning.values import readable
from ingest.sources.actors import Actors
from ingest.sources.occasions import Occasion, Occasions, Parts
from ingest.sources.register import said
from ingest.sources.source import Column, Context, Problem, Row, RowChanges
from ingest.sources.spreadsheet import column, evidence, located, read, united
from ingest.tables.calendar import BETWEEN

NAME = "ical"
AHEAD, BEHIND = timedelta(days=550), timedelta(days=365)
"""How far from today repeats are expanded: a year and a half to come, a year gone by."""
MOST = 600
"""Repeats of one entry."""
_COLUMNS = (
    column(EVENT.by_name["name"], "summary", required=True),
    column(EVENT.by_name["start"], "dtstart", required=True),
    column(EVENT.by_name["end"], "dtend"),
    column(EVENT.by_name["description"], "description"),
    column(EVENT.by_name["website"], "url"),
)
_NO_CALENDAR = Problem(
    "",
    "",
    Label("il file non è un calendario iCalendar", "the file is no iCalendar"),
    Label("Caricare un file .ics, o questo foglio come «events»", "Load an .ics file, or this sheet as «events»"),
)
_LABEL = Label("Calendario (iCalendar)", "Calendar (iCalendar)")
_ENDLESS = Label("regola di ripetizione non leggibile", "a rule of repetition that cannot be read")
_AGAIN = Label("Correggere RRULE, o esportare di nuovo il calendario", "Correct RRULE, or export the calendar again")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time an entry takes place: the start by which it is known, when it begins and ends."""

    known: str
    start: str
    end: str


class Reading:
    """One load of calendars."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._seats, self._actors = Seats(context.gazetteer), Actors(context.view)
        self._occasions, self._parts = Occasions(context.view), Parts(context, NAME)
        self._standing: dict[str, Node] = {}

    def changes(self, rows: Iterable[Row]) -> Iterator[RowChanges]:
        """Return the changes of every entry; entries of one UID are one series and its exceptions."""
        series: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row.values.get("component") != "VEVENT":
                yield RowChanges(row, problems=(_NO_CALENDAR,))
                continue
            plain = {name: repaired(text) for name, text in row.values.items()}
            series[plain.get("uid") or f"{plain.get('summary')}\x1f{plain.get('dtstart')}"].append(
                replace(row, values=plain)
            )
        self._standing = {node.key: node for node in self._context.view.nodes(["event"])}
        for uid, ones in series.items():
            moved = frozenset(row.text("recurrence-id") for row in ones) - {""}
            for row in ones:
                yield self._entry(uid, row, moved)

    def _entry(self, uid: str, row: Row, moved: frozenset[str]) -> RowChanges:
        values, problems = read(_mended(row), _COLUMNS)
        occurrences = None if problems else _occurrences(row, self._context.today, moved)
        if occurrences is None and not problems:
            problems = [Problem("rrule", row.text("rrule"), _ENDLESS, _AGAIN)]
        if problems or occurrences is None:
            return RowChanges(row, problems=tuple(problems))
        values |= self._where(row.text("location"))[1] | _kind(row)
        return RowChanges(row, tuple(change for one in occurrences for change in self._event(uid, row, one, values)))

    def _event(self, uid: str, row: Row, one: Occurrence, values: Mapping[str, Value]) -> Iterator[Change]:
        """Yield what one time of an entry changes; one that was called off and is not there makes nothing."""
        where, cancelled = self._where(row.text("location"))[0], row.text("status") == "CANCELLED"
        own = {**values, "start": one.start, **({"end": one.end} if one.end else {})}
        if not one.end:
            own.pop("end", None)
        series = bool(row.text("rrule") or row.text("rdate") or row.text("recurrence-id"))
        reference = f"{uid}@{one.known}" if series else uid
        key, node = self._found(_key(uid, one.known if series else ""), reference, own, where)
        if cancelled and node is None:
            return
        istat = where.istat if where else ""
        said_now = {**own, "municipality": istat, **({"status": "cancelled"} if cancelled else {})}
        words = evidence(NAME, reference, self._context, said_now)
        if node is not None and said(node, words):
            yield PutNode(key, "event", {}, (words,))
            return
        status: dict[str, Value | None] = {"status": "cancelled"} if cancelled else {}
        if not cancelled and node is not None and node.text("status") == "cancelled":
            status = {"status": None}
        seat = located(self._context, where, own, node)
        yield PutNode(key, "event", {**own, **united(own, node), **seat, **status}, (words,))
        organiser = self._actors.called(row.text("organizer")) if row.text("organizer") else ()
        if len(organiser) == 1:  # whoever is not known by that very name may be a person
            yield self._parts.tie(organiser[0].key, key, ("lead",))

    def _found(
        self, key: str, reference: str, own: Mapping[str, Value], where: Municipality | None
    ) -> tuple[str, Node | None]:
        """Return the event of this calendar, or the one that stands under the same name, day and town."""
        if key in self._standing:
            return key, self._standing[key]
        there = self._occasions.find("summary", str(own["name"]), str(own["start"]), where.istat if where else "")
        if isinstance(there, Occasion) and there.node is not None and not _elsewhere(there.node, reference):
            return there.key, there.node
        return key, None

    def _where(self, text: str) -> tuple[Municipality | None, dict[str, Value]]:
        """Read where an entry takes place: town and street where they certainly are, the rest as its venue."""
        if not text:
            return None, {}
        seat = self._seats.read(text)
        answer = self._context.gazetteer.named(seat.town) if seat.town else None
        where = answer.municipality if isinstance(answer, Resolved) else None
        venue, street = street_of(seat.address if where else closed_up(text))
        place = {"venue": venue, "address": street}
        return where, {name: value[:300] for name, value in place.items() if value}


def _elsewhere(node: Node, reference: str) -> bool:
    """Tell whether a calendar knows an event as another entry."""
    return any(e.source == NAME and e.reference != reference for e in node.evidence)


def _key(uid: str, known: str) -> str:
    return keys.generated("event", NAME, uid, known)


def _mended(row: Row) -> Row:
    """Return a row whose address on the web is left out where it is none."""
    values = dict(row.values)
    if values.get("url") and not readable(EVENT.by_name["website"], values["url"]):
        values.pop("url")
    return replace(row, values=values)


def _kind(row: Row) -> dict[str, Value]:
    """Return topics and type as the categories name them; others are nobody's list."""
    named = [one for one in row.text("categories").split(BETWEEN) if one]
    found = tuple(dict.fromkeys(code for one in named if (code := topics().find(one))))
    types = {folded(w): c.value for c in EVENT.by_name["type"].choices for w in (c.label.it, c.label.en, c.value)}
    type_ = next((types[folded(one)] for one in named if folded(one) in types), "")
    result: dict[str, Value] = {"topics": found} if found else {}
    return result | ({"type": type_} if type_ else {})


def _occurrences(row: Row, today: date, moved: frozenset[str]) -> list[Occurrence] | None:
    """Return the times of an entry, those that have an entry of their own left out; None if the rule is unreadable."""
    start, end = row.text("dtstart"), row.text("dtend")
    own = row.text("recurrence-id")
    if own or not (row.text("rrule") or row.text("rdate")):
        return [Occurrence(own or start, start, end)]
    begins = _expanded(row, today)
    if begins is None:
        return None
    lasts = datetime.fromisoformat(end) - datetime.fromisoformat(start) if end else None
    out = set(row.text("exdate").split(BETWEEN)) | moved
    days = {one for one in out if one and "T" not in one}
    written = [_as(start, one) for one in begins]
    kept = [(w, one) for w, one in zip(written, begins, strict=True) if w not in out and w[:10] not in days]
    return [Occurrence(w, w, _as(start, one + lasts) if lasts is not None else "") for w, one in kept]


def _expanded(row: Row, today: date) -> list[datetime] | None:
    from dateutil.rrule import rrulestr  # only where something is repeated

    first = datetime.fromisoformat(row.text("dtstart"))
    begin, end = datetime.combine(today, first.time()) - BEHIND, datetime.combine(today, first.time()) + AHEAD
    found = {first}
    if rule := row.text("rrule"):
        try:
            for one in rrulestr(rule, dtstart=first).xafter(max(begin, first) - timedelta(seconds=1)):
                if one > end or len(found) > MOST:
                    break
                found.add(one.replace(tzinfo=None))
        except (ValueError, TypeError, OverflowError):
            return None
    found |= {datetime.fromisoformat(text) for text in row.text("rdate").split(BETWEEN) if text}
    return sorted(one for one in found if begin <= one <= end or one == first)


def _as(pattern: str, moment: datetime) -> str:
    """Return a moment as a day, or as a time, like another one."""
    return moment.strftime("%Y-%m-%dT%H:%M") if "T" in pattern else moment.date().isoformat()


@dataclass(frozen=True, slots=True)
class Calendars:
    """Calendars as a source; see the protocol `Source`."""

    name: str = NAME
    label: Label = _LABEL
    licence: str = ""
    address: str = ""
    stable: bool = False
    takes_files: bool = True
    columns: tuple[Column, ...] = ()

    def changes(self, rows: Iterable[Row], context: Context) -> Iterator[RowChanges]:
        """Turn each entry into its events."""
        return Reading(context).changes(rows)


SOURCE = Calendars()
