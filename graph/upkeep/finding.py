"""One thing to see to, and the word of a person that it is well as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.model import Label, dates
from graph.store.changes import PutNode
from graph.store.records import Evidence, Node

SOURCE = "upkeep"
NAMES = ("expired", "vanished", "silent", "incomplete", "coarse", "unsourced")
"""Names of the kinds there are, in the registry's order: read without what finding them needs."""
VALID_MONTHS = 12
"""How long the word of a person that something is still true holds."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One record that wants looking at.

    Attributes
    ----------
    kind
        Name in the registry: `silent`.
    why
        What is the matter, in a few words.
    weight
        What comes first within a kind: the higher.
    """

    kind: str
    node: Node
    why: Label
    weight: float


def confirmation(node: Node, kind: str, today: date) -> PutNode:
    """Return the change by which a person says that a record is still true in what a kind of finding doubts."""
    day = today.isoformat()
    return PutNode(node.key, node.kind, {}, (Evidence(SOURCE, kind, day, day),), expected_revision=node.revision)


def confirmed(node: Node, kind: str, today: date, since: str = "") -> bool:
    """Tell whether a person said so, not longer than `VALID_MONTHS` ago and not before an ISO date."""
    earliest = today.toordinal() - round(VALID_MONTHS * 30.44)
    return any(
        e.source == SOURCE
        and e.reference == kind
        and (dates.ordinal(e.retrieved) or 0) >= earliest
        and e.retrieved >= since[:10]
        for e in node.evidence
    )
