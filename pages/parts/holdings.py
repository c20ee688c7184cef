"""What each source brought into the store, and how well it is placed: figures for screen Dati. No Streamlit in here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model import KINDS
from graph.store.changes import Load, Revision
from graph.store.records import Node
from ingest.sources.source import Source
from pages.parts.graph_view import GraphView

PRECISIONS = ("rooftop", "street", "postcode", "municipality", "unknown")
"""How well a node is placed, best first."""


@dataclass(frozen=True)
class Holding:
    """What one source has in the store.

    Attributes
    ----------
    nodes
        By kind, those that the source is evidence for; reference kinds included.
    places
        By precision, of the nodes that have a place at all.
    loads
        Newest first.
    undoable
        The last revision that this source's loading made, 0 if none.
    """

    source: Source
    nodes: Mapping[str, int]
    ties: int
    places: Mapping[str, int]
    loads: Sequence[Load]
    undoable: int

    @property
    def loaded(self) -> bool:
        """Whether anything of it is there."""
        return bool(self.loads) or bool(self.nodes) or self.ties > 0


def precision(node: Node) -> str:
    """Return how well a node is placed; `unknown` without any place."""
    if node.text("precision"):
        return node.text("precision")
    return "municipality" if node.text("municipality") else "unknown"


def holdings(
    graph: GraphView, sources: Iterable[Source], loads: Sequence[Load], revisions: Sequence[Revision]
) -> list[Holding]:
    """Return one holding a source, those with data first, each group in the order given."""
    nodes: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, Counter[str]] = defaultdict(Counter)
    located = {name for name, kind in KINDS.items() if "precision" in kind.by_name}
    for node in (*graph.nodes.values(), *graph.municipalities.values()):
        for name in {e.source for e in node.evidence}:
            nodes[name][node.kind] += 1
            if node.kind in located:
                places[name][precision(node)] += 1
    ties = Counter(name for tie in graph.ties for name in {e.source for e in tie.evidence})
    last = {}
    for revision in reversed(revisions):
        last[revision.source] = revision.number
    found = [
        Holding(
            source,
            nodes.get(source.name, {}),
            ties[source.name],
            places.get(source.name, {}),
            [load for load in loads if load.source == source.name],
            last.get(source.name, 0),
        )
        for source in sources
    ]
    return sorted(found, key=lambda holding: not holding.loaded)


def shares(places: Mapping[str, int]) -> list[tuple[str, float]]:
    """Return the share of each precision, best first; empty when nothing has a place."""
    total = sum(places.values())
    return [(name, places[name] / total) for name in PRECISIONS if places.get(name)] if total else []
