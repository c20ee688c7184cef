"""Great-circle distance on the sphere, for *near*. Not for routes or areas."""

from __future__ import annotations

from math import asin, cos, degrees, radians, sin, sqrt

RADIUS = 6371.0088  # km, mean radius of the Earth (IUGG)


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance between two WGS84 points, in km (haversine)."""
    a = sin(radians(lat2 - lat1) / 2) ** 2
    b = cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * RADIUS * asin(min(1.0, sqrt(a + b)))


def box_around(lat: float, lon: float, km: float) -> tuple[float, float, float, float]:
    """Return south, west, north, east of a box that holds every point within `km`."""
    reach = degrees(km / RADIUS)
    narrowest = cos(radians(min(90.0, abs(lat) + reach)))
    side = 180.0 if narrowest <= 1e-9 else min(180.0, reach / narrowest)
    return lat - reach, lon - side, lat + reach, lon + side
