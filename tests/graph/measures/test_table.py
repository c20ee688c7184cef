"""The tables that `python -m graph measures` prints."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.__main__ import COMMANDS
from graph.commandline import main
from graph.measures.registry import ONE_MODE
from graph.store.changes import Changeset, PutNode, PutTie
from graph.store.opening import open_store

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('measures')}/store.db"
    bodies = [
        PutNode(key, "association", {"name": name}) for key, name in (("a", "=Ada"), ("b", "Bice"), ("c", "Carla"))
    ]
    events = [
        PutNode(key, "event", {"name": key, "start": start})
        for key, start in (("x", "2023-01-01"), ("y", "2024-01-01"))
    ]
    ties = [PutTie("organised", *ends) for ends in (("a", "x"), ("b", "x"), ("b", "y"), ("c", "y"))]
    lonely = [PutNode("d", "organisation", {"name": "Dora"})]
    with open_store(url, seed=list) as store:
        store.apply(Changeset("test", "built for a test", "form", [*bodies, *lonely, *events, *ties]))
    return url


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    assert main("graph", "", COMMANDS, ["measures", *words]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_the_one_mode_table_has_every_column_and_every_mapped_actor_in_order(capsys, url) -> None:
    rows = printed(capsys, "--mode", "one", "--store", url)
    assert list(rows[0]) == ["key", "name", "kind", *ONE_MODE]
    assert [row["key"] for row in rows] == ["a", "b", "c", "d"]
    b, d = rows[1], rows[3]
    assert (b["ties"], b["strength"], b["cut_point"]) == ("2", "2.0", "1") and float(b["betweenness"]) == pytest.approx(
        1 / 3
    )
    assert (d["ties"], d["constraint"], d["closeness"]) == ("0", "", "0.0")


def test_the_two_mode_table_has_who_came_and_what_was_held(capsys, url) -> None:
    rows = printed(capsys, "--mode", "two", "--store", url)
    assert list(rows[0]) == ["key", "name", "kind", "degree", "closeness", "betweenness"]
    assert [(row["key"], row["kind"]) for row in rows][-2:] == [("x", "event"), ("y", "event")]
    assert [row["degree"] for row in rows if row["key"] == "b"] == ["1.0"]


def test_filters_leave_out_kinds_and_what_came_later(capsys, url) -> None:
    associations = printed(capsys, "--mode", "one", "--kind", "association", "--until", "2023", "--store", url)
    assert [(row["key"], row["ties"]) for row in associations] == [("a", "1"), ("b", "1"), ("c", "0")]
    assert {row["ties"] for row in printed(capsys, "--mode", "one", "--max-event-size", "1", "--store", url)} == {"0"}


def test_json_says_null_for_what_is_undefined(capsys, url) -> None:
    assert main("graph", "", COMMANDS, ["measures", "--mode", "one", "--format", "json", "--store", url]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[3]["constraint"] is None and rows[1]["cut_point"] in (True, 1)


def test_a_name_that_a_spreadsheet_would_run_is_printed_as_text(capsys, url) -> None:
    assert printed(capsys, "--mode", "one", "--store", url)[0]["name"] == "'=Ada"


@pytest.mark.parametrize(
    "words", [["--mode", "tre"], ["--mode", "one", "--until", "ieri"], ["--mode", "one", "--max-event-size", "0"]]
)
def test_wrong_usage_is_refused(capsys, words) -> None:
    with pytest.raises(SystemExit) as refused:
        main("graph", "", COMMANDS, ["measures", *words])
    assert refused.value.code == 2


def test_an_unknown_district_is_one_clear_message(capsys, url) -> None:
    assert main("graph", "", COMMANDS, ["measures", "--mode", "one", "--district", "Marte", "--store", url]) == 1
    assert "Nessun Ambito «Marte»" in capsys.readouterr().err


def test_two_runs_with_any_hash_seed_print_the_same(url) -> None:
    def run(seed: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "graph", "measures", "--mode", "one", "--store", url],
            cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    assert run("1") == run("2") != ""


def test_intervals_are_the_last_columns_and_empty_where_too_few_events_are_recorded(capsys, url) -> None:
    assert main("graph", "", COMMANDS, ["measures", "--mode", "one", "--intervals", "--store", url]) == 0
    said = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert list(rows[0])[-2:] == ["rank_low", "rank_high"] and {row["rank_low"] for row in rows} == {""}
    assert "Troppo pochi eventi" in said.err
