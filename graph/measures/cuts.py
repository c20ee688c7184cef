"""What breaks if an actor stops: cut points, and the share of connected pairs cut apart. Ties count, not strengths."""

from __future__ import annotations

import numpy as np

from graph.measures.measure import Measure
from graph.model import Label
from graph.network.network import Floats, Network


def cut_point(network: Network) -> Floats:
    """Return 1 where the network falls into more pieces without an actor, else 0."""
    values = np.zeros(len(network.actors))
    values[np.array(network.graph.articulation_points(), dtype=np.int64)] = 1.0
    return values


def loss(network: Network) -> Floats:
    """Return the share (0–1) of the connected pairs not holding an actor that are cut apart without it.

    n/a where no such pair is connected. One pass for all actors.

    References
    ----------
    Tarjan 1972, Depth-first search and linear graph algorithms, SIAM J. Comput. 1, 146.
    """
    if not network.actors:
        return np.zeros(0)
    sizes = np.bincount(network.components).astype(np.float64)
    own = sizes[network.components]
    connected = float((sizes * (sizes - 1) / 2).sum()) - (own - 1)
    undefined = np.full(len(own), np.nan)
    return np.asarray(np.divide(_cut_apart(network, own), connected, out=undefined, where=connected > 0))


def _cut_apart(network: Network, own: Floats) -> Floats:
    """Return how many pairs of an actor's component are no longer connected without it."""
    together, apart = _pieces(network.weights.indptr.tolist(), network.weights.indices.tolist())
    rest = own - 1 - apart
    return np.maximum((own - 1) * (own - 2) / 2 - (together + rest * (rest - 1) / 2), 0.0) + 0.0


def _pieces(starts: list[int], ends: list[int]) -> tuple[Floats, Floats]:
    """Return, of the pieces that only an actor holds to the rest: pairs within them, and members in all.

    One depth-first walk: what hangs below a child from which nothing leads above the actor is a piece.
    """
    n = len(starts) - 1
    together, apart = [0.0] * n, [0.0] * n
    seen, low, size, parent, next_ = [-1] * n, [0] * n, [1] * n, [-1] * n, starts[:-1]
    clock = 0
    for root in range(n):
        if seen[root] >= 0:
            continue
        seen[root] = low[root] = clock
        clock += 1
        path = [root]
        while path:
            actor = path[-1]
            if next_[actor] < starts[actor + 1]:
                other = ends[next_[actor]]
                next_[actor] += 1
                if seen[other] < 0:
                    parent[other] = actor
                    seen[other] = low[other] = clock
                    clock += 1
                    path.append(other)
                elif other != parent[actor] and seen[other] < low[actor]:
                    low[actor] = seen[other]
                continue
            path.pop()
            above = parent[actor]
            if above >= 0:
                size[above] += size[actor]
                low[above] = min(low[above], low[actor])
                if low[actor] >= seen[above]:
                    together[above] += size[actor] * (size[actor] - 1) / 2
                    apart[above] += size[actor]
    return np.array(together), np.array(apart)


CUT_POINT: Measure[Network] = Measure(
    "cut_point",
    Label("punto di taglio", "cut point"),
    Label(
        "sì se, tolta lei, il numero di pezzi della rete aumenta",
        "yes if the network has more pieces without it",
    ),
    "none",
    "Tarjan 1972, Depth-first search and linear graph algorithms, SIAM J. Comput. 1, 146",
    "yes_no",
    Label("senza di lei la rete si divide", "without it the network falls apart"),
    None,
    cut_point,
)
LOSS: Measure[Network] = Measure(
    "loss",
    Label("perdita", "loss"),
    Label(
        "quota delle coppie collegate (anche a più passi, lei esclusa) che senza di lei non lo sarebbero più",
        "share of the connected pairs of others (over any number of steps) that would no longer be without it",
    ),
    "none",
    "Borgatti 2006, Identifying sets of key players in a social network, Comput. Math. Organ. Theory 12, 21",
    "number",
    Label("quante coppie resterebbero separate senza di lei", "how many pairs would be cut apart without it"),
    Label("se non resta nessuna coppia collegata", "where no connected pair is left"),
    loss,
)
