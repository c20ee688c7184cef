"""Where invented things are: an invented address, and a point inside the real municipality or none."""

from __future__ import annotations

import math
from random import Random

from graph.store.records import Value
from ingest.places.place import Place
from ingest.sources.sample_territory.words import Town, streets

PROVIDER = "sample"
_KM_PER_DEGREE = 111.32


def place(rng: Random, town: Town, known: float) -> dict[str, Value]:
    """Return what a located node keeps: municipality, address and place.

    Parameters
    ----------
    known
        Share, 0–1, of things that have an address; the others are known to the municipality only.
    """
    if rng.random() >= known:
        coarse = Place("", town.istat, "municipality", PROVIDER, town.name, 1.0)
        return {"municipality": town.istat, **_given(coarse)}
    exact = rng.random() < 0.8
    address = f"{rng.choice(streets())} {rng.randrange(1, 90)}" if exact else rng.choice(streets())
    lat, lon = _point(rng, town)
    found = Place(address, town.istat, "rooftop" if exact else "street", PROVIDER, address, 1.0, lat, lon)
    return {"municipality": town.istat, "address": address, **_given(found)}


def _point(rng: Random, town: Town) -> tuple[float, float]:
    """Return a point in the town's circle, denser near its middle."""
    distance, angle = town.radius_km * rng.random(), 2 * math.pi * rng.random()
    lat = town.lat + distance * math.cos(angle) / _KM_PER_DEGREE
    lon = town.lon + distance * math.sin(angle) / (_KM_PER_DEGREE * math.cos(math.radians(town.lat)))
    return round(lat, 6), round(lon, 6)


def _given(place_: Place) -> dict[str, Value]:
    return {name: value for name, value in place_.properties().items() if value is not None}
