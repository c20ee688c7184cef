"""iCalendar, read back by icalendar."""

from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar

from graph.exchange.ics import ROME, when
from tests.graph.exchange.conftest import HOSTILE, Export


def events(exported: Export) -> dict[str, object]:
    calendar = Calendar.from_ical(exported("ics").read_bytes())
    return {str(e["uid"]).removesuffix("@intreccio"): e for e in calendar.walk("VEVENT")}


def test_times_are_those_of_rome_in_summer_and_in_winter(exported: Export) -> None:
    read = events(exported)
    summer, winter = read["event:hours"]["dtstart"].dt, read["event:winter"]["dtstart"].dt
    assert (summer.replace(tzinfo=None), summer.utcoffset()) == (datetime(2026, 5, 10, 20, 30), timedelta(hours=2))
    assert (winter.replace(tzinfo=None), winter.utcoffset()) == (datetime(2026, 12, 6, 19), timedelta(hours=1))
    assert read["event:hours"]["dtend"].dt.replace(tzinfo=None) == datetime(2026, 5, 11, 1)
    assert "BEGIN:VTIMEZONE" in exported("ics").read_text(encoding="utf-8")


def test_a_day_alone_is_all_day_and_ends_the_day_after_its_last(exported: Export) -> None:
    day = events(exported)["event:day"]
    assert (day["dtstart"].dt, day["dtend"].dt) == (date(2026, 3, 1), date(2026, 3, 3))


def test_a_month_or_a_year_is_no_day_and_is_counted(exported: Export) -> None:
    read = events(exported)
    assert set(read) == {"event:hours", "event:winter", "event:day", "event:invented"}
    assert [left.count for left in exported.outcome.left_out] == [2]


def test_place_partners_sources_and_the_mark_of_the_sample_are_there(exported: Export) -> None:
    read = events(exported)
    assert str(read["event:hours"]["location"]) == "Sala, 1, Bergamo"
    assert "Baobab" in str(read["event:hours"]["description"])
    assert str(read["event:invented"]["summary"]) == "[Esempio inventato] Prova"
    assert "Fonte: five-per-mille · riga 12 · 2026-02-01" in str(read["event:winter"]["description"])
    said = str(read["event:hours"]["description"])
    assert [name for name in HOSTILE if name not in said] == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026", "", None),
        ("2026-06", "2026-06-30", None),
        ("", "", None),
        ("2026-06-01", "2026-05-01", (date(2026, 6, 1), date(2026, 6, 2))),
        ("2026-06-01", "2026-06-02T18:00", (date(2026, 6, 1), date(2026, 6, 3))),
        ("2026-06-01T10:00", "2026-06", (datetime(2026, 6, 1, 10, tzinfo=ROME), None)),
        ("2026-06-01T10:00", "2026-06-01", (datetime(2026, 6, 1, 10, tzinfo=ROME), None)),
        ("2026-06-01T10:00", "2026-06-01T09:00", (datetime(2026, 6, 1, 10, tzinfo=ROME), None)),
        (
            "2026-06-01T10:00",
            "2026-06-02",
            (datetime(2026, 6, 1, 10, tzinfo=ROME), datetime(2026, 6, 3, tzinfo=ROME)),
        ),
    ],
)
def test_partial_and_impossible_ends_are_never_guessed(start: str, end: str, expected: object) -> None:
    assert when(start, end) == expected
