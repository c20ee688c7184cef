"""`events`: what was or will be organised, with organisers and schools."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.model import Label, dates
from graph.model.kinds import EVENT
from graph.store.changes import PutNode
from ingest.sources.actors import Cast, Known, added
from ingest.sources.occasions import Occasions, Parts
from ingest.sources.register import said
from ingest.sources.source import Column, Context, Problem, Row, RowChanges
from ingest.sources.spreadsheet import (
    PROVINCE,
    Once,
    Spreadsheet,
    column,
    columns,
    evidence,
    located,
    read,
    town,
    united,
)

SOURCE_NAME = "events"
_TITLE = column(
    EVENT.by_name["name"], "title", Label("Titolo", "Title"), ("evento", "event", "iniziativa"), required=True
)
_DATE = column(EVENT.by_name["start"], "date", required=True)
_TOWN = columns("event", ["municipality"])[0]
_REST = (
    column(EVENT.by_name["end"]),
    column(EVENT.by_name["venue"], "place"),
    *columns("event", ("address", "type", "topics", "audience", "attendance", "description", "website", "postcode")),
)
_HOUR = Column(
    "hour",
    Label("Ora", "Hour"),
    ("ore", "orario", "ora inizio", "ora di inizio", "time", "start time"),
    help=Label("Se non sta già nella data: 15:30", "Unless it stands in the date: 15:30"),
)
_ORGANISERS = Column(
    "organisers",
    Label("Organizzatori", "Organisers"),
    (
        "organizzatore",
        "organizers",
        "organiser",
        "organizer",
        "promotori",
        "promotore",
        "a cura di",
        "ente organizzatore",
    ),
    many=True,
    help=Label(
        "Nomi come nella mappa, separati da ;. Chi manca nella mappa viene aggiunto come associazione",
        "Names as on the map, separated by ;. Those that the map lacks are added as associations",
    ),
)
_SCHOOLS = Column(
    "schools",
    Label("Scuole", "Schools"),
    ("scuola", "school", "istituto", "istituti", "scuole coinvolte"),
    many=True,
    help=Label("Codici meccanografici o nomi, separati da ;", "Ministry codes or names, separated by ;"),
)


class _Reading:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._cast = Cast(context, SOURCE_NAME)
        self._occasions = Occasions(context.view)
        self._parts = Parts(context, SOURCE_NAME)
        self._once = Once(Label("evento", "event"), "title")

    def one(self, row: Row) -> RowChanges:
        row = _timed(row)
        values, problems = read(row, (_TITLE, _DATE, *_REST))
        where = town(row, self._context, required=False)
        organisers = [self._cast.find(name, "organisers", "association") for name in row.many("organisers")]
        schools = [self._cast.find(name, "schools", "school", ("school",)) for name in row.many("schools")]
        problems += [found for found in (where, *organisers, *schools) if isinstance(found, Problem)]
        if not problems and _day(values.get("end") or values["start"]) < _day(values["start"]):
            problems.append(_ends_before(row))
        if problems or isinstance(where, Problem):
            return RowChanges(row, problems=tuple(problems))
        istat = where.istat if where else ""
        event = self._occasions.find("title", str(values["name"]), str(values["start"]), istat)
        if isinstance(event, Problem):
            return RowChanges(row, problems=(event,))
        words = evidence(SOURCE_NAME, "", self._context, {**values, "municipality": istat, **_named(row)})
        repeated = self._once.repeated(event.key, words.digest, row)
        if isinstance(repeated, Problem):
            return RowChanges(row, problems=(repeated,))
        if repeated:
            return RowChanges(row)
        self._occasions.keep(event)
        place = {} if event.node and said(event.node, words) else located(self._context, where, values, event.node)
        bodies = [known for known in (*organisers, *schools) if isinstance(known, Known)]
        role = "lead" if len(organisers) == 1 else "co_organiser"
        made = tuple(self._cast.made(*bodies))
        return RowChanges(
            row,
            (
                *made,
                PutNode(event.key, "event", {**values, **united(values, event.node), **place}, (words,)),
                *(
                    self._parts.tie(known.key, event.key, (role if i < len(organisers) else "participant",))
                    for i, known in enumerate(bodies)
                ),
            ),
            remarks=added(made),
        )


def _named(row: Row) -> dict[str, tuple[str, ...]]:
    return {column: row.many(column) for column in ("organisers", "schools")}


_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])(?:[:.,]([0-5]\d))?(?!\d)")


def _timed(row: Row) -> Row:
    """Return a row whose date has the hour of its own column; one that is no hour stays with the description."""
    hour, day = row.text("hour"), dates.meant(row.text("date")) or ""
    if not hour or len(day) != len("2026-03-12"):
        return row
    clock = _CLOCK.search(hour)
    if clock is not None:
        values = {**row.values, "date": f"{day} {int(clock[1]):02d}:{clock[2] or '00'}"}
        if clock[0] == hour.strip() or re.fullmatch(r"(?i)\W*(?:alle\s+)?(?:ore|h)?\W*", hour.replace(clock[0], "", 1)):
            return replace(row, values=values)
    else:
        values = dict(row.values)
    values["description"] = "\n".join(filter(None, (row.text("description"), f"{_HOUR.label.it}: {hour}")))
    return replace(row, values=values)


def _day(date: object) -> str:
    return str(date)[:10]


def _ends_before(row: Row) -> Problem:
    return Problem(
        "end",
        row.text("end"),
        Label("la fine viene prima dell'inizio", "it ends before it begins"),
        Label("Correggere una delle due date (giorno/mese/anno)", "Correct one of the two dates (day/month/year)"),
    )


SOURCE = Spreadsheet(
    SOURCE_NAME,
    Label("Foglio degli eventi", "Spreadsheet of events"),
    (
        _TITLE,
        _DATE,
        _HOUR,
        _TOWN,
        *_REST,
        _ORGANISERS,
        _SCHOOLS,
        PROVINCE,
    ),
    lambda context: _Reading(context).one,
)
