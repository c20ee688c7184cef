"""The local register of streets and house numbers: which point an address has, without a network.

One SQLite file, written whole by `ingest.places.register_file` and only read here. Reading a register's
published file is `ingest.sources.anncsu`; which street is meant is `ingest.places.alignment`.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from ingest.places.address import Address, read
from ingest.places.alignment import TIE, Candidate, StreetIndex
from ingest.places.house_number import HouseNumber
from ingest.places.place import Place, Precision
from ingest.places.register_file import DEGREE, PROVIDER, open_register
from ingest.places.street import Street, street
from ingest.places.writing import fold

Point = tuple[float, float]
_KEPT_INDEXES = 64
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What a register knows of an address.

    Attributes
    ----------
    street
        None when no street is meant, or several equally: those are the `candidates` then.
    number
        The house number as registered, empty when the point is not that number's.
    point
        (lat, lon) of the number, else of the street; None where the register has no point for either.
    """

    street: Street | None
    score: float = 0.0
    number: str = ""
    point: Point | None = None
    candidates: tuple[Street, ...] = ()


class Register:
    """A register of streets and numbers, open for reading."""

    def __init__(self, connection: sqlite3.Connection, meant: Container[str] = frozenset()) -> None:
        """Take an open register; `meant` are words (names of towns) that are no slip of another word."""
        self._connection, self._meant = connection, meant
        self._indexes: OrderedDict[str, StreetIndex] = OrderedDict()
        self._covered = frozenset(str(row[0]) for row in connection.execute("SELECT istat FROM municipality"))

    @classmethod
    def at(cls, file: Path, meant: Container[str] = frozenset()) -> Register:
        """Open a register's file."""
        return cls(open_register(file), meant)

    @property
    def municipalities(self) -> frozenset[str]:
        """Return the ISTAT codes of the municipalities it covers."""
        return self._covered

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Register:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def place(self, address: str, municipality: str, towns: Sequence[str] = ()) -> Place | None:
        """Return the place of an address, or None when no street of the municipality is meant.

        Parameters
        ----------
        municipality
            ISTAT code.
        towns
            Names that may stand at the end of the address and are no part of the street.
        """
        if municipality not in self._covered:
            return None
        found = self.find(read(address, towns), municipality)
        if found.street is None:
            return None
        point = found.point or (None, None)
        return Place(
            query=address,
            municipality=municipality,
            precision="rooftop" if found.number and found.point else "street",
            provider=PROVIDER,
            matched=found.street.text,
            score=found.score,
            lat=point[0],
            lon=point[1],
            number=found.number,
        )

    def beginning(self, text: str, municipality: str, limit: int = _SHOWN) -> list[Place]:
        """Return places on the streets that an address may mean while it is being typed, best first.

        Parameters
        ----------
        municipality
            ISTAT code.
        """
        index, address = self._index(municipality), read(text)
        if index is None or address.likeliest is None or not address.likeliest.words:
            return []
        reading = address.likeliest
        meant = [candidate.street for candidate in index.candidates(address)]
        begun = index.beginning([word.text for word in reading.words])
        generic = reading.generics[:1]
        begun.sort(key=lambda one: bool(generic) and one.names[0].generic not in generic)
        streets = list({one.key: one for one in (*meant, *begun)}.values())[:limit]
        return [self._at(one, reading.number, text, municipality) for one in streets]

    def _at(self, one: Street, number: HouseNumber | None, text: str, municipality: str) -> Place:
        label, point = self._located(one.key, number, municipality)
        lat, lon = point or (None, None)
        precision: Precision = "rooftop" if label and point else "street"
        return Place(text, municipality, precision, PROVIDER, one.text, 1.0, lat, lon, label)

    def find(self, address: Address, municipality: str) -> Found:
        """Return the street and number an address means; equal streets are left to a person."""
        index = self._index(municipality)
        ranked = index.candidates(address) if index else []
        if not ranked:
            return Found(None)
        equal = self._narrowed([c for c in ranked if c.score >= ranked[0].score - TIE], address)
        if len(equal) > 1:
            return Found(None, equal[0].score, candidates=tuple(c.street for c in equal[:_SHOWN]))
        chosen = equal[0]
        number = None if address.without_number else chosen.reading.number
        if number is None and address.postcode and self._numbers(chosen.street.key, int(address.postcode)):
            number = HouseNumber(int(address.postcode))  # metric numbers have five digits too
        label, point = self._located(chosen.street.key, number, municipality)
        others = tuple(c.street for c in ranked if c.street is not chosen.street)[:_SHOWN]
        return Found(chosen.street, chosen.score, label, point, others)

    def _narrowed(self, equal: Sequence[Candidate], address: Address) -> Sequence[Candidate]:
        """Break a tie: the hamlet, the street that has the number, the very words; else it stays a tie."""
        said = " ".join(fold(locality) for locality in address.localities)
        tests: tuple[Callable[[Candidate], bool], ...] = (
            lambda c: bool(c.street.locality) and fold(c.street.locality) in said,
            lambda c: self._has_number(c, exactly=True),
            lambda c: self._has_number(c, exactly=False),
            lambda c: c.exact and bool(c.reading.generics),
        )
        for test in tests:
            if len(equal) > 1:
                equal = [c for c in equal if test(c)] or equal
        return equal

    def _has_number(self, candidate: Candidate, *, exactly: bool) -> bool:
        number = candidate.reading.number
        if number is None:
            return False
        known = self._numbers(candidate.street.key, number.number)
        return any(e in known for e in _exponents(number)) if exactly else bool(known)

    def _located(self, key: int, number: HouseNumber | None, municipality: str) -> tuple[str, Point | None]:
        """Return a number's label and point; an unknown number gets the street's point and no label."""
        if number is not None:
            exact, kin = self._number(key, number)
            if exact:
                label, point = exact
                if point is not None:
                    return label, point
            if kin is not None:
                return "", kin
        row = self._connection.execute("SELECT lat, lon FROM street WHERE key = ? AND istat = ?", (key, municipality))
        return "", _point(*row.fetchone())

    def _number(self, key: int, number: HouseNumber) -> tuple[tuple[str, Point | None] | None, Point | None]:
        """Return the registered number that was typed, and the point of one with the same digits."""
        known = self._numbers(key, number.number)
        for exponent in _exponents(number):
            if exponent in known:
                label = f"{number.number}/{exponent}" if exponent else str(number.number)
                return (label, known[exponent]), _first(known)
        if number.exponent == "O":  # `11O` is 110 as often as 11/O
            tens = self._numbers(key, number.number * 10)
            if "" in tens:
                return (str(number.number * 10), tens[""]), None
        return None, _first(known)

    def _numbers(self, key: int, number: int) -> Mapping[str, Point | None]:
        rows = self._connection.execute(
            "SELECT exponent, lat, lon FROM number WHERE street = ? AND number = ? ORDER BY exponent", (key, number)
        )
        return {exponent: _point(lat, lon) for exponent, lat, lon in rows}

    def _index(self, municipality: str) -> StreetIndex | None:
        if municipality not in self._covered:
            return None
        index = self._indexes.get(municipality)
        if index is None:
            rows = self._connection.execute(
                "SELECT key, names, locality FROM street WHERE istat = ? ORDER BY key", (municipality,)
            )
            index = StreetIndex(
                [street(key, names.split("\n"), locality) for key, names, locality in rows], self._meant
            )
            self._indexes[municipality] = index
            if len(self._indexes) > _KEPT_INDEXES:
                self._indexes.popitem(last=False)
        self._indexes.move_to_end(municipality)
        return index


def _exponents(number: HouseNumber) -> tuple[str, ...]:
    """Return the exponents a typed number may have in the register, likeliest first."""
    if number.exponent:
        return (number.exponent,)
    if number.second is None:
        return ("",)
    if number.second > number.number:  # `30/32`: a range, its first number; rarely an exponent
        return (str(number.second), "")
    return (str(number.second),)


def _first(known: Mapping[str, Point | None]) -> Point | None:
    return next((point for point in known.values() if point is not None), None)


def _point(lat: int | None, lon: int | None) -> Point | None:
    return None if lat is None or lon is None else (lat / DEGREE, lon / DEGREE)
