"""Opening a store from its URL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from graph.store.backend import Backend, Indexed
from graph.store.core import Store
from graph.store.desk import indexed
from graph.store.errors import BadAddress, OwnFile
from graph.store.interface import Seed
from graph.store.records import Node

_SERVERS = frozenset({scheme + safety for scheme in ("neo4j", "bolt") for safety in ("", "+s", "+ssc")})
ROOT = Path(__file__).resolve().parents[2]


def open_store(url: str, *, seed: Seed | None = None, now: Callable[[], datetime] | None = None) -> Store:
    """Open a store; close it, or use it in a `with`.

    Parameters
    ----------
    url
        `sqlite:///data/intreccio.db` (from the project's root), `sqlite:////absolute/path.db`, `neo4j://…`,
        `neo4j+s://…`, `bolt://…`. A SQLite file that does not exist is an empty store; the first write makes it.
    seed
        Reference nodes that a new store starts with; the municipalities of Italy unless given.
    now
        The clock, in UTC.

    Raises
    ------
    BadAddress, StoreUnavailable, NewerSchema
    """
    nodes = seed or municipalities
    return Store(_backend(url, lambda: [indexed(node) for node in nodes()]), now or _utc)


def _backend(url: str, seed: Callable[[], list[Indexed]]) -> Backend:
    scheme, separator, rest = url.partition("://")
    if separator and scheme == "sqlite":
        from graph.store.sqlite import SqliteBackend  # one backend is used, the other is not paid for

        return SqliteBackend(url, _path(url, rest), seed)
    if separator and scheme in _SERVERS:
        from graph.store.neo4j import Neo4jBackend  # and the driver behind it, 1.2 s

        return Neo4jBackend(url, seed)
    raise BadAddress(url.rpartition("@")[2], "indirizzo sconosciuto: usare sqlite:///… oppure neo4j://…")


def refuse_own(url: str, file: Path) -> None:
    """Refuse a file to write into that is a store's own: its database, journal or lock.

    Raises
    ------
    OwnFile
    """
    scheme, _, rest = url.partition("://")
    if scheme != "sqlite":
        return
    path = _path(url, rest)
    for own in (path.with_name(path.name + ending) for ending in ("", "-wal", "-shm", "-journal", ".lock")):
        if _one_file(own, file):
            raise OwnFile(str(file))


def _one_file(left: Path, right: Path) -> bool:
    """Tell whether two paths lead to one file, by links or not, there or not."""
    if left.resolve() == right.resolve():
        return True
    return left.exists() and right.exists() and left.samefile(right)


def _path(url: str, rest: str) -> Path:
    if not rest.startswith("/") or rest in ("/", "//"):
        raise BadAddress(url, "indirizzo incompleto: usare sqlite:///percorso oppure sqlite:////percorso/assoluto")
    return ROOT / unquote(rest[1:])


def municipalities() -> list[Node]:
    """Return the municipalities of Italy as reference nodes."""
    from graph.territory.base import seed  # reads a file: only a new store pays for it

    return list(seed())


def _utc() -> datetime:
    return datetime.now(UTC)
