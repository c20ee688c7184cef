"""The file in which a register is kept: a small SQLite database, replaced whole, so that a reader never waits.

It is reference data that can be loaded again, so it lies beside the store and not in it:
no revisions, no backup. Looking up addresses is `ingest.places.register`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from statistics import median
from urllib.parse import unquote

from graph.store.opening import ROOT
from ingest.places.errors import DamagedRegister

PROVIDER = "anncsu"
DEGREE = 10_000_000
"""Coordinates are kept as whole numbers of this part of a degree (about 1 cm)."""

_FORMAT = 1
_FAR = 0.3  # degrees, about 25 km: a number so far from the others of its street is misplaced, if these lie together
_APART = 20  # times farther from the street's middle than its numbers commonly are
_ELSEWHERE = 1.5  # degrees, about 150 km: so far from the middle of its municipality nothing is in place
_NARROWER = 0.72  # a degree of longitude in Italy, in degrees of latitude
_BATCH = 20_000
Whole = tuple[int, int]
_SCHEMA = f"""
CREATE TABLE municipality (istat TEXT PRIMARY KEY, streets INTEGER, numbers INTEGER, located INTEGER) WITHOUT ROWID;
CREATE TABLE street (
  istat TEXT, key INTEGER, names TEXT, locality TEXT, lat INTEGER, lon INTEGER, PRIMARY KEY (istat, key)
) WITHOUT ROWID;
CREATE TABLE number (
  street INTEGER, number INTEGER, exponent TEXT, lat INTEGER, lon INTEGER, PRIMARY KEY (street, number, exponent)
) WITHOUT ROWID;
PRAGMA user_version = {_FORMAT};
"""


@dataclass(frozen=True, slots=True)
class Access:
    """One line of a register: a house number of a street, or a street alone.

    Attributes
    ----------
    street
        The register's number of the street, unique in the country.
    names
        Wordings, the official one first.
    number
        None when the line names the street only.
    lat, lon
        WGS84 degrees, None without a point.
    """

    municipality: str
    street: int
    names: tuple[str, ...]
    locality: str = ""
    number: int | None = None
    exponent: str = ""
    lat: float | None = None
    lon: float | None = None

    def in_municipality(self, istat: str) -> Access:
        """Return the line under another code: the municipality's today."""
        return self if istat == self.municipality else replace(self, municipality=istat)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a register has of one municipality: streets, house numbers, numbers with a point."""

    municipality: str
    streets: int
    numbers: int
    located: int


def beside(store: str) -> Path:
    """Return where the register of a store lies: `data/intreccio.db` has `data/intreccio.anncsu.db`."""
    return place_file(store, PROVIDER)


def place_file(store: str, what: str) -> Path:
    """Return the path of a file of places that belongs to a store, from the store's URL as the store reads it."""
    scheme, _, rest = store.partition("://")
    if scheme == "sqlite":
        file = ROOT / unquote(rest[1:] or "data/intreccio.db")
        return file.with_name(f"{file.stem}.{what}.db")
    host = "".join(c if c.isalnum() else "-" for c in rest.rpartition("@")[2].partition("?")[0].strip("/"))
    return ROOT / "data" / f"neo4j-{host}.{what}.db"


def open_register(file: Path) -> sqlite3.Connection:
    """Open a register's file for reading.

    Raises
    ------
    DamagedRegister
        It is no register, or of another format.
    """
    try:
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("SELECT 1 FROM municipality LIMIT 1")
    except sqlite3.Error as error:
        raise DamagedRegister(str(file), str(error)) from error
    if found != _FORMAT:
        connection.close()
        raise DamagedRegister(str(file), f"formato {found}")
    return connection


def in_memory(accesses: Iterable[Access]) -> sqlite3.Connection:
    """Return a register that lives as long as this process."""
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    connection.executescript(_SCHEMA)
    filling = Filling(connection)
    for access in accesses:
        filling.add(access)
    filling.finish()
    return connection


@contextmanager
def replacing(file: Path) -> Iterator[sqlite3.Connection]:
    """Give a new register holding what the file holds; on a good end it takes the file's place, at once.

    Writers are serial; whoever reads the old file goes on reading it. A process killed in between leaves the
    old file. Raise `Unwanted` inside to leave the old file on purpose.
    """
    from filelock import FileLock  # only who writes needs it

    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}-part")
    with FileLock(f"{file}.lock"):
        part.unlink(missing_ok=True)
        try:
            with closing(sqlite3.connect(part, isolation_level=None)) as connection:
                connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
                if file.exists():
                    _copy(connection, file)
                yield connection
            with part.open("rb") as written:
                os.fsync(written.fileno())
            part.replace(file)
        except Unwanted:
            pass
        finally:
            part.unlink(missing_ok=True)


class Unwanted(Exception):
    """The new register is not to be kept: it was only tried."""


def _copy(connection: sqlite3.Connection, file: Path) -> None:
    open_register(file).close()  # refuses what is no register
    connection.execute("ATTACH ? AS old", (str(file),))
    connection.execute("BEGIN")
    for table in ("municipality", "street", "number"):
        connection.execute(f"INSERT INTO {table} SELECT * FROM old.{table}")  # noqa: S608 - our own table names
    connection.execute("COMMIT")
    connection.execute("DETACH old")


