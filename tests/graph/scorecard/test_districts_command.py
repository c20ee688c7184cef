"""`graph districts`, as scripts and people rely on it."""

import csv
import io
import json

import pytest

from graph.__main__ import COMMANDS
from graph.commandline import main
from graph.scorecard.columns import COLUMNS
from graph.scorecard.scorecard import FACTS
from tests.graph.scorecard.conftest import Districts


@pytest.fixture
def url(districts: Districts) -> str:
    districts.bodies("ada bice")
    districts.node("district:bg", "district", name="=Ambito", lead="Ada", complete=True)
    districts.event("e", "ada", "bice")
    districts.save()
    return districts.store.url


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main("graph", "", COMMANDS, ["districts", *words]) == 0
    return capsys.readouterr().out


def test_json_gives_every_cell_with_what_it_is_made_of(capsys, url: str) -> None:
    rows = json.loads(printed(capsys, "--store", url))
    assert [row["key"] for row in rows] == ["district:bg", "district:mi"]
    assert rows[0]["lead_actor"] == "ada"
    assert list(rows[0]["cells"]) == list(COLUMNS)
    assert rows[0]["cells"]["isolated"]["value"] == 0
    assert rows[1]["cells"]["isolated"] == {
        "value": None,
        "numerator": None,
        "denominator": None,
        "why": "nessuna realtà mappata",
        "note": None,
        "expected": None,
    }


def test_csv_leaves_what_is_undefined_empty_and_runs_no_formula(capsys, url: str) -> None:
    rows = list(csv.DictReader(io.StringIO(printed(capsys, "--format", "csv", "--store", url))))
    assert tuple(rows[0])[: len(FACTS)] == FACTS
    assert rows[0]["name"] == "'=Ambito"
    assert (rows[1]["isolated"], rows[1]["isolated_why"]) == ("", "nessuna realtà mappata")


def test_until_tells_what_was_known_then(capsys, url: str) -> None:
    out = printed(capsys, "--until", "2024-02-28", "--store", url)
    assert json.loads(out)[0]["cells"]["ties"]["value"] == 0


def test_an_empty_store_gives_an_empty_list(capsys, tmp_path) -> None:
    assert json.loads(printed(capsys, "--store", f"sqlite:///{tmp_path}/none.db")) == []
