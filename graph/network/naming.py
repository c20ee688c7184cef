"""What a group of actors has in common, as its name: municipality or district, community of origin, language, topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from graph.model import KINDS, Label
from graph.model.taxonomies import value_label
from graph.store.records import Node

_PLACES = ("municipality", "district")
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


def in_common(
    members: Iterable[Node], everyone: Iterable[Node], districts: Callable[[Node], Sequence[str]] = lambda _: ()
) -> list[Common]:
    """Return what members have in common more often than everyone, most telling first; one a property.

    Parameters
    ----------
    districts
        Names of the districts that a node is in.
    """
    inside, overall = list(members), list(everyone)
    ours, theirs = _counts(inside, districts), _counts(overall, districts)
    found = [
        Common(name, value, n / len(inside), n / len(inside) - theirs[(name, value)] / len(overall))
        for (name, value), n in ours.items()
        if n >= 2 and n / len(inside) >= _LEAST
    ]
    found = [common for common in found if common.lift >= _TELLING]
    found.sort(key=lambda c: (-c.lift, c.property, c.value))
    kept = {c.property: c for c in reversed(found)}
    return [c for c in found if kept[c.property] is c]


def names(
    groups: Mapping[int, Sequence[Node]],
    place: Callable[[str], str],
    strongest: Callable[[Sequence[Node]], Node],
    districts: Callable[[Node], Sequence[str]] = lambda _: (),
) -> dict[int, Label]:
    """Return the name of each group: where its members are and what they share, else the one they stand around.

    What two groups have in common tells neither of them: they too are named by whom they stand around.

    Parameters
    ----------
    place
        Name of a municipality by ISTAT code.
    strongest
        The member a group stands around.
    districts
        Names of the districts that a node is in.
    """
    everyone = list(chain.from_iterable(groups.values()))
    shared = {number: _shared(nodes, everyone, place, districts) for number, nodes in groups.items() if nodes}
    again = Counter(label.it for label in shared.values() if label)
    return {
        number: label if label and again[label.it] == 1 else _around(strongest(groups[number]).name)
        for number, label in shared.items()
    }


def _shared(
    nodes: Sequence[Node],
    everyone: Sequence[Node],
    place: Callable[[str], str],
    districts: Callable[[Node], Sequence[str]],
) -> Label | None:
    """Return one place, the most telling, and the most telling of the rest; None where nothing is shared."""
    found = in_common(nodes, everyone, districts)
    where = [c for c in found if c.property in _PLACES][:1]
    what = [c for c in found if c.property not in _PLACES][: 2 - len(where)]
    labels = [_label(c, place) for c in (*where, *what)]
    return Label(", ".join(label.it for label in labels), ", ".join(label.en for label in labels)) if labels else None


def _around(centre: str) -> Label:
    return Label(f"intorno a {centre}", f"around {centre}")


def _label(common: Common, place: Callable[[str], str]) -> Label:
    if common.property in _PLACES:
        where = place(common.value) if common.property == "municipality" else common.value
        return Label(where, where)
    return value_label(KINDS["association"].by_name[common.property], common.value)


def _counts(nodes: Iterable[Node], districts: Callable[[Node], Sequence[str]]) -> Counter[Feature]:
    return Counter(
        feature
        for node in nodes
        for feature in chain(
            ((name, value) for name in _PROPERTIES for value in node.many(name)),
            (("district", name) for name in districts(node)),
        )
        if feature not in _NOT_TELLING
    )
