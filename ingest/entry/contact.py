"""The first contact with a body, written down with it: a call or a meeting, what came of it, what is next and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count

from graph.model import KINDS, Label, keys
from graph.model.retention import keeping
from graph.store.changes import Change, PutNode, PutTie
from graph.store.records import Evidence, Value
from graph.territory.gazetteer import Gazetteer
from ingest.entry.reading import Reading, Typed, read
from ingest.sources.contacts import answered
from ingest.sources.source import Problem
from ingest.sources.spreadsheet import MISSING

FIELDS = ("date", "channel", "answer", "outcome", "next_step", "by", "notes")
_TELLING = ("answer", "outcome", "next_step", "by", "notes")
"""Any of these says that there was a contact; a day and a channel alone are what the form proposes."""


def read_contact(typed: Typed, gazetteer: Gazetteer) -> Reading | None:
    """Read the first contact; None where nothing is told of one."""
    if not any(str(typed.get(name) or "").strip() for name in _TELLING):
        return None
    own = {name: typed[name] for name in FIELDS if name in typed}
    found = read("contact", {"date": "", **own}, gazetteer)
    values, problems = dict(found.values), [p for p in found.problems if p.column in FIELDS]
    values["answer"] = values.get("answer") or answered(str(values.get("outcome") or "")) or None
    if not (values["answer"] or values.get("outcome")) and not any(p.column in ("answer", "outcome") for p in problems):
        remedy = Label("Dire com'è andata, con un tocco o a parole", "Say how it went, by a tap or in words")
        problems.append(Problem("outcome", "", MISSING, remedy))
    return Reading(values, tuple(problems))


def changes(
    body: str, values: Mapping[str, Value | None], evidence: Evidence, taken: Callable[[str], bool]
) -> Iterator[Change]:
    """Return what writes a contact and ties it to the body it was with.

    Parameters
    ----------
    taken
        Whether a contact of a key stands already: a second one of that day and channel is told from it by its outcome,
        any further one by a number.
    """
    told = {name: value for name, value in values.items() if value is not None}
    parts = (body, str(told["date"]), str(told.get("channel", "")))
    key = keys.generated(KINDS["contact"].key_prefix, *parts)
    outcome = str(told.get("outcome", ""))
    numbered = ((outcome, *([str(n)] if n > 1 else [])) for n in count(1))
    while taken(key):
        key = keys.generated(KINDS["contact"].key_prefix, *parts, *next(numbered))
    yield PutNode(key, "contact", {**keeping(str(told["date"])), **told}, (evidence,), expected_revision=0)
    yield PutTie("about", body, key, {}, (evidence,))
