from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ingest.desk import Desk, Line


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def line(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(desk, capsys)
