"""`collaborations`: who works with whom, as one of the two (or a person who knows) declares it."""

from __future__ import annotations

from dataclasses import replace

from graph.model import TIES, Label, keys
from graph.model.folding import folded
from graph.store.changes import PutTie
from graph.store.records import Tie, Value
from ingest.sources.actors import Cast, Known, added
from ingest.sources.source import Column, Context, Problem, Row, RowChanges
from ingest.sources.spreadsheet import Spreadsheet, column, evidence, missing, read

SOURCE_NAME = "collaborations"
_TIE = TIES["collaborates"]
_ACTOR = Column(
    "actor",
    Label("Attore", "Actor"),
    ("chi dichiara", "associazione", "ente", "organizzazione"),
    required=True,
    help=Label(
        "Chi dichiara la collaborazione: nome come nella mappa, o chiave", "Who declares it: name as on the map, or key"
    ),
)
_PARTNER = Column(
    "partner",
    Label("Partner", "Partner"),
    ("con chi", "collabora con"),
    required=True,
    help=Label("Con chi: nome come nella mappa, o chiave", "With whom: name as on the map, or key"),
)
_LEVEL = column(_TIE.by_name["level"])
_SINCE = column(_TIE.by_name["since"])
_EVIDENCE = Column(
    "evidence",
    Label("Evidenza", "Evidence"),
    ("fonte", "source", "prova"),
    help=Label(
        "Da che cosa si sa: un verbale, un progetto, un incontro. Nessun nome di persona",
        "Minutes, a project, a meeting. No person's name",
    ),
)
LEVELS = {
    "contatto": 1,
    "networking": 1,
    "coordinamento": 2,
    "coordination": 2,
    "cooperazione": 3,
    "cooperation": 3,
    "collaborazione piena": 4,
    "collaborazione": 4,
    "full collaboration": 4,
    "collaboration": 4,
}


class _Reading:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._cast = Cast(context, SOURCE_NAME)
        self._ties: dict[str, Tie] = {tie.key: tie for tie in context.view.ties(["collaborates"])}
        self._declared: dict[str, str] = {}  # tie → who declared it last in this load

    def one(self, row: Row) -> RowChanges:
        values, problems = read(_numbered(row), (_LEVEL, _SINCE))
        problems += [missing(one) for one in (_ACTOR, _PARTNER) if not row.text(one.name)]
        problems += _out_of_range(row, values)
        if problems:
            return RowChanges(row, problems=tuple(problems))
        actor = self._cast.find(row.text("actor"), "actor", "association")
        partner = self._cast.find(row.text("partner"), "partner", "association")
        if isinstance(actor, Problem) or isinstance(partner, Problem):
            return RowChanges(row, problems=tuple(p for p in (actor, partner) if isinstance(p, Problem)))
        if actor.key == partner.key:
            return RowChanges(row, problems=(_with_itself(row),))
        tie = self._tie(actor, partner, values, row.text("evidence"))
        made = tuple(self._cast.made(actor, partner))
        return RowChanges(row, (*made, tie), remarks=added(made))

    def _tie(self, actor: Known, partner: Known, values: dict[str, Value], known_from: str) -> PutTie:
        """Return the tie of a row. What each of the two declares is a word of its own.

        A later word on the level counts, but where both declare in one load, the higher.
        """
        key = keys.tie("collaborates", actor.key, partner.key)
        there = self._ties.get(key, Tie(key, "collaborates", actor.key, partner.key))
        declared = tuple(dict.fromkeys((*there.many("declared_by"), actor.key)))
        wanted: dict[str, Value] = {**values, "declared_by": declared}
        if self._declared.get(key, actor.key) != actor.key:
            levels = (v for v in (there.properties.get("level"), values.get("level")) if isinstance(v, int))
            wanted |= {"level": level} if (level := max(levels, default=None)) else {}
        self._declared[key] = actor.key
        self._ties[key] = replace(there, properties={**there.properties, **wanted})
        reference = f"{actor.name}: {known_from}" if known_from else actor.name
        words = evidence(SOURCE_NAME, reference, self._context, {**values, "by": actor.key, "with": partner.key})
        return PutTie("collaborates", actor.key, partner.key, wanted, (words,))


def _numbered(row: Row) -> Row:
    """Return a row whose level, if it is a word, is its number."""
    number = LEVELS.get(folded(row.text("level")))
    return replace(row, values={**row.values, "level": str(number)}) if number else row


def _out_of_range(row: Row, values: dict[str, Value]) -> list[Problem]:
    level = values.get("level")
    if level is None or (isinstance(level, int) and 1 <= level <= 4):
        return []
    remedy = Label(
        "Scrivere 1 (contatto), 2 (coordinamento), 3 (cooperazione) o 4 (collaborazione piena)",
        "Write 1 (networking), 2 (coordination), 3 (cooperation) or 4 (full collaboration)",
    )
    return [Problem("level", row.text("level"), Label("livello fuori da 1–4", "level outside 1–4"), remedy)]


def _with_itself(row: Row) -> Problem:
    return Problem(
        "partner",
        row.text("partner"),
        Label("un attore non collabora con sé stesso", "an actor does not collaborate with itself"),
        Label("Scrivere il nome dell'altro", "Write the name of the other one"),
    )


SOURCE = Spreadsheet(
    SOURCE_NAME,
    Label("Foglio delle collaborazioni", "Spreadsheet of collaborations"),
    (_ACTOR, _PARTNER, _LEVEL, _SINCE, _EVIDENCE),
    lambda context: _Reading(context).one,
)
