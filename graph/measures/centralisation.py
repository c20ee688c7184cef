"""How far a network stands around one actor: Freeman's centralisation, 0 (all alike) to 1 (a star). Steps count.

Freeman 1979, Centrality in social networks: conceptual clarification, Social Networks 1, 215.
"""

from __future__ import annotations

import math

import numpy as np

from graph.measures.measure import WholeMeasure
from graph.measures.steps import steps
from graph.model import Label
from graph.network.network import Floats, Network


def degree(network: Network) -> float:
    """Return the sum of what all lack in ties to the one with most, over that of a star; n/a under three actors."""
    n = len(network.actors)
    return _lacking(network.degree.astype(np.float64)) / ((n - 1) * (n - 2)) if n > 2 else math.nan


def betweenness(network: Network) -> float:
    """Return the same of betweenness on steps; n/a under three actors."""
    n = len(network.actors)
    return 2 * _lacking(steps(network).between) / ((n - 1) ** 2 * (n - 2)) if n > 2 else math.nan


def closeness(network: Network) -> float:
    """Return the same of closeness on steps; n/a under three actors and where not everyone reaches everyone."""
    n = len(network.actors)
    if n < 3 or network.components.max() > 0:
        return math.nan
    return _lacking((n - 1) / steps(network).distance) * (2 * n - 3) / ((n - 1) * (n - 2))


def _lacking(values: Floats) -> float:
    return float((values.max() - values).sum())


_FREEMAN = "Freeman 1979, Centrality in social networks: conceptual clarification, Social Networks 1, 215"
_THREE = Label("con meno di tre attori", "with fewer than three actors")
DEGREE_CENTRALISATION = WholeMeasure(
    "degree_centralisation",
    Label("centralizzazione per legami", "degree centralisation"),
    Label(
        "quanto i legami sono di uno solo: 0 tutti uguali, 1 una stella",
        "how far the ties are one actor's: 0 all alike, 1 a star",
    ),
    "none",
    _FREEMAN,
    "share",
    Label("la rete sta attorno a chi ha più legami", "the network stands around the one with most ties"),
    _THREE,
    degree,
)
BETWEENNESS_CENTRALISATION = WholeMeasure(
    "betweenness_centralisation",
    Label("centralizzazione per intermediazione", "betweenness centralisation"),
    Label(
        "quanto i percorsi più brevi, contati in passi, dipendono da uno solo: 0 da nessuno, 1 una stella",
        "how far the shortest paths, counted in steps, depend on one actor: 0 on nobody, 1 a star",
    ),
    "none",
    _FREEMAN,
    "share",
    Label("uno solo tiene insieme la rete", "one actor holds the network together"),
    _THREE,
    betweenness,
)
CLOSENESS_CENTRALISATION = WholeMeasure(
    "closeness_centralisation",
    Label("centralizzazione per vicinanza", "closeness centralisation"),
    Label(
        "quanto uno solo è più vicino degli altri a tutti, in passi: 0 nessuno, 1 una stella",
        "how far one actor is nearer to all than others are, in steps: 0 nobody, 1 a star",
    ),
    "none",
    _FREEMAN,
    "share",
    Label("uno solo arriva presto a tutti", "one actor reaches all soon"),
    Label(
        "con meno di tre attori, o se non tutti si raggiungono",
        "with fewer than three actors, or where not everyone reaches everyone",
    ),
    closeness,
)
