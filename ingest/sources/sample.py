"""`sample`: an invented territory around Bergamo, drawn from a seed, that says of itself that it is invented.

How it is drawn and how it goes away: `ingest.sources.sample_territory`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.model import KINDS, Label
from graph.store.changes import PutNode, PutTie
from graph.store.records import Node
from ingest.sources.sample_territory.cast import is_key
from ingest.sources.sample_territory.territory import SEED, SOURCE_NAME, territory
from ingest.sources.source import Column, Context, Row, RowChanges

_LABEL = Label("Territorio di esempio (inventato)", "Sample territory (invented)")


@dataclass(frozen=True, slots=True)
class Sample:
    """The invented territory as a source; see the protocol `Source`."""

    name: str = SOURCE_NAME
    label: Label = _LABEL
    licence: str = "EUPL-1.2 (tutto inventato; comuni e confini veri)"
    address: str = ""
    stable: bool = False
    takes_files: bool = False
    columns: tuple[Column, ...] = ()
    seed: int = SEED

    def changes(self, rows: Iterable[Row], context: Context) -> Iterator[RowChanges]:
        """Return the territory; loaded again on a later day it is the same, and changes nothing."""
        standing = [node for node in context.view.nodes() if _invented(node)]
        theirs = _taken_over(standing)
        anchor = _anchor(standing) or context.today
        for number, part in enumerate(territory(self.seed, anchor), start=1):
            wanted = [change for change in part if theirs.isdisjoint(_about(change))]
            yield RowChanges(Row(number, number, {}), wanted)


SOURCE = Sample()


def _invented(node: Node) -> bool:
    return any(is_key(key) for key in (node.key, *node.former)) and any(e.source == SOURCE_NAME for e in node.evidence)


def _anchor(standing: Iterable[Node]) -> date | None:
    """Return the day of the first load, which everything that stands from it remembers."""
    days = {e.retrieved for node in standing for e in node.evidence if e.source == SOURCE_NAME and is_key(node.key)}
    return date.fromisoformat(min(days)) if days else None


def _taken_over(standing: Iterable[Node]) -> frozenset[str]:
    """Return keys of the sample that people have made something else of: merged away, or of another kind."""
    merged = {key for node in standing for key in node.former if is_key(key)}
    changed = {n.key for n in standing if is_key(n.key) and KINDS[n.kind].key_prefix != n.key.partition(":")[0]}
    return frozenset(merged | changed)


def _about(change: PutNode | PutTie) -> tuple[str, ...]:
    return (change.key,) if isinstance(change, PutNode) else (change.source, change.target)
