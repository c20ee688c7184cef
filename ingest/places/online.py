"""Asking an online service (Nominatim or Photon) for an address, politely and without believing it blindly.

Off unless somebody switches it on. An answer counts only if it lies in the municipality asked for, on a street
that the typed address can mean; anything else is no answer. Keeping answers is `ingest.places.cache`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Municipality, Resolved
from ingest.places.address import Address, read
from ingest.places.alignment import StreetIndex
from ingest.places.errors import GaveUp, OnlineUnavailable
from ingest.places.house_number import HouseNumber
from ingest.places.place import Place
from ingest.places.street import street

USER_AGENT = "Intreccio"
"""What a service sees who asks; whoever runs Intreccio should add how to reach them."""

FAILURES_IN_A_ROW = 3
PAUSE = 300.0
_WIDEST = 0.5  # degrees: no municipality reaches farther from its middle
_ROADS = ("road", "pedestrian", "square", "footway", "path", "residential", "place", "cycleway", "hamlet")
_TOWNS = ("city", "town", "village", "municipality", "hamlet")


@dataclass(frozen=True, slots=True)
class Answer:
    """One place a service proposes, in the same form whichever service it is.

    Attributes
    ----------
    towns
        Names of the settlements it says the place is in.
    province
        Abbreviation or name, empty if not told.
    """

    lat: float
    lon: float
    road: str
    number: str
    towns: tuple[str, ...]
    province: str
    text: str


class Service(Protocol):
    """One online geocoder."""

    @property
    def name(self) -> str: ...

    def answers(self, address: Address, municipality: Municipality) -> list[Answer]:
        """Ask once; raises what geopy raises, or what comes of an answer without sense."""
        ...


def nominatim(
    *,
    user_agent: str = USER_AGENT,
    domain: str = "nominatim.openstreetmap.org",
    scheme: str = "https",
    timeout: float = 10.0,
) -> Service:
    """Return Nominatim, the public one or one's own."""
    from geopy.adapters import URLLibAdapter  # geopy as for Polite below; its other adapter sleeps and asks by itself
    from geopy.geocoders import Nominatim

    geocoder = Nominatim(
        user_agent=user_agent, domain=domain, scheme=scheme, timeout=timeout, adapter_factory=URLLibAdapter
    )
    return _Nominatim(geocoder)


def photon(
    *, user_agent: str = USER_AGENT, domain: str = "photon.komoot.io", scheme: str = "https", timeout: float = 10.0
) -> Service:
    """Return Photon, the public one or one's own."""
    from geopy.adapters import URLLibAdapter  # as above
    from geopy.geocoders import Photon

    geocoder = Photon(
        user_agent=user_agent, domain=domain, scheme=scheme, timeout=timeout, adapter_factory=URLLibAdapter
    )
    return _Photon(geocoder)


@dataclass(frozen=True, slots=True)
class _Nominatim:
    geocoder: Any  # geopy has no types
    name: str = "nominatim"

    def answers(self, address: Address, municipality: Municipality) -> list[Answer]:
        reading = address.likeliest
        line = "" if reading is None else f"{reading.number or ''} {reading.street}".strip()
        query = {"street": line, "city": municipality.name, "country": "Italia"}
        found = self.geocoder.geocode(
            query, exactly_one=False, limit=5, addressdetails=True, language="it", country_codes="it"
        )
        return [_of_nominatim(location.raw) for location in found or ()]


def _of_nominatim(raw: Mapping[str, Any]) -> Answer:
    address = raw["address"]
    return Answer(
        float(raw["lat"]),
        float(raw["lon"]),
        next((str(address[k]) for k in _ROADS if k in address), ""),
        str(address.get("house_number", "")),
        tuple(str(address[k]) for k in _TOWNS if k in address),
        str(address.get("ISO3166-2-lvl6", "")).rpartition("-")[2] or str(address.get("county", "")),
        str(raw.get("display_name", "")),
    )


@dataclass(frozen=True, slots=True)
class _Photon:
    geocoder: Any
    name: str = "photon"

    def answers(self, address: Address, municipality: Municipality) -> list[Answer]:
        reading = address.likeliest
        line = "" if reading is None else f"{reading.street} {reading.number or ''}".strip()
        bias = None if municipality.lat is None or municipality.lon is None else (municipality.lat, municipality.lon)
        found = self.geocoder.geocode(f"{line}, {municipality.name}", exactly_one=False, limit=5, location_bias=bias)
        return [_of_photon(location.raw) for location in found or ()]


