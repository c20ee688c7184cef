"""Distance between places: kilometres where both have a point, municipalities and their neighbours where not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from graph.territory.gazetteer import Gazetteer

RADIUS = 6371.0088
"""Mean radius of the Earth in km (IUGG)."""

Kilometres = NDArray[np.float64]


def kilometres(lat1: ArrayLike, lon1: ArrayLike, lat2: ArrayLike, lon2: ArrayLike) -> Kilometres:
    """Return great-circle distances in km between WGS84 points, shapes broadcast (haversine on the sphere).

    NaN where a coordinate is NaN: an unknown point has no distance.
    """
    phi1, phi2 = np.radians(np.asarray(lat1, float)), np.radians(np.asarray(lat2, float))
    half = np.radians(np.asarray(lon2, float) - np.asarray(lon1, float)) / 2
    a = np.sin((phi2 - phi1) / 2) ** 2 + np.cos(phi1) * np.cos(phi2) * np.sin(half) ** 2
    distances: Kilometres = 2 * RADIUS * np.arcsin(np.sqrt(np.minimum(1.0, a)))
    return distances


def matrix(points: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]] | None = None) -> Kilometres:
    """Return distances in km from each (lat, lon) to each other, `len(points)` rows."""
    left = np.asarray(points, float).reshape(-1, 2)
    right = left if others is None else np.asarray(others, float).reshape(-1, 2)
    return kilometres(left[:, :1], left[:, 1:], right[:, 0], right[:, 1])


def near(gazetteer: Gazetteer, one: str, other: str) -> bool | None:
    """Say whether two places known only by their municipality are near: the same one, or adjoining.

    Parameters
    ----------
    one, other
        ISTAT codes; those of municipalities that merged since count as what they became.

    Returns
    -------
    None where either is unknown.
    """
    here, there = gazetteer.in_being(one), gazetteer.in_being(other)
    if not here or not there:
        return None
    return any(a == b or b in gazetteer.adjoining(a) for a in here for b in there)
