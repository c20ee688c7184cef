"""A workbook for people: cards, ties, measures, districts, and a sheet that says what every column and code means.

Values of closed lists stand in Italian words; texts are text, so that no cell is ever run as a formula.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from graph.exchange import figures
from graph.exchange.columns import Column, Row, flat, node_columns, node_row, tie_columns, tie_row
from graph.exchange.content import Content, LeftOut
from graph.exchange.errors import TooManyRows
from graph.exchange.zipping import member
from graph.model import KINDS, TIES, Label, Property, ValueType
from graph.model.taxonomies import value_label
from graph.store.interface import Audience
from graph.store.records import Scalar

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_ROWS = 1_048_576
LONGEST = 32_767
"""Rows of a sheet and characters of a cell, as Excel limits them."""
_CODED = frozenset({ValueType.CHOICE, ValueType.TOPIC, ValueType.COUNTRY, ValueType.LANGUAGE})
_TOO_MANY = Label("misure degli attori (usare graph measures)", "measures of actors (use graph measures)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_WIDTHS = {"name": 40, "description": 40, "evidence": 40, "source_name": 32, "target_name": 32, "address": 32}
Sheet = tuple[str, Sequence[Column], Sequence[Row]]
_INTRODUCTION = (
    "Significato delle colonne e dei codici. Righe con «Esempio inventato» = VERO: parte del territorio di esempio, "
    "non esistono. «Solo da registro» = VERO: ente noto da un registro, non ancora mappato da una persona."
)


def write(content: Content, out: BinaryIO) -> list[LeftOut]:
    """Write the content.

    Raises
    ------
    TooManyRows
    """
    nodes = [node_row(content, node) for node in content.nodes]
    ties = [tie_row(content, tie) for tie in content.ties]
    sheets: list[Sheet] = [
        ("Schede", _used(node_columns(content.audience), nodes), nodes),
        ("Legami", _used(tie_columns(content.audience), ties), ties),
    ]
    for title, (columns, rows) in (("Misure", figures.measures(content)), ("Ambiti", figures.districts(content))):
        sheets += [(title, columns, rows)] if rows else []
    who = "per chi lavora alla mappa" if content.audience == "staff" else "per il pubblico, senza dati riservati"
    said = f"Esportazione {who}, revisione {content.revision}, dati al {content.at[:10] or 'n/d'}."
    write_sheets(sheets, [*_kinds_defined(content.audience), [], [_INTRODUCTION], [said]], content.at, out)
    actors = len(figures.network_of(content).actors)
    return [LeftOut(actors, _TOO_MANY)] if actors > figures.MOST_ACTORS else []


def write_sheets(sheets: Sequence[Sheet], more: Iterable[Sequence[str]], at: str, out: BinaryIO) -> None:
    """Write tables as sheets, and a last one that defines their columns.

    Parameters
    ----------
    more
        Further lines of the definitions.
    at
        When the content last changed, ISO in UTC; empty if never.

    Raises
    ------
    TooManyRows
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, columns, rows in sheets:
        _sheet(book, title, columns, rows)
    _definitions(book, sheets, more)
    with tempfile.TemporaryFile() as draft:
        book.save(draft)
        _settle(draft, out, at or "1980-01-01T00:00:00Z")


def _used(columns: Sequence[Column], rows: Iterable[Row]) -> list[Column]:
    """Return the columns that some row fills, and the first few always."""
    filled: set[str] = {name for row in rows for name in row}
    return [column for i, column in enumerate(columns) if i < 5 or column.name in filled]


def _headings(columns: Sequence[Column]) -> list[str]:
    """Return Italian headings; two columns that are called alike say which is which."""
    labels = [column.label.it for column in columns]
    return [f"{c.label.it} ({c.name})" if labels.count(c.label.it) > 1 else c.label.it for c in columns]


