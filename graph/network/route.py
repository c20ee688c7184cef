"""The way from one actor to another: the shortest by distance, so that strong ties are preferred to few."""

from __future__ import annotations

from dataclasses import dataclass

from graph.network.network import Network


@dataclass(frozen=True, slots=True)
class Route:
    """A way through a network.

    Attributes
    ----------
    actors
        Keys, from the first to the last.
    strengths
        Of the tie of each step.
    length
        Σ 1/strength, as `Network.distances` rounds it.
    """

    actors: tuple[str, ...]
    strengths: tuple[float, ...]
    length: float

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """Return each step as the two actors it joins."""
        return tuple(zip(self.actors, self.actors[1:], strict=False))


def route(network: Network, source: str, target: str) -> Route | None:
    """Return the shortest way between two actors, or None where there is none or one is not in the network."""
    if source not in network.index or target not in network.index or source == target:
        return None
    start, end = network.index[source], network.index[target]
    if network.components[start] != network.components[end]:
        return None
    lengths = network.distances
    edges = network.graph.get_shortest_paths(start, to=end, weights=lengths.tolist(), output="epath")[0]
    i, j, weight = network.edges
    rows = [start]
    for edge in edges:
        rows.append(int(j[edge]) if int(i[edge]) == rows[-1] else int(i[edge]))
    return Route(
        tuple(network.actors[row] for row in rows),
        tuple(float(weight[edge]) for edge in edges),
        float(lengths[edges].sum()),
    )
