"""Measures on shortest paths: betweenness, closeness, harmonic. Lengths are `Network.distances`, 1/strength.

All paths are counted up to `sampling.EXACT_MOST` actors; above, they are estimated from some sources.
"""

from __future__ import annotations

import numpy as np

from graph.measures.measure import Measure
from graph.measures.sampling import sampled
from graph.model import Label
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
    estimate = sampled(network)
    raw = estimate.between if estimate else network.graph.betweenness(weights=network.distances.tolist())
    return np.asarray(raw, dtype=np.float64) * 2 / ((n - 1) * (n - 2))


def closeness(network: Network) -> Floats:
    """Return reached/Σ distances × reached/(n − 1), in units of strength; 0 for an isolate.

    References
    ----------
    Wasserman and Faust 1994, Social Network Analysis, eq. 5.22.
    """
    n = len(network.actors)
    if n < 2:
        return np.zeros(n)
    reached = np.bincount(network.components)[network.components] - 1
    if estimate := sampled(network):
        far = estimate.distance
        mean = np.divide(reached, far, out=np.zeros(n), where=far > 0)
        return np.asarray(mean * reached / (n - 1), dtype=np.float64)
    raw = network.graph.closeness(weights=network.distances.tolist(), normalized=True)
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
    if estimate := sampled(network):
        return estimate.inverse / (n - 1)
    raw = network.graph.harmonic_centrality(weights=network.distances.tolist(), normalized=True)
    return np.nan_to_num(np.asarray(raw, dtype=np.float64))


BETWEENNESS: Measure[Network] = Measure(
    "betweenness",
    Label("intermediazione", "betweenness"),
    Label(
        "quota delle coppie di altri il cui percorso più breve passa da lei; un legame è lungo 1/peso",
        "share of the pairs of others whose shortest path passes it; a tie is 1/weight long",
    ),
    "distance",
    "Freeman 1977, A set of measures of centrality based on betweenness, Sociometry 40, 35",
    "number",
    Label("collega realtà che altrimenti sarebbero lontane", "links bodies that would be far apart otherwise"),
    Label("con meno di tre attori", "with fewer than three actors"),
    betweenness,
)
CLOSENESS: Measure[Network] = Measure(
    "closeness",
    Label("vicinanza", "closeness"),
    Label(
        "raggiunti diviso la somma delle distanze, per la quota di altri che raggiunge; un legame è lungo 1/peso",
        "those reached over the sum of distances, times the share of others it reaches; a tie is 1/weight long",
    ),
    "distance",
    "Wasserman and Faust 1994, Social Network Analysis, eq. 5.22",
    "number",
    Label("raggiunge presto tutti gli altri", "reaches all others soon"),
    None,
    closeness,
)
HARMONIC: Measure[Network] = Measure(
    "harmonic",
    Label("vicinanza armonica", "harmonic closeness"),
    Label(
        "media di 1/distanza da tutti gli altri, 0 per chi non raggiunge; un legame è lungo 1/peso",
        "mean of 1/distance to all others, 0 for those out of reach; a tie is 1/weight long",
    ),
    "distance",
    "Marchiori and Latora 2000, Harmony in the small-world, Physica A 285, 539",
    "number",
    Label("è vicina a molti, anche se la rete è a pezzi", "is near to many, even in a broken network"),
    Label("con un solo attore", "with a single actor"),
    harmonic,
)
