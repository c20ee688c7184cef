"""Every measure of a NetworkX graph that someone hands in, by its own nodes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

from graph.measures.grouping import grouped
from graph.measures.registry import GROUPED, ONE_MODE
from graph.measures.whole import of_network
from graph.network.facade import numbered

if TYPE_CHECKING:
    import networkx


def measures(
    graph: networkx.Graph, weight: str = "weight", names: Sequence[str] = tuple(ONE_MODE)
) -> dict[str, dict[Hashable, float]]:
    """Return measures of every node, by measure and node; NaN where undefined.

    Parameters
    ----------
    graph
        Nodes may be anything hashable. Directed and multiple ties add up to one without direction,
        self-ties are left out.
    weight
        Attribute that holds a tie's strength; 1 where it is absent. Lengths of paths are 1/strength.

    Raises
    ------
    UnusableWeight
        For a strength that is not a finite number above zero.
    """
    network = numbered(graph, weight)
    return {name: dict(zip(graph, ONE_MODE[name].compute(network).tolist(), strict=True)) for name in names}


def whole_measures(graph: networkx.Graph, weight: str = "weight") -> dict[str, float]:
    """Return every measure of the graph as a whole; NaN where undefined. Parameters and errors as of `measures`."""
    return of_network(numbered(graph, weight))


def grouped_measures(graph: networkx.Graph, groups: Mapping[Hashable, str | None]) -> dict[str, dict[Hashable, float]]:
    """Return brokerage roles and E-I index of every node, by measure and node; NaN where undefined.

    Parameters
    ----------
    groups
        Group of each node; one that is not there, or None, is in no group.
    """
    asked = grouped(numbered(graph, weight=None), (groups.get(node) for node in graph))
    return {name: dict(zip(graph, measure.compute(asked).tolist(), strict=True)) for name, measure in GROUPED.items()}
