"""Two tables in a zip, `nodes.csv` and `ties.csv`: UTF-8, commas, n/a empty, yes and no as 1 and 0."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from graph.exchange.columns import Column, Row, flat, neutral, node_columns, node_row, tie_columns, tie_row
from graph.exchange.content import Content, LeftOut
from graph.exchange.zipping import member

Cell = str | int | float


def write(content: Content, out: BinaryIO) -> list[LeftOut]:
    """Write the content."""
    nodes = (node_row(content, node) for node in content.nodes)
    ties = (tie_row(content, tie) for tie in content.ties)
    with zipfile.ZipFile(out, "w") as archive:
        _table(archive, "nodes.csv", node_columns(content.audience), nodes)
        _table(archive, "ties.csv", tie_columns(content.audience), ties)
    return []


def _table(archive: zipfile.ZipFile, name: str, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    with (
        archive.open(member(name), "w", force_zip64=True) as raw,
        io.TextIOWrapper(raw, encoding="utf-8", newline="") as file,
    ):
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in columns])
        writer.writerows([_cell(column, row) for column in columns] for row in rows)


def _cell(column: Column, row: Row) -> Cell:
    if column.name not in row:
        return ""
    value = flat(column, row[column.name])
    if isinstance(value, bool):
        return int(value)
    return neutral(value) if isinstance(value, str) else value
