"""A network in a few numbers, for the sentence that stands before any drawing of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.network.network import Network
from graph.network.scope import Scope, period
from graph.network.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Overview:
    """What there is.

    Attributes
    ----------
    nodes, ties
        Of the network as measured, not only as drawn.
    isolates
        Nodes without a tie.
    pieces, largest
        Components of two or more, and the size of the largest.
    crowded
        Events of the period left out for having too many actors.
    """

    nodes: int
    ties: int
    isolates: int
    pieces: int
    largest: int
    crowded: int = 0


def overview(network: Network, crowded: int = 0) -> Overview:
    """Count what a network has."""
    sizes = np.bincount(network.components) if network.actors else np.zeros(0, dtype=np.int64)
    together = sizes[sizes > 1]
    isolates = int((network.degree == 0).sum())
    largest = int(together.max(initial=0))
    return Overview(len(network.actors), len(network.edges[0]), isolates, len(together), largest, crowded)


def crowded(snapshot: Snapshot, scope: Scope) -> int:
    """Return how many events of a scope's period have more actors than it lets count."""
    if scope.max_event_size is None:
        return 0
    happened, taken = period(scope.since, scope.end), dict[str, set[str]]()
    for tie in snapshot.ties["organised"]:
        if happened(snapshot.occasions[tie.target].text("start")):
            taken.setdefault(tie.target, set()).add(tie.source)
    return sum(len(actors) > scope.max_event_size for actors in taken.values())
