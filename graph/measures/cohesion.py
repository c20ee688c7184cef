"""How closely knit an actor's surroundings are: core number, clustering. Both count ties, not strengths."""

from __future__ import annotations

import numpy as np

from graph.measures.measure import Measure
from graph.model import Label
from graph.network.network import Floats, Network


def core(network: Network) -> Floats:
    """Return the largest k such that an actor belongs to a group where everyone has k ties within it.

    References
    ----------
    Seidman 1983, Network structure and minimum degree, Social Networks 5, 269.
    """
    return np.asarray(network.graph.coreness(), dtype=np.float64)


def clustering(network: Network) -> Floats:
    """Return the share (0–1) of an actor's pairs of partners who are tied too; 0 under two ties.

    References
    ----------
    Watts and Strogatz 1998, Collective dynamics of small-world networks, Nature 393, 440.
    """
    return np.asarray(network.graph.transitivity_local_undirected(mode="zero"), dtype=np.float64)


CORE: Measure[Network] = Measure(
    "core",
    Label("nucleo", "core"),
    Label(
        "il più grande k per cui sta in un gruppo dove ognuno ha almeno k legami dentro il gruppo",
        "the largest k such that it is in a group where each has at least k ties within the group",
    ),
    "none",
    "Seidman 1983, Network structure and minimum degree, Social Networks 5, 269",
    "count",
    Label("sta in un gruppo dove ognuno ha almeno k legami", "is in a group where each has at least k ties"),
    None,
    core,
)
CLUSTERING: Measure[Network] = Measure(
    "clustering",
    Label("coesione locale", "clustering"),
    Label(
        "quota delle coppie di suoi partner che sono legate fra loro; 0 con meno di due legami",
        "share of the pairs of its partners that are tied to each other; 0 under two ties",
    ),
    "none",
    "Watts and Strogatz 1998, Collective dynamics of small-world networks, Nature 393, 440",
    "number",
    Label("i suoi partner lavorano anche fra loro", "its partners work with one another too"),
    None,
    clustering,
)
