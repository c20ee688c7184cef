"""The Neo4j backend: the same graph on a server, for many users and for people who know Cypher."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote, urlsplit, urlunsplit

from graph.store import neo4j_schema
from graph.store.backend import SCHEMA, Indexed, Part, Reader, Writer
from graph.store.errors import NewerSchema, ReadOnlyStore, StoreBusy, StoreError, StoreUnavailable
from graph.store.neo4j_records import Records

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session, Transaction

T = TypeVar("T")
_CONNECT = 10.0  # seconds
_RETRY = 30.0  # seconds in which a transaction is tried again
_WIPED = 10_000  # nodes removed in one transaction
UNFINISHED = "una copia o un ripristino qui non è finito: ripeterlo"
TOO_LARGE = (
    "la memoria del server non basta per una scrittura così grande "
    "(server.memory.heap.max_size, dbms.memory.transaction.total.max)"
)


class _Trial(Exception):
    """Carries the result of a write that is to be rolled back."""

    def __init__(self, result: object) -> None:
        super().__init__("rolled back as asked")
        self.result = result


class Neo4jBackend:
    """One database of a Neo4j server (Community, Enterprise or Aura), Neo4j 5 or later.

    Parameters
    ----------
    url
        `neo4j://…`, `neo4j+s://…`, `bolt://…`. Credentials in it are used but never shown.
    seed
        Called once, when a store is begun.
    environment
        Where `NEO4J_USERNAME`, `NEO4J_PASSWORD` and `NEO4J_DATABASE` are read.
    """

    repeats = True

    def __init__(
        self, url: str, seed: Callable[[], list[Indexed]], environment: Mapping[str, str] | None = None
    ) -> None:
        import neo4j  # 1.2 s: paid for only where a server is used

        logging.getLogger("neo4j").addHandler(logging.NullHandler())  # its retries are no news for standard error
        given = os.environ if environment is None else environment
        parts = urlsplit(url)
        self._url = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, ""))
        user = unquote(parts.username or "") or given.get("NEO4J_USERNAME", "")
        password = unquote(parts.password or "") or given.get("NEO4J_PASSWORD", "")
        self._database = given.get("NEO4J_DATABASE") or parts.path.strip("/") or None
        address = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], "", parts.query, ""))
        self._seed = seed
        try:
            self._driver: Driver = neo4j.GraphDatabase.driver(
                address,
                auth=(user, password) if user else None,
                connection_timeout=_CONNECT,
                connection_acquisition_timeout=2 * _CONNECT,
                max_transaction_retry_time=_RETRY,
                notifications_min_severity="OFF",
                user_agent="Intreccio",
            )
        except (neo4j.exceptions.ConfigurationError, ValueError) as error:
            raise StoreUnavailable(self._url, "indirizzo non valido") from error
        try:
            with self._said():
                self._begin()
        except BaseException:
            self._driver.close()
            raise

    @property
    def url(self) -> str:
        """Return the address, without credentials."""
        return self._url

    def schema(self) -> int:
        """Return the schema version of what is stored."""
        return SCHEMA

    @contextlib.contextmanager
    def read(self) -> Iterator[Reader]:
        """Open one transaction to read."""
        with self._said(), self._session("READ") as session, session.begin_transaction() as transaction:
            yield self._whole(transaction)

    @contextlib.contextmanager
    def still(self) -> Iterator[Reader]:
        """Open one transaction to read that keeps writers waiting: the server shows what others commit meanwhile."""
        with self._said(), self._session() as session, session.begin_transaction() as transaction:
            Records(transaction).take_lock()
            yield self._whole(transaction)
            transaction.rollback()

    def _whole(self, transaction: Transaction) -> Records:
        records = Records(transaction)
        if records.filling() is not None:
            raise StoreUnavailable(self._url, UNFINISHED)
        return records

    def write(self, work: Callable[[Writer], T], *, trial: bool = False) -> T:
        """Run work in the only write transaction: whoever comes second waits at the lock node."""

        def tried(records: Records) -> T:
            result = work(records)
            if trial:
                raise _Trial(result)
            return result

        try:
            return self._alone(tried)
        except _Trial as undone:
            return undone.result  # type: ignore[return-value]  # what `work` returned

    def _alone(self, work: Callable[[Records], T], token: str | None = None, *, takes_over: bool = False) -> T:
        """Run work in a transaction that holds the lock; `token` is that of who is filling the store, if anyone is."""

        def unit(transaction: ManagedTransaction) -> T:
            records = Records(transaction)
            records.take_lock()
            if not takes_over and records.filling() != token:
                raise StoreUnavailable(self._url, UNFINISHED)
            return work(records)

        with self._said(), self._session() as session:
            return session.execute_write(unit)

    def fill(self, prepare: Callable[[Writer], None], parts: Callable[[], Iterator[Part]]) -> None:
        """Put parts in the place of everything, one transaction a part: a server's memory bounds each.

        While a store is being filled, nobody else can use it. If it breaks off, a store that was empty is empty
        again; one that was not says that it has to be filled again.
        """
        token = secrets.token_hex(8)

        def begin(records: Records) -> bool:
            unfinished = records.filling() is not None
            if not unfinished:
                prepare(records)
            empty = unfinished or records.revision() == 0
            records.set_filling(token)
            return empty

        was_empty = self._alone(begin, takes_over=True)
        try:
            self._empty(token)
            for part in parts():
                self._alone(part, token)
            self._alone(lambda records: records.set_filling(None), token)
        except BaseException:
            if was_empty:
                with contextlib.suppress(StoreError):  # what cannot be tidied now says that it is unfinished
                    self._empty(token)
                    self._alone(lambda records: _begin_again(records, self._seed()), token)
            raise

    def _empty(self, token: str) -> None:
        while self._alone(lambda records: records.wipe_some(_WIPED), token):
            pass

    def compact(self) -> None:
        """Ask the server to write everything down, so that it can drop old transaction logs."""
        from neo4j.exceptions import ClientError

        with self._said(), self._session() as session, contextlib.suppress(ClientError):
            session.run("CALL db.checkpoint()").consume()

    def damage(self) -> list[str]:
        """Return records whose `LOCATED_IN` does not lead to their municipality."""
        with self._said(), self._session() as session:
            return [
                f"La scheda {row['key']} non è disegnata nel suo comune (LOCATED_IN)."
                for row in session.run(neo4j_schema.MISPLACED)
            ]

    def close(self) -> None:
        """Close every connection."""
        self._driver.close()

    def _session(self, access: str = "WRITE") -> Session:
        return self._driver.session(
            database=self._database,
            default_access_mode=access,
            bookmark_manager=self._driver.execute_query_bookmark_manager,
            fetch_size=2_000,
        )

    def _begin(self) -> None:
        """Check the schema version; begin a new store, or bring an older one up to date."""
        with self._session() as session:
            found = session.run("MATCH (l:WriteLock {id: 0}) RETURN l.schema AS schema").single()
            version = int(found["schema"]) if found else 0
            if version > SCHEMA:
                raise NewerSchema(version, SCHEMA)
            if version == SCHEMA:
                return
            for step in range(version + 1, SCHEMA + 1):
                for statement in neo4j_schema.STEPS[step]:
                    _declare(session, statement)
            session.run("CALL db.awaitIndexes(120)").consume()
            session.execute_write(self._sow)

    def _sow(self, transaction: ManagedTransaction) -> None:
        """Make the lock node, and with it the seed; of two who begin a store at once, one finds it begun."""
        records = Records(transaction)
        if records.begin(SCHEMA):
            records.put_nodes(self._seed())

    @contextlib.contextmanager
    def _said(self) -> Iterator[None]:
        """Turn the driver's errors into ours."""
        from neo4j import exceptions as e

        try:
            yield
        except (e.AuthError, e.TokenExpired) as error:
            raise StoreUnavailable(self._url, "nome utente o password non accettati (NEO4J_USERNAME)") from error
        except e.Forbidden as error:
            raise ReadOnlyStore(self._url) from error
        except e.TransientError as error:
            if "OutOfMemory" in str(error.code):
                raise StoreUnavailable(self._url, TOO_LARGE) from error
            raise StoreBusy(self._url) from error
        except e.Neo4jError as error:
            raise StoreUnavailable(self._url, f"il server risponde {error.code}") from error
        except e.DriverError as error:
            raise StoreUnavailable(self._url, "il server non risponde") from error


def _declare(session: Session, statement: str) -> None:
    """Run one schema statement; another process may be at the same one."""
    from neo4j.exceptions import ClientError

    def unit(transaction: ManagedTransaction) -> None:
        transaction.run(statement).consume()

    try:
        session.execute_write(unit)
    except ClientError as error:
        if not str(error.code).endswith("AlreadyExists"):
            raise


def _begin_again(records: Records, seed: list[Indexed]) -> None:
    records.put_nodes(seed)
    records.set_filling(None)
