"""The districts as files of their own, read back."""

import csv
import io
import zipfile

import openpyxl
import pytest
from defusedxml import ElementTree

from graph.exchange import scorecards
from graph.exchange.content import read
from graph.exchange.figures import census_of
from graph.exchange.scorecards import CARD_FORMATS
from graph.scorecard.columns import COLUMNS
from graph.scorecard.scorecard import Scorecard, scorecard
from graph.store.changes import PutNode
from tests.contract.saying import put
from tests.graph.exchange.conftest import HOSTILE, SECRETS, Export


def card(exported: Export) -> Scorecard:
    return scorecard(census_of(read(exported.store.view("public"), "2026-06-30")))


def test_csv_and_workbook_say_the_same_and_run_no_formula(empty: Export) -> None:
    put(empty.store, PutNode("district:x", "district", {"name": HOSTILE[3]}))
    made = card(empty)
    text, book = io.BytesIO(), io.BytesIO()
    scorecards.write_csv(made, text)
    scorecards.write_xlsx(made, book)
    line = next(csv.DictReader(io.StringIO(text.getvalue().decode())))
    assert line["name"] == f"'{HOSTILE[3]}"
    assert (float(line["actors"]), line["isolated"], line["isolated_why"]) == (0, "", "nessuna realtà mappata")
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames == ["Ambiti", "Definizioni"]
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert sheets["Ambiti"]["C2"].value == HOSTILE[3]
    defined = {row[0].value: row[1].value for row in sheets["Definizioni"].iter_rows(min_row=2, min_col=3, max_col=5)}
    assert set(defined) >= {column.name for column in made.columns}


def test_charts_are_one_svg_a_column_and_some_pairs(exported: Export) -> None:
    out = io.BytesIO()
    scorecards.write_charts(card(exported), out)
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        for name in names:
            ElementTree.fromstring(archive.read(name))
    assert {f"{name}.svg" for name, column in COLUMNS.items() if not column.staff} <= set(names)
    assert "isolated-schools.svg" in names


@pytest.mark.parametrize("name", list(CARD_FORMATS))
def test_what_the_public_takes_away_says_nothing_of_contacts(exported: Export, name: str) -> None:
    made = {}
    for audience in ("public", "staff"):
        out = io.BytesIO()
        scorecards.export_card(exported.store.view(audience), name, out, today="2026-06-30")
        made[audience] = out.getvalue()
    said = {audience: _text(given) for audience, given in made.items()}
    assert "contacts_fresh" in said["staff"]
    assert "contacts_fresh" not in said["public"]
    assert [secret for secret in SECRETS if secret in said["public"]] == []


def _text(given: bytes) -> str:
    if not zipfile.is_zipfile(io.BytesIO(given)):
        return given.decode()
    with zipfile.ZipFile(io.BytesIO(given)) as archive:
        return "\n".join(f"{name} {archive.read(name).decode()}" for name in archive.namelist())
