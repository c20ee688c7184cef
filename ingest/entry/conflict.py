"""Two people on one record: what the first changed while the second was writing, field by field, to be decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.model import KINDS, Label
from graph.model.schema import Property
from graph.store.interface import View
from graph.store.merging import same
from graph.store.records import Node, Value
from ingest.entry.fields import entered


@dataclass(frozen=True, slots=True)
class Contested:
    """A field that someone else changed meanwhile.

    Attributes
    ----------
    was
        What the writer saw.
    theirs
        What stands now.
    mine
        What the writer would save.
    """

    declared: Property
    was: Value | None
    theirs: Value | None
    mine: Value | None

    @property
    def untouched(self) -> bool:
        """Whether the writer left the field as it was: theirs may stand without asking."""
        return _same(self.was, self.mine)


POINT = Property("point", Label("Punto sulla mappa", "Point on the map"))
"""Stands for a place that a person put or took away: coordinates are no fields of a form."""

Point = tuple[float, float]


def contested(was: Node, now: Node, mine: Mapping[str, Value | None], point: Point | None = None) -> list[Contested]:
    """Return the fields that differ between what a writer saw and what stands, unless both wrote the same.

    Parameters
    ----------
    mine
        What the writer would save, by property.
    point
        (lat, lon) that they would save.
    """
    known = {p.name: p for p in (*entered(now.kind), *entered(was.kind))}
    found = []
    for name, declared in known.items():
        before, theirs = was.properties.get(name), now.properties.get(name)
        wanted = mine.get(name, before)
        if not _same(before, theirs) and not _same(theirs, wanted):
            found.append(Contested(KINDS[now.kind].by_name.get(name, declared), before, theirs, wanted))
    if point != was.point and now.point not in (was.point, point):
        found.append(Contested(POINT, *(_told(p) for p in (was.point, now.point, point))))
    return found


def _told(point: Point | None) -> str | None:
    return f"{point[0]:.5f}, {point[1]:.5f}" if point else None


def as_seen(view: View, key: str, revision: int) -> Node | None:
    """Return a record as it was at a revision, from its history; None where it was not there."""
    seen: Node | None = None
    for entry in view.history(key):
        if entry.revision > revision:
            break
        if isinstance(entry.after, Node) and entry.after.key == key:
            seen = entry.after
        elif isinstance(entry.before, Node) and entry.before.key == key:
            seen = None
    return seen


def _same(one: Value | None, other: Value | None) -> bool:
    return one is other or (one is not None and other is not None and same(one, other))
