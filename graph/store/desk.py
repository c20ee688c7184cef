"""The desk of one write: what a changeset has read and changed, on its way into the store in batches.

What is looked up singly is right but slow; `fetch` looks up a whole batch at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.model import keys
from graph.model.ties import TIES
from graph.store import search
from graph.store.backend import Indexed, Writer
from graph.store.changes import Change, Entry, MergeNodes, PutNode, PutTie, RemoveNode, RemoveTie
from graph.store.records import Node, Tie


class Desk:
    """Records by key, as they stand after the changes so far; `flush` writes them and their audit trail."""

    def __init__(self, writer: Writer, revision: int) -> None:
        self._writer = writer
        self.revision = revision
        self.changed = 0
        self._clear()

    def _clear(self) -> None:
        self._records: dict[str, Node | Tie | None] = {}
        self._before: dict[str, Node | Tie | None] = {}
        self._leads: dict[str, str | None] = {}
        self._of: dict[str, set[str]] = {}

    def fetch(self, changes: Sequence[Change]) -> None:
        """Look up everything that a batch names."""
        kinds: dict[str, set[str]] = defaultdict(set)
        wanted: set[str] = set()
        structural: set[str] = set()
        for change in changes:
            match change:
                case PutNode(key, kind):
                    wanted.add(key)
                    kinds[key].add(kind)
                case RemoveNode(key):
                    wanted.add(key)
                    structural.add(key)
                case MergeNodes(keep, gone):
                    wanted.update((keep, gone))
                    structural.update((keep, gone))
                case PutTie(_, source, target):
                    wanted.update((source, target))
                case _:
                    pass
        self._fetch_nodes(wanted)
        self._fetch_ties(
            keys.tie(c.type, self.lead(c.source), self.lead(c.target)) if isinstance(c, PutTie) else c.key
            for c in changes
            if isinstance(c, RemoveTie) or (isinstance(c, PutTie) and c.type in TIES)
        )
        structural.update(
            key for key, given in kinds.items() if len(given | {n.kind for n in (self.node(key),) if n}) > 1
        )
        self._fetch_ties_of({self.lead(key) for key in structural})

    def _fetch_nodes(self, wanted: set[str]) -> None:
        found = {n.key: n for n in self._writer.nodes(None, wanted)}
        leads = self._writer.leads(wanted - found.keys())
        found.update((n.key, n) for n in self._writer.nodes(None, set(leads.values()) - found.keys()))
        self._leads.update((key, leads.get(key)) for key in wanted)
        self._records.update((key, found.get(key)) for key in wanted | set(leads.values()))

    def _fetch_ties(self, wanted: Iterable[str]) -> None:
        keys_ = set(wanted)
        if keys_:
            found = {t.key: t for t in self._writer.ties(None, keys_)}
            self._records.update((key, found.get(key)) for key in keys_)

    def _fetch_ties_of(self, nodes: set[str]) -> None:
        if not nodes:
            return
        for key in nodes:
            self._of[key] = set()
        for tie in self._writer.ties_of(nodes):
            self._records.setdefault(tie.key, tie)
            for end in {tie.source, tie.target} & nodes:
                self._of[end].add(tie.key)

    def lead(self, key: str) -> str:
        """Return the key that a key leads to: itself, unless its node was merged away."""
        if key not in self._leads:
            self._leads[key] = self._writer.leads([key]).get(key)
        return self._leads[key] or key

    def node(self, key: str) -> Node | None:
        """Return a node as it stands."""
        if key not in self._records:
            self._records[key] = next(iter(self._writer.nodes(None, [key])), None)
        found = self._records[key]
        return found if isinstance(found, Node) else None

    def tie(self, key: str) -> Tie | None:
        """Return a tie as it stands."""
        if key not in self._records:
            self._records[key] = next(iter(self._writer.ties(None, [key])), None)
        found = self._records[key]
        return found if isinstance(found, Tie) else None

    def ties_of(self, key: str) -> list[Tie]:
        """Return the ties of a node as they stand, ordered by key."""
        if key not in self._of:
            self._fetch_ties_of({key})
        known = self._of[key]
        known.update(k for k, r in self._records.items() if isinstance(r, Tie) and key in (r.source, r.target))
        return [tie for k in sorted(known) if (tie := self.tie(k)) is not None]

    def put(self, record: Node | Tie) -> None:
        """Let a record stand, as of this revision."""
        self._remember(record.key)
        self._records[record.key] = replace(record, revision=self.revision)
        if isinstance(record, Node):
            self._leads.update((old, record.key) for old in record.former)
            self._leads[record.key] = None

    def remove(self, record: Node | Tie) -> None:
        """Let a record stand no more."""
        self._remember(record.key)
        self._records[record.key] = None
        if isinstance(record, Node):
            self._leads.update((old, None) for old in record.former)

    def _remember(self, key: str) -> None:
        if key not in self._before:
            self._before[key] = self._records.get(key)

    def flush(self) -> None:
        """Write what changed, with its audit trail, and clear the desk."""
        entries = [
            Entry(self.revision, key, before, self._records[key])
            for key, before in self._before.items()
            if not _alike(before, self._records[key])
        ]
        gone = [e.before for e in entries if e.after is None]
        stands = [e.after for e in entries if e.after is not None]
        writer = self._writer
        if ties := [r.key for r in gone if isinstance(r, Tie)]:
            writer.remove_ties(ties)
        if nodes := [r.key for r in gone if isinstance(r, Node)]:
            writer.remove_nodes(nodes)
        if put := [indexed(r) for r in stands if isinstance(r, Node)]:
            writer.put_nodes(put)
        if tied := [r for r in stands if isinstance(r, Tie)]:
            writer.put_ties(tied)
        if entries:
            writer.add_entries(entries)
        self.changed += len(entries)
        self._clear()


def indexed(node: Node) -> Indexed:
    """Return a node with the texts by which it is found."""
    return Indexed(node, *search.texts(node))


def _alike(before: Node | Tie | None, after: Node | Tie | None) -> bool:
    """Tell whether a record ended as it began, its revision apart."""
    if before is None or after is None:
        return before is after
    return replace(before, revision=0) == replace(after, revision=0) and _types(before) == _types(after)


def _types(record: Node | Tie) -> list[object]:
    return [
        [type(v) for v in value] if isinstance(value, tuple) else type(value)
        for _, value in sorted(record.properties.items())
    ]
