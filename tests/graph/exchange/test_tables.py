"""CSV and XLSX, read back by the standard library and openpyxl."""

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from graph.exchange import xlsx
from graph.exchange.errors import TooManyRows
from graph.network.snapshot import network, read
from tests.graph.exchange.conftest import HOSTILE, Export

FORMULA = tuple("=+-@\t\r\n|%")


def tables(file: Path) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["nodes.csv", "ties.csv"]
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode(), newline="")))
            for name in archive.namelist()
        }


def test_csv_has_every_node_and_tie_under_stable_names(exported: Export) -> None:
    read = tables(exported("csv"))
    nodes = {row["key"]: row for row in read["nodes.csv"]}
    baobab = nodes["association:a"]
    assert (baobab["name"], baobab["candidate"], baobab["lat"], baobab["topics"]) == (
        "Baobab",
        "0",
        "45.69",
        "women; work",
    )
    assert (nodes["body:1"]["candidate"], nodes["association:i"]["invented"]) == ("1", "1")
    assert (nodes["association:i"]["lat"], nodes["association:i"]["precision"]) == ("", "municipality")
    assert baobab["evidence"] == "associations · 2026-01-10"
    assert json.loads(baobab["aliases"]) == ["Bao;bab", "B"]
    view = exported.store.view("public")
    assert {(t["source"], t["target"], t["type"]) for t in read["ties.csv"]} == {
        (t.source, t.target, t.type) for t in view.ties()
    }
    assert not {"phone", "email", "notes", "contacts"} & set(baobab)


def test_no_csv_cell_starts_a_formula_and_names_are_whole_behind_the_apostrophe(exported: Export) -> None:
    read = tables(exported("csv"))
    cells = [cell for rows in read.values() for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []
    names = {row["key"]: row["name"] for row in read["nodes.csv"]}
    came_back = [names[f"association:h{i}"] for i in range(len(HOSTILE))]
    assert [name[1:] if name.startswith("'") else name for name in came_back] == list(HOSTILE)


def test_xlsx_holds_texts_never_formulas_and_names_as_they_were(exported: Export) -> None:
    book = openpyxl.load_workbook(exported("xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(FORMULA)]
    assert risky
    assert all(cell.quotePrefix for cell in risky)
    assert set(HOSTILE) <= {cell.value for cell in cells}


def test_xlsx_speaks_italian_and_defines_every_column(exported: Export) -> None:
    book = openpyxl.load_workbook(exported("xlsx"))
    assert book.sheetnames == ["Schede", "Legami", "Misure", "Ambiti", "Definizioni"]
    headings = [cell.value for cell in book["Schede"][1]]
    rows = {row[0]: dict(zip(headings, row, strict=True)) for row in book["Schede"].iter_rows(2, values_only=True)}
    baobab = rows["association:a"]
    assert (baobab["Tipo di scheda"], baobab["Temi"], baobab["Nome del comune"]) == (
        "associazione",
        "donne; lavoro",
        "Bergamo",
    )
    assert (rows["body:1"]["Solo da registro"], rows["body:2"]["Solo da registro"]) == (True, False)
    assert rows["association:h0"]["Comunità"] == "Marocco; Senegal"
    defined = {(row[0], row[1]) for row in book["Definizioni"].iter_rows(2, max_col=2, values_only=True)}
    for sheet in ("Schede", "Legami", "Misure", "Ambiti"):
        titles = [cell.value for cell in book[sheet][1]]
        assert len(set(titles)) == len(titles)
        assert {(sheet, title) for title in titles} <= defined


def test_xlsx_holds_the_measures_of_every_actor_as_computed_and_leaves_what_is_undefined_empty(
    exported: Export,
) -> None:
    book = openpyxl.load_workbook(exported("xlsx"))
    headings = [cell.value for cell in book["Misure"][1]]
    rows = {row[0]: dict(zip(headings, row, strict=True)) for row in book["Misure"].iter_rows(2, values_only=True)}
    snapshot = read(exported.store.view("public"))
    found = network(snapshot)
    assert set(rows) == set(found.actors)
    strength = dict(zip(found.actors, found.strength.tolist(), strict=True))
    assert {key: row["forza"] for key, row in rows.items()} == pytest.approx(strength)
    assert rows["association:a"]["legami"] == found.degree[found.index["association:a"]]


def test_xlsx_says_of_a_district_what_is_not_defined_and_why(exported: Export) -> None:
    sheet = openpyxl.load_workbook(exported("xlsx"))["Ambiti"]
    row = dict(zip(*sheet.iter_rows(max_row=2, values_only=True), strict=True))
    assert (row["Nome"], row["Comuni"], row["Realtà"]) == ("Ambito di Bergamo", 1, 1)
    assert row["Associazioni ogni 1.000 stranieri"] is None
    assert "istat-residents" in row["associazioni ogni 1.000 stranieri: perché non definito"]


def test_more_rows_than_a_sheet_holds_are_refused_in_words(exported: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 10)
    with pytest.raises(TooManyRows) as raised:
        exported("xlsx")
    assert "esportare in csv" in raised.value.italian()
    assert list(exported.folder.iterdir()) == []


def test_no_zip_carries_the_time_at_which_it_was_made(exported: Export) -> None:
    for name in ("csv", "xlsx"):
        with zipfile.ZipFile(exported(name)) as archive:
            assert {info.date_time[0] for info in archive.infolist()} == {1980}
    assert openpyxl.load_workbook(exported("xlsx")).properties.modified.isoformat() == "2026-03-01T09:00:02"
