"""What shortest paths say when every tie is one step long: for measures of a whole network."""

from __future__ import annotations

import weakref

import numpy as np

from graph.measures.sampling import EXACT_MOST, Paths, counted, estimate
from graph.network.network import Network

_KEPT: weakref.WeakKeyDictionary[Network, Paths] = weakref.WeakKeyDictionary()


def steps(network: Network) -> Paths:
    """Return sums over shortest paths in steps, made once for as long as it is held; estimated if large."""
    if network not in _KEPT:
        even = Network(network.actors, network.weights.copy())
        even.weights.data = np.ones(even.weights.nnz)
        _KEPT[network] = estimate(even) if len(network.actors) > EXACT_MOST else counted(even)
    return _KEPT[network]
