"""Whom to call next: first what was promised and is due, then who is long unheard of and matters to the network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from graph.model import KINDS, Label
from graph.network.network import Network
from graph.relations import weight, wording
from graph.relations.relation import Relation, months_between
from graph.relations.states import DORMANT_AFTER
from graph.relations.weight import Weight
from graph.store.records import Node

SOON_DAYS = 7
"""A step promised within so many days is due."""
QUIET_MONTHS = 3
"""Who was heard of more recently, and is promised nothing, need not be called."""
LAPSED_MONTHS = DORMANT_AFTER
"""A promise overdue for so long comes no more before those of today; it is told with the silence."""


class Turn(IntEnum):
    """Why a body has its place in the queue, in order."""

    DUE = 0
    SILENT = 1
    LATER = 2


@dataclass(frozen=True, slots=True)
class Call:
    """One body of the queue.

    Attributes
    ----------
    turn
        The part of the queue it stands in.
    priority
        Staleness × weight, 0–1; orders those that are `SILENT`.
    reasons
        Why now, most important first.
    """

    node: Node
    relation: Relation
    weight: Weight
    turn: Turn
    priority: float
    reasons: tuple[Label, ...]

    @property
    def due(self) -> str:
        """ISO date of the promised step; empty where none was promised."""
        return self.relation.step.by if self.relation.step else ""


def queue(
    relations: Mapping[str, Relation], actors: Mapping[str, Node], network: Network, today: date
) -> tuple[Call, ...]:
    """Return the bodies to call, in order.

    First steps promised for a day up to a week ahead, the earliest first; then bodies unheard of for
    `QUIET_MONTHS` (or never, or with a step promised for no day or lapsed), by staleness × weight in the
    network; last steps promised for later. Whoever was contacted today has had its turn.

    Parameters
    ----------
    actors
        Nodes by key; only bodies are called, persons are called for the body they belong to.
    network
        Who works with whom today.
    """
    weighed = weight.weights(network)
    bodies = (relation for key, relation in relations.items() if key in actors and KINDS[actors[key].kind].body)
    calls = (_call(actors[r.key], r, weighed.get(r.key, weight.NONE), today) for r in bodies)
    return tuple(sorted((call for call in calls if call), key=_place))


def contacted(relations: Iterable[Relation], day: str) -> int:
    """Return how many contacts were made on a day (ISO date), whomever with."""
    made = (talk for relation in relations for talk in relation.talks if not talk.planned and talk.day == day)
    return len({talk.node.key for talk in made})


def _call(node: Node, relation: Relation, weighed: Weight, today: date) -> Call | None:
    turn = _turn(relation, today)
    if turn is None:
        return None
    reasons = tuple(_reasons(relation, weighed, today))
    return Call(node, relation, weighed, turn, relation.staleness * weighed.value, reasons)


def _turn(relation: Relation, today: date) -> Turn | None:
    step = relation.step
    if relation.last_contact == today.isoformat():
        return None
    if step and step.by and (months_between(step.by, today) or 0) < LAPSED_MONTHS:
        soon = (today + timedelta(days=SOON_DAYS)).isoformat()
        return Turn.DUE if step.by <= soon[: len(step.by)] else Turn.LATER
    quiet = relation.months is None or relation.months >= QUIET_MONTHS or not relation.last_sign
    return Turn.SILENT if step or quiet else None


def _place(call: Call) -> tuple[object, ...]:
    if call.turn is Turn.SILENT:
        return (call.turn, -call.priority, call.node.name, call.node.key)
    return (call.turn, call.due, -call.weight.value, call.node.name, call.node.key)


def _reasons(relation: Relation, weighed: Weight, today: date) -> Iterable[Label]:
    if relation.step:
        yield wording.promised(relation.step, today)
    if relation.months is None or relation.months >= QUIET_MONTHS or not relation.last_sign:
        yield wording.silence(relation)
    standing = wording.standing(weighed)
    if standing:
        yield standing
