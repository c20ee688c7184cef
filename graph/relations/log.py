"""The log of contacts by whom they were with: what happened, what was promised and stands. Only read here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model import dates
from graph.store.records import Node, Tie

IN_PERSON = frozenset({"meeting", "visit"})
"""Channels by which people see each other."""
_MET, _NO_ANSWER = "met", "no_answer"


@dataclass(frozen=True, slots=True)
class Talk:
    """One contact of the log.

    Attributes
    ----------
    parties
        Keys of the actors it is about, in order of key.
    reached
        `parties`, and the bodies whose persons they are.
    planned
        It has not happened: a note of a step to take, or a contact of a day to come.
    """

    node: Node
    parties: tuple[str, ...]
    reached: frozenset[str]
    planned: bool

    @property
    def day(self) -> str:
        """ISO date, perhaps partial."""
        return self.node.text("date")

    @property
    def answered(self) -> bool:
        """Whether it happened and somebody answered."""
        return not self.planned and self.node.text("answer") != _NO_ANSWER

    @property
    def in_person(self) -> bool:
        """Whether those it is about were seen in person."""
        return self.answered and (self.node.text("channel") in IN_PERSON or self.node.text("answer") == _MET)


@dataclass(frozen=True, slots=True)
class Step:
    """What was promised and not done yet.

    Attributes
    ----------
    what
        In the words it was noted with; empty where only a day was noted.
    by
        ISO date it is due, perhaps partial; empty: no date was promised.
    contact
        Key of the contact that holds it.
    parties
        Keys of the actors it is promised to.
    """

    what: str
    by: str
    contact: str
    parties: tuple[str, ...]

    def overdue(self, today: str) -> bool:
        """Tell whether its day is past; a partial date is past when its month or year is."""
        return bool(self.by) and self.by < today[: len(self.by)]


def talks(contacts: Iterable[Node], about: Iterable[Tie], today: str) -> Mapping[str, tuple[Talk, ...]]:
    """Return the contacts of every actor, latest first; those of a body's persons are the body's too.

    Parameters
    ----------
    contacts
        Nodes of kind `contact`; who each is with say the ties.
    about
        Ties of type `about`.
    today
        ISO date.
    """
    known = {node.key: node for node in contacts}
    with_whom: defaultdict[str, set[str]] = defaultdict(set)
    bodies: defaultdict[str, set[str]] = defaultdict(set)
    for tie in about:
        (with_whom if tie.target in known else bodies)[tie.target].add(tie.source)
    found: defaultdict[str, list[Talk]] = defaultdict(list)
    for key, parties in with_whom.items():
        reached = parties.union(*(bodies.get(party, ()) for party in parties))
        talk = Talk(known[key], tuple(sorted(parties)), frozenset(reached), _planned(known[key], today))
        for party in reached:
            found[party].append(talk)
    return {key: tuple(sorted(listed, key=_latest, reverse=True)) for key, listed in found.items()}


def _latest(talk: Talk) -> tuple[int, int, str]:
    return dates.ordinal(talk.day) or 0, talk.node.revision, talk.node.key


def _planned(node: Node, today: str) -> bool:
    """Tell whether a contact is to come, was written down before its day and not told since, or is a mere note."""
    day = node.text("date")
    if day > today[: len(day)]:
        return True
    told = bool(node.text("answer") or node.text("outcome"))
    written = max((evidence.retrieved for evidence in node.evidence), default="")
    ahead = bool(written) and len(day) == 10 and written < day
    note = not node.text("channel") and bool(node.text("next_step") or node.text("by"))
    return not told and (ahead or note)


def steps(listed: Iterable[Talk]) -> tuple[Step, ...]:
    """Return the promised steps that still stand, the earliest due first, those without a date last.

    One is over when it is marked as done, or when a later contact, answered, was with all whom it is promised to.

    Parameters
    ----------
    listed
        The contacts of one actor, latest first.
    """
    open_: list[Step] = []
    later: list[Talk] = []
    for talk in listed:
        promised = (talk.planned or _promises(talk.node)) and not talk.node.text("done")
        if promised and not any(set(talk.parties) <= met.reached for met in later):
            open_.append(_step(talk))
        if talk.answered:
            later.append(talk)
    return tuple(sorted(open_, key=lambda step: (step.by or "9999", step.contact)))


def _promises(node: Node) -> bool:
    return bool(node.text("next_step") or node.text("by"))


def _step(talk: Talk) -> Step:
    """Return what a contact promises; what was agreed for its own day is due then, a mere note has no day."""
    by = talk.node.text("by") or (talk.day if talk.planned and talk.node.text("channel") else "")
    return Step(talk.node.text("next_step"), by, talk.node.key, talk.parties)
