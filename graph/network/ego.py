"""The network around one actor: its partners, and theirs. Every tie counts, drawn or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.network.network import Network

MOST_TIES = 400
"""Ties around one actor past which an eye follows none."""


@dataclass(frozen=True, slots=True)
class Ego:
    """What is around an actor.

    Attributes
    ----------
    rings
        Actors by how many steps away they are: the first ring are its partners, strongest tie first.
    ties
        As (actor, actor, strength): its own, those among its partners, and those from one ring to the next.
    left_out
        Ties that were left out for being too many: the weakest, its own never.
    """

    centre: str
    rings: tuple[tuple[str, ...], ...]
    ties: tuple[tuple[str, str, float], ...]
    left_out: int = 0


def ego(network: Network, key: str, depth: int = 1, most: int = MOST_TIES) -> Ego:
    """Return what is within some steps of an actor; nothing for one who is not in the network.

    Parameters
    ----------
    depth
        Steps: 1 for partners, 2 for theirs too.
    """
    if key not in network.index:
        return Ego(key, (), ())
    steps = {key: 0}
    rings: list[tuple[str, ...]] = []
    edge = [key]
    for step in range(1, depth + 1):
        found = dict.fromkeys(near for actor in edge for near in network.neighbours(actor) if near not in steps)
        if not found:
            break
        steps |= dict.fromkeys(found, step)
        edge = list(found)
        rings.append(tuple(edge))
    ties = _among(network, steps)
    own = [tie for tie in ties if key in tie[:2]]
    others = sorted((tie for tie in ties if key not in tie[:2]), key=lambda tie: (-tie[2], tie[0], tie[1]))
    kept = others[: max(0, most - len(own))]
    return Ego(key, tuple(rings), (*own, *kept), len(others) - len(kept))


def _among(network: Network, steps: dict[str, int]) -> list[tuple[str, str, float]]:
    """Return the ties of those around, but not the ones within an outer ring: they say nothing of the centre."""
    i, j, weight = network.edges
    away = np.array([steps.get(key, -1) for key in network.actors], dtype=np.int64)
    near, far = np.minimum(away[i], away[j]), np.maximum(away[i], away[j])
    rows = np.flatnonzero((near >= 0) & ((near < far) | (far <= 1)))
    keys = network.actors
    return [(keys[i[row]], keys[j[row]], float(weight[row])) for row in rows.tolist()]
