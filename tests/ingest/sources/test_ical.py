"""A published calendar comes in as events: repeats one by one, in the time of Rome, once however often it is loaded."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from graph.store.changes import Changeset, PutNode
from tests.ingest.desk import Desk, Line


def calendar(desk: Desk, *entries: Sequence[str], name: str = "comune.ics") -> Path:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Comune//IT"]
    for entry in entries:
        lines += ["BEGIN:VEVENT", *entry, "END:VEVENT"]
    return desk.file(name, "\r\n".join([*lines, "END:VCALENDAR", ""]))


FEAST = (
    "UID:a1@comune",
    "SUMMARY:Festa dei popoli",
    "DTSTART;TZID=Europe/Rome:20260315T180000",
    "DTEND;TZID=Europe/Rome:20260315T220000",
    r"LOCATION:Biblioteca Tiraboschi\, Via San Bernardino 74\, 24122 Bergamo",
    "CATEGORIES:culturale,donne",
)
COURSE = (
    "UID:a2@comune",
    "SUMMARY:Corso di italiano",
    "DTSTART:20260309T170000Z",
    "DURATION:PT2H",
    "RRULE:FREQ=WEEKLY;UNTIL=20260413T235959Z",
    "EXDATE:20260316T170000Z",
)


def test_place_topics_and_type_are_read_where_they_are_certain(desk: Desk) -> None:
    desk.load("ical", calendar(desk, FEAST))
    feast = desk.named("Festa dei popoli")
    assert (feast.text("start"), feast.text("end")) == ("2026-03-15T18:00", "2026-03-15T22:00")
    assert (feast.text("venue"), feast.text("address")) == ("Biblioteca Tiraboschi", "Via San Bernardino 74")
    assert (feast.text("municipality"), feast.text("type")) == ("016024", "cultural")
    assert feast.many("topics") == ("culture", "women")


def test_repeats_are_events_of_their_own_at_the_same_hour_in_summer_and_winter(desk: Desk) -> None:
    desk.load("ical", calendar(desk, COURSE))
    starts = sorted(node.text("start") for node in desk.nodes("event"))
    days = ("03-09", "03-23", "03-30", "04-06", "04-13")
    assert starts == [f"2026-{day}T18:00" for day in days]


def test_a_time_that_was_moved_takes_the_place_of_its_repeat(desk: Desk) -> None:
    moved = ("UID:a2@comune", "RECURRENCE-ID:20260323T170000Z", "SUMMARY:Corso (spostato)", "DTSTART:20260324T170000Z")
    desk.load("ical", calendar(desk, COURSE, moved))
    assert desk.named("Corso (spostato)").text("start") == "2026-03-24T18:00"
    assert "2026-03-23T18:00" not in {node.text("start") for node in desk.nodes("event")}


def test_a_rule_without_end_stops_at_the_horizon(desk: Desk) -> None:
    endless = ("UID:a9", "SUMMARY:Sportello", "DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=WEEKLY")
    desk.load("ical", calendar(desk, endless))
    starts = sorted(node.text("start") for node in desk.nodes("event"))
    assert 130 < len(starts) < 140  # a year gone by, a year and a half to come, and the first
    assert starts[-1] < "2027-10"


def test_whole_days_end_on_their_last_day(desk: Desk) -> None:
    show = ("UID:a3", "SUMMARY:Mostra", "DTSTART;VALUE=DATE:20260401", "DTEND;VALUE=DATE:20260404")
    desk.load("ical", calendar(desk, show))
    assert (desk.named("Mostra").text("start"), desk.named("Mostra").text("end")) == ("2026-04-01", "2026-04-03")


def test_the_same_calendar_again_makes_no_revision_and_a_change_makes_one(desk: Desk) -> None:
    desk.load("ical", calendar(desk, FEAST, COURSE))
    again = desk.load("ical", calendar(desk, FEAST, COURSE, name="di nuovo.ics"))
    assert (again.revision, again.unchanged) == (None, 2)
    later = tuple(line.replace("20260315T180000", "20260315T190000") for line in FEAST)
    changed = desk.load("ical", calendar(desk, later, COURSE))
    assert (changed.updated, changed.unchanged) == (1, 1)
    assert desk.named("Festa dei popoli").text("start") == "2026-03-15T19:00"


def test_what_was_called_off_is_marked_and_what_never_stood_is_not_made(desk: Desk) -> None:
    desk.load("ical", calendar(desk, FEAST))
    other = ("UID:a5", "SUMMARY:Mai fatta", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20260501")
    desk.load("ical", calendar(desk, (*FEAST, "STATUS:CANCELLED"), other))
    assert [(n.name, n.text("status")) for n in desk.nodes("event")] == [("Festa dei popoli", "cancelled")]


def test_only_a_body_known_by_that_very_name_organises(desk: Desk) -> None:
    desk.store.apply(Changeset("Ada", "", "form", [PutNode("association:x", "association", {"name": "Telai"})]))
    feast = (*FEAST, "ORGANIZER;CN=Telai:mailto:x@example.org")
    desk.load("ical", calendar(desk, feast, (*COURSE, "ORGANIZER;CN=Mario Rossi:mailto:m@example.org")))
    assert [tie.source for tie in desk.ties("organised")] == ["association:x"]
    assert not any("Rossi" in str(node.properties) for node in desk.store.view("staff").nodes())


def test_an_event_that_stands_already_is_the_same_one(desk: Desk) -> None:
    sheet = desk.sheet("eventi.csv", ["Titolo", "Data", "Comune"], ["Festa dei popoli", "15/03/2026", "Bergamo"])
    desk.load("events", sheet)
    desk.load("ical", calendar(desk, FEAST))
    assert len(desk.nodes("event")) == 1


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "non ha eventi"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:", "danneggiato"),
        ("Titolo;Data\nFesta;2026-01-01\n", "non è un calendario"),
    ],
)
def test_what_is_no_calendar_gives_one_message(desk: Desk, line: Line, content: str, word: str) -> None:
    said = line.load("ical", desk.file("c.ics", content))
    assert said.code in (1, 3)
    assert word in said.err
    assert "Traceback" not in said.err


def test_an_entry_without_a_start_is_rejected_with_its_remedy(desk: Desk) -> None:
    result = desk.load("ical", calendar(desk, ("UID:z", "SUMMARY:Senza data"), FEAST))
    assert (result.rejected, result.created) == (1, 1)
    assert "DTSTART" in result.rejects[0].italian()
