"""`graph queue`: the queue and the calendar of promised steps."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from graph.store.changes import PutNode, PutTie
from graph.store.opening import open_store
from tests.contract.saying import association, person, put
from tests.graph.commands.conftest import Run, parsed

SOON = (date.today() + timedelta(days=2)).isoformat()


@pytest.fixture
def called(url: str) -> str:
    with open_store(url) as store:
        yesterday = (date.today() - timedelta(days=1)).isoformat()
        step = {"date": yesterday, "channel": "call", "next_step": "Mandare il programma", "by": SOON}
        put(
            store,
            association("b", "Donne del mondo", phone=("333 1234567",)),
            PutNode("contact:1", "contact", {**step, "notes": "nota segreta"}),
            PutTie("about", "b", "contact:1"),
            person("q", "Rosa Bianchi"),
            PutTie("about", "q", "contact:1"),
        )
    return url


def test_the_promised_step_stands_first_with_its_reason(called: str, run: Run) -> None:
    rows = parsed(run("queue", "--store", called))
    assert isinstance(rows, list)
    assert (rows[0]["name"], rows[0]["turn"], rows[0]["state"], rows[0]["due"]) == (
        "Donne del mondo",
        "due",
        "called",
        SOON,
    )
    assert rows[0]["reasons"][0].endswith(": mandare il programma")
    assert {row["name"] for row in rows[1:]} == {"Baobab, odv", "Altro"}
    code, out, _ = run("queue", "--store", called, "--format", "csv", "--top", "1")
    assert code == 0 and out.splitlines()[0].startswith("key,name,kind,turn") and len(out.splitlines()) == 2


def test_the_calendar_has_the_promised_steps_of_one_author_and_no_phone_or_note(
    called: str, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "passi.ics"
    code, out, err = run("queue", "--store", called, "--calendar", file)
    (entry,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert code == 0
    assert str(entry["summary"]) == "Donne del mondo e Rosa Bianchi: Mandare il programma"
    assert (entry["dtstart"].dt.isoformat(), str(entry["class"])) == (SOON, "PRIVATE")
    written = file.read_text(encoding="utf-8")
    assert all(secret not in text for secret in ("1234567", "segreta") for text in (written, out, err))
    run("queue", "--store", called, "--calendar", file, "--author", "Nessuno")
    assert not Calendar.from_ical(file.read_bytes()).walk("VEVENT")


def test_after_erasing_a_person_the_calendar_says_nothing_of_her(called: str, run: Run, tmp_path: Path) -> None:
    with open_store(called) as store:
        store.erase("q", "Ada", "richiesta")
    run("queue", "--store", called, "--calendar", tmp_path / "passi.ics")
    assert "Rosa" not in (tmp_path / "passi.ics").read_text(encoding="utf-8")
