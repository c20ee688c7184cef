"""Records of delimited text: quoted cells, cells over several lines, and quotes that are never closed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.model.label import Label
from ingest.tables.lines import Lines

SEPARATORS = (";", ",", "\t", "|")
_END = "\x00end\x00"  # fed after the last line: met inside a cell, that cell was never closed


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a record cannot be read, and what to do about it."""

    problem: Label
    remedy: Label


UNCLOSED = Fault(
    Label("virgolette aperte e mai chiuse", "a quoted cell is never closed"),
    Label("Chiudere le virgolette, o toglierle", "Close the quotes, or remove them"),
)


@dataclass(frozen=True, slots=True)
class Record:
    """One row as read.

    Attributes
    ----------
    line
        Number of its first physical line (spreadsheet: of its row), from 1.
    """

    line: int
    cells: tuple[str, ...]
    fault: Fault | None = None


class Records(Iterator[Record]):
    """Reads records from lines; a quote never closed costs its own line, not the rest of the file.

    Attributes
    ----------
    width
        Cells that a record should have, once known: a record over several lines with another number of
        cells is a quote that was closed by accident further down.
    """

    def __init__(self, lines: Lines, separator: str) -> None:
        self._lines, self._separator = lines, separator
        self._line = 1
        self._taken: list[str] = []
        self._reader = self._new_reader()
        self.width = 0

    def __next__(self) -> Record:
        try:
            cells = next(self._reader)
        except csv.Error:
            return self._unclosed()
        taken = len(self._taken)
        if taken > 1 and self._swallowed(cells):
            return self._unclosed()
        if cells and _END in cells[-1]:
            if cells[-1] == _END and not taken:
                raise StopIteration
            return self._unclosed()
        record = Record(self._line, tuple(cells))
        self._line += taken
        self._taken.clear()
        return record

    def _new_reader(self) -> Iterator[list[str]]:
        return csv.reader(self._feed(), delimiter=self._separator, skipinitialspace=True)

    def _feed(self) -> Iterator[str]:
        for line in self._lines:
            self._taken.append(line)
            yield line + "\n"
        yield _END

    def _swallowed(self, cells: Sequence[str]) -> bool:
        """Tell whether a record over several lines is a quote closed by accident: another width, or text after it."""
        if (self.width and len(trimmed(cells)) > self.width) or 0 < len(cells) < self.width:
            return True
        lines = (line + "\n" for line in self._taken)
        try:
            next(csv.reader(lines, delimiter=self._separator, skipinitialspace=True, strict=True))
        except csv.Error:
            return True
        return False

    def _unclosed(self) -> Record:
        first, *rest = self._taken
        record = Record(self._line, tuple(part.strip(' "') for part in first.split(self._separator)), UNCLOSED)
        self._lines.put_back(rest)
        self._taken.clear()
        self._line += 1
        self._reader = self._new_reader()
        return record


def trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Return cells without the empty ones at the end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return tuple(cells[:end])


def split(lines: Iterable[str], separator: str) -> list[Record]:
    """Return the records of a few lines, to look at a file's head; an unfinished one is left out."""
    records: list[Record] = []
    reader = csv.reader((line + "\n" for line in lines), delimiter=separator, skipinitialspace=True)
    before = 0
    try:
        for cells in reader:
            records.append(Record(before + 1, tuple(cells)))
            before = reader.line_num
    except csv.Error:
        pass
    return records
