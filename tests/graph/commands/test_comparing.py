"""`graph change` and `graph suppose`, as scripts rely on them."""

import csv
import io
from pathlib import Path

import pytest

from graph.store.opening import open_store
from tests.contract.conftest import Clock, towns
from tests.contract.saying import association, event, organised, put
from tests.graph.commands.conftest import Run, parsed


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return the address of a store with two years of events."""
    address = f"sqlite:///{tmp_path}/store.db"
    with open_store(address, seed=towns, now=Clock()) as store:
        people = [association(key, f"={key.upper()}") for key in "abc"]
        events = [event("e24", "Festa", start="2024-05-01"), event("e25", "Cena", start="2025-05-01T20:00")]
        ties = [organised(a, e) for e, there in (("e24", "ab"), ("e25", "bc")) for a in there]
        put(store, *people, *events, *ties)
    return address


YEARS = ("--from", "2024", "2024", "--to", "2025", "2025")


def test_change_prints_one_document_with_values_places_and_what_was_left_out(run: Run, url: str) -> None:
    found = parsed(run("change", *YEARS, "--store", url))
    assert [a["key"] for a in found["came"]] == ["c"]
    assert [a["key"] for a in found["left"]] == ["a"]
    assert [(p["key"], p["partner"]) for p in found["made"]] == [("b", "c")]
    assert (found["before"]["nodes"], found["after"]["since"]) == (2, "2025-01-01")
    assert found["caution"]["records_since"] == "2024-05-01"


def test_change_as_csv_has_a_row_a_change_and_runs_no_formula(run: Run, url: str) -> None:
    code, out, _ = run("change", *YEARS, "--store", url, "--format", "csv")
    rows = {row["change"]: row for row in csv.DictReader(io.StringIO(out))}
    assert code == 0 and rows.keys() == {"came", "left", "still", "made", "lapsed"}
    assert (rows["came"]["name"], rows["came"]["before"]) == ("'=C", "")


@pytest.mark.parametrize("wrong", [("--measure", "community"), ("--measure", "fama")])
def test_a_measure_that_puts_nobody_in_order_is_refused_with_those_that_do(run: Run, url: str, wrong) -> None:
    code, out, said = run("change", *YEARS, *wrong, "--store", url)
    assert (code, out) == (2, "") and "betweenness" in said


def test_a_reversed_period_is_refused(run: Run, url: str) -> None:
    code, _, said = run("change", "--from", "2025", "2024", "--to", "2025", "2025", "--store", url)
    assert code == 2 and "dal 2025 al 2024" in said


def test_suppose_prints_what_would_be_another(run: Run, url: str) -> None:
    found = parsed(run("suppose", "--without", "b", "--store", url))
    assert found["isolated"] == ["a", "c"]
    assert found["measures"]["ties"][0] == {
        "key": "b", "name": "=B", "before": 2.0, "after": None, "place_before": 1, "place_after": None,
    }  # fmt: skip
    tied = parsed(run("suppose", "--tie", "a", "c", "--store", url))
    assert {s["key"] for s in tied["measures"]["ties"]} == {"a", "c"}


def test_suppose_refuses_who_is_not_there(run: Run, url: str) -> None:
    code, _, said = run("suppose", "--event", "a", "nessuno", "--store", url)
    assert code == 2 and "nessuno" in said


def test_every_event_counts_in_measures_even_one_yet_to_come_but_not_before_its_day(run: Run, url: str) -> None:
    with open_store(url, seed=towns, now=Clock()) as store:
        put(store, event("e99", "Futura", start="2199-05-01"), organised("a", "e99"), organised("c", "e99"))
    ask = ("measures", "--mode", "one", "--format", "json", "--store", url)
    assert [row["ties"] for row in parsed(run(*ask))] == [2, 2, 2]
    assert [row["ties"] for row in parsed(run(*ask, "--until", "2025"))] == [1, 2, 1]
