"""What two actors have in common beside partners: community, language, topic, place, project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from graph.gaps.ground import Ground
from graph.gaps.nearness import Flags, Nearness, Places, between, places
from graph.network.network import Floats, Integers
from graph.store.records import Node

WEIGHTS: Mapping[str, float] = {
    "community": 0.30,
    "language": 0.25,
    "topic": 0.20,
    "near": 0.15,
    "project": 0.10,
}
"""Parts of an affinity of 1. A stated rule of thumb: no history of this network stands behind it."""
PROPERTIES: Mapping[str, str] = {"community": "communities", "language": "languages", "topic": "topics"}
_EVERYONES = frozenset({"it"})
"""Languages that say nothing about a pair."""


def shared(code: str, one: Node, other: Node) -> tuple[str, ...]:
    """Return the communities, languages or topics that two actors share, in the order of the first."""
    theirs = set(_telling(other.many(PROPERTIES[code])))
    return tuple(v for v in _telling(one.many(PROPERTIES[code])) if v in theirs)


def overlap(code: str, one: Node, other: Node) -> float:
    """Return what two actors share of communities, languages or topics, over what the one with less has."""
    least = min(len(_telling(node.many(PROPERTIES[code]))) for node in (one, other))
    return len(shared(code, one, other)) / least if least else 0.0


def overlaps(code: str, ones: Sequence[Node], others: Sequence[Node]) -> Floats:
    """Return `overlap` of each of some bodies (rows) with each of others (columns)."""
    table = _table(node.many(PROPERTIES[code]) for node in (*ones, *others))
    here, there = table.rows(slice(len(ones))), table.rows(slice(len(ones), None))
    return here.with_(there)


def _telling(values: Iterable[str]) -> list[str]:
    return [value for value in values if value not in _EVERYONES]


@dataclass(frozen=True, eq=False)
class Affinity:
    """Some actors (rows) against all of them (columns).

    Attributes
    ----------
    parts
        By code of `WEIGHTS`, each already weighted; their sum is the affinity.
    interest
        Whether they share a community, a language or a topic at all.
    """

    parts: Mapping[str, Floats]
    interest: Flags
    nearness: Nearness

    @property
    def total(self) -> Floats:
        """Affinity of each pair, 0–1."""
        return np.asarray(sum(self.parts.values()), dtype=np.float64)


class Affinities:
    """Affinities of a ground's actors, or of some of them (rows), computed for some rows at a time."""

    def __init__(self, ground: Ground, chosen: Integers | None = None) -> None:
        nodes = ground.nodes if chosen is None else [ground.nodes[row] for row in chosen.tolist()]
        self._ground = ground
        self._places: Places = places(nodes)
        self._values = {code: _table(n.many(name) for n in nodes) for code, name in PROPERTIES.items()}
        self._values["project"] = _table(sorted(ground.projects.get(n.key, ())) for n in nodes)

    def of(self, rows: slice | Integers) -> Affinity:
        """Return the affinity of some of the actors with all of them."""
        nearness = between(self._places.rows(rows), self._places, self._ground.adjoining)
        parts = {code: WEIGHTS[code] * table.rows(rows).with_(table) for code, table in self._values.items()}
        parts["near"] = WEIGHTS["near"] * nearness.score
        interest = np.asarray(sum(parts[code] for code in PROPERTIES) > 0, dtype=np.bool_)
        return Affinity(parts, interest, nearness)


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Who has which values (CSR, one row an actor), and how many each has."""

    values: Any
    counts: Floats

    def rows(self, chosen: slice | Integers) -> _Table:
        return _Table(self.values[chosen], self.counts[chosen])

    def with_(self, other: _Table) -> Floats:
        """Return the overlap coefficient of each with each: what is shared over what the one with less has."""
        both = (self.values @ other.values.T).toarray()
        least = np.minimum(self.counts[:, None], other.counts[None, :])
        return np.asarray(np.divide(both, least, out=np.zeros_like(both), where=least > 0), dtype=np.float64)


def _table(values: Iterable[Sequence[str]]) -> _Table:
    listed = [_telling(each) for each in values]
    column = {v: i for i, v in enumerate(sorted({v for each in listed for v in each}))}
    rows = [i for i, each in enumerate(listed) for _ in each]
    columns = [column[v] for each in listed for v in each]
    made = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(listed), max(len(column), 1)))
    return _Table(made, np.array([len(each) for each in listed], dtype=np.float64))
