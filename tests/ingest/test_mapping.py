"""Columns are found by whatever a file calls them; a mapping file has the last word."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Label
from ingest.errors import MissingColumns, RepeatedHeading
from ingest.given import Given
from ingest.mapping import Columns, resembling, squashed
from ingest.mapping_file import read_given
from ingest.sources import registry
from ingest.sources.source import Column

COLUMNS = (
    Column("name", Label("Nome", "Name"), ("denominazione", "titolo"), required=True),
    Column("town", Label("Comune", "Municipality"), ("città",)),
    Column("phone", Label("Telefono", "Phone"), ("cell.",), many=True),
)


def values(headings: list[str], cells: list[str], given: Given | None = None) -> dict[str, str]:
    return Columns(COLUMNS, given).bind("file.csv", "test", headings).values(cells)


@pytest.mark.parametrize("heading", ["Città", "CITTA'", "citta", " Città: ", "Comune", "municipality", "TOWN"])
def test_headings_are_compared_without_case_accents_and_punctuation(heading: str) -> None:
    assert values(["Nome", heading], ["A", "B"]) == {"name": "A", "town": "B"}


@given(st.permutations(["Nome", "Comune", "Telefono", "Altro"]))
def test_the_order_of_columns_is_free(headings: list[str]) -> None:
    cells = [heading[0].lower() for heading in headings]
    assert values(list(headings), cells) == {"name": "n", "town": "c", "phone": "t"}


def test_of_two_headings_for_one_column_the_nearer_counts_and_the_other_fills_its_gaps() -> None:
    headings = ["Titolo", "Denominazione", "Cell.", "Telefono"]
    assert values(headings, ["pagina", "nome", "333", "035"]) == {"name": "nome", "phone": "035;333"}
    assert values(headings, ["pagina", "n.d.", "-", "035"]) == {"name": "pagina", "phone": "035"}


def test_the_columns_of_a_rejects_file_are_not_read() -> None:
    binding = Columns(COLUMNS).bind("file.csv", "test", ["Nome", "_row", "_column", "_problem", "_remedy"])
    assert binding.unread == ()
    assert binding.own == (0,)


def test_a_heading_twice_is_refused_only_where_it_is_read() -> None:
    with pytest.raises(RepeatedHeading) as refused:
        Columns(COLUMNS).bind("file.csv", "test", ["Nome", "Comune", "comune"])
    assert refused.value.positions == (2, 3)
    assert Columns(COLUMNS).bind("file.csv", "test", ["Nome", "x", "x"]).unread == ("x", "x")


def test_missing_columns_carry_what_is_missing_and_what_is_there() -> None:
    with pytest.raises(MissingColumns) as refused:
        Columns(COLUMNS).bind("file.csv", "test", ["Comune", "Via"])
    assert [label.it for label in refused.value.missing] == ["Nome"]
    assert refused.value.found == ("Comune", "Via")


def test_a_mapping_file_names_columns_leaves_some_out_and_gives_constants(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_text('{"columns": {"Chi": "Nome", "Comune": null}, "constants": {"comune": "Sona"}}', encoding="utf-8")
    given = read_given(path, COLUMNS)
    assert values(["Chi", "Comune"], ["A", "Altrove"], given) == {"name": "A", "town": "Sona"}


def test_no_heading_means_two_columns_of_a_source() -> None:
    for source in registry.sources():
        meanings: dict[str, str] = {}
        for column in source.columns:
            for wording in {squashed(w) for w in (column.name, column.label.it, column.label.en, *column.headings)}:
                assert meanings.setdefault(wording, column.name) == column.name, (source.name, wording)


def test_every_source_recognises_its_own_headings_in_both_languages() -> None:
    for source in registry.sources():
        if source.columns:
            for language in ("it", "en"):
                headings = [column.label.in_language(language) for column in source.columns]
                fit = Columns(source.columns).recognise(headings)
                assert (fit.complete, fit.matched) == (True, len(source.columns)), (source.name, language)


@pytest.mark.parametrize(
    ("headings", "name"),
    [
        (["attore", "evento", "data"], "participation"),
        (["Attore", "Partner", "Livello"], "collaborations"),
        (["Titolo", "Data", "Organizzatori"], "events"),
        (["a", "b", "c"], ""),
    ],
)
def test_headings_say_which_source_a_file_is(headings: list[str], name: str) -> None:
    assert resembling(headings, "labimpact").source == name


def test_the_mapping_of_the_documentation_is_followed(tmp_path: Path) -> None:
    document = (Path(__file__).resolve().parents[2] / "docs" / "fogli.md").read_text(encoding="utf-8")
    path = tmp_path / "map.json"
    path.write_text(document.split("```json")[1].split("```")[0], encoding="utf-8")
    given = read_given(path, registry.source("associations").columns)
    assert (given.columns, given.constants) == ({"chisiamo": "name", "sede": None}, {"municipality": "Sona"})
