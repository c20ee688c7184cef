"""A municipality as the rest of the product handles it, and what looking one up can answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Municipality:
    """One Italian municipality, in being or abolished.

    Attributes
    ----------
    istat
        Six-character ISTAT code (`016024`); the node's key is `municipality:016024`.
    cadastral
        Belfiore code (`A794`), empty if unknown.
    province
        Two-letter abbreviation (`BG`).
    residents, foreign_residents
        Persons; None if unknown.
    lat, lon
        A point inside it, WGS84 degrees; for counted circles and labels, never for a pin.
    abolished
        ISO date, empty while in being.
    successors
        ISTAT codes of what it became.
    """

    istat: str
    name: str
    cadastral: str
    province: str
    province_name: str
    region: str
    aliases: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    residents: int | None = None
    foreign_residents: int | None = None
    lat: float | None = None
    lon: float | None = None
    abolished: str = ""
    successors: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the key of its node."""
        return f"municipality:{self.istat}"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A text that names exactly one municipality in being, and how it was read."""

    municipality: Municipality
    how: Literal["code", "name", "alias", "abbreviation", "successor"]


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A text that names none, or more than one: never guessed.

    `candidates` are likely meanings, best first: the remedy names them.
    """

    text: str
    reason: Literal["unknown", "ambiguous", "abolished"]
    candidates: tuple[Municipality, ...] = ()
