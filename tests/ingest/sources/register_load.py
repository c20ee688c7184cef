"""What the tests of registers share: a store of their own, a file written on the spot, a load."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from graph.store.changes import Changeset, PutNode
from graph.store.interface import GraphStore
from graph.store.opening import municipalities, open_store
from graph.store.records import Node
from ingest.loading import LoadResult, load
from ingest.sources.registry import source

NOW = datetime(2026, 3, 12, 10, tzinfo=UTC)
SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"


@dataclass
class Registers:
    """A new store in a folder of its own, and files to load into it; `whole` knows all Italy."""

    folder: Path
    whole: bool = False
    store: GraphStore = field(init=False)

    def __post_init__(self) -> None:
        self.store = open_store(f"sqlite:///{self.folder / 'registers.db'}", seed=None if self.whole else few)

    def csv(self, headings: Sequence[str], rows: Iterable[Mapping[str, str]], name: str = "register.csv") -> Path:
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headings, restval="")
            writer.writeheader()
            writer.writerows(rows)
        return path

    def load(self, name: str, *files: Path, rejects: Path | None = None) -> LoadResult:
        return load(self.store, source(name), files, author="Ada", now=NOW, rejects=rejects)

    def node(self, key: str) -> Node:
        node = self.store.view("staff").node(key)
        assert node is not None, key
        return node

    def by_hand(self, key: str, **properties: object) -> None:
        """Change a record as a person does in a form; `kind` changes what it is."""
        kind = str(properties.pop("kind", self.node(key).kind))
        self.store.apply(Changeset("Bea", "Corretto a mano", "form", [PutNode(key, kind, properties)]))  # type: ignore[arg-type]


@cache
def few() -> list[Node]:
    """Return the municipalities of four provinces: a store of all Italy takes a second to make."""
    return [node for node in municipalities() if node.text("province") in ("BG", "MI", "CO", "VA")]


def shared(*parts: str) -> Path:
    """Return a file of the real open data, or skip the test where it is not at hand."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"real open data not at hand: {'/'.join(parts)}")
    return path
