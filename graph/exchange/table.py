"""One table as a person takes it away: CSV, or a workbook with a sheet that says what the columns mean."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.exchange import xlsx
from graph.exchange.columns import neutral

Cell = str | int | float | None
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: what it is called, what it means, how wide it is drawn (characters)."""

    name: str
    meaning: str
    width: int = 18


def as_csv(headings: Sequence[Heading], rows: Iterable[Row]) -> bytes:
    """Return a table as CSV: UTF-8 with its mark (or Excel misreads accents), commas, n/a empty, no formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([heading.name for heading in headings])
    writer.writerows([neutral(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, headings: Sequence[Heading], rows: Iterable[Row], meanings: str) -> bytes:
    """Return a table as a workbook; texts are text, so that no cell is ever run as a formula.

    Parameters
    ----------
    title
        Of the sheet; at most 31 characters.
    meanings
        Title of the second sheet, that says what every column means.
    """
    from openpyxl import Workbook  # 0.3 s: only where a workbook is asked for

    book = Workbook(write_only=True)
    sheet = xlsx.new_sheet(book, title, [heading.width for heading in headings])
    sheet.append(xlsx.heading(sheet, [heading.name for heading in headings]))
    for row in rows:
        sheet.append([xlsx.cell(sheet, cell) for cell in row])
    explained = xlsx.new_sheet(book, meanings, [24, 80])
    for heading in headings:
        explained.append([xlsx.cell(explained, heading.name), xlsx.cell(explained, heading.meaning)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
