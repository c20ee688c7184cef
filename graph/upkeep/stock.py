"""What upkeep looks through, read once: mapped bodies, services, private records, relations, loads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import KINDS
from graph.network import snapshot
from graph.relations import relation
from graph.relations.relation import Relation
from graph.store.changes import Load
from graph.store.interface import View
from graph.store.records import Node

_PRIVATE = tuple(kind.name for kind in KINDS.values() if kind.private)


@dataclass(frozen=True, eq=False)
class Stock:
    """The mapping as staff see it.

    Attributes
    ----------
    mapped
        Bodies that a person knows of and services, by key, the invented sample included.
    private
        Persons and contacts, by key.
    relations
        How things stand with each actor, by key.
    loads
        Newest first.
    """

    mapped: Mapping[str, Node]
    private: Mapping[str, Node]
    relations: Mapping[str, Relation]
    loads: Sequence[Load]
    today: date


def read(view: View, today: date) -> Stock:
    """Read it; of a public view there is none, since upkeep is for those who work on the map."""
    if view.audience != "staff":
        return Stock({}, {}, {}, (), today)
    known = view.mapped()
    kinds = [kind.name for kind in KINDS.values() if kind.body or kind.name == "service"]
    return Stock(
        {n.key: n for n in view.nodes(kinds) if n.key in known or not KINDS[n.kind].body},
        {n.key: n for n in view.nodes(_PRIVATE)},
        relation.read(view, snapshot.read(view), today) or {},
        view.loads(),
        today,
    )
