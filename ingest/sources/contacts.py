"""`contacts`: calls, meetings, visits and e-mails of a log kept elsewhere. All of it is private."""

from __future__ import annotations

from dataclasses import replace

from graph.model import Label, keys
from graph.model.folding import folded
from graph.model.kinds import CONTACT
from graph.model.retention import keeping
from graph.store.changes import Change, PutNode, PutTie
from graph.store.records import Value
from ingest.sources.actors import Cast, Known
from ingest.sources.source import Column, Context, Problem, Row, RowChanges
from ingest.sources.spreadsheet import Spreadsheet, column, evidence, missing, read

SOURCE_NAME = "contacts"
_ACTOR = Column(
    "actor",
    Label("Attore", "Actor"),
    ("con chi", "associazione", "ente", "organizzazione", "nome", "name", "denominazione"),
    required=True,
    help=Label("Nome come nella mappa, o chiave", "Name as on the map, or key"),
)
_DATE = column(CONTACT.by_name["date"], headings=("giorno", "quando", "data contatto"), required=True)
_CHANNEL = column(CONTACT.by_name["channel"], headings=("tipo", "canale", "modalità", "come"))
_OUTCOME = column(CONTACT.by_name["outcome"], headings=("risultato", "result"))
_STEP = column(
    CONTACT.by_name["next_step"], "next step", headings=("prossimi passi", "da fare", "azione", "next", "follow up")
)
_BY = column(CONTACT.by_name["by"], headings=("scadenza", "entro il", "due", "richiamare il"))
_NOTES = column(CONTACT.by_name["notes"], headings=("appunti", "osservazioni"))
CHANNELS = {
    "call": "telefono telefonico telefonica telefonate tel cellulare chiamata phone whatsapp sms messaggio",
    "meeting": "riunione appuntamento colloquio presenza tavolo videochiamata",
    "visit": "sopralluogo visit",
    "email": "mail posta pec lettera",
}
"""Words that mean a channel beside its own label; one word is enough."""
ANSWERS = {
    "no_answer": (
        "non risponde",
        "non ha risposto",
        "non hanno risposto",
        "nessuna risposta",
        "non raggiunt",
        "numero occupato",
        "numero inesistente",
        "no answer",
        "not reached",
        "segreteria",
    ),
    "call_back": ("richiamare", "da richiamare", "risentire", "call back"),
    "met": ("incontrat",),
    "reached": ("raggiunt", "reached", "ha risposto", "hanno risposto"),
}
"""Beginnings of an outcome, case and accents aside, that say how it was answered."""


class _Reading:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._cast = Cast(context, SOURCE_NAME)
        self._there = {node.key: node for node in context.view.nodes(["contact"])}
        self._taken: dict[str, str] = {}  # key of a contact → fingerprint of the row that has it in this load

    def one(self, row: Row) -> RowChanges:
        row = _channel_meant(row)
        values, problems = read(row, (_DATE, _CHANNEL, _OUTCOME, _STEP, _BY, _NOTES))
        actor = self._actor(row)
        problems += [actor] if isinstance(actor, Problem) else []
        if not problems and values.get("by") and str(values["by"])[:10] < str(values["date"])[: len(str(values["by"]))]:
            problems.append(_due_before(row))
        if problems or isinstance(actor, Problem):
            return RowChanges(row, problems=tuple(problems))
        answer = answered(str(values.get("outcome", "")))
        if answer:
            values["answer"] = answer
        return RowChanges(row, self._changes(actor, values))

    def _actor(self, row: Row) -> Known | Problem:
        """Return whom the contact was with: only who is on the map, for a name that is not may be a person's."""
        name = row.text("actor")
        if not name:
            return missing(_ACTOR)
        found = self._cast.find(name, "actor", "association")
        if isinstance(found, Problem) or self._cast.actors.by_key(found.key) is not None:
            return found
        return Problem(
            "actor",
            name,
            Label("nessuna scheda ha questo nome", "no record has this name"),
            Label(
                "Scrivere il nome come nella mappa, o aggiungere prima la realtà",
                "Write the name as on the map, or add the body first",
            ),
        )

    def _changes(self, actor: Known, values: dict[str, Value]) -> tuple[Change, ...]:
        words = evidence(SOURCE_NAME, "", self._context, {"actor": actor.key, **values})
        key = self._key(actor, values, words.digest)
        kept: dict[str, Value] = {} if key in self._there else {**keeping(str(values["date"]))}
        return (
            PutNode(key, "contact", {**kept, **values}, (words,)),
            PutTie("about", actor.key, key, {}, (words,)),
        )

    def _key(self, actor: Known, values: dict[str, Value], said: str) -> str:
        """Return the key of a contact: with whom, on which day, by which channel.

        The outcome is part of it only for a second contact of that day and channel, in whatever order they come.
        """
        parts = (actor.key, str(values["date"]), str(values.get("channel", "")))
        plain = keys.generated(CONTACT.key_prefix, *parts)
        apart = keys.generated(CONTACT.key_prefix, *parts, str(values.get("outcome", "")))
        key = apart if apart in self._there or self._taken.get(plain, said) != said else plain
        self._taken[key] = said
        return key


def answered(outcome: str) -> str:
    """Return the answer that an outcome begins with, as a choice of the model; empty where it does not say."""
    wanted = folded(outcome)
    for choice in CONTACT.by_name["answer"].choices:
        if wanted in {folded(w) for w in (choice.value, choice.label.it, choice.label.en)}:
            return choice.value
    return next((answer for answer, begin in ANSWERS.items() if wanted.startswith(tuple(map(folded, begin)))), "")


def _channel_meant(row: Row) -> Row:
    """Return a row whose channel, if it is a word people use for one, is the model's."""
    words = set(folded(row.text("channel")).split())
    meant = next((channel for channel, known in CHANNELS.items() if words & set(known.split())), "")
    return replace(row, values={**row.values, "channel": meant}) if meant else row


def _due_before(row: Row) -> Problem:
    return Problem(
        "by",
        row.text("by"),
        Label("la scadenza viene prima del contatto", "it is due before the contact"),
        Label("Correggere una delle due date (giorno/mese/anno)", "Correct one of the two dates (day/month/year)"),
    )


SOURCE = Spreadsheet(
    SOURCE_NAME,
    Label("Registro dei contatti", "Log of contacts"),
    (_ACTOR, _DATE, _CHANNEL, _OUTCOME, _STEP, _BY, _NOTES),
    lambda context: _Reading(context).one,
)
