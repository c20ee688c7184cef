"""Templates: empty they load as nothing, and what they offer to choose from is understood."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph.model.values import parse_text
from graph.store.changes import Changeset, PutNode
from ingest.sources.registry import source
from ingest.templates import EXPLANATIONS, LISTS, allowed, templated
from tests.ingest.desk import Desk, Line

SHEETS = ("associations", "services", "events", "participation", "collaborations", "districts", "contacts")
FILLED = {
    "associations": ["Senegal insieme", "Bergamo"],
    "services": ["Sportello", "Ruah", "Bergamo"],
    "events": ["Festa", "12/03/2026"],
    "participation": ["A", "Festa"],
    "collaborations": ["A", "B"],
    "districts": ["Ambito di Prova", "Bergamo"],
    "contacts": ["body:1", "12/03/2026"],
}


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_an_untouched_template_loads_as_no_rows(desk: Desk, line: Line, tmp_path: Path, name: str, ending: str) -> None:
    desk.begin()
    path = tmp_path / f"modello{ending}"
    assert line("template", name, path).code == 0
    said = line.load(name, path)
    assert said.code == 0
    assert [said.document[key] for key in ("read", "rejected", "revision")] == [0, 0, None]


@pytest.mark.parametrize("name", SHEETS)
def test_a_template_filled_in_loads(desk: Desk, line: Line, tmp_path: Path, name: str) -> None:
    path = tmp_path / "modello.xlsx"
    line("template", name, path)
    book = load_workbook(path)
    for position, text in enumerate(FILLED[name], start=1):
        book.worksheets[0].cell(2, position, text)
    book.save(path)
    known = PutNode("body:1", "association", {"name": "A"})  # contacts are with who is on the map already
    desk.store.apply(Changeset("test", "built for a test", "form", [known]))
    result = desk.load(name, path)
    assert (result.read, result.rejected) == (1, 0), result.problems
    assert result.revision == 2


@pytest.mark.parametrize("name", SHEETS)
def test_a_template_explains_every_column_and_marks_the_required_ones(line: Line, tmp_path: Path, name: str) -> None:
    line("template", name, tmp_path / "modello.xlsx")
    book = load_workbook(tmp_path / "modello.xlsx")
    headings = [cell.value for cell in book.worksheets[0][1]]
    explained = {row[0].value: row[1].value for row in book[EXPLANATIONS].iter_rows(min_row=2)}
    assert headings == list(explained) == [column.label.it for column in templated(name).columns]
    assert [h for h, required in explained.items() if required] == [
        column.label.it for column in templated(name).columns if column.required
    ]


@pytest.mark.parametrize("name", SHEETS)
def test_every_value_that_a_template_offers_is_understood(line: Line, tmp_path: Path, name: str) -> None:
    line("template", name, tmp_path / "modello.xlsx")
    book = load_workbook(tmp_path / "modello.xlsx")
    rules = book.worksheets[0].data_validations.dataValidation
    offered = {column[0].value: [c.value for c in column[1:] if c.value] for column in book[LISTS].iter_cols()}
    columns = [column for column in templated(name).columns if allowed(column)]
    assert len(rules) == len(columns)
    for column in columns:
        assert column.property is not None
        for value in offered[column.label.it]:
            assert parse_text(column.property, value) is not None


@pytest.mark.parametrize("word", ["associazione", "Associazioni", "association", "associations"])
def test_a_template_is_named_by_its_kind_in_either_language(word: str) -> None:
    assert templated(word).name == "associations"


def test_there_is_no_template_of_a_register_and_none_is_written_over_a_file(line: Line, tmp_path: Path) -> None:
    said = line("template", "mim-schools", tmp_path / "m.xlsx")
    assert (said.code, (tmp_path / "m.xlsx").exists()) == (2, False)
    assert "associations" in said.err
    (tmp_path / "mio.csv").write_text("dati", encoding="utf-8")
    assert line("template", "associations", tmp_path / "mio.csv").code == 1
    assert (tmp_path / "mio.csv").read_text(encoding="utf-8") == "dati"
    assert line("template", "associations", tmp_path / "m.doc").code == 2


def test_languages_to_choose_from_begin_with_those_of_the_countries_people_come_from_and_hold_no_dead_ones() -> None:
    languages = next(column for column in source("associations").columns if column.name == "languages")
    offered = [label.it for label in allowed(languages)]
    assert {"arabo", "wolof", "albanese", "ucraino", "punjabi"} <= set(offered[:150])
    assert offered.index("wolof") < offered.index("bretone")
    assert not {"klingon", "accado", "egiziano antico", "volapük", "latino"} & set(offered)