def _sheet(book: Workbook, title: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    if len(rows) + 1 > MOST_ROWS:
        raise TooManyRows(title, len(rows) + 1, MOST_ROWS)
    sheet = new_sheet(book, title, [_WIDTHS.get(column.name, 18) for column in columns])
    sheet.append(heading(sheet, _headings(columns)))
    for row in rows:
        sheet.append([cell(sheet, _value(column, row)) for column in columns])


def new_sheet(book: Workbook, title: str, widths: Sequence[int]) -> WriteOnlyWorksheet:
    """Add a sheet with columns of some widths (characters), its first row always in sight."""
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    return sheet


def heading(sheet: WriteOnlyWorksheet, texts: Sequence[str]) -> list[Any]:
    """Return a row of headings."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cells = [WriteOnlyCell(sheet, value=text) for text in texts]
    for made in cells:
        made.font = Font(bold=True)
    return cells


def _value(column: Column, row: Row) -> Scalar | None:
    value = row.get(column.name)
    if value is None:
        return None
    if column.name == "kind":
        return KINDS[str(value)].label.it
    if column.name == "type" and "target" in row:
        return TIES[str(value)].label.it
    declared = _declared(column, row)
    if declared is None or declared.type not in _CODED:
        return flat(column, value)
    words = tuple(value_label(declared, str(v)).it for v in (value if isinstance(value, tuple) else (value,)))
    return flat(column, words)


def _declared(column: Column, row: Row) -> Property | None:
    """Return the property as this row's own kind declares it: kinds may have other choices under one name."""
    of = TIES[str(row["type"])].by_name if "target" in row else KINDS[str(row["kind"])].by_name
    return of.get(column.name)


def cell(sheet: WriteOnlyWorksheet, value: Scalar | None) -> Any:
    """Return what stands in a cell: a text that Excel would run as a formula stays text; one too long is cut."""
    if not isinstance(value, str):
        return value
    text = value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
    if not text.startswith(_FORMULA):
        return text
    from openpyxl.cell import WriteOnlyCell

    written = WriteOnlyCell(sheet, value=text)
    written.data_type = "s"
    written.quotePrefix = True  # stays text when someone edits it
    return written


def _definitions(book: Workbook, sheets: Iterable[Sheet], more: Iterable[Sequence[str]]) -> None:
    sheet = new_sheet(book, "Definizioni", [12, 34, 24, 34, 60])
    sheet.append(heading(sheet, ("Foglio", "Colonna", "Nome in CSV", "In inglese", "Significato")))
    for title, columns, _rows in sheets:
        for head, column in zip(_headings(columns), columns, strict=True):
            sheet.append([title, head, column.name, column.label.en, _meaning(column)])
    for line in more:
        sheet.append(line)


def _kinds_defined(audience: Audience) -> Iterator[list[str]]:
    for kind in KINDS.values():
        if audience == "staff" or not kind.private:
            yield ["Schede", f"Tipo di scheda: {kind.label.it}", kind.name, kind.label.en, kind.plural.it]
    for type_ in TIES.values():
        said = f"chi: {_kinds(type_.sources)}; con: {_kinds(type_.targets)}"
        yield ["Legami", f"Tipo di legame: {type_.label.it}", type_.name, type_.label.en, said]


def _kinds(names: Iterable[str]) -> str:
    return ", ".join(sorted(KINDS[name].label.it for name in names if not KINDS[name].private))


def _meaning(column: Column) -> str:
    said = [column.help.it] if column.help else []
    if column.declared:
        said += [f"{c.label.it} = {c.value}" for c in column.declared.choices]
        said += ["più valori, separati da ;"] if column.declared.many else []
    return "; ".join(said)


def _settle(draft: Any, out: BinaryIO, at: str) -> None:
    """Copy a workbook without the times at which it was made: the same content, the same bytes."""
    with zipfile.ZipFile(draft) as made, zipfile.ZipFile(out, "w") as archive:
        for name in made.namelist():
            with made.open(name) as part, archive.open(member(name), "w", force_zip64=True) as copy:
                source: Any = part
                if name == "docProps/core.xml":
                    moment = at[:19].encode() + b"Z"
                    source = io.BytesIO(_MODIFIED.sub(rb"\g<1>" + moment, part.read()))
                shutil.copyfileobj(source, copy)
