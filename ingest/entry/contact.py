"""The first contact with a body, written down with it: a call or a meeting, what came of it, what is next and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from graph.model import KINDS, Label, keys
from graph.store.changes import Change, PutNode, PutTie
from graph.store.records import Evidence, Value
from graph.territory.gazetteer import Gazetteer
from ingest.entry.reading import Reading, Typed, read
from ingest.sources.source import Problem
from ingest.sources.spreadsheet import MISSING

FIELDS = ("date", "channel", "outcome", "next_step", "by", "notes")
_TELLING = ("outcome", "next_step", "by", "notes")
"""Any of these says that there was a contact; a day and a channel alone are what the form proposes."""
_KEPT_YEARS = 4


def read_contact(typed: Typed, gazetteer: Gazetteer) -> Reading | None:
    """Read the first contact; None where nothing is told of one."""
    if not any(str(typed.get(name) or "").strip() for name in _TELLING):
        return None
    own = {name: typed[name] for name in FIELDS if name in typed}
    found = read("contact", {"date": "", **own}, gazetteer)
    problems = tuple(p for p in found.problems if p.column in FIELDS)
    if not found.values.get("outcome") and not any(p.column == "outcome" for p in problems):
        remedy = Label("Scrivere com'è andata: «risponde, interessata»", "Write how it went: “answered, interested”")
        problems = (*problems, Problem("outcome", "", MISSING, remedy))
    return Reading(found.values, problems)


def changes(body: str, values: Mapping[str, Value | None], evidence: Evidence, today: date) -> Iterator[Change]:
    """Return what writes a contact and ties it to the body it was with."""
    told = {name: value for name, value in values.items() if value is not None}
    key = keys.generated(KINDS["contact"].key_prefix, body, *(str(told.get(name, "")) for name in FIELDS))
    expires = today.replace(year=today.year + _KEPT_YEARS, day=min(today.day, 28))
    kept: dict[str, Value] = {"consent_basis": "public_interest", "expires": expires.isoformat()}
    yield PutNode(key, "contact", {**kept, **told}, (evidence,))
    yield PutTie("about", body, key, {}, (evidence,))
