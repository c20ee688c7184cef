"""How closely knit an actor's surroundings are: core number, clustering. Both count ties, not strengths."""

from __future__ import annotations

import numpy as np

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
