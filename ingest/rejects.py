"""Rows that could not be taken: kept with their problem and remedy in a file that loads again once corrected."""

from __future__ import annotations

import csv
import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from graph.model.label import Label, Language
from ingest.errors import IngestError, Place
from ingest.sources.source import Problem, Row
from ingest.tables.cells import neutral

OWN_COLUMNS = ("_row", "_column", "_problem", "_remedy")
SHOWN = 10
"""Rejected rows that are kept to be shown at once."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that was not taken; `columns` names each problem's column as the file does."""

    row: Row
    problems: tuple[Problem, ...]
    columns: tuple[str, ...]

    def italian(self) -> str:
        """Return one line for each problem: file, row, column, value, problem, remedy."""
        return self.told("it")

    def told(self, language: Language) -> str:
        """Return the same in a reader's language."""
        return "\n".join(
            f"{Place(self.row.file, self.row.line, column, problem.value).told(language)}: "
            f"{problem.problem.in_language(language)}. {problem.remedy.in_language(language)}."
            for problem, column in zip(self.problems, self.columns, strict=True)
        )


class RejectsOverInput(IngestError):
    """The rejects would be written over a file that is being loaded."""

    def __init__(self, file: str) -> None:
        super().__init__(f"rejects would overwrite {file}")
        self.file = file

    def italian(self) -> str:
        """Return what to do."""
        return (
            f"{self.file}: gli scarti sovrascriverebbero il file da caricare. "
            "Indicare con --rejects un altro nome. Nulla è stato modificato."
        )


class Sheet(Protocol):
    """Where rows of rejects go."""

    def write(self, cells: Sequence[str]) -> None: ...
    def draft(self) -> None: ...
    def save(self, path: Path) -> None: ...
    def discard(self) -> None: ...


class Rejects:
    """Collects rejected rows of one load.

    Attributes
    ----------
    count
        Rejected rows.
    problems
        Italian wording → rows.
    columns
        Heading of the file → rows.
    first
        The first ones, to be shown.
    """

    def __init__(self, path: Path | None, headings: Sequence[str], titles: Sequence[str] = ()) -> None:
        self.count = 0
        self.problems: Counter[str] = Counter()
        self.english: dict[str, str] = {}
        self.columns: Counter[str] = Counter()
        self.first: list[Rejected] = []
        self._path = path
        self._sheet: Sheet | None = None
        if path is not None:
            self._sheet = _Workbook(path) if path.suffix.lower() == ".xlsx" else _Text(path)
            for title in titles:
                self._sheet.write((title,))
            self._sheet.write((*headings, *OWN_COLUMNS))

    def add(self, rejected: Rejected, original: Sequence[str]) -> None:
        """Keep one row; `original` are its cells under the headings given at the start."""
        self.count += 1
        self.columns.update(set(rejected.columns))
        self.problems.update({problem.problem.it for problem in rejected.problems})
        self.english.update((problem.problem.it, problem.problem.en) for problem in rejected.problems)
        if len(self.first) < SHOWN:
            self.first.append(rejected)
        if self._sheet is not None:
            problems = rejected.problems
            self._sheet.write(
                (
                    *original,
                    str(rejected.row.line),
                    "; ".join(dict.fromkeys(rejected.columns)),
                    "; ".join(_both(p.problem, p.value) for p in problems),
                    "; ".join(dict.fromkeys(p.remedy.it for p in problems)),
                )
            )

    def draft(self) -> None:
        """Write all of it beside its place: what can fail has failed before anything is stored."""
        if self._sheet is not None:
            self._sheet.draft()

    def save(self) -> None:
        """Put the file in its place, whole."""
        if self._sheet is not None and self._path is not None:
            self._sheet.save(self._path)

    def discard(self) -> None:
        """Leave no file behind, and an older one as it was."""
        if self._sheet is not None:
            self._sheet.discard()


def _both(problem: Label, value: str) -> str:
    return f"{problem.it} («{value}»)" if value else problem.it


class _Part:
    """A file beside its place, readable by its owner only (rows may hold telephone numbers)."""

    def __init__(self, path: Path) -> None:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part")
        self.handle, self.path = handle, Path(name)

    def save(self, path: Path) -> None:
        self.path.replace(path)

    def discard(self) -> None:
        with suppress(FileNotFoundError):
            self.path.unlink()


class _Text:
    """CSV, written beside its place and moved there at the end."""

    def __init__(self, path: Path) -> None:
        self._part = _Part(path)
        self._file = os.fdopen(self._part.handle, "w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")

    def write(self, cells: Sequence[str]) -> None:
        self._writer.writerow([neutral(cell) for cell in cells])

    def draft(self) -> None:
        self._file.close()

    def save(self, path: Path) -> None:
        self.draft()
        self._part.save(path)

    def discard(self) -> None:
        with suppress(OSError):  # a full disk: the file goes in any case
            self._file.close()
        self._part.discard()


class _Workbook:
    """XLSX, for who corrects in a spreadsheet program: every cell is text, so that no zero is lost."""

    def __init__(self, path: Path) -> None:
        from openpyxl import Workbook  # 0.2 s: only where a workbook is asked for

        self._part = _Part(path)
        os.close(self._part.handle)
        self._drafted = False
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet("Scarti")

    def write(self, cells: Sequence[str]) -> None:
        from openpyxl.cell import WriteOnlyCell

        row = []
        for text in cells:
            cell = WriteOnlyCell(self._sheet, value=neutral(text))
            cell.data_type, cell.number_format = "s", "@"
            row.append(cell)
        self._sheet.append(row)

    def draft(self) -> None:
        if not self._drafted:
            self._book.save(self._part.path)
            self._drafted = True

    def save(self, path: Path) -> None:
        self.draft()
        self._part.save(path)

    def discard(self) -> None:
        self._book.close()
        self._part.discard()
