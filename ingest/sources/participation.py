"""`participation`: who took part in what, one pair a row. A bare list makes the actors and the events."""

from __future__ import annotations

from graph.model import KINDS, TIES, Label
from graph.model.folding import folded
from graph.model.kinds import EVENT
from graph.model.properties import FORM, NAME
from graph.store.changes import Change, PutNode
from graph.store.records import Value
from ingest.sources.actors import ACTOR_KINDS, Cast
from ingest.sources.occasions import Occasions, Parts
from ingest.sources.source import Column, Context, Problem, Row, RowChanges
from ingest.sources.spreadsheet import Spreadsheet, column, evidence, missing, read

SOURCE_NAME = "participation"
_ACTOR = Column(
    "actor",
    Label("Attore", "Actor"),
    (
        "partecipante",
        "participant",
        "organizzazione",
        "associazione",
        "ente",
        "attori",
        "nome",
        "name",
        "denominazione",
    ),
    required=True,
    help=Label("Nome esatto come nella mappa, o la sua chiave", "Exact name as on the map, or its key"),
)
_EVENT = Column(
    "event",
    Label("Evento", "Event"),
    ("iniziativa", "titolo evento", "titolo", "title"),
    required=True,
    help=Label(
        "Titolo; con la data dice di quale evento si tratta", "Title; with the date it tells which event is meant"
    ),
    property=NAME,
)
_DATE = column(EVENT.by_name["start"], "date")
_ROLE = column(TIES["organised"].by_name["roles"], "role")
_KIND = Column(
    "kind",
    Label("Tipo", "Kind"),
    ("tipo attore", "tipo di attore", "genere"),
    help=Label(
        "Di un attore nuovo: associazione, ente, scuola, persona; se vuoto, associazione",
        "Of a new actor: association, organisation, school, person; association if empty",
    ),
)
_GROUPS = frozenset({"informal", "association", "aps", "odv", "sports", "committee"})


class _Reading:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._cast = Cast(context, SOURCE_NAME, exact=True)
        self._occasions = Occasions(context.view)
        self._parts = Parts(context, SOURCE_NAME)

    def one(self, row: Row) -> RowChanges:
        values, problems = read(row, (_EVENT, _DATE, _ROLE))
        if not row.text("actor"):
            problems.append(missing(_ACTOR))
        if problems:
            return RowChanges(row, problems=tuple(problems))
        actor = self._cast.find(row.text("actor"), "actor", kind_meant(row.text("kind")))
        event = self._occasions.find("event", str(values["name"]), str(values.get("start", "")))
        if isinstance(actor, Problem) or isinstance(event, Problem):
            return RowChanges(row, problems=tuple(found for found in (actor, event) if isinstance(found, Problem)))
        changes: list[Change] = [*self._cast.made(actor)]
        if self._occasions.keep(event):
            said: dict[str, Value] = {name: values[name] for name in ("name", "start") if name in values}
            changes.append(PutNode(event.key, "event", said, (evidence(SOURCE_NAME, "", self._context, said),)))
        roles = values.get("roles", ())
        changes.append(
            self._parts.tie(actor.key, event.key, tuple(map(str, roles)) if isinstance(roles, tuple) else ())
        )
        return RowChanges(row, changes)


def kind_meant(text: str) -> str:
    """Return the kind of actor that a word names: a kind or a legal form, in either language; else association."""
    wanted = folded(text)
    if not wanted:
        return "association"
    for kind in (KINDS[name] for name in ACTOR_KINDS):
        wordings = (kind.name, kind.label.it, kind.label.en, kind.plural.it, kind.plural.en)
        if wanted in {folded(wording) for wording in wordings}:
            return kind.name
    for choice in FORM.choices:
        if wanted in {folded(w) for w in (choice.value, choice.label.it, choice.label.en)}:
            return "association" if choice.value in _GROUPS else "organisation"
    return "association"


SOURCE = Spreadsheet(
    SOURCE_NAME,
    Label("Elenco delle partecipazioni", "List of participations"),
    (_ACTOR, _EVENT, _DATE, _ROLE, _KIND),
    lambda context: _Reading(context).one,
)
