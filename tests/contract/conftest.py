"""One suite for every backend: each test here runs on SQLite and on a real Neo4j."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graph.store.core import Store
from graph.store.opening import open_store
from graph.store.records import Node

BACKENDS = ("sqlite", "neo4j")
Open = Callable[..., Store]


def towns() -> list[Node]:
    """Return two municipalities, as the seed of a new store."""
    return [
        Node("municipality:016024", "municipality", {"name": "Bergamo", "istat": "016024", "province": "BG"}),
        Node("municipality:015146", "municipality", {"name": "Milano", "istat": "015146", "province": "MI"}),
    ]


class Clock:
    """Time that goes on by a second whenever someone looks."""

    def __init__(self) -> None:
        self._now = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


@pytest.fixture(params=BACKENDS)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty store."""
    if request.param == "neo4j":
        return str(request.getfixturevalue("neo4j_url"))
    return f"sqlite:///{tmp_path}/store.db"


@pytest.fixture
def reopen() -> Iterator[Open]:
    """Return what opens a store, closed when the test ends."""
    with ExitStack() as stack:
        yield lambda url: stack.enter_context(open_store(url, seed=towns, now=Clock()))


@pytest.fixture
def store(store_url: str, reopen: Open) -> Store:
    """Return an empty store, but for two municipalities."""
    return reopen(store_url)
