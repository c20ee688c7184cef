"""What happened to the graph: what a change did, field by field; how things stood on a day. The store undoes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from graph.model import KINDS, TIES
from graph.model.schema import Property
from graph.store.changes import Effect, Entry, Revision
from graph.store.interface import View
from graph.store.records import Node, Tie, Value


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One property that a change gave another value; None where it had none.

    Attributes
    ----------
    declared
        The property as the model declares it; None for one that it no longer knows.
    """

    name: str
    declared: Property | None
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How much there was and is: of a kind of node or a type of tie."""

    then: int
    now: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A day in the past beside the present.

    Attributes
    ----------
    nodes, ties
        Numbers by kind and by type, those that are on either side.
    came, gone
        Nodes that are there now and were not, and the reverse (as they were), in order of name. A node that was
        merged into another one is gone.
    """

    nodes: Mapping[str, Standing]
    ties: Mapping[str, Standing]
    came: tuple[Node, ...]
    gone: tuple[Node, ...]


def effect(entry: Entry) -> Effect:
    """Return what happened to a record."""
    if entry.before is None:
        return Effect.CREATED
    return Effect.REMOVED if entry.after is None else Effect.UPDATED


def field_changes(entry: Entry) -> tuple[FieldChange, ...]:
    """Return what changed in a record, in the model's order; of one that came or went, every property."""
    before, after = (record.properties if record else {} for record in (entry.before, entry.after))
    declared = _declared(entry.after or entry.before)
    names = [*declared, *sorted((before.keys() | after.keys()) - declared.keys())]
    return tuple(
        FieldChange(name, declared.get(name), before.get(name), after.get(name))
        for name in names
        if _typed(before.get(name)) != _typed(after.get(name))
    )


def _typed(value: Value | None) -> tuple[str, Value | None]:
    return type(value).__name__, value  # 1, 1.0 and True are three values


def _declared(record: Node | Tie | None) -> Mapping[str, Property]:
    if isinstance(record, Node):
        return KINDS[record.kind].by_name if record.kind in KINDS else {}
    return TIES[record.type].by_name if record is not None and record.type in TIES else {}


def revision_on(revisions: Iterable[Revision], day: date) -> int:
    """Return the last revision of a day or before it, by this machine's clock; 0 where there was none yet."""
    return max((r.number for r in revisions if datetime.fromisoformat(r.at).astimezone().date() <= day), default=0)


def compare(then: View, now: View) -> Comparison:
    """Return what a view of the past and one of the present have and have not in common, reference kinds left out."""
    was = {node.key: node for node in then.nodes()}
    is_ = {node.key: node for node in now.nodes()}
    return Comparison(
        _standings([n.kind for n in was.values()], [n.kind for n in is_.values()]),
        _standings([t.type for t in then.ties()], [t.type for t in now.ties()]),
        _named(is_[key] for key in is_.keys() - was.keys()),
        _named(was[key] for key in was.keys() - is_.keys()),
    )


def _standings(then: Sequence[str], now: Sequence[str]) -> dict[str, Standing]:
    before, after = Counter(then), Counter(now)
    return {name: Standing(before[name], after[name]) for name in sorted(before.keys() | after.keys())}


def _named(nodes: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(sorted(nodes, key=lambda node: (node.name.casefold(), node.key)))
