"""A state of the graph held in memory: what a store was at an older revision. Read like any other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from graph.store import search
from graph.store.backend import COMMON, Hit, Line, Reader
from graph.store.changes import Revision
from graph.store.records import Node, Tie
from graph.store.search import Query

R = TypeVar("R", Node, Tie)


class Frozen:
    """Nodes and ties as they were. History is not here: what happened before stands in the store itself."""

    def __init__(self, revision: int, nodes: Mapping[str, Node], ties: Mapping[str, Tie]) -> None:
        self._revision = revision
        self._nodes = dict(sorted(nodes.items()))
        self._ties = dict(sorted(ties.items()))
        self._of: dict[str, set[str]] = defaultdict(set)
        for tie in self._ties.values():
            self._of[tie.source].add(tie.key)
            self._of[tie.target].add(tie.key)
        self._leads = {old: node.key for node in self._nodes.values() for old in node.former}
        self._texts: dict[str, tuple[str, str, str]] = {}

    def revision(self) -> int:
        return self._revision

    def nodes(self, kinds: Collection[str] | None, keys: Collection[str] | None) -> Iterator[Node]:
        return (n for n in _chosen(self._nodes, keys) if kinds is None or n.kind in kinds)

    def ties(self, types: Collection[str] | None, keys: Collection[str] | None) -> Iterator[Tie]:
        return (t for t in _chosen(self._ties, keys) if types is None or t.type in types)

    def ties_of(self, keys: Collection[str]) -> list[Tie]:
        found = {tie for key in keys for tie in self._of.get(key, ())}
        return [self._ties[key] for key in sorted(found)]

    def leads(self, keys: Collection[str]) -> dict[str, str]:
        return {key: self._leads[key] for key in keys if key in self._leads}

    def candidates(self, keys: Collection[str] | None) -> set[str]:
        return {n.key for n in _chosen(self._nodes, keys) if n.properties.get("candidate") is True}

    def tied(self, keys: Collection[str], types: Collection[str], without: Collection[str]) -> set[str]:
        return {
            key
            for key in keys
            for tie in map(self._ties.__getitem__, self._of.get(key, ()))
            if tie.type in types and self._nodes[tie.other(key)].kind not in without
        }

    def keys(self, kinds: Collection[str]) -> set[str]:
        return {n.key for n in self._nodes.values() if n.kind in kinds}

    def counts(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        return Counter(n.kind for n in self._nodes.values()), Counter(t.type for t in self._ties.values())

    def hits(self, query: Query, kinds: Collection[str], private: bool) -> list[Hit]:
        found: list[Hit] = []
        for node in self.nodes(kinds, None):
            if node.key not in self._texts:
                self._texts[node.key] = search.texts(node)
            name, public, hidden = self._texts[node.key]
            if query.fits(f"{public} {hidden}" if private else public):
                found.append(Hit(node.key, name, node.properties.get("candidate") is True))
        return found[:COMMON]

    def box(self, south: float, west: float, north: float, east: float, kinds: Collection[str]) -> Iterator[Node]:
        for node in self.nodes(kinds, None):
            if (point := node.point) and south <= point[0] <= north and west <= point[1] <= east:
                yield node

    def lines(
        self, *, after: int | None = None, revision: int | None = None, keys: Collection[str] | None = None
    ) -> Iterator[Line]:
        return iter(())

    def revisions(self, limit: int | None) -> list[Revision]:
        return []

    def memos(self, shelf: str) -> list[tuple[str, str]]:
        return []

    def indexed(self) -> Iterator[tuple[str, str, str, str]]:
        return ((n.key, *search.texts(n)) for n in self._nodes.values())


def touched(key: str, record: Node | Tie | None) -> set[str]:
    """Return the keys that an entry is about: the record's own and, of a tie, its ends."""
    return {key, record.source, record.target} if isinstance(record, Tie) else {key}


def as_of(reader: Reader, revision: int) -> Frozen:
    """Return the graph after a revision, by undoing from the present whatever came later."""
    nodes = {n.key: n for n in reader.nodes(None, None)}
    ties = {t.key: t for t in reader.ties(None, None)}
    for line in reversed(list(reader.lines(after=revision))):
        entry = line.entry
        nodes.pop(entry.key, None)
        ties.pop(entry.key, None)
        if isinstance(entry.before, Node):
            nodes[entry.key] = entry.before
        elif entry.before is not None:
            ties[entry.key] = entry.before
    return Frozen(revision, nodes, ties)


def _chosen(records: Mapping[str, R], keys: Iterable[str] | None) -> Iterator[R]:
    if keys is None:
        return iter(records.values())
    return (records[key] for key in sorted(set(keys)) if key in records)
