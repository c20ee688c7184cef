"""The graph as one audience sees it: every page, export and measure reads through here."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from typing import TypeVar

from graph.model import KINDS
from graph.model.ties import TIES
from graph.store import memory, privacy, search
from graph.store.backend import Reader
from graph.store.changes import Entry, Load, Revision
from graph.store.distance import box_around, kilometres
from graph.store.interface import Audience
from graph.store.privacy import PRIVATE_KINDS, REFERENCE_KINDS
from graph.store.records import Node, Tie

T = TypeVar("T")
_BODIES = frozenset(k.name for k in KINDS.values() if k.body)
_MAPPING = frozenset(t.name for t in TIES.values() if t.maps)
LOADS = "load"


class AudienceView:
    """A view of a store at one revision. It stays there: once the store moves on, it reads the past."""

    def __init__(
        self,
        audience: Audience,
        revision: int,
        read: Callable[[], AbstractContextManager[Reader]],
        past: memory.Frozen | None = None,
    ) -> None:
        self._audience, self._revision, self._open, self._past = audience, revision, read, past

    @property
    def audience(self) -> Audience:
        """Return for whom this is."""
        return self._audience

    @property
    def revision(self) -> int:
        """Return the revision it shows."""
        return self._revision

    def node(self, key: str) -> Node | None:
        """Return one node; an old key leads to the node it became."""
        return next(iter(self.nodes(keys=[key])), None)

    def nodes(self, kinds: Iterable[str] | None = None, keys: Iterable[str] | None = None) -> list[Node]:
        """Return nodes ordered by key."""
        allowed = self._kinds(kinds, KINDS if keys is not None else None)
        if keys is None:
            return self._read(lambda reader: self._shown(reader.nodes(allowed, None)))
        wanted = set(keys)

        def by_key(reader: Reader) -> list[Node]:
            return self._shown(reader.nodes(allowed, wanted | set(reader.leads(wanted).values())))

        return self._read(by_key)

    def mapped(self) -> frozenset[str]:
        """Return the keys of mapped bodies."""

        def mapped(reader: Reader) -> frozenset[str]:
            bodies = reader.keys(_BODIES)
            return frozenset(bodies - self._unmapped(reader, reader.candidates(None) & bodies))

        return self._read(mapped)

    def ties(self, types: Iterable[str] | None = None) -> list[Tie]:
        """Return ties ordered by key."""
        wanted = None if types is None else frozenset(types)

        def ties(reader: Reader) -> list[Tie]:
            return self._shown_ties(reader.ties(wanted, None), self._secret(reader, None))

        return self._read(ties)

    def ties_of(self, key: str) -> list[Tie]:
        """Return the ties of one node, ordered by key."""

        def ties_of(reader: Reader) -> list[Tie]:
            found = reader.ties_of([reader.leads([key]).get(key, key)])
            return self._shown_ties(found, self._secret(reader, {end for t in found for end in (t.source, t.target)}))

        return self._read(ties_of)

    def search(self, text: str, kinds: Iterable[str] | None = None, limit: int = 50) -> list[Node]:
        """Return nodes that have every word, best first."""
        query, allowed = search.question(text), self._kinds(kinds)
        if query is None:
            return []

        def found(reader: Reader) -> list[Node]:
            hits = reader.hits(query, allowed, private=self._audience == "staff")
            unmapped = self._unmapped(reader, {h.key for h in hits if h.candidate})
            best = list(search.ranked(query, ((h.key, h.name, h.key not in unmapped) for h in hits)))[: max(0, limit)]
            nodes = {n.key: n for n in self._shown(reader.nodes(None, best))}
            return [nodes[key] for key in best if key in nodes]

        return self._read(found)

    def box(
        self, south: float, west: float, north: float, east: float, kinds: Iterable[str] | None = None
    ) -> list[Node]:
        """Return nodes with a point inside a box, ordered by key."""
        allowed = self._kinds(kinds)
        return self._read(lambda reader: self._shown(reader.box(south, west, north, east, allowed)))

    def near(self, lat: float, lon: float, km: float, kinds: Iterable[str] | None = None) -> list[tuple[Node, float]]:
        """Return nodes within `km`, nearest first, each with its distance in km."""
        around = self.box(*box_around(lat, lon, km), kinds)
        found = ((n, kilometres(lat, lon, *n.point)) for n in around if n.point)
        return sorted(((n, d) for n, d in found if d <= km), key=lambda pair: (pair[1], pair[0].key))

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return the number of nodes by kind and of ties by type."""
        if self._audience == "staff":
            nodes, ties = self._read(lambda reader: reader.counts())
            return dict(sorted(nodes.items())), dict(sorted(ties.items()))
        by_kind = self._read(lambda reader: dict(reader.counts()[0]))
        by_type: dict[str, int] = {}
        for tie in self.ties():
            by_type[tie.type] = by_type.get(tie.type, 0) + 1
        return {k: n for k, n in sorted(by_kind.items()) if k not in PRIVATE_KINDS}, dict(sorted(by_type.items()))

    def history(self, key: str) -> list[Entry]:
        """Return what happened to a node and its ties, oldest first."""

        def keys(reader: Reader) -> set[str]:
            now = reader.leads([key]).get(key, key)
            return {key, now, *(old for node in reader.nodes(None, [now]) for old in node.former)}

        wanted = self._read(keys)
        with self._open() as reader:  # what happened up to a revision is the same ever after
            return self._told(reader, (line.entry for line in reader.lines(keys=wanted)))

    def entries(self, revision: int) -> list[Entry]:
        """Return what one revision changed, by key."""
        with self._open() as reader:
            entries = self._told(reader, (line.entry for line in reader.lines(revision=revision)))
        return sorted(entries, key=lambda entry: entry.key)

    def _told(self, reader: Reader, entries: Iterable[Entry]) -> list[Entry]:
        """Return what of a history this view may tell."""
        known = [entry for entry in entries if entry.revision <= self._revision]
        return known if self._audience == "staff" else privacy.public_entries(reader, known)

    def revisions(self, limit: int = 100) -> list[Revision]:
        """Return the last revisions, newest first."""
        with self._open() as reader:
            since = max(0, reader.revision() - self._revision)
            found = [r for r in reader.revisions(since + limit) if r.number <= self._revision]
        return found if self._audience == "staff" else [privacy.public_revision(r) for r in found]

    def loads(self) -> list[Load]:
        """Return every load, newest first."""
        with self._open() as reader:
            found = [load(text) for _, text in reader.memos(LOADS)][::-1]
        return found if self._audience == "staff" else [privacy.public_load(one) for one in found]

    def _read(self, work: Callable[[Reader], T]) -> T:
        if self._past is None:
            with self._open() as reader:
                if reader.revision() == self._revision:
                    result = work(reader)
                    if reader.revision() == self._revision:  # not every backend reads one snapshot
                        return result
                self._past = memory.as_of(reader, self._revision)
        return work(self._past)

    def _kinds(self, kinds: Iterable[str] | None, default: Collection[str] | None = None) -> frozenset[str]:
        if kinds is not None:
            chosen = frozenset(kinds)
        else:
            chosen = frozenset(default if default is not None else KINDS.keys() - REFERENCE_KINDS)
        return chosen if self._audience == "staff" else chosen - PRIVATE_KINDS

    def _shown(self, nodes: Iterable[Node]) -> list[Node]:
        if self._audience == "staff":
            return list(nodes)
        return [shown for node in nodes if (shown := privacy.public_node(node)) is not None]

    def _secret(self, reader: Reader, keys: Collection[str] | None) -> set[str]:
        """Return the keys of nodes that this audience may not know of, among some or all."""
        if self._audience == "staff":
            return set()
        return reader.keys(PRIVATE_KINDS) if keys is None else {n.key for n in reader.nodes(PRIVATE_KINDS, keys)}

    def _shown_ties(self, ties: Iterable[Tie], secret: Collection[str]) -> list[Tie]:
        if self._audience == "staff":
            return list(ties)
        return [privacy.public_tie(t) for t in ties if t.source not in secret and t.target not in secret]

    def _unmapped(self, reader: Reader, candidates: set[str]) -> set[str]:
        """Return those candidates that no tie, of those this audience may know of, makes mapped."""
        if not candidates:
            return candidates
        return candidates - reader.tied(candidates, _MAPPING, () if self._audience == "staff" else PRIVATE_KINDS)


def load(text: str) -> Load:
    """Return a load from the JSON in which it is kept."""
    plain = json.loads(text)
    return Load(**{**plain, "files": tuple(plain["files"]), "vanished": tuple(plain.get("vanished", ()))})
