"""Which events an agenda shows, and of which it asks how they went."""

from datetime import date

from graph.relations.agenda import Wanted, by_day, listed, untold, weeks
from graph.store.records import Node

TODAY = date(2026, 11, 30)


def event(key: str, start: str, **properties: object) -> Node:
    return Node(key, "event", {"name": key, "start": start, **properties})  # type: ignore[arg-type]


def keys(nodes: list[Node]) -> list[str]:
    return [node.key for node in nodes]


EVENTS = (
    event("sera", "2026-12-05T20:30", topics=("women",), type="training", municipality="016024"),
    event("mattina", "2026-12-05T09:00", municipality="016198"),
    event("mese", "2026-12", topics=("women",)),
    event("lunga", "2026-11-20", end="2026-12-02"),
    event("saltata", "2026-12-06", status="cancelled"),
    event("passata", "2026-11-01"),
    Node("senza", "event", {"name": "senza data"}),
    Node("ada", "association", {"name": "Ada", "start": "2026-12-05"}),
)


def test_coming_events_are_those_not_over_yet_by_day_and_hour() -> None:
    coming = listed(EVENTS, Wanted(since=TODAY.isoformat()))
    assert keys(coming) == ["lunga", "mese", "mattina", "sera", "saltata"]
    assert {day: keys(there) for day, there in by_day(coming).items()}["2026-12-05"] == ["mattina", "sera"]


def test_filters_add_up() -> None:
    assert keys(listed(EVENTS, Wanted(topics=frozenset({"women"})))) == ["mese", "sera"]
    assert keys(listed(EVENTS, Wanted(topics=frozenset({"women"}), types=frozenset({"training"})))) == ["sera"]
    assert keys(listed(EVENTS, Wanted(municipalities=frozenset({"016198"})))) == ["mattina"]
    assert "saltata" not in keys(listed(EVENTS, Wanted(cancelled=False)))
    assert keys(listed(EVENTS, Wanted(since="2026-12-01", until="2026-12-04"))) == ["lunga", "mese"]


def test_how_it_went_is_asked_of_what_is_over_recent_and_not_told() -> None:
    past = (
        event("ieri", "2026-11-29T18:00"),
        event("oggi", "2026-11-30"),
        event("in corso", "2026-11-20", end="2026-12-02"),
        event("detta", "2026-11-20", status="held"),
        event("contata", "2026-11-20", attendance=30),
        event("saltata", "2026-11-20", status="cancelled"),
        event("vecchia", "2026-06-01"),
        event("vaga", "2026-11"),
        event("due settimane fa", "2026-11-16"),
    )
    assert keys(untold(past, TODAY)) == ["ieri", "due settimane fa"]


def test_a_month_is_shown_in_whole_weeks_from_monday() -> None:
    shown = weeks(2026, 12)
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in shown)
    assert shown[0][0] == date(2026, 11, 30) and shown[-1][-1] == date(2027, 1, 3)
