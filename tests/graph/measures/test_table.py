"""The tables that `python -m graph measures` prints."""

import csv
import io
import json

import pytest

from graph.__main__ import COMMANDS
from graph.commandline import main
from graph.measures.registry import ONE_MODE
from graph.store.changes import Changeset, PutNode, PutTie
from graph.store.opening import open_store


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


@pytest.mark.parametrize("by", ["community", "kind", "district", "origin"])
def test_groups_add_their_columns_after_the_others(capsys, url, by: str) -> None:
    columns = list(printed(capsys, "--mode", "one", "--by", by, "--store", url)[0])
    assert columns[: len(ONE_MODE) + 3] == ["key", "name", "kind", *ONE_MODE]
    added = ["e_i", "brokerage", "coordinator", "gatekeeper", "representative", "itinerant", "liaison"]
    assert columns[len(ONE_MODE) + 3 :] == [*added, *(["membership"] if by == "community" else [])]


def test_the_whole_network_is_one_document(capsys, url) -> None:
    assert (
        main("graph", "", COMMANDS, ["measures", "--mode", "one", "--whole", "--format", "json", "--store", url]) == 0
    )
    document = json.loads(capsys.readouterr().out)
    assert (document["actors"], document["ties"], document["isolated"]) == (4, 2, 0.25)
    assert document["fragmentation"] == 0.5 and document["closeness_centralisation"] is None
    assert set(document["e_i"]) == {"community", "kind", "district", "origin"} and document["sampling"] is None
    assert document["big_events"]["size"] is None and document["chance"]["density"]["side"] == 0
    rows = {row["what"]: row["value"] for row in printed(capsys, "--mode", "one", "--whole", "--store", url)}
    assert rows["density"] == str(document["density"]) and rows["closeness_centralisation"] == ""


@pytest.mark.parametrize("option", [["--by", "kind"], ["--whole"], ["--intervals"]])
def test_what_is_of_one_mode_is_refused_in_two(capsys, url, option: list[str]) -> None:
    assert main("graph", "", COMMANDS, ["measures", "--mode", "two", *option, "--store", url]) == 2
    assert "--mode one" in capsys.readouterr().err


def test_definitions_are_printed_whatever_the_store_holds(capsys) -> None:
    rows = printed(capsys, "--mode", "one", "--definitions", "--store", "sqlite:////nowhere/at/all.db")
    assert {row["name"] for row in rows} >= {*ONE_MODE, "liaison", "fragmentation", "rank_low, rank_high"}
    assert all(row["definition"] and row["source"] for row in rows)


def test_estimates_are_never_silent(capsys, url, monkeypatch) -> None:
    monkeypatch.setattr("graph.measures.sampling.EXACT_MOST", 2)
    assert main("graph", "", COMMANDS, ["measures", "--mode", "one", "--store", url]) == 0
    assert "stimate" in capsys.readouterr().err
    assert (
        main("graph", "", COMMANDS, ["measures", "--mode", "one", "--whole", "--format", "json", "--store", url]) == 0
    )
    assert json.loads(capsys.readouterr().out)["sampling"]["sources"] == 400


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


def test_intervals_are_the_last_columns_and_empty_where_too_few_events_are_recorded(capsys, url) -> None:
    assert main("graph", "", COMMANDS, ["measures", "--mode", "one", "--intervals", "--store", url]) == 0
    said = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert list(rows[0])[-2:] == ["rank_low", "rank_high"] and {row["rank_low"] for row in rows} == {""}
    assert "Troppo pochi eventi" in said.err
