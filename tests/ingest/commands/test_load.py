"""`ingest load` and `ingest sources` at the command line: JSON alone on standard output, exits as agreed."""

import csv
import io
import json

import pytest

from ingest.sources.registry import MODULES
from tests.ingest.desk import Desk, Line

HEADINGS = ["Nome", "Comune"]
KEYS = [
    "source",
    "files",
    "read",
    "created",
    "updated",
    "unchanged",
    "rejected",
    "ties_created",
    "revision",
    "dry_run",
    "seconds",
]


@pytest.fixture(autouse=True)
def begun(desk: Desk) -> None:
    desk.begin()


def test_a_load_prints_its_counts_as_one_document_and_nothing_else(desk: Desk, line: Line) -> None:
    said = line.load("associations", desk.sheet("a.csv", HEADINGS, ["A", "Bergamo"]))
    assert said.code == 0
    assert list(said.document) == KEYS
    assert {**said.document, "seconds": 0} == {
        "source": "associations", "files": ["a.csv"], "read": 1, "created": 1, "updated": 0, "unchanged": 0,
        "rejected": 0, "ties_created": 0, "revision": 1, "dry_run": False, "seconds": 0,
    }  # fmt: skip


def test_rejected_rows_exit_3_and_the_first_ten_are_told(desk: Desk, line: Line) -> None:
    path = desk.sheet("a.csv", HEADINGS, ["A", "Bergamo"], *([f"B{i}", "Nessunluogo"] for i in range(12)))
    said = line.load("associations", path)
    assert said.code == 3
    told = [text for text in said.err.splitlines() if text.startswith("a.csv, riga ")]
    assert len(told) == 10
    assert told[0].startswith("a.csv, riga 3, colonna Comune, valore «Nessunluogo»: comune non riconosciuto. ")
    assert told[0].endswith(".")


def test_rejected_rows_go_to_their_file_instead(desk: Desk, line: Line) -> None:
    said = line.load(
        "associations", desk.sheet("a.csv", HEADINGS, ["B", "Nessunluogo"]), "--rejects", desk.folder / "r.csv"
    )
    assert said.code == 3
    assert "riga 2" not in said.err
    assert (
        (desk.folder / "r.csv").read_text(encoding="utf-8").startswith("Nome,Comune,_row,_column,_problem,_remedy\nB,")
    )


def test_a_dry_run_has_the_same_document_and_exit_and_says_what_would_change(desk: Desk, line: Line) -> None:
    path = desk.sheet("a.csv", HEADINGS, ["A", "Bergamo"], ["B", "Nessunluogo"])
    dry = line.load("associations", path, "--dry-run")
    assert "nuova scheda, associazione «A»" in dry.err
    real = line.load("associations", path)
    assert (dry.code, real.code) == (3, 3)
    ignored = {"seconds": 0, "dry_run": 0, "revision": 0}
    assert {**dry.document, **ignored} == {**real.document, **ignored}


def test_the_author_is_the_one_given_else_who_is_at_the_computer(
    desk: Desk, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "bea")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(desk.folder))  # nobody gave a name here
    line.load("associations", desk.sheet("a.csv", HEADINGS, ["A", "Bergamo"]), "--author", "Ada")
    line.load("associations", desk.sheet("b.csv", HEADINGS, ["B", "Bergamo"]))
    assert [revision.author for revision in desk.store.view("staff").revisions()] == ["bea", "Ada"]


def test_a_mapping_file_says_which_column_is_which(desk: Desk, line: Line) -> None:
    mapping = desk.file("m.json", json.dumps({"columns": {"Chi": "nome"}, "constants": {"Comune": "Bergamo"}}))
    said = line.load("associations", desk.sheet("a.csv", ["Chi", "Altro"], ["A", "x"]), "--mapping", mapping)
    assert (said.code, said.document["created"]) == (0, 1)
    assert "colonne non lette: «Altro»" in said.err


def test_sources_are_listed_with_columns_licence_and_address(line: Line) -> None:
    listed = json.loads(line("sources").out)
    assert [source["name"] for source in listed] == list(MODULES)
    by_name = {source["name"]: source for source in listed}
    required = [c["name"] for c in by_name["associations"]["columns"] if c["required"]]
    assert required == ["name", "municipality"]
    assert by_name["mim-schools"]["stable"]
    assert by_name["mim-schools"]["address"].startswith("https://")
    assert by_name["five-per-mille"]["licence"]


def test_sources_are_listed_as_csv_too(line: Line) -> None:
    rows = list(csv.DictReader(io.StringIO(line("sources", "--format", "csv").out)))
    assert [row["name"] for row in rows] == list(MODULES)
    assert next(row for row in rows if row["name"] == "participation")["columns"].startswith("Attore*; Evento*; Data")


def test_help_asks_for_nothing_heavy() -> None:
    import subprocess
    import sys

    code = (
        "import sys;from graph.commandline import main;from ingest.__main__ import COMMANDS\n"
        "try: main('ingest','',COMMANDS,['load','--help'])\n"
        "except SystemExit: pass\n"
        "heavy={'openpyxl','pandas','geopandas','neo4j','streamlit','geopy','rapidfuzz','babel','shapely'}&set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_wrong_usage_exits_2(desk: Desk, line: Line) -> None:
    file = desk.sheet("f.csv", HEADINGS, ["A", "Bergamo"])
    assert line.load("nosuch").code == 2
    assert line.load("associations").code == 2
    assert line.load("labimpact", file).code == 2
    assert line("template", "nosuch", desk.folder / "m.xlsx").code == 2
    assert line("template", "associations", desk.folder / "m.pdf").code == 2
