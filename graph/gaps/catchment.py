"""How much of something each place can reach, by two-step floating catchment: supply against all who turn to it.

First, every supply is shared among the people around it, the nearer more; then every place adds up the shares of
the supplies around it. So ten associations beside a city are not ten for each village near it.

References
----------
Luo and Wang 2003, Measures of spatial accessibility to health care in a GIS environment, Environ. Plan. B 30, 865.
Dai 2010, Black residential segregation, disparities in spatial access to health care facilities, and late-stage
breast cancer diagnosis in metropolitan Detroit, Health Place 16, 1038: the Gaussian decay.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse
from scipy.spatial import cKDTree

from graph.gaps.nearness import NEAR_KM, Places
from graph.network.network import Floats, Integers
from graph.territory.distance import RADIUS

REACH_KM = NEAR_KM
"""Beyond so many kilometres, as the crow flies, nothing is within reach."""
_UNKNOWN = -1


@dataclass(frozen=True, eq=False)
class Catchment:
    """Places where people live, and how many of them.

    Attributes
    ----------
    places
        One point a municipality, with its ISTAT code as a number.
    persons
        Who may turn to a supply; 0 where it is not known.
    """

    places: Places
    persons: Floats

    @cached_property
    def _at(self) -> dict[int, int]:
        return {town: column for column, town in enumerate(self.places.towns.tolist()) if town != _UNKNOWN}

    @cached_property
    def _placed(self) -> Integers:
        return np.flatnonzero(~np.isnan(self.places.lat))

    @cached_property
    def _tree(self) -> cKDTree:
        return cKDTree(_on_sphere(self.places, self._placed))

    def _within_reach(self, supplies: Places) -> tuple[Integers, Integers, Floats]:
        """Return which supplies (rows) are within reach of which places (columns), and the kilometres between."""
        here = np.flatnonzero(~np.isnan(supplies.lat))
        if not len(here) or not len(self._placed):
            return here[:0], here[:0], np.zeros(0)
        chord = 2 * np.sin(REACH_KM / RADIUS / 2)
        tree = cKDTree(_on_sphere(supplies, here))
        found = tree.sparse_distance_matrix(self._tree, chord, output_type="ndarray")
        km = 2 * RADIUS * np.arcsin(np.clip(found["v"] / 2, 0.0, 1.0))
        return here[found["i"]], self._placed[found["j"]], km

    def weights(self, supplies: Places) -> Any:
        """Return how much each supply (rows) is within reach of each place (columns), 0–1, as CSR.

        1 in the same municipality or at the same point, less with distance, 0 past `REACH_KM`; nothing for a supply
        of which neither point nor municipality is known.
        """
        rows, columns, km = self._within_reach(supplies)
        near = sparse.csr_array((decay(km), (rows, columns)), shape=(len(supplies.lat), len(self.persons)))
        same = [(row, self._at[int(town)]) for row, town in enumerate(supplies.towns) if int(town) in self._at]
        pairs = np.array(same, dtype=np.int64).reshape(-1, 2)
        return near.maximum(sparse.csr_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=near.shape))

    def access(self, weights: Any) -> Floats:
        """Return how many supplies a person of each place can reach, its share of those shared with others."""
        return np.asarray(weights.T @ self.shares(weights), dtype=np.float64)

    def shares(self, weights: Any) -> Floats:
        """Return what is left of each supply for one person around it, 0 where nobody is."""
        around = np.asarray(weights @ self.persons, dtype=np.float64)
        return np.divide(1.0, around, out=np.zeros(len(around)), where=around > 0)


def decay(km: Floats) -> Floats:
    """Return how much of something is within reach at a distance: 1 at 0 km, 0 at `REACH_KM` and beyond, Gaussian."""
    edge = np.exp(-0.5)
    return np.asarray(np.clip((np.exp(-0.5 * (km / REACH_KM) ** 2) - edge) / (1 - edge), 0.0, 1.0), dtype=np.float64)


def _on_sphere(places: Places, rows: Any) -> Floats:
    lat, lon = places.lat[rows], places.lon[rows]
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
