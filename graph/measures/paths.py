"""Measures on shortest paths: betweenness, closeness, harmonic. Lengths are `Network.distances`, 1/strength."""

from __future__ import annotations

import numpy as np

from graph.network.network import Floats, Network


def betweenness(network: Network) -> Floats:
    """Return the share (0–1) of pairs of others whose shortest path passes an actor; n/a below three actors.

    References
    ----------
    Freeman 1977, A set of measures of centrality based on betweenness, Sociometry 40, 35.
    """
    n = len(network.actors)
    if n < 3:
        return np.full(n, np.nan)
    raw = np.asarray(network.graph.betweenness(weights=network.distances.tolist()), dtype=np.float64)
    return raw * 2 / ((n - 1) * (n - 2))


def closeness(network: Network) -> Floats:
    """Return reached/Σ distances × reached/(n − 1), in units of strength; 0 for an isolate.

    References
    ----------
    Wasserman and Faust 1994, Social Network Analysis, eq. 5.22.
    """
    n = len(network.actors)
    if n < 2:
        return np.zeros(n)
    raw = network.graph.closeness(weights=network.distances.tolist(), normalized=True)
    reached = np.bincount(network.components)[network.components] - 1
    return np.nan_to_num(np.asarray(raw, dtype=np.float64)) * reached / (n - 1)


def harmonic(network: Network) -> Floats:
    """Return the mean of 1/distance to all others (0 for those out of reach), in units of strength; n/a for one actor.

    References
    ----------
    Marchiori and Latora 2000, Harmony in the small-world, Physica A 285, 539.
    """
    n = len(network.actors)
    if n < 2:
        return np.full(n, np.nan)
    raw = network.graph.harmonic_centrality(weights=network.distances.tolist(), normalized=True)
    return np.nan_to_num(np.asarray(raw, dtype=np.float64))
