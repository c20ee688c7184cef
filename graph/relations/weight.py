"""How much hangs on one actor in the network, in a number for ordering a queue and in facts for saying why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.network.network import Network

LEAST = 0.25
"""Weight of an actor with no ties: never heard of, it comes level with the most tied one after three months."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What one actor is to the network.

    Attributes
    ----------
    value
        `LEAST` (no ties) to 1 (the most tied, or the network falls apart without it).
    ties
        With how many actors it is tied.
    parts
        Into how many parts its own piece of the network falls without it; 1: it stays whole.
    """

    value: float
    ties: int
    parts: int


NONE = Weight(LEAST, 0, 1)


def weights(network: Network) -> Mapping[str, Weight]:
    """Return the weight of every actor: by the share of actors with less strength, and 1 for a cut point.

    A cut point belongs to as many biconnected blocks as there are parts without it (Tarjan 1972).
    """
    if not network.actors:
        return {}
    blocks = Counter(actor for block in network.graph.biconnected_components() for actor in block)
    order = np.sort(network.strength)
    below = np.searchsorted(order, network.strength) / max(len(order) - 1, 1)
    found = {}
    for row, key in enumerate(network.actors):
        parts = max(1, blocks[row])
        value = 1.0 if parts > 1 else LEAST + (1 - LEAST) * float(below[row]) if network.degree[row] else LEAST
        found[key] = Weight(value, int(network.degree[row]), parts)
    return found
