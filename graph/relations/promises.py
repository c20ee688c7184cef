"""Every step that was promised and not taken yet, with whose it is: what a calendar of one's own steps is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.relations.log import Step
from graph.relations.relation import Relation
from graph.store.changes import Revision
from graph.store.records import Node


@dataclass(frozen=True, slots=True)
class Promise:
    """One step with the bodies and persons it is promised to.

    Attributes
    ----------
    with_whom
        In order of name.
    author
        Who wrote or last changed it; empty where that is not known.
    revision
        The last one that changed it.
    at
        When that was: ISO 8601, UTC; empty where it is not known.
    """

    step: Step
    with_whom: tuple[Node, ...]
    author: str
    revision: int
    at: str


def promises(
    relations: Mapping[str, Relation], actors: Mapping[str, Node], revisions: Iterable[Revision]
) -> tuple[Promise, ...]:
    """Return every open step once, the earliest due first; those without a date last."""
    known = {revision.number: revision for revision in revisions}
    found: dict[str, Promise] = {}
    for relation in relations.values():
        written = {talk.node.key: talk.node.revision for talk in relation.talks}
        for step in relation.steps:
            nodes = sorted((actors[key] for key in step.parties if key in actors), key=lambda node: node.name)
            by = known.get(written[step.contact])
            found[step.contact] = Promise(
                step, tuple(nodes), by.author if by else "", written[step.contact], by.at if by else ""
            )
    return tuple(sorted(found.values(), key=lambda promise: (promise.step.by or "9999", promise.step.contact)))


def of_author(listed: Iterable[Promise], author: str) -> tuple[Promise, ...]:
    """Return the promises of one author; an unsigned one is everybody's."""
    return tuple(promise for promise in listed if promise.author in ("", author))
