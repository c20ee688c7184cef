"""What online services have answered, kept on disk beside the store, so that nobody is asked twice.

Local answers are not kept: looking them up again is quicker, and a register loaded later must count.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

from ingest.places.place import Place
from ingest.places.writing import same

DAY = 86_400.0
_FORMAT = 1
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS answer (
  municipality TEXT, query TEXT, provider TEXT, at REAL, place TEXT, PRIMARY KEY (municipality, query, provider)
) WITHOUT ROWID;
PRAGMA user_version = {_FORMAT};
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer kept: a place, or the fact that the service knew none."""

    place: Place | None


class Cache:
    """A file of answers.

    A damaged file, or one in another format, is begun anew; one that cannot be written is read; where there
    can be no file, answers last as long as the process.

    Parameters
    ----------
    now
        Seconds since 1970.
    lasts, lasts_unknown
        Seconds after which an answer, or the lack of one, is asked again.
    """

    def __init__(
        self, file: Path, now: Callable[[], float], *, lasts: float = 180 * DAY, lasts_unknown: float = 30 * DAY
    ) -> None:
        self._now, self._lasts, self._lasts_unknown = now, lasts, lasts_unknown
        self._lock = threading.Lock()
        self._connection = _open(file)

    def get(self, municipality: str, query: str, provider: str = "") -> Kept | None:
        """Return what was answered not too long ago: a place by whomever, or that `provider` has none."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT at, place FROM answer WHERE municipality = ? AND query = ? "
                "AND (provider = ? OR place NOT NULL) ORDER BY place IS NULL, provider <> ?, at DESC",
                (municipality, same(query), provider, provider),
            ).fetchall()
        now = self._now()
        for at, place in rows:
            if 0 <= now - at <= (self._lasts if place else self._lasts_unknown):
                return Kept(Place(**{**json.loads(place), "query": query}) if place else None)
        return None

    def put(self, municipality: str, query: str, provider: str, place: Place | None) -> None:
        """Keep an answer; losing one for want of space or rights is no failure."""
        text = json.dumps(asdict(place), ensure_ascii=False) if place else None
        with self._lock, suppress(sqlite3.OperationalError):
            self._connection.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)",
                (municipality, same(query), provider, self._now(), text),
            )

    def forget(self, municipalities: Iterable[str]) -> None:
        """Drop the answers about municipalities: a register of their streets has been loaded."""
        with self._lock, suppress(sqlite3.OperationalError):
            self._connection.executemany("DELETE FROM answer WHERE municipality = ?", ((m,) for m in municipalities))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _open(file: Path) -> sqlite3.Connection:
    for _ in range(2):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            return _begun(str(file))
        except (sqlite3.DatabaseError, OSError):
            with suppress(OSError):
                file.unlink(missing_ok=True)
    return _begun(":memory:")


def _begun(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=5.0, isolation_level=None, check_same_thread=False)
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] not in (0, _FORMAT):
            raise sqlite3.DatabaseError("another format")
        with suppress(sqlite3.OperationalError):  # a file that cannot be written can still be read
            connection.executescript(_SCHEMA)
        connection.execute("SELECT 1 FROM answer LIMIT 1")
    except BaseException:
        connection.close()
        raise
    return connection
