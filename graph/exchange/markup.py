"""Both XML formats of networks, written as they go: the elements, escaped; not which element says what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr  # writing only: nothing is parsed

from graph.exchange.columns import Column, Row, flat
from graph.store.records import Scalar

TYPES = {"text": "string", "integer": "long", "number": "double", "yes_no": "boolean"}
"""What both XML formats of networks call a column's type."""
SAID_ELSEWHERE = frozenset({"key", "source", "target", "source_name", "target_name"})
"""Columns that both write as the element's own identity."""

_BATCH = 2_000


def text(value: str) -> str:
    """Return a text for between two tags; a carriage return stays one."""
    return escape(value, {"\r": "&#13;"})


def attribute(value: str) -> str:
    """Return a text as the quoted value of an attribute."""
    return quoteattr(value)


def literal(value: Scalar) -> str:
    """Return a scalar as XML Schema writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)


def cells(columns: Iterable[Column], row: Row) -> Iterator[tuple[Column, str]]:
    """Yield the values that a row has, as XML Schema writes them."""
    for column in columns:
        if column.name in row:
            yield column, literal(flat(column, row[column.name]))


def pour(out: BinaryIO, pieces: Iterable[str]) -> None:
    """Write pieces of text as UTF-8, some thousands at a time."""
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if len(held) >= _BATCH:
            out.write("".join(held).encode())
            held.clear()
    out.write("".join(held).encode())
