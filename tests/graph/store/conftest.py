"""Stores in a file, with two municipalities."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store.core import Store
from graph.store.opening import open_store
from tests.contract.conftest import Clock, towns


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where the store is, or will be."""
    return tmp_path / "store.db"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    """Yield an empty store in a file."""
    with open_store(f"sqlite:///{file}", seed=towns, now=Clock()) as opened:
        yield opened
