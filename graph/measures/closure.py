"""How far a network closes into triangles: who shares a partner works together too. Ties count, not strengths."""

from __future__ import annotations

import math

from graph.measures.cohesion import clustering
from graph.measures.measure import WholeMeasure
from graph.model import Label
from graph.network.network import Network

_NOBODY = Label("senza attori", "without actors")


def transitivity(network: Network) -> float:
    """Return the share of two-step paths that are closed."""
    return float(network.graph.transitivity_undirected(mode="nan"))


def mean_clustering(network: Network) -> float:
    """Return the mean of every actor's clustering, 0 for those under two ties."""
    return float(clustering(network).mean()) if network.actors else math.nan


TRANSITIVITY = WholeMeasure(
    "transitivity",
    Label("triangoli chiusi", "transitivity"),
    Label(
        "quota dei percorsi di due passi i cui estremi sono legati; gli eventi comuni ne creano da soli",
        "share of the two-step paths whose ends are tied; shared events make some by themselves",
    ),
    "none",
    "Newman 2003, The structure and function of complex networks, SIAM Review 45, 167, eq. 3.3",
    "share",
    Label("chi ha un partner comune lavora anche insieme", "who shares a partner works together too"),
    Label("se nessuno ha due partner", "where nobody has two partners"),
    transitivity,
)
MEAN_CLUSTERING = WholeMeasure(
    "clustering",
    Label("coesione locale media", "mean clustering"),
    Label(
        "media della coesione locale degli attori, 0 per chi ha meno di due legami",
        "mean of the actors' clustering, 0 for those under two ties",
    ),
    "none",
    "Watts and Strogatz 1998, Collective dynamics of small-world networks, Nature 393, 440",
    "share",
    Label("si lavora in cerchie fitte", "work is done in close circles"),
    _NOBODY,
    mean_clustering,
)
