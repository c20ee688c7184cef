"""An import keeps its file, mapping and decisions, tries before it stores, and can be stopped on its way."""

import io
import threading
from pathlib import Path

import pytest

from graph.store.opening import open_store
from ingest.errors import LoadStopped
from pages.parts.import_state import Import, Job, begun

LIST = "Elenco 2026\nDenominazione;Città;Ambiti\nDonne in cammino;Bergamo;culturale, penale\nVoci;Atlantide;\n"
CALENDAR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nSUMMARY:Festa\nDTSTART:20260315T180000\nEND:VEVENT\n"
    "END:VCALENDAR\n"
)


@pytest.fixture
def store(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/own.db"
    with open_store(url) as made:
        made.decide("nobody", "nothing", False, "Ada")  # a store with its municipalities
    return url


def ended(job: Job) -> Job:
    job.wait(60)
    assert not job.underway
    return job


def test_a_list_is_tried_then_stored_and_its_shape_is_remembered(store: str) -> None:
    one = begun(store, "elenco.csv", io.BytesIO(LIST.encode()))
    assert (one.given.source, one.given.header, one.remembered) == ("associations", 2, False)
    trial = ended(one.try_out("Ada"))
    assert one.try_out("Ada") is trial  # the same question is asked once
    assert trial.result is not None
    assert (trial.result.created, trial.result.rejected, trial.result.revision) == (1, 1, None)
    with open_store(store) as read:
        assert read.revision() == 0
    done = ended(one.apply("Ada")).result
    assert done is not None and done.revision == 1
    assert "Atlantide" in one.rejects.read_text(encoding="utf-8")
    assert begun(store, "aprile.csv", io.BytesIO(LIST.encode())).remembered


def test_another_mapping_or_decision_is_tried_anew(store: str) -> None:
    one = begun(store, "elenco.csv", io.BytesIO(LIST.encode()))
    first = one.try_out("Ada")
    one.decisions["a", "b"] = True
    assert one.try_out("Ada") is not first


def test_a_calendar_needs_no_mapping(store: str) -> None:
    one = begun(store, "comune.ics", io.BytesIO(CALENDAR.encode()))
    assert one.calendar
    result = ended(one.try_out("Ada")).result
    assert result is not None and result.created == 1


def test_a_load_that_is_stopped_says_so_and_stores_nothing(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"Realtà {number};Bergamo\n" for number in range(2_000))
    one = begun(store, "grande.csv", io.BytesIO(f"Nome;Comune\n{rows}".encode()))
    reached, go = threading.Event(), threading.Event()
    told = Job._told

    def slowly(self: Job, rows: int) -> None:
        reached.set()
        go.wait(30)
        told(self, rows)

    monkeypatch.setattr(Job, "_told", slowly)
    job = one.apply("Ada")
    assert reached.wait(30)
    job.stop()
    go.set()
    assert isinstance(ended(job).failed, LoadStopped)
    with open_store(store) as read:
        assert (read.revision(), read.view("staff").loads()) == (0, [])


def test_what_dies_unexpectedly_ends_the_job_with_an_error() -> None:
    def work(progress: object) -> object:
        raise ZeroDivisionError

    assert ended(Job(work)).failed is not None  # type: ignore[arg-type]


def test_only_a_file_of_its_name_is_kept(store: str) -> None:
    one: Import = begun(store, "elenco.csv", io.BytesIO(LIST.encode()))
    assert one.path.name == "elenco.csv"
    assert one.path.parent == Path(one.folder.name)
