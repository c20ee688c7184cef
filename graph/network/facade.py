"""NetworkX in and out: the public type of a network, for whoever works with it outside."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from graph.network.errors import SameName, UnusableWeight
from graph.network.network import Network, from_edges
from graph.network.two_mode import TwoMode, from_pairs

if TYPE_CHECKING:
    import networkx


def to_networkx(network: Network) -> networkx.Graph:
    """Return a NetworkX graph; ties carry `weight` (strength) and `distance` (1/strength, rounded to 2⁻²⁰)."""
    import networkx  # 0.3 s: only for those who ask for it

    graph = networkx.Graph()
    graph.add_nodes_from(network.actors)
    i, j, weight = network.edges
    ends = zip(i.tolist(), j.tolist(), weight.tolist(), network.distances.tolist(), strict=True)
    graph.add_edges_from((network.actors[a], network.actors[b], {"weight": w, "distance": d}) for a, b, w, d in ends)
    return graph


def two_mode_to_networkx(two_mode: TwoMode) -> networkx.Graph:
    """Return a NetworkX bipartite graph; nodes carry `bipartite`, 0 for actors and 1 for events."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(two_mode.actors, bipartite=0)
    graph.add_nodes_from(two_mode.events, bipartite=1)
    entries = two_mode.incidence.tocoo()
    graph.add_edges_from(
        (two_mode.actors[a], two_mode.events[e])
        for a, e in zip(entries.row.tolist(), entries.col.tolist(), strict=True)
    )
    return graph


def from_networkx(graph: networkx.Graph, weight: str = "weight") -> Network:
    """Return the network of any NetworkX graph, so that every measure takes it.

    Parameters
    ----------
    graph
        Directed and multiple ties add up, self-ties are left out; nodes are named by their text.
    weight
        Attribute that holds a tie's strength; 1 where it is absent.

    Raises
    ------
    UnusableWeight
        For a strength that is not a finite number above zero.
    SameName
        If two nodes have the same text.
    """
    names: set[str] = set()
    for node in graph.nodes:
        if str(node) in names:
            raise SameName(str(node))
        names.add(str(node))
    edges = []
    for source, target, given in graph.edges(data=weight, default=1.0):
        edges.append((str(source), str(target), _strength(str(source), str(target), given)))
    return from_edges(names, edges)


def numbered(graph: networkx.Graph, weight: str | None = "weight") -> Network:
    """Return the network of any NetworkX graph, its actors in the graph's own order and named by their number.

    Parameters
    ----------
    weight
        Attribute that holds a tie's strength; 1 where it is absent, everywhere if None.

    Raises
    ------
    UnusableWeight
        For a strength that is not a finite number above zero.
    """
    name = {node: f"{n:0{len(str(len(graph)))}d}" for n, node in enumerate(graph)}
    return from_edges(
        name.values(),
        (
            (name[a], name[b], _strength(str(a), str(b), 1.0 if weight is None else given))
            for a, b, given in graph.edges(data=weight or "", default=1.0)
            if a != b
        ),
    )


def two_mode_from_networkx(graph: networkx.Graph) -> TwoMode:
    """Return the two-mode network of a bipartite NetworkX graph, whose nodes carry `bipartite` 0 (actor) or 1."""
    actors = {node for node, mode in graph.nodes(data="bipartite") if mode == 0}
    pairs = ((str(a), str(b)) if a in actors else (str(b), str(a)) for a, b in graph.edges)
    return from_pairs(pairs, (str(a) for a in actors))


def _strength(source: str, target: str, given: object) -> float:
    try:
        strength = float(given)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise UnusableWeight(source, target, given) from None
    if not math.isfinite(strength) or strength <= 0:
        raise UnusableWeight(source, target, given)
    return strength
