"""Shortest paths of networks too large for all of them: from some sources, with how well two halves of these agree.

In every component larger than the sample, sources are drawn at random and what they say is scaled up to the
component, which is right on average; smaller components are counted in full. How far two halves of the sources
agree is told with the values, never kept silent.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from graph.model import Label
from graph.network.network import Floats, Integers, Network

EXACT_MOST = 10_000
"""Up to so many actors all paths are counted."""
SOURCES, SEED, TOP = 400, 20_240_310, 50
_BLOCK = 50


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two halves of the sources say the same.

    Attributes
    ----------
    rank_correlation
        Spearman's, between the two estimates of the actors in sampled components.
    shared
        Share (0–1) of the first `TOP` that the two have in common.
    """

    rank_correlation: float
    shared: float


@dataclass(frozen=True, eq=False)
class Paths:
    """What shortest paths say of every actor, before any normalisation.

    Attributes
    ----------
    between
        Pairs of others whose shortest path passes an actor; shared among equal paths.
    distance
        Sum of the distances to all in reach.
    inverse
        Sum of 1/distance to all in reach.
    agreement
        By attribute, where some of it is estimated; empty where all was counted.
    """

    between: Floats
    distance: Floats
    inverse: Floats
    agreement: dict[str, Agreement]


_KEPT: weakref.WeakKeyDictionary[Network, Paths] = weakref.WeakKeyDictionary()


def sampled(network: Network) -> Paths | None:
    """Return the estimates of a network, made once for as long as it is held; None if it is small enough to count."""
    if len(network.actors) <= EXACT_MOST:
        return None
    if network not in _KEPT:
        _KEPT[network] = estimate(network)
    return _KEPT[network]


def in_words(network: Network) -> Label | None:
    """Say that path measures are estimated, and how far two halves of the sources agree; None where all was counted."""
    found = sampled(network)
    if found is None:
        return None
    it = f"Intermediazione e vicinanza sono stimate da {SOURCES} attori di partenza presi a caso."
    en = f"Betweenness and closeness are estimated from {SOURCES} actors drawn as starting points."
    if half := found.agreement.get("between"):
        correlation = f"{half.rank_correlation:.2f}"
        it += (
            f" Due metà di questi danno posti con correlazione {correlation.replace('.', ',')} per intermediazione; "
            f"dei primi {TOP} ne hanno in comune il {half.shared:.0%}."
        )
        en += (
            f" Two halves of these give places that correlate by {correlation} for betweenness; "
            f"of the first {TOP} they share {half.shared:.0%}."
        )
    return Label(it, en)


def estimate(network: Network, sources: int = SOURCES, seed: int = SEED) -> Paths:
    """Estimate what shortest paths say, from `sources` actors of each component that has more."""
    sizes = np.bincount(network.components)[network.components]
    halves = np.zeros((2, 3, len(network.actors)))
    small = np.flatnonzero(sizes <= sources)
    halves[:, :, small] = _counted(_part(network, small))
    random = np.random.default_rng(seed)
    for number in np.unique(network.components[sizes > sources]):
        rows = np.flatnonzero(network.components == number)
        part, drawn = _part(network, rows), random.permutation(len(rows))[:sources]
        for half in (0, 1):
            halves[half][:, rows] = _from(part, drawn[half::2])
    large = np.flatnonzero(sizes > sources)
    agreement = {
        name: _agreement(*halves[:, which, large])
        for which, name in enumerate(("between", "distance", "inverse"))
        if len(large)
    }
    between, distance, inverse = halves.mean(axis=0)
    return Paths(between, distance, inverse, agreement)


def _part(network: Network, rows: Integers) -> Network:
    return Network(tuple(network.actors[row] for row in rows), network.weights[rows][:, rows].tocsr())


def counted(network: Network) -> Paths:
    """Return what all shortest paths say."""
    between, distance, inverse = _counted(network)
    return Paths(between, distance, inverse, {})


def _lengths(network: Network) -> list[float] | None:
    """Return the length of every tie; None where each is one step, for which the engine has a quicker way."""
    return None if (network.distances == 1.0).all() else network.distances.tolist()


def _counted(part: Network) -> Floats:
    """Return the three sums of every actor, all paths counted."""
    if not part.actors:
        return np.zeros((3, 0))
    lengths = _lengths(part)
    between = part.graph.betweenness(weights=lengths)
    nearness = np.nan_to_num(np.array(part.graph.closeness(weights=lengths, normalized=False), dtype=np.float64))
    inverse = np.nan_to_num(
        np.array(part.graph.harmonic_centrality(weights=lengths, normalized=True), dtype=np.float64)
    )
    distance = np.divide(1.0, nearness, out=np.zeros(len(nearness)), where=nearness > 0)
    return np.array([between, distance, inverse * (len(part.actors) - 1)])


def _from(part: Network, sources: Integers) -> Floats:
    """Return the three sums of every actor of a component, scaled up from some sources."""
    lengths, n = _lengths(part), len(part.actors)
    between = np.array(part.graph.betweenness(weights=lengths, sources=sources.tolist()), dtype=np.float64)
    distance, inverse, seen = np.zeros(n), np.zeros(n), np.full(n, float(len(sources)))
    for start in range(0, len(sources), _BLOCK):
        block = sources[start : start + _BLOCK]
        far = np.array(part.graph.distances(source=block.tolist(), weights=lengths), dtype=np.float64)
        distance += far.sum(axis=0)
        inverse += np.divide(1.0, far, out=np.zeros_like(far), where=far > 0).sum(axis=0)
    seen[sources] -= 1  # nobody is at a distance from itself
    return np.array([between * (n / len(sources)), distance * (n - 1) / seen, inverse * (n - 1) / seen])


def _agreement(one: Floats, other: Floats) -> Agreement:
    first = [set(np.lexsort((np.arange(len(each)), -each))[:TOP].tolist()) for each in (one, other)]
    return Agreement(_rank_correlation(one, other), len(first[0] & first[1]) / len(first[0]))


def _rank_correlation(one: Floats, other: Floats) -> float:
    """Return Spearman's; summed here, because a threaded product has other last digits than a single one."""
    a, b = (rankdata(each) - (len(each) + 1) / 2 for each in (one, other))
    spread = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / spread if spread else float(np.array_equal(one, other))
