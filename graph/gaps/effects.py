"""What a tie would change in a network, as numbers: reach, fragmentation, isolates. Which tie: see the kinds of gap."""

from __future__ import annotations

import numpy as np

from graph.gaps.gap import Effect
from graph.network.network import Network


def of_tie(network: Network, one: str, other: str) -> tuple[Effect, ...]:
    """Return what a tie between two actors would change; what it would not is left out.

    Parameters
    ----------
    one, other
        Keys; who is not in the network yet counts as an isolate that enters it.

    Returns
    -------
    `reach` and `two-steps` are those of the end that gains most; `isolates` and `fragmentation` the network's.
    """
    rows = [network.index.get(key) for key in (one, other)]
    sizes = [_size(network, row) for row in rows]
    found = []
    if None in rows or network.components[rows[0]] != network.components[rows[1]]:
        found.append(Effect("reach", min(sizes) - 1, sum(sizes) - 1))
        found.append(_isolates(network, rows, sizes))
        found.append(_fragmentation(network, rows, sizes))
    else:
        found.append(Effect("steps", network.graph.distances([rows[0]], [rows[1]])[0][0], 1))
        found.append(max(nearer(network, one, other), key=lambda effect: effect.after - effect.before))
    return tuple(effect for effect in found if effect.before != effect.after)


def connected_pairs(network: Network) -> int:
    """Return how many pairs of actors can reach each other."""
    sizes = np.bincount(network.components) if network.actors else np.zeros(0, dtype=np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def fragmentation(pairs: int, actors: int) -> float:
    """Return the share (0–1) of pairs of actors that cannot reach each other, of those that can; 0 below two actors."""
    every = actors * (actors - 1) // 2
    return 1 - pairs / every if every else 0.0


def _size(network: Network, row: int | None) -> int:
    return 1 if row is None else int((network.components == network.components[row]).sum())


def _isolates(network: Network, rows: list[int | None], sizes: list[int]) -> Effect:
    outside = rows.count(None)
    before = int((network.degree == 0).sum()) + outside
    return Effect("isolates", before, before - sizes.count(1))


def _fragmentation(network: Network, rows: list[int | None], sizes: list[int]) -> Effect:
    actors = len(network.actors) + rows.count(None)
    pairs = connected_pairs(network)
    return Effect("fragmentation", fragmentation(pairs, actors), fragmentation(pairs + sizes[0] * sizes[1], actors))


def nearer(network: Network, one: str, other: str) -> tuple[Effect, Effect]:
    """Return how many others each of two actors has within two steps, and would have with a tie between them."""
    return _within_two(network, one, other), _within_two(network, other, one)


def _within_two(network: Network, key: str, other: str) -> Effect:
    own = network.neighbours(key).keys()
    near = {key for partner in own for key in network.neighbours(partner)} | own
    return Effect("two-steps", len(near - {key}), len((near | network.neighbours(other).keys() | {other}) - {key}))
