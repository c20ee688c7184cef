"""Which online service is on, from the environment: none unless `INTRECCIO_GEOCODER` names one."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from graph.territory.gazetteer import Gazetteer
from ingest.places.errors import UnknownService
from ingest.places.online import USER_AGENT, Online, Service, nominatim, photon

SERVICE = "INTRECCIO_GEOCODER"
"""`nominatim` or `photon`; empty for none."""
ADDRESS = "INTRECCIO_GEOCODER_ADDRESS"
"""Address of one's own server (`https://nominatim.example.org`); otherwise the public one."""
AGENT = "INTRECCIO_GEOCODER_AGENT"
"""Who asks and how to reach them, as the public services require."""

_SERVICES = {"nominatim": nominatim, "photon": photon}


def online(environment: Mapping[str, str], gazetteer: Gazetteer) -> Online | None:
    """Return the service that is switched on, or None.

    Raises
    ------
    UnknownService
    """
    name = environment.get(SERVICE, "").strip().lower()
    if not name:
        return None
    if name not in _SERVICES:
        raise UnknownService(name, tuple(_SERVICES))
    return Online(_service(name, environment), gazetteer)


def _service(name: str, environment: Mapping[str, str]) -> Service:
    agent = environment.get(AGENT, "").strip() or USER_AGENT
    address = environment.get(ADDRESS, "").strip().rstrip("/")
    if not address:
        return _SERVICES[name](user_agent=agent)
    parts = urlsplit(address if "://" in address else f"https://{address}")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise UnknownService(address, tuple(_SERVICES))
    return _SERVICES[name](user_agent=agent, domain=parts.netloc + parts.path, scheme=parts.scheme)
