"""The districts side by side as files of their own: CSV, workbook, charts. The graph: `graph.exchange.registry`."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from graph.exchange import figures, xlsx
from graph.exchange.columns import neutral
from graph.exchange.content import read
from graph.exchange.pictures import charts
from graph.exchange.zipping import member
from graph.model import Label
from graph.scorecard.scorecard import Scorecard, flat, flat_columns, scorecard
from graph.store.interface import View


@dataclass(frozen=True, slots=True)
class CardFormat:
    """One format of the scorecard; `write` takes it, the file, and when the data last changed."""

    name: str
    label: Label
    suffix: str
    media: str
    write: Callable[[Scorecard, BinaryIO, str], None]


SCATTERS = (("associations_per_1000", "isolated"), ("ties", "dependence_on_one"), ("isolated", "schools"))
"""Pairs of columns that are drawn one against the other."""


def write_csv(card: Scorecard, out: BinaryIO, _at: str = "") -> None:
    """Write one line a district, as `graph districts --format csv` prints it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    columns = flat_columns(card)
    writer.writerow(columns)
    for row in card.rows:
        line = flat(card, row)
        writer.writerow([_cell(line[name]) for name in columns])
    out.write(text.getvalue().encode())


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    return neutral(value) if isinstance(value, str) else "" if value is None else value


def write_xlsx(card: Scorecard, out: BinaryIO, at: str = "") -> None:
    """Write a workbook: the districts, and what every column means; `at` is when the data last changed."""
    columns, rows = figures.district_table(card)
    xlsx.write_sheets([("Ambiti", columns, rows)], [], at, out)


def write_charts(card: Scorecard, out: BinaryIO, _at: str = "") -> None:
    """Write a zip of charts: bars of every column, and some columns one against another."""
    with zipfile.ZipFile(out, "w") as archive:
        for column in card.columns:
            archive.writestr(member(f"{column.name}.svg"), charts.bars(card, column))
        by_name = {column.name: column for column in card.columns}
        for x, y in SCATTERS:
            archive.writestr(member(f"{x}-{y}.svg"), charts.scatter(card, by_name[x], by_name[y]))


CARD_FORMATS: Mapping[str, CardFormat] = {
    format_.name: format_
    for format_ in (
        CardFormat("csv", Label("ambiti (CSV)", "districts (CSV)"), ".csv", "text/csv", write_csv),
        CardFormat(
            "xlsx",
            Label("ambiti con le definizioni (XLSX)", "districts with definitions (XLSX)"),
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write_xlsx,
        ),
        CardFormat(
            "charts",
            Label("grafici degli ambiti (SVG in uno zip)", "charts of districts (SVG in a zip)"),
            ".zip",
            "application/zip",
            write_charts,
        ),
    )
}


def export_card(view: View, format_: str, out: BinaryIO, *, today: str) -> None:
    """Write the scorecard as a view's audience may take it away; `format_` is a name in `CARD_FORMATS`."""
    content = read(view, today)
    CARD_FORMATS[format_].write(scorecard(figures.census_of(content)), out, content.at)
