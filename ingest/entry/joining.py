"""Two records that are one body: what is chosen field by field, and the changeset that makes one of them. Undoable.

Whether they are one is a person's word; the rules of joining are the store's (`graph.store.merging`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from graph.model import KINDS, Label
from graph.model.properties import MUNICIPALITY, SEAT, STANDING
from graph.model.schema import Property
from graph.store.changes import Change, Changeset, MergeNodes, PutNode, Review
from graph.store.interface import View
from graph.store.merging import filled
from graph.store.records import Node, Value
from ingest.entry.comparison import compared

SOURCE = "form"
Take = Literal["keep", "gone", "both"]
"""Whose value stays: that of the record that is kept, that of the other one, or both where a field holds several."""

SEAT_LABEL = Label("Luogo", "Place")
_SEAT = tuple(p.name for p in SEAT)
_OF_ITSELF = {*(p.name for p in STANDING), *_SEAT, "aliases"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A field in which two records differ; the place is one choice, for half an address of each would be nowhere.

    Attributes
    ----------
    takes
        What can be chosen; the first is proposed.
    """

    name: str
    label: Label
    takes: tuple[Take, ...]

    @property
    def place(self) -> bool:
        """Whether it is the choice of the whole place."""
        return self.name == MUNICIPALITY.name


@dataclass(frozen=True, slots=True)
class Pair:
    """A doubtful match that waits, with the two records as they stand."""

    review: Review
    left: Node
    right: Node


def waiting(reviews: Sequence[Review], view: View) -> list[Pair]:
    """Return the doubtful matches of which both records stand, in the order given."""
    there = {node.key: node for node in view.nodes(keys={key for r in reviews for key in (r.left, r.right)})}
    found = []
    for review in reviews:
        left, right = (there.get(key) or view.node(key) for key in (review.left, review.right))
        if left is not None and right is not None and left.key != right.key:
            found.append(Pair(review, left, right))
    return found


def kept_first(left: Node, right: Node, mapped: Collection[str], ties: Mapping[str, int]) -> tuple[Node, Node]:
    """Return two records, first the one that is proposed to stay: on the map, tied more, said by more, known longer.

    Parameters
    ----------
    ties
        How many each has, by key.
    """

    def weight(node: Node) -> tuple[bool, int, int, int]:
        return node.key in mapped, ties.get(node.key, 0), len(node.evidence), -node.revision

    return (right, left) if weight(right) > weight(left) else (left, right)


def choices(keep: Node, gone: Node) -> list[Choice]:
    """Return what has to be chosen: the fields that both have and that differ. The rest is filled without asking."""
    differing = [
        one.declared
        for one in compared(keep, gone)
        if one.verdict == "differs" and one.declared.name in KINDS[keep.kind].by_name
    ]
    found = [Choice(p.name, p.label, _takes(p)) for p in differing if p.name not in _OF_ITSELF]
    apart = any(p.name in _SEAT for p in differing) or (keep.point and gone.point and keep.point != gone.point)
    return [*found, Choice(MUNICIPALITY.name, SEAT_LABEL, ("keep", "gone"))] if apart else found


def _takes(declared: Property) -> tuple[Take, ...]:
    return ("both", "keep", "gone") if declared.many else ("keep", "gone")


def joined(keep: Node, gone: Node, chosen: Mapping[str, Take]) -> Node:
    """Return the record that would come of it."""
    taken = {name: value for name, value in _taken(keep, gone, chosen).items() if value is not None}
    left = {name: v for name, v in keep.properties.items() if name not in _taken(keep, gone, chosen)}
    return filled(replace(keep, properties={**left, **taken}), gone)


def joining(keep: Node, gone: Node, chosen: Mapping[str, Take], author: str) -> Changeset:
    """Return the changeset that makes one record of two; refused if either changed since it was read.

    Parameters
    ----------
    chosen
        By the name of a choice; what is left out is `keep`'s.
    """
    private = KINDS[keep.kind].private or KINDS[gone.kind].private
    names = "" if private else f": «{gone.name}» in «{keep.name}»"
    return Changeset(author, f"Unite due schede{names}", SOURCE, list(_changes(keep, gone, chosen)))


def _changes(keep: Node, gone: Node, chosen: Mapping[str, Take]) -> Iterator[Change]:
    yield PutNode(gone.key, gone.kind, {}, expected_revision=gone.revision)
    yield PutNode(keep.key, keep.kind, _taken(keep, gone, chosen), expected_revision=keep.revision)
    yield MergeNodes(keep.key, gone.key)


def _taken(keep: Node, gone: Node, chosen: Mapping[str, Take]) -> dict[str, Value | None]:
    """Return what the kept record says otherwise than before."""
    known, result = KINDS[keep.kind].by_name, dict[str, Value | None]()
    for name, take in chosen.items():
        if take == "both":
            result[name] = tuple(dict.fromkeys((*keep.many(name), *gone.many(name))))
        elif take == "gone":
            wanted = _SEAT if name == MUNICIPALITY.name else (name,)
            result.update({one: gone.properties.get(one) for one in wanted if one in known})
    if result.get("name") and "aliases" in known:
        result["aliases"] = tuple(dict.fromkeys((*keep.many("aliases"), keep.name)))
    return result
