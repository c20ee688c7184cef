"""However a spreadsheet is spoilt, every row is in or rejected with its remedy, or one message says what to do."""

import csv
import json
from pathlib import Path

import pytest

from graph.territory.gazetteer import Gazetteer
from ingest.errors import UnreadableFile
from ingest.proposal.proposal import propose
from tests.ingest.desk import Desk, Line
from tests.ingest.sources.register_load import few
from tests.ingest.spoiled import SPOILED


def rejected(path: Path) -> list[dict[str, str]]:
    """Return the rows of a rejects file, whatever titles stand above them."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    at = next(i for i, row in enumerate(rows) if "_row" in row)
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoilt_spreadsheet_is_read_rejected_row_by_row_or_refused_with_a_remedy(
    desk: Desk, line: Line, tmp_path: Path, name: str
) -> None:
    make, expected = SPOILED[name]
    folder = tmp_path / "fogli"
    folder.mkdir()
    desk.begin()
    rejects = tmp_path / "scarti.csv"
    said = line.load("associations", make(folder), "--rejects", rejects, "--yes")
    assert "Traceback" not in said.err
    if expected == "refused":
        assert (said.code, said.out) == (1, "")
        assert said.err.count("\n") == 1
        assert "elenco." in said.err and "Nulla è stato modificato." in said.err
        assert desk.store.revision() == 0
        return
    counts = json.loads(said.out)
    assert counts["read"] == counts["created"] + counts["updated"] + counts["unchanged"] + counts["rejected"]
    assert counts["created"] > 0
    lost = rejected(rejects)
    assert (len(lost) > 0) == (expected == "rejected")
    assert len(lost) == counts["rejected"]
    assert all(row["_row"] and row["_problem"] and row["_remedy"] for row in lost)


@pytest.mark.parametrize("name", SPOILED)
def test_what_a_spoilt_spreadsheet_is_can_be_proposed_or_is_refused_with_a_remedy(tmp_path: Path, name: str) -> None:
    make, expected = SPOILED[name]
    gazetteer = Gazetteer.from_nodes(few())
    try:
        found = propose(make(tmp_path), gazetteer)
    except UnreadableFile as refused:
        assert expected == "refused"
        assert refused.remedy.it in refused.italian()
        return
    if expected != "refused":
        assert (found.source, found.missing) == ("associations", ())
        assert {"name", "municipality"} <= set(found.given.columns.values())


def test_a_workbook_without_anything_in_it_is_refused(desk: Desk) -> None:
    with pytest.raises(UnreadableFile):
        propose(desk.sheet("vuoto.xlsx"), Gazetteer.from_nodes(few()))


def test_there_are_thirty_of_them() -> None:
    assert len(SPOILED) >= 30


def loaded(desk: Desk, folder: Path, name: str) -> Desk:
    desk.load("associations", SPOILED[name][0](folder))
    return desk


@pytest.mark.parametrize("name", ["phone_as_float", "phone_as_text_of_a_float"])
def test_a_phone_that_became_a_number_keeps_its_digits(desk: Desk, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "fogli"
    folder.mkdir()
    found = {number for node in loaded(desk, folder, name).nodes("association") for number in node.many("phone")}
    assert "3471234567" in found


def test_hidden_rows_and_formulas_without_values_are_told(desk: Desk, line: Line, tmp_path: Path) -> None:
    desk.begin()
    for name, word in (("hidden_rows", "1 righe nascoste"), ("formulas_without_values", "2 formule senza un valore")):
        said = line.load("associations", SPOILED[name][0](tmp_path), "--yes")
        assert word in said.err


def test_the_second_table_of_a_sheet_loads_when_its_headings_are_pointed_to(
    desk: Desk, line: Line, tmp_path: Path
) -> None:
    path = SPOILED["two_tables"][0](tmp_path)
    desk.begin()
    assert "alla riga 7 comincia un'altra tabella" in line.load("associations", path, "--yes").err
    second = line.load("associations", path, "--mapping", desk.file("m.json", '{"header": 7}'), "--yes")
    assert (second.code, second.document["created"]) == (0, 1)
