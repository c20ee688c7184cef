"""What a network falls into: without one actor, without one tie; and which groups one actor alone holds together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graph.network.network import Integers, Network


@dataclass(frozen=True, slots=True, eq=False)
class Bridge:
    """A tie that alone joins two parts: its ends, and how many actors are on the side of each."""

    i: int
    j: int
    here: int
    there: int


def without(network: Network, row: int) -> list[Integers]:
    """Return the pieces that an actor's component falls into without it, as rows; the largest first, then by row."""
    members = np.flatnonzero(network.components == network.components[row])
    rest = members[members != row]
    if not len(rest):
        return []
    _, labels = csgraph.connected_components(network.weights[rest][:, rest], directed=False)
    pieces = [rest[labels == label] for label in range(labels.max() + 1)]
    return sorted(pieces, key=lambda piece: (-len(piece), int(piece[0])))


def bridges(network: Network) -> list[Bridge]:
    """Return the ties whose end parts them: every tie on which a part of the network hangs, by rows.

    References
    ----------
    Tarjan 1974, A note on finding the bridges of a graph, Inf. Process. Lett. 2, 160.
    """
    i, j, _ = network.edges
    found = np.sort(np.array(network.graph.bridges(), dtype=np.int64))
    if not len(found):
        return []
    kept = np.ones(len(i), dtype=np.bool_)
    kept[found] = False
    n = len(network.actors)
    inside = sparse.coo_array((np.ones(int(kept.sum())), (i[kept], j[kept])), shape=(n, n))
    _, block = csgraph.connected_components(inside, directed=False)
    below = _below(np.bincount(block), block[i[found]], block[j[found]])
    total = np.bincount(network.components)[network.components[i[found]]]
    return [
        Bridge(a, b, there, whole - there) if child == right else Bridge(a, b, whole - there, there)
        for a, b, right, (child, there), whole in zip(
            i[found].tolist(), j[found].tolist(), block[i[found]].tolist(), below, total.tolist(), strict=True
        )
    ]


def _below(sizes: Integers, left: Integers, right: Integers) -> list[tuple[int, int]]:
    """Return, for every tie of a forest of blocks, the block below it and how many actors hang there."""
    ties: dict[int, list[tuple[int, int]]] = {}
    for tie, (a, b) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        ties.setdefault(a, []).append((b, tie))
        ties.setdefault(b, []).append((a, tie))
    hanging, weight = [(0, 0)] * len(left), sizes.tolist()
    for block, above, tie in reversed(list(_walk(ties))):
        if above >= 0:
            hanging[tie] = (block, weight[block])
            weight[above] += weight[block]
    return hanging


def _walk(ties: dict[int, list[tuple[int, int]]]) -> Iterator[tuple[int, int, int]]:
    """Yield every block of a forest with the one above it and the tie to it; those above first."""
    seen: set[int] = set()
    for root in sorted(ties):
        waiting = [(root, -1, -1)] if root not in seen else []
        while waiting:
            block, above, tie = waiting.pop()
            seen.add(block)
            yield block, above, tie
            waiting += [(other, block, t) for other, t in ties[block] if other not in seen]


def sole_links(network: Network, group: Integers) -> dict[int, list[tuple[int, int]]]:
    """Return the pairs of groups that one actor alone holds together, with at least two ties, by its row.

    Parameters
    ----------
    group
        Of every actor; the pairs returned are (its own, the other).
    """
    i, j, _ = network.edges
    crossing: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for a, b in zip(i.tolist(), j.tolist(), strict=True):
        ga, gb = int(group[a]), int(group[b])
        if ga != gb:
            crossing.setdefault((min(ga, gb), max(ga, gb)), []).append((a, b))
    found: dict[int, list[tuple[int, int]]] = {}
    for pair, ties in sorted(crossing.items()):
        alone = set(ties[0]).intersection(*ties[1:]) if len(ties) > 1 else set()
        for row in alone:
            own = int(group[row])
            found.setdefault(row, []).append((own, pair[0] if pair[1] == own else pair[1]))
    return found
