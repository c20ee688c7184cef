"""Two records held side by side, field by field, as a person decides whether they are one. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from graph.model import KINDS
from graph.model.folding import folded
from graph.model.properties import PLACE
from graph.model.schema import Property
from graph.store.records import Node, Value

Verdict = Literal["same", "differs", "left", "right"]
"""Both say it, they differ, only the left one says it, only the right one does."""

PLACE_NAMES = frozenset(p.name for p in PLACE)


@dataclass(frozen=True, slots=True)
class Compared:
    """One property of two records; None where a record has it not."""

    declared: Property
    left: Value | None
    right: Value | None

    @property
    def verdict(self) -> Verdict:
        """Return how the two stand to each other; case, accents and order of a list make no difference."""
        if self.right is None:
            return "left"
        if self.left is None:
            return "right"
        return "same" if _folded(self.left) == _folded(self.right) else "differs"


def compared(left: Node, right: Node) -> list[Compared]:
    """Return what two records say, in the order of the model; how a place was found is left out."""
    return [
        Compared(declared, left.properties.get(declared.name), right.properties.get(declared.name))
        for declared in _declared(left, right)
        if declared.name in left.properties or declared.name in right.properties
    ]


def _declared(left: Node, right: Node) -> Iterator[Property]:
    own = KINDS[left.kind].by_name
    yield from (p for p in own.values() if p.name not in PLACE_NAMES)
    for declared in KINDS[right.kind].properties:
        if declared.name not in own and declared.name not in PLACE_NAMES:
            yield declared


def _folded(value: Value) -> object:
    if isinstance(value, tuple):
        return frozenset(_folded(one) for one in value)
    return (folded(value) or value) if isinstance(value, str) else value
