import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from graph.store.records import Node
from graph.territory.base import seed
from graph.territory.gazetteer import Gazetteer

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"


def shared(*parts: str) -> Path:
    """Return a file of the real open data, or skip the test where it is not at hand."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"real open data not at hand: {'/'.join(parts)}")
    return path


def table(path: Path, separator: str = ",") -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines, delimiter=separator)


@pytest.fixture(scope="session")
def nodes() -> list[Node]:
    return seed()


@pytest.fixture(scope="session")
def italy(nodes: list[Node]) -> Gazetteer:
    return Gazetteer.from_nodes(nodes)
