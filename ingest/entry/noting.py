"""A contact noted with one touch, and what becomes of a promised step: each is a few changes, made here and tested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from graph.model import keys
from graph.model.kinds import CONTACT
from graph.model.retention import keeping
from graph.model.taxonomies import value_label
from graph.relations.log import Step
from graph.store.changes import Change, Changeset, PutNode, PutTie
from graph.store.errors import UnknownKey
from graph.store.interface import View
from graph.store.records import Evidence, Value

SOURCE = "form"
_MET = "met"
_IN_PERSON = "meeting"


@dataclass(frozen=True, slots=True)
class Noted:
    """What a person notes of one contact, or of a step to take.

    Attributes
    ----------
    parties
        Keys of the actors it was with, or is promised to.
    day
        ISO date of the contact; of a mere step, the day it was noted.
    channel, answer
        Choices of the model; both empty where nothing happened yet.
    by
        ISO date; empty: for no day.
    """

    parties: tuple[str, ...]
    day: str
    channel: str = ""
    answer: str = ""
    outcome: str = ""
    next_step: str = ""
    by: str = ""
    notes: str = ""


def noting(view: View, noted: Noted, author: str) -> Changeset:
    """Return the changeset that puts a contact into the log, with legal basis and expiry.

    Who was met was met in person, whatever channel was left chosen. A second contact of the same parties, day
    and channel is another one.
    """
    channel = _IN_PERSON if noted.answer == _MET and noted.channel not in (_IN_PERSON, "visit") else noted.channel
    told = {
        "date": noted.day,
        "channel": channel,
        "answer": noted.answer,
        "outcome": noted.outcome.strip(),
        "next_step": noted.next_step.strip(),
        "by": noted.by,
        "notes": noted.notes.strip(),
    }
    values: dict[str, Value] = {name: value for name, value in told.items() if value}
    changes = _contact(_key(view, noted, channel), noted, {**keeping(noted.day), **values})
    return Changeset(author, _reason(channel, noted.answer), SOURCE, tuple(changes))


def postponed(view: View, step: Step, until: str, author: str) -> Changeset:
    """Return the changeset that gives a promised step another day (ISO date).

    Raises
    ------
    UnknownKey
        The contact that holds it was erased or undone meanwhile.
    """
    return Changeset(author, "Prossimo passo: rimandato", SOURCE, (_changed(view, step, {"by": until}),))


def taken(view: View, step: Step, today: date, author: str) -> Changeset:
    """Return the changeset that marks a promised step as done.

    Raises
    ------
    UnknownKey
        The contact that holds it was erased or undone meanwhile.
    """
    change = _changed(view, step, {"done": today.isoformat()})
    return Changeset(author, "Prossimo passo: fatto", SOURCE, (change,))


def _changed(view: View, step: Step, values: dict[str, Value | None]) -> Change:
    """Change the contact that holds a step; one that is gone must not come back as a shell."""
    there = view.node(step.contact)
    if there is None:
        raise UnknownKey(step.contact)
    return PutNode(there.key, CONTACT.name, values, expected_revision=there.revision)


def _contact(key: str, noted: Noted, values: dict[str, Value]) -> Iterator[Change]:
    words = (Evidence(SOURCE, "", noted.day),)
    yield PutNode(key, CONTACT.name, values, words, expected_revision=0)
    for party in noted.parties:
        yield PutTie("about", party, key, {}, words)


def _key(view: View, noted: Noted, channel: str) -> str:
    """Return the key of a new contact; the first of a body, a day and a channel is named as lists name it."""
    parts = (*sorted(noted.parties), noted.day, channel)
    numbered = (keys.generated(CONTACT.key_prefix, *parts, *([str(n)] if n > 1 else [])) for n in count(1))
    return next(key for key in numbered if view.node(key) is None)


def _reason(channel: str, answer: str) -> str:
    """Return what the history says: no name, for it may be a person's."""
    labels = [
        value_label(CONTACT.by_name[name], value).it
        for name, value in (("channel", channel), ("answer", answer))
        if value
    ]
    return f"Contatto: {', '.join(labels)}" if labels else "Prossimo passo: promesso"
