"""The first rows of every sheet of a file, before anything is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, islice
from pathlib import Path

from ingest.cleaning.texts import repaired
from ingest.tables import workbook
from ingest.tables.delimited import SEPARATORS, Record, split, trimmed
from ingest.tables.formats import check_text, is_workbook
from ingest.tables.lines import Lines
from ingest.tables.table import HEAD_BYTES, missing_file

ROWS = 400
"""Rows of a sheet that are looked at."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The first rows of one sheet that are not blank; `sheet` is empty for a text file."""

    sheet: str
    rows: tuple[Record, ...]

    @property
    def width(self) -> int:
        """Return how many cells most rows have."""
        widths = Counter(len(row.cells) for row in self.rows)
        return max(widths, key=lambda width: (widths[width], width), default=0)


def samples(path: Path) -> list[Sample]:
    """Return a sample of every visible sheet.

    Raises
    ------
    UnreadableFile
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise missing_file(path) from error
    if not is_workbook(path, head):
        check_text(path, head)
        return [_text(path, head)]
    found = []
    for sheet, group in groupby(workbook.rows(path), key=lambda row: row.sheet):
        records = (Record(row.line, row.cells) for row in group)
        found.append(Sample(sheet, tuple(islice(_filled(records), ROWS))))
        for _ in records:  # the rest of the sheet
            pass
    return found


def _text(path: Path, head: bytes) -> Sample:
    lines = Lines(path, head)
    try:
        first = list(islice(lines, ROWS))
    finally:
        lines.close()
    tried = [Sample("", tuple(_filled(split(first, separator)))) for separator in SEPARATORS]
    return max(tried, key=_regular)


def _regular(sample: Sample) -> tuple[float, int]:
    """Return how much of a table these rows are: the cells that stand in rows of the usual width."""
    if sample.width < 2:
        return 0.0, sample.width
    usual = sum(1 for row in sample.rows if abs(len(row.cells) - sample.width) <= 1)
    return usual / len(sample.rows) * min(sample.width, 4), sample.width


def _filled(records: Iterable[Record]) -> Iterator[Record]:
    for record in records:
        cells = trimmed(record.cells)
        if cells:
            yield replace(record, cells=tuple(repaired(cell) for cell in cells))
