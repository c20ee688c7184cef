"""The chain behind geopy's interface, for whoever knows that one: `geocode(query)` gives a `Location` or None."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Municipality, Resolved
from ingest.places.chain import Chain


class PlaceGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """A geopy geocoder that asks the chain.

    `Location.raw` is the whole answer (`Place` as a dict): its `precision` says whether the point is a house,
    a street or only the municipality's own, which is no pin.
    """

    def __init__(self, chain: Chain, gazetteer: Gazetteer) -> None:
        super().__init__(user_agent="Intreccio")
        self._chain, self._gazetteer = chain, gazetteer

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        municipality: str = "",
    ) -> Any:
        """Return a location, or None where not even the municipality is known.

        Parameters
        ----------
        query
            An address, or a structured one as Nominatim's: `street`, `city`, `postalcode`. Without `municipality`
            the last part of an address after a comma must name it.
        exactly_one
            False for a list of one.
        timeout
            Not used: only the chain's online service can be slow, and has its own.
        municipality
            Name, ISTAT or cadastral code.
        """
        street, town, postcode = _parts(query, municipality)
        answer = self._gazetteer.resolve(town) if town else None
        if not isinstance(answer, Resolved):
            return None
        found = self._chain(street, answer.municipality.istat, postcode)
        point = (found.lat, found.lon) if found.lat is not None else _middle(answer.municipality)
        if point is None:
            return None
        address = ", ".join(p for p in (found.matched, answer.municipality.name) if p)
        location = Location(address, point, {**asdict(found), "display_name": address})
        return location if exactly_one else [location]


def _parts(query: str | Mapping[str, str], municipality: str) -> tuple[str, str, str]:
    if isinstance(query, Mapping):
        return query.get("street", ""), municipality or query.get("city", ""), query.get("postalcode", "")
    if municipality:
        return query, municipality, ""
    street, _, town = query.rpartition(",")
    words = town.split()
    postcode = words.pop(0) if words and len(words[0]) == 5 and words[0].isdigit() else ""
    return street, " ".join(words), postcode


def _middle(municipality: Municipality) -> tuple[float, float] | None:
    if municipality.lat is None or municipality.lon is None:
        return None
    return municipality.lat, municipality.lon
