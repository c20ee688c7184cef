"""How far communities are the network's own and not the draw of a seed: found again with others and compared."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from graph.network.groups import SEED, communities
from graph.network.network import Floats, Integers, Network

SEEDS = 10


@dataclass(frozen=True, eq=False)
class Stability:
    """What other seeds say of the communities.

    Attributes
    ----------
    agreement
        Mean adjusted Rand index (1 the same, 0 as by chance) of every two seeds; NaN without a tie.
    together
        For each actor, the share (0–1) of the others of its community that are with it, over the other seeds;
        NaN for one alone in its community.
    seeds
        How many were compared, the one in use included.
    """

    agreement: float
    together: Floats
    seeds: int


_KEPT: weakref.WeakKeyDictionary[Network, Stability] = weakref.WeakKeyDictionary()


def stability(network: Network) -> Stability:
    """Return the stability of a network's communities over `SEEDS` seeds, made once for as long as it is held."""
    if network not in _KEPT:
        _KEPT[network] = over_seeds(network, SEEDS)
    return _KEPT[network]


def over_seeds(network: Network, seeds: int) -> Stability:
    """Return the stability over some seeds, the first of them the one in use."""
    if not len(network.edges[0]):
        return Stability(float("nan"), np.full(len(network.actors), np.nan), seeds)
    found = [communities(network, SEED + n) for n in range(seeds)]
    agreement = np.mean([adjusted_rand(one, other) for one, other in combinations(found, 2)])
    together = np.mean([_together(found[0], other) for other in found[1:]], axis=0)
    return Stability(float(agreement), together, seeds)


def adjusted_rand(one: Integers, other: Integers) -> float:
    """Return the adjusted Rand index of two partitions: 1 the same, 0 as alike as by chance.

    References
    ----------
    Hubert and Arabie 1985, Comparing partitions, J. Classif. 2, 193.
    """
    both, rows, columns = (_pairs(codes) for codes in (one * (int(other.max()) + 1) + other, one, other))
    n = len(one)
    expected = rows * columns / (n * (n - 1) / 2) if n > 1 else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def _pairs(codes: Integers) -> float:
    counts = np.unique(codes, return_counts=True)[1].astype(np.float64)
    return float((counts * (counts - 1) / 2).sum())


def _together(ours: Integers, other: Integers) -> Floats:
    _, inverse, counts = np.unique(ours * (int(other.max()) + 1) + other, return_inverse=True, return_counts=True)
    mates = np.bincount(ours)[ours] - 1.0
    alone = np.full(len(ours), np.nan)
    return np.asarray(np.divide(counts[inverse] - 1.0, mates, out=alone, where=mates > 0), dtype=np.float64)
