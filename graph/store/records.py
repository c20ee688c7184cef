"""What a store holds, as plain values: nodes, ties and the evidence for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Scalar = str | int | float | bool
Value = Scalar | tuple[Scalar, ...]
Properties = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a node or a tie is known from.

    Attributes
    ----------
    source
        Name of a register or of a way in: `mim-schools`, `associations`, `form`.
    reference
        What to look up there: a code, a file and row, an address on the web.
    retrieved
        ISO date on which it was read.
    digest
        Fingerprint of what the source said. The same source saying the same again changes nothing,
        even if the record was edited by hand since.
    """

    source: str
    reference: str = ""
    retrieved: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One node, as of `revision`, the last one that changed it (0: seeded reference data).

    `former` are keys of nodes that were merged into it and go on leading to it.
    """

    key: str
    kind: str
    properties: Properties
    evidence: tuple[Evidence, ...] = ()
    revision: int = 0
    former: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the node's name, or its key where it has none (a contact)."""
        return str(self.properties.get("name", self.key))

    def text(self, name: str) -> str:
        """Return a property as text, empty when absent."""
        value = self.properties.get(name)
        return "" if value is None or isinstance(value, tuple) else str(value)

    def many(self, name: str) -> tuple[str, ...]:
        """Return a property that holds several values, as texts; empty when absent."""
        value = self.properties.get(name)
        if value is None:
            return ()
        return tuple(str(v) for v in value) if isinstance(value, tuple) else (str(value),)

    def number(self, name: str) -> float | None:
        """Return a numeric property, or None."""
        value = self.properties.get(name)
        return float(value) if isinstance(value, (int, float)) else None

    @property
    def point(self) -> tuple[float, float] | None:
        """Return (lat, lon) in WGS84 degrees where the place is known at street level or better."""
        lat, lon = self.number("lat"), self.number("lon")
        return None if lat is None or lon is None else (lat, lon)


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie between two nodes; there is at most one of a type between the same two."""

    key: str
    type: str
    source: str
    target: str
    properties: Properties = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    revision: int = 0

    def other(self, key: str) -> str:
        """Return the end that is not `key`."""
        return self.target if key == self.source else self.source

    def many(self, name: str) -> tuple[str, ...]:
        """Return a property that holds several values, as texts; empty when absent."""
        value = self.properties.get(name)
        if value is None:
            return ()
        return tuple(str(v) for v in value) if isinstance(value, tuple) else (str(value),)
