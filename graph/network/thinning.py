"""Fewer ties for the eye: the strong ones, and the strongest of each actor. Never used for a measure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.network.network import Floats, Integers, Network

READABLE = 2.5
"""Ties an actor that an eye can follow: past this a drawing is a hairball."""


@dataclass(frozen=True, slots=True, eq=False)
class Thinned:
    """Which ties of `Network.edges` are drawn.

    Attributes
    ----------
    kept
        One yes or no for each tie.
    threshold
        Ties at least this strong are all kept; so is every actor's strongest, whatever its strength.
    """

    kept: npt.NDArray[np.bool_]
    threshold: float

    @property
    def count(self) -> int:
        """Return how many ties are drawn."""
        return int(self.kept.sum())


def thin(network: Network, threshold: float | None = None) -> Thinned:
    """Keep the ties at least as strong as a threshold; without one, the lowest that stays readable."""
    i, j, weight = network.edges
    if threshold is None:
        threshold = _readable(weight, len(network.actors))
    kept = (weight >= threshold) | _strongest(i, j, weight, len(network.actors))
    return Thinned(kept, threshold)


def _readable(weight: Floats, actors: int) -> float:
    most = int(READABLE * actors)
    if len(weight) <= most:
        return 0.0
    return float(np.partition(weight, len(weight) - most)[len(weight) - most])


def _strongest(i: Integers, j: Integers, weight: Floats, actors: int) -> npt.NDArray[np.bool_]:
    best = np.zeros(actors)
    np.maximum.at(best, i, weight)
    np.maximum.at(best, j, weight)
    winner = np.full(actors, len(weight), dtype=np.int64)
    for ends in (i, j):
        rows = np.flatnonzero(weight == best[ends])
        np.minimum.at(winner, ends[rows], rows)
    kept = np.zeros(len(weight), dtype=np.bool_)
    kept[winner[winner < len(weight)]] = True
    return kept
