"""Thirty spreadsheets spoilt in the ways that planners meet, each made on the spot from the same good rows."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEAD = ["Nome", "Comune", "Telefono", "Note"]
ROWS = [
    ["Donne in cammino", "Bergamo", "035 123456", "prima"],
    ["Circolo Baobab", "Treviglio", "0363 45678", "seconda"],
    ["Voci del Sahel", "Dalmine", "347 1234567", "terza"],
]
Spoil = Callable[[Path], Path]
Rows = Sequence[Sequence[object]]
SPOILED: dict[str, tuple[Spoil, str]] = {}
"""Name → what makes the file, and what is expected: `all` rows in, some `rejected`, or `refused` as a whole."""


def spoiled(expected: str) -> Callable[[Spoil], Spoil]:
    """Add a way to spoil a spreadsheet."""

    def add(make: Spoil) -> Spoil:
        SPOILED[make.__name__] = make, expected
        return make

    return add


def text(folder: Path, rows: Rows, separator: str = ";", encoding: str = "utf-8") -> Path:
    """Write rows as CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    path = folder / "elenco.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def book(
    folder: Path, rows: Sequence[Sequence[object]], change: Callable[[Worksheet], object] = lambda _: None
) -> Path:
    """Write rows as XLSX, changed afterwards."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    path = folder / "elenco.xlsx"
    made.save(path)
    return path


@spoiled("all")
def merged_downwards(folder: Path) -> Path:
    rows = [HEAD, ["A", "Bergamo", "", ""], ["B", "", "", ""], ["C", "", "", ""]]
    return book(folder, rows, lambda sheet: sheet.merge_cells("B2:B4"))


@spoiled("all")
def merged_title(folder: Path) -> Path:
    return book(folder, [["Elenco 2026"], HEAD, *ROWS], lambda sheet: sheet.merge_cells("A1:D1"))


@spoiled("rejected")
def two_tables(folder: Path) -> Path:
    other = ["Nome", "Comune", "Indirizzo"]
    return book(folder, [HEAD, *ROWS, [], ["Altre realtà"], other, ["Altra", "Bergamo", "via Roma 1"]])


@spoiled("refused")
def two_tables_side_by_side(folder: Path) -> Path:
    return book(folder, [[*HEAD, "", *HEAD], *([*row, "", *row] for row in ROWS)])


@spoiled("rejected")
def a_date_in_place_of_a_name_and_a_town(folder: Path) -> Path:
    return book(folder, [HEAD, *ROWS, ["Altra", date(2026, 3, 12), "", ""]])


@spoiled("rejected")
def formulas_without_values(folder: Path) -> Path:
    return book(folder, [HEAD, *ROWS, ["=A2", "Bergamo", "=C2", ""]])


@spoiled("all")
def hidden_rows(folder: Path) -> Path:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True

    return book(folder, [HEAD, *ROWS], hide)


@spoiled("all")
def phone_as_float(folder: Path) -> Path:
    return book(folder, [HEAD, ["A", "Bergamo", 3471234567.0, ""], ["B", "Bergamo", 35123456.0, ""]])


@spoiled("all")
def phone_as_text_of_a_float(folder: Path) -> Path:
    return text(folder, [HEAD, ["A", "Bergamo", "035123456.0", ""], ["B", "Bergamo", "3,471234567E+09", ""]])


@spoiled("rejected")
def phone_rounded(folder: Path) -> Path:
    return text(folder, [HEAD, *ROWS, ["B", "Bergamo", "3,47E+09", ""]])


@spoiled("all")
def a_hundred_thousand_empty_rows(folder: Path) -> Path:
    return text(folder, [HEAD, *ROWS, *[["", "", "", ""]] * 100_000, ["Ultima", "Bergamo", "", ""]])


@spoiled("all")
def empty_rows_far_down(folder: Path) -> Path:
    def far(sheet: Worksheet) -> None:
        sheet.cell(100_000, 1, " ")

    return book(folder, [HEAD, *ROWS], far)


@spoiled("refused")
def password(folder: Path) -> Path:
    path = folder / "elenco.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4096)
    return path


@spoiled("all")
def workbook_called_csv(folder: Path) -> Path:
    return book(folder, [HEAD, *ROWS]).rename(folder / "elenco.csv")


@spoiled("all")
def text_called_xls(folder: Path) -> Path:
    return text(folder, [HEAD, *ROWS], "\t").rename(folder / "elenco.xls")


@spoiled("refused")
def web_page_called_xls(folder: Path) -> Path:
    path = folder / "elenco.xls"
    path.write_text("<html><table><tr><td>Nome</td></tr></table></html>", encoding="utf-8")
    return path


@spoiled("refused")
def document(folder: Path) -> Path:
    path = folder / "elenco.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return path


@spoiled("refused")
def picture(folder: Path) -> Path:
    path = folder / "elenco.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    return path


@spoiled("refused")
def nothing(folder: Path) -> Path:
    path = folder / "elenco.csv"
    path.write_bytes(b"")
    return path


@spoiled("refused")
def only_a_sheet_that_is_hidden(folder: Path) -> Path:
    made = Workbook()
    made.active.append(["vuoto"])  # type: ignore[union-attr]
    hidden = made.create_sheet("Dati")
    hidden.append(HEAD)
    hidden.sheet_state = "hidden"
    path = folder / "elenco.xlsx"
    made.save(path)
    return path


@spoiled("all")
def the_table_in_the_second_sheet(folder: Path) -> Path:
    made = Workbook()
    made.active.append(["Leggimi: l'elenco è nell'altro foglio"])  # type: ignore[union-attr]
    second = made.create_sheet("Elenco")
    for row in [HEAD, *ROWS]:
        second.append(row)
    path = folder / "elenco.xlsx"
    made.save(path)
    return path


@spoiled("all")
def titles_and_notes(folder: Path) -> Path:
    above, below = (
        [["Elenco delle realtà"], ["aggiornato a marzo"], []],
        [[], ["* dati non verificati"], ["Fonte: sportello"]],
    )
    return text(folder, [*above, HEAD, *ROWS, *below])


@spoiled("all")
def headings_on_every_page(folder: Path) -> Path:
    return text(folder, [HEAD, ROWS[0], HEAD, ROWS[1], HEAD, ROWS[2]])


@spoiled("all")
def old_encoding(folder: Path) -> Path:
    return text(folder, [HEAD, ["Realtà è più", "Bergamo", "", "così"]], encoding="cp1252")


@spoiled("all")
def accents_encoded_twice(folder: Path) -> Path:
    broken = "Realtà è più".encode().decode("latin-1")
    return book(folder, [HEAD, [broken, "Bergamo", "", ""]])


@spoiled("rejected")
def a_quote_never_closed(folder: Path) -> Path:
    path = text(folder, [HEAD, *ROWS])
    path.write_text(path.read_text() + 'Associazione "Aperta;Bergamo;;\n"Rotta;Bergamo;;\n', encoding="utf-8")
    return path


@spoiled("rejected")
def more_cells_than_headings(folder: Path) -> Path:
    path = folder / "elenco.csv"
    path.write_text("Nome,Comune\nA,Bergamo\nB,Bergamo,via Roma, 3\n", encoding="utf-8")
    return path


@spoiled("rejected")
def cut_off(folder: Path) -> Path:
    path = text(folder, [HEAD, *ROWS])
    path.write_bytes(path.read_bytes()[:-24])
    return path


@spoiled("rejected")
def the_same_body_with_other_data(folder: Path) -> Path:
    return text(folder, [HEAD, *ROWS, [*ROWS[0][:2], "035 999999", "diversa"]])


@spoiled("refused")
def the_same_heading_twice(folder: Path) -> Path:
    return text(folder, [[*HEAD, "Comune"], *([*row, "Milano"] for row in ROWS)])


@spoiled("rejected")
def towns_that_are_none(folder: Path) -> Path:
    return text(folder, [HEAD, *ROWS, ["Altra", "Bergmo", "", ""], ["Altra ancora", "estero", "", ""]])


@spoiled("refused")
def another_list(folder: Path) -> Path:
    return text(folder, [["attore", "evento", "data"], ["A", "Festa", "2026-01-01"]])


@spoiled("all")
def values_that_say_nothing(folder: Path) -> Path:
    return text(folder, [HEAD, ["A", "Bergamo", "n.d.", "-"], ["B", "Bergamo", "Non Disponibile", "#N/A"]])