def _of_photon(raw: Mapping[str, Any]) -> Answer:
    said = raw["properties"]
    lon, lat = raw["geometry"]["coordinates"][:2]
    road = said.get("street") or (said.get("name") if said.get("osm_key") == "highway" else "")
    words = (said.get(k) for k in ("name", "street", "housenumber", "postcode", "city", "county"))
    return Answer(
        float(lat),
        float(lon),
        str(road or ""),
        str(said.get("housenumber") or ""),
        tuple(str(said[k]) for k in ("city", "district", "locality") if said.get(k)),
        str(said.get("county") or ""),
        ", ".join(str(w) for w in words if w),
    )


class Online:
    """A service, asked with restraint.

    Parameters
    ----------
    budget
        Most addresses asked in the life of this object, so that loading a register ends; None for no limit.
    min_delay, retries, longest_wait
        Seconds between questions, further tries after a failure, seconds beyond which a wish to wait
        (`Retry-After`) means giving up.
    clock, sleep
        Monotonic seconds; both passed in so that tests need not wait.
    """

    def __init__(
        self,
        service: Service,
        gazetteer: Gazetteer,
        *,
        budget: int | None = 1_000,
        min_delay: float = 1.0,
        retries: int = 2,
        longest_wait: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        from ingest.places.polite import Polite  # geopy, 0.2 s: only who asks online pays for it

        self.service, self._gazetteer = service, gazetteer
        self._ask = Polite(service.answers, min_delay, retries, longest_wait, clock=clock, sleep=sleep)
        self._clock, self._left = clock, budget
        self._failures, self._paused_until = 0, float("-inf")

    @property
    def name(self) -> str:
        """Return the service's name, as places keep it."""
        return self.service.name

    def place(self, text: str, municipality: Municipality) -> Place | None:
        """Return the place of an address, None if the service has none in that municipality.

        Raises
        ------
        OnlineUnavailable
            It does not answer, answers nonsense, asks to wait too long, or has been asked often enough.
        """
        address = read(text, (municipality.name, municipality.province))
        if not address.readings:
            return None
        if self._clock() < self._paused_until or self._left == 0:
            raise OnlineUnavailable(self.name, "in pausa" if self._left else "numero massimo di richieste raggiunto")
        if self._left:
            self._left -= 1
        answers = self._answers(address, municipality)
        found = [p for a in answers if (p := self._checked(a, text, address, municipality)) is not None]
        return min(found, key=lambda p: p.precision != "rooftop", default=None)

    def _answers(self, address: Address, municipality: Municipality) -> Sequence[Answer]:
        try:
            answers: Sequence[Answer] = self._ask(address, municipality)
        except GaveUp as error:
            self._failures += 1
            if self._failures >= FAILURES_IN_A_ROW or error.wait:
                self._paused_until = self._clock() + max(PAUSE, error.wait)
                self._failures = 0
            raise OnlineUnavailable(self.name, str(error)) from error
        self._failures = 0
        return answers

    def _checked(self, answer: Answer, text: str, address: Address, municipality: Municipality) -> Place | None:
        """Return the place if the answer is in the municipality and on the street that was asked for."""
        if not answer.road or not self._is_in(answer, municipality):
            return None
        candidates = StreetIndex([street(0, (answer.road,))]).candidates(address)
        if not candidates:
            return None
        typed = None if address.without_number else candidates[0].reading.number
        exact = typed is not None and _same_number(typed, answer.number)
        return Place(
            query=text,
            municipality=municipality.istat,
            precision="rooftop" if exact else "street",
            provider=self.name,
            matched=answer.text or answer.road,
            score=candidates[0].score,
            lat=answer.lat,
            lon=answer.lon,
        )

    def _is_in(self, answer: Answer, municipality: Municipality) -> bool:
        if not (math.isfinite(answer.lat) and math.isfinite(answer.lon)):
            return False
        if municipality.lat is not None and municipality.lon is not None:
            away = max(abs(answer.lat - municipality.lat), abs(answer.lon - municipality.lon))
            if away > _WIDEST:
                return False
        return any(istat == municipality.istat for istat in self._named(answer))

    def _named(self, answer: Answer) -> Iterator[str]:
        for town in answer.towns:
            for province in dict.fromkeys((answer.province, "")):
                found = self._gazetteer.resolve(town, province)
                if isinstance(found, Resolved):
                    yield found.municipality.istat
                    break


def _same_number(typed: HouseNumber, answered: str) -> bool:
    reading = read(f"VIA X, {answered}").likeliest if answered else None
    return reading is not None and reading.number == typed
