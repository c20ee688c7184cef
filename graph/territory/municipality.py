"""A municipality as the rest of the product handles it, and what looking one up can answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from graph.model import keys
from graph.store.records import Node, Value

How = Literal["code", "name", "alias", "abbreviation", "successor"]
"""How a text was read: `alias` is another name or an earlier one of the same municipality."""


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
        return keys.municipality(self.istat)

    @classmethod
    def from_node(cls, node: Node) -> Self:
        """Read a node of kind `municipality`."""
        residents, foreign = node.number("residents"), node.number("foreign_residents")
        return cls(
            istat=node.text("istat"),
            name=node.name,
            cadastral=node.text("cadastral"),
            province=node.text("province"),
            province_name=node.text("province_name"),
            region=node.text("region"),
            aliases=node.many("aliases"),
            postcodes=node.many("postcodes"),
            residents=None if residents is None else int(residents),
            foreign_residents=None if foreign is None else int(foreign),
            lat=node.number("lat"),
            lon=node.number("lon"),
            abolished=node.text("abolished"),
            successors=node.many("successors"),
        )

    def to_node(self) -> Node:
        """Return its node, without what is unknown."""
        properties: dict[str, Value | None] = {
            "istat": self.istat,
            "name": self.name,
            "cadastral": self.cadastral,
            "province": self.province,
            "province_name": self.province_name,
            "region": self.region,
            "aliases": self.aliases,
            "postcodes": self.postcodes,
            "residents": self.residents,
            "foreign_residents": self.foreign_residents,
            "lat": self.lat,
            "lon": self.lon,
            "abolished": self.abolished,
            "successors": self.successors,
        }
        known = {name: value for name, value in properties.items() if value is not None and value not in ("", ())}
        return Node(self.key, "municipality", known)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A text that names exactly one municipality in being, and how it was read."""

    municipality: Municipality
    how: How


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A text that names none, or more than one: never guessed.

    `candidates` are likely meanings, best first: the remedy names them.
    """

    text: str
    reason: Literal["unknown", "ambiguous", "abolished"]
    candidates: tuple[Municipality, ...] = ()
