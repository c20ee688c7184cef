from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ingest.sources.register_load import Registers


@pytest.fixture
def registers(tmp_path: Path) -> Iterator[Registers]:
    made = Registers(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def italy(tmp_path: Path) -> Iterator[Registers]:
    made = Registers(tmp_path, whole=True)
    yield made
    made.store.close()
