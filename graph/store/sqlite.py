"""The SQLite backend: one file, readers beside one writer, nothing to set up."""

from __future__ import annotations

import contextlib
import sqlite3
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from graph.store import sqlite_schema
from graph.store.backend import SCHEMA, Indexed, Part, Reader, Writer
from graph.store.errors import NewerSchema, ReadOnlyStore, StoreBusy, StoreUnavailable
from graph.store.sqlite_tables import Tables

T = TypeVar("T")
PATIENCE = 120.0  # seconds a writer waits for another one
_BUSY = 30.0


class SqliteBackend:
    """One SQLite file. A file that does not exist reads as an empty store; the first write creates it.

    Parameters
    ----------
    url
        As given, for messages.
    path
        The file.
    seed
        Called once, when a store is begun.
    """

    repeats = False

    def __init__(self, url: str, path: Path, seed: Callable[[], list[Indexed]], patience: float = PATIENCE) -> None:
        self._url, self._path, self._seed, self._patience = url, path, seed, patience
        self._idle: list[sqlite3.Connection] = []
        self._guard = threading.RLock()
        self._unborn: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._closed = False
        _probe(url)
        if self._exists():
            self._check_version()

    @property
    def url(self) -> str:
        """Return the address it was opened by."""
        return self._url

    def schema(self) -> int:
        """Return the schema version of what is stored."""
        return SCHEMA

    @contextlib.contextmanager
    def read(self) -> Iterator[Reader]:
        """Open one consistent state to read; it never outlives the block."""
        if not self._exists():
            with self._guard:
                yield Tables(self._empty())
            return
        connection = self._take()
        try:
            with self._said():
                connection.execute("BEGIN")
                if not sqlite_schema.version(connection):  # begun by someone, first write not committed yet
                    with self._guard:
                        yield Tables(self._empty())
                else:
                    yield Tables(connection)
        finally:
            _end(connection)
            self._give_back(connection)

    def still(self) -> AbstractContextManager[Reader]:
        """Open one consistent state to read: every reading here is one."""
        return self.read()

    def write(self, work: Callable[[Writer], T], *, trial: bool = False) -> T:
        """Run work in the only write transaction; roll back on any error, and on a trial."""
        if trial and not self._exists():
            return self._try_on_nothing(work)
        with self._writing() as connection, self._taken_back_if_new():
            connection.execute("BEGIN IMMEDIATE")
            try:
                if not sqlite_schema.version(connection):
                    sqlite_schema.migrate(connection, SCHEMA)
                    Tables(connection).put_nodes(self._seed())
                result = work(Tables(connection))
                connection.execute("ROLLBACK" if trial else "COMMIT")
            finally:
                _end(connection)
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
            return result

    def fill(self, prepare: Callable[[Writer], None], parts: Callable[[], Iterator[Part]]) -> None:
        """Put parts in the place of everything, in one transaction."""

        def work(writer: Writer) -> None:
            prepare(writer)
            writer.wipe()
            for part in parts():
                part(writer)

        self.write(work)

    @contextlib.contextmanager
    def _taken_back_if_new(self) -> Iterator[None]:
        """Where a store was begun and its first write fails, leave no file behind."""
        try:
            yield
        except BaseException:
            with contextlib.closing(_open(f"{self._path.absolute().as_uri()}?mode=ro")) as connection:
                new = sqlite_schema.version(connection) == 0
            if new:
                for ending in ("", "-wal", "-shm"):
                    self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
            raise

    def compact(self) -> None:
        """Rewrite the file without what was removed, and empty the journal."""
        if not self._exists():
            return
        with self._writing() as connection:
            connection.execute("INSERT INTO search(search) VALUES ('optimize')")
            connection.execute("VACUUM")
            end = time.monotonic() + _BUSY
            while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                if time.monotonic() > end:
                    raise StoreBusy(self._url)
                time.sleep(0.05)

    def damage(self) -> list[str]:
        """Return what SQLite finds wrong with the file."""
        if not self._exists():
            return []
        connection = self._take()
        try:
            with self._said():
                found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
        finally:
            self._give_back(connection)
        return [] if found == ["ok"] else [f"Il file è danneggiato: {text}." for text in found]

    def close(self) -> None:
        """Close every connection. They only read: no journal is brought home, so no lock is needed."""
        with self._guard:
            self._closed = True
            self._drop_idle()
            if self._unborn is not None:
                self._unborn.close()
                self._unborn = None

    def _drop_idle(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _exists(self) -> bool:
        """Tell whether the file is there; forget connections to another one that was there before."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StoreUnavailable(self._url, error.strerror or str(error)) from error
        with self._guard:
            if self._file != (found.st_dev, found.st_ino):
                self._drop_idle()
                self._file = (found.st_dev, found.st_ino)
        return found.st_size > 0

    def _read_only(self) -> bool:
        """Tell whether nobody may write the file, or the folder it needs for its journal."""
        path = self._path if self._path.exists() else None
        folder = next((p for p in self._path.absolute().parents if p.exists()), Path("/"))
        return any(not p.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) for p in (path, folder) if p)

    def _check_version(self) -> None:
        connection = self._take()
        try:
            with self._said():
                found = sqlite_schema.version(connection)
        finally:
            self._give_back(connection)
        if found is None:
            raise StoreUnavailable(self._url, "il file è un database di un altro programma")
        if found > SCHEMA:
            raise NewerSchema(found, SCHEMA)
        if 0 < found < SCHEMA:
            self._migrate()

    def _migrate(self) -> None:
        with self._writing() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                sqlite_schema.migrate(connection, SCHEMA)
                connection.execute("COMMIT")
            finally:
                _end(connection)

    def _take(self) -> sqlite3.Connection:
        with self._guard:
            if self._closed:
                raise StoreUnavailable(self._url, "è stato chiuso")
            if self._idle:
                return self._idle.pop()
        return self._connect_read_only()

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._guard:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Open the one connection that writes, alone from its opening to its closing."""
        if self._closed:
            raise StoreUnavailable(self._url, "è stato chiuso")
        if self._read_only():
            raise ReadOnlyStore(self._url)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except PermissionError as error:
            raise ReadOnlyStore(self._url) from error
        with self._alone(), self._said():
            connection = _open(f"{self._path.absolute().as_uri()}?mode=rwc")
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA secure_delete = ON")
                yield connection
            finally:
                connection.close()

    def _connect_read_only(self) -> sqlite3.Connection:
        uri = self._path.absolute().as_uri()
        with self._said():
            connection = _open(f"{uri}?mode=ro")
            try:
                connection.execute("SELECT count(*) FROM sqlite_master")
            except sqlite3.OperationalError as error:
                connection.close()
                name = getattr(error, "sqlite_errorname", "")
                if not name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
                    raise
                # no journal can be made beside it: nobody writes, so read as it is
                connection = _open(f"{uri}?immutable=1")
            return connection

    def _empty(self) -> sqlite3.Connection:
        with self._guard:
            if self._closed:
                raise StoreUnavailable(self._url, "è stato chiuso")
            if self._unborn is None:
                self._unborn = _open(":memory:")
                sqlite_schema.migrate(self._unborn, SCHEMA)
                Tables(self._unborn).put_nodes(self._seed())
            return self._unborn

    def _try_on_nothing(self, work: Callable[[Writer], T]) -> T:
        with self._guard:
            connection = self._empty()
            connection.execute("BEGIN")
            try:
                return work(Tables(connection))
            finally:
                _end(connection)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the file lock: versions 3.7.0 to 3.51.2 can damage a WAL when two commit and checkpoint at once."""
        lock = FileLock(f"{self._path}.lock", timeout=self._patience, thread_local=False)
        try:
            with lock:
                yield
        except Timeout as error:
            raise StoreBusy(self._url) from error
        except PermissionError as error:
            raise ReadOnlyStore(self._url) from error

    @contextlib.contextmanager
    def _said(self) -> Iterator[None]:
        """Turn SQLite's errors into ours."""
        try:
            yield
        except sqlite3.OperationalError as error:
            name = getattr(error, "sqlite_errorname", "")
            if name.startswith("SQLITE_READONLY"):
                raise ReadOnlyStore(self._url) from error
            if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise StoreBusy(self._url) from error
            raise StoreUnavailable(self._url, _cause(error)) from error
        except sqlite3.DatabaseError as error:
            raise StoreUnavailable(self._url, _cause(error)) from error


@contextlib.contextmanager
def in_memory() -> Iterator[Writer]:
    """Yield an empty store that lives as long as the block, to try things on."""
    with contextlib.closing(_open(":memory:")) as connection:
        sqlite_schema.migrate(connection, SCHEMA)
        yield Tables(connection)


def _cause(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    said = {
        "SQLITE_NOTADB": "il file non è un archivio di Intreccio",
        "SQLITE_CORRUPT": "il file è danneggiato: ripristinare una copia di sicurezza",
        "SQLITE_FULL": "il disco è pieno",
        "SQLITE_CANTOPEN": "il file non si può aprire",
        "SQLITE_IOERR": "errore di lettura o scrittura del disco",
    }
    return next((text for start, text in said.items() if name.startswith(start)), str(error))


def _open(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address, uri=address.startswith("file:"), timeout=_BUSY, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _end(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


def _probe(url: str) -> None:
    """Refuse early, and clearly, an SQLite without full-text search."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
        except sqlite3.DatabaseError as error:
            raise StoreUnavailable(
                url, f"la libreria SQLite {sqlite3.sqlite_version} è senza ricerca nel testo (FTS5): aggiornare Python"
            ) from error