class Filling:
    """Writes a register's lines, in any order; a municipality that was there before is replaced whole."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._streets: dict[tuple[str, int], tuple[tuple[str, ...], str]] = {}
        self._fresh: set[str] = set()
        self._waiting: list[tuple[int, int, str, int | None, int | None]] = []
        connection.execute("BEGIN")

    def add(self, access: Access) -> None:
        """Take one line."""
        if access.municipality not in self._fresh:
            self._fresh.add(access.municipality)
            forget(self._connection, access.municipality)
        self._streets.setdefault((access.municipality, access.street), (access.names, access.locality))
        if access.number is not None:
            point = _whole(access.lat), _whole(access.lon)
            self._waiting.append((access.street, access.number, access.exponent, *point))
            if len(self._waiting) >= _BATCH:
                self._write_numbers()

    def leave_out(self, municipality: str) -> None:
        """Take back the lines of a municipality."""
        self._write_numbers()
        keys = [key for key in self._streets if key[0] == municipality]
        self._connection.executemany("DELETE FROM number WHERE street = ?", ((street,) for _, street in keys))
        for key in keys:
            del self._streets[key]
        self._fresh.discard(municipality)

    def finish(self) -> list[Coverage]:
        """Write what waits; return what is there now of each municipality that was written, by code."""
        self._write_numbers()
        self._connection.executemany(
            "INSERT INTO street VALUES (?, ?, ?, ?, NULL, NULL)",
            (
                (istat, key, "\n".join(names), locality)
                for (istat, key), (names, locality) in sorted(self._streets.items())
            ),
        )
        covered = [_settle(self._connection, istat) for istat in sorted(self._fresh)]
        self._connection.execute("COMMIT")
        return covered

    def _write_numbers(self) -> None:
        """Write numbers; of one that is registered twice, the first point is kept."""
        self._connection.executemany(
            "INSERT INTO number VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
            "lat = coalesce(number.lat, excluded.lat), lon = coalesce(number.lon, excluded.lon)",
            self._waiting,
        )
        self._waiting.clear()


def forget(connection: sqlite3.Connection, municipality: str) -> None:
    """Remove a municipality from an open register."""
    connection.execute("DELETE FROM number WHERE street IN (SELECT key FROM street WHERE istat = ?)", (municipality,))
    connection.execute("DELETE FROM street WHERE istat = ?", (municipality,))
    connection.execute("DELETE FROM municipality WHERE istat = ?", (municipality,))


def _whole(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * DEGREE)


def _settle(connection: sqlite3.Connection, istat: str) -> Coverage:
    """Drop misplaced points, give every street its middle point, count."""
    rows = connection.execute(
        "SELECT n.street, n.lat, n.lon FROM street s JOIN number n ON n.street = s.key "
        "WHERE s.istat = ? AND n.lat IS NOT NULL ORDER BY n.street",
        (istat,),
    ).fetchall()
    town = _median([(lat, lon) for _, lat, lon in rows])
    for key, group in groupby(rows, key=itemgetter(0)):
        points = [(lat, lon) for _, lat, lon in group]
        kept = _in_place(points, town)
        if len(kept) < len(points):
            wrong = set(points) - set(kept)
            connection.executemany(
                "UPDATE number SET lat = NULL, lon = NULL WHERE street = ? AND lat = ? AND lon = ?",
                ((key, lat, lon) for lat, lon in sorted(wrong)),
            )
        if kept:
            connection.execute(
                "UPDATE street SET lat = ?, lon = ? WHERE istat = ? AND key = ?", (*_middle(kept), istat, key)
            )
    streets = connection.execute("SELECT count(*) FROM street WHERE istat = ?", (istat,)).fetchone()[0]
    numbers, located = connection.execute(
        "SELECT count(*), count(n.lat) FROM street s JOIN number n ON n.street = s.key WHERE s.istat = ?", (istat,)
    ).fetchone()
    connection.execute("INSERT INTO municipality VALUES (?, ?, ?, ?)", (istat, streets, numbers, located))
    return Coverage(istat, streets, numbers, located)


def _median(points: list[Whole]) -> tuple[float, float]:
    return (median(p[0] for p in points), median(p[1] for p in points)) if points else (0.0, 0.0)


def _away(point: Whole, middle: tuple[float, float]) -> float:
    return max(abs(point[0] - middle[0]), abs(point[1] - middle[1]) * _NARROWER)


def _in_place(points: list[Whole], town: tuple[float, float]) -> list[Whole]:
    """Leave out points that are nowhere near the others."""
    near = [p for p in points if _away(p, town) <= _ELSEWHERE * DEGREE]
    if not near:
        return []
    middle = _median(near)
    usual = median(_away(p, middle) for p in near)
    return [p for p in near if _away(p, middle) <= max(_FAR * DEGREE, _APART * usual)]


def _middle(points: list[Whole]) -> Whole:
    """Return the point of the street that lies nearest the median of all its points: one that is really there."""
    middle = _median(points)
    return min(points, key=lambda p: ((p[0] - middle[0]) ** 2 + ((p[1] - middle[1]) * _NARROWER) ** 2, p))
