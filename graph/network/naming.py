"""What a group of actors has in common, as its name: place, community of origin, language, topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model import KINDS, Label
from graph.model.taxonomies import value_label
from graph.store.records import Node

_PROPERTIES = ("municipality", "communities", "topics", "languages")
_LEAST = 0.4
"""Share of a group's members that must have what names it."""
_TELLING = 0.1
"""How much more often, as a share, a group must have it than everyone."""
_NOT_TELLING = {("languages", "it")}

Feature = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Common:
    """Something a group has more often than the rest: property, value, share of its members (0–1)."""

    property: str
    value: str
    share: float
    lift: float


def in_common(members: Iterable[Node], everyone: Iterable[Node], most: int = 2) -> list[Common]:
    """Return what members have in common more often than everyone, most telling first; one a property."""
    inside, overall = list(members), list(everyone)
    ours, theirs = _counts(inside), _counts(overall)
    found = [
        Common(name, value, n / len(inside), n / len(inside) - theirs[(name, value)] / len(overall))
        for (name, value), n in ours.items()
        if n >= 2 and n / len(inside) >= _LEAST
    ]
    found = [common for common in found if common.lift >= _TELLING]
    found.sort(key=lambda c: (-c.lift, c.property, c.value))
    kept = {c.property: c for c in reversed(found)}
    return [c for c in found if kept[c.property] is c][:most]


def names(
    groups: Mapping[int, Sequence[Node]], place: Callable[[str], str], strongest: Callable[[Sequence[Node]], Node]
) -> dict[int, Label]:
    """Return the name of each group: what its members share, else the one they stand around.

    Parameters
    ----------
    place
        Name of a municipality by ISTAT code.
    strongest
        The member a group stands around.
    """
    everyone = [node for nodes in groups.values() for node in nodes]
    return {number: _name(nodes, everyone, place, strongest) for number, nodes in groups.items() if nodes}


def _name(
    nodes: Sequence[Node],
    everyone: Sequence[Node],
    place: Callable[[str], str],
    strongest: Callable[[Sequence[Node]], Node],
) -> Label:
    shared = [_label(c, place) for c in in_common(nodes, everyone)]
    if not shared:
        centre = strongest(nodes).name
        return Label(f"intorno a {centre}", f"around {centre}")
    return Label(", ".join(label.it for label in shared), ", ".join(label.en for label in shared))


def _label(common: Common, place: Callable[[str], str]) -> Label:
    if common.property == "municipality":
        return Label(place(common.value), place(common.value))
    return value_label(KINDS["association"].by_name[common.property], common.value)


def _counts(nodes: Iterable[Node]) -> Counter[Feature]:
    return Counter(
        (name, value)
        for node in nodes
        for name in _PROPERTIES
        for value in node.many(name)
        if (name, value) not in _NOT_TELLING
    )
