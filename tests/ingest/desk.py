"""What the tests of loading share: a store of their own, files written on the spot, the command line."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.commandline import main
from graph.store.interface import GraphStore
from graph.store.opening import open_store
from graph.store.records import Node, Tie
from ingest.__main__ import COMMANDS
from ingest.given import Given
from ingest.loading import LoadResult, load
from ingest.sources.registry import source
from tests.ingest.sources.register_load import few

NOW = datetime(2026, 3, 12, 10, tzinfo=UTC)
Rows = Sequence[Sequence[str]]


@dataclass
class Desk:
    """A new store in a folder of its own, and files to load into it."""

    folder: Path
    store: GraphStore = field(init=False)

    def __post_init__(self) -> None:
        self.store = open_store(self.url, seed=few)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'desk.db'}"

    def begin(self) -> None:
        """Make the store now, with its few municipalities: the command line would make one of all Italy."""
        self.store.decide("nobody", "nothing", False, "Ada")

    def file(self, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def sheet(self, name: str, *rows: Sequence[str], separator: str = ",", encoding: str = "utf-8") -> Path:
        """Write CSV, or XLSX where the name says so."""
        path = self.folder / name
        if path.suffix == ".xlsx":
            from openpyxl import Workbook

            book = Workbook()
            for row in rows:
                book.active.append(list(row))
            book.save(path)
            return path
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=separator).writerows(rows)
        return path

    def load(
        self,
        name: str,
        *files: Path,
        dry_run: bool = False,
        rejects: Path | None = None,
        mapping: Given | None = None,
        **options: object,
    ) -> LoadResult:
        return load(
            self.store,
            source(name),
            files,
            author="Ada",
            now=NOW,
            dry_run=dry_run,
            rejects=rejects,
            mapping=mapping,
            **options,  # type: ignore[arg-type]
        )

    def nodes(self, *kinds: str) -> list[Node]:
        return self.store.view("staff").nodes(kinds)

    def ties(self, *types: str) -> list[Tie]:
        return self.store.view("staff").ties(types)

    def named(self, name: str) -> Node:
        found = [node for node in self.store.view("staff").nodes() if node.name == name]
        assert len(found) == 1, (name, found)
        return found[0]


@dataclass
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Mapping[str, object]:
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


@dataclass
class Line:
    """The command line, on the desk's store."""

    desk: Desk
    captured: pytest.CaptureFixture[str]

    def __call__(self, *words: str | Path) -> Said:
        self.captured.readouterr()
        code = main("ingest", "", COMMANDS, [str(word) for word in words])
        said = self.captured.readouterr()
        return Said(code, said.out, said.err)

    def load(self, *words: str | Path) -> Said:
        return self("load", *words, "--store", self.desk.url)


def cells(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by heading."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
