"""Where what a person typed is: the pin they set, else what the geocoder chain knows of the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from graph.model import KINDS
from graph.model.properties import PLACE
from graph.store.records import Node, Value
from ingest.places.address import read as read_address
from ingest.sources.source import Locate

_NAMES = tuple(p.name for p in PLACE)
_SAID = ("municipality", "address", "postcode")


@dataclass(frozen=True, slots=True)
class Pin:
    """What a person did about the point on the map.

    Attributes
    ----------
    state
        `found`: nothing, the place follows from the address; `set`: they put it at `point`; `none`: they took it away.
    point
        (lat, lon), WGS84 degrees.
    """

    state: Literal["found", "set", "none"] = "found"
    point: tuple[float, float] | None = None


def place(
    kind: str, values: Mapping[str, Value | None], pin: Pin, there: Node | None, locate: Locate
) -> dict[str, Value | None]:
    """Return the properties of a place that come of what was typed; empty where nothing of it changes.

    Parameters
    ----------
    values
        Municipality, address and postcode as they are to be stored.
    there
        The record as it stands, None for a new one.
    """
    if "precision" not in KINDS[kind].by_name:
        return {}
    town, address, postcode = (str(values.get(name) or "") for name in _SAID)
    if pin.state == "set" and pin.point is not None:
        return _confirmed(pin.point, address)
    if pin.state == "found" and there is not None and _unmoved(values, there):
        return {}
    if not town:
        return dict.fromkeys(_NAMES) if there is not None else {}
    found = locate("" if pin.state == "none" else address, town, postcode).properties()
    return {**dict.fromkeys(_NAMES), **found}


def has_number(address: str) -> bool:
    """Tell whether an address names a house number."""
    reading = read_address(address).likeliest if address else None
    return reading is not None and reading.number is not None


def _unmoved(values: Mapping[str, Value | None], there: Node) -> bool:
    stands = bool(there.text("precision")) or not values.get("municipality")
    return stands and all(str(values.get(name) or "") == there.text(name) for name in _SAID)


def _confirmed(point: tuple[float, float], address: str) -> dict[str, Value | None]:
    """Return a place that a person put on the map: to the house where the address names one, else to the street."""
    return {
        **dict.fromkeys(_NAMES),
        "lat": point[0],
        "lon": point[1],
        "precision": "rooftop" if has_number(address) else "street",
        "place_query": address or None,
        "place_confirmed": True,
    }
