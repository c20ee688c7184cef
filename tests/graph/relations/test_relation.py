"""What the state of a relation is read from, and what never counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.network import snapshot
from graph.relations import relation
from graph.relations.relation import months_between
from graph.relations.states import STATES, State
from tests.graph.relations.conftest import TODAY, Log


def test_a_relation_grows_from_mapped_to_called_met_and_collaborating(log: Log) -> None:
    log.bodies("sola chiamata vista visitata ospite insieme altra")
    log.contact("chiamata", "2026-10-01", channel="call", outcome="Interessati")
    log.contact("vista", "2026-10-01", channel="call")
    log.contact("vista", "2026-11-01", channel="call", answer="met")
    log.contact("visitata", "2026-11-01", channel="visit")
    log.event("festa", "2026-11-10", {"ospite": "participant", "insieme": "lead", "altra": "co_organiser"})
    states = {key: found.state for key, found in log.relations().items()}
    assert states == {
        "sola": State.MAPPED,
        "chiamata": State.CALLED,
        "vista": State.MET,
        "visitata": State.MET,
        "ospite": State.MET,
        "insieme": State.COLLABORATING,
        "altra": State.COLLABORATING,
    }


def test_an_event_done_alone_is_no_collaboration(log: Log) -> None:
    log.bodies("sola")
    log.event("concerto", "2026-11-10", {"sola": "lead"})
    assert log.relations()["sola"].state is State.MET


def test_a_declared_collaboration_counts_while_it_stands(log: Log) -> None:
    log.bodies("ada bice carla dina")
    log.tie("collaborates", "ada", "bice")
    log.tie("collaborates", "carla", "dina", since="2020", until="2022-06")
    found = log.relations()
    assert (found["ada"].state, found["ada"].months) == (State.COLLABORATING, None)
    assert found["carla"].state is State.MAPPED


def test_without_an_answered_contact_or_an_event_for_a_year_a_relation_sleeps(log: Log) -> None:
    log.bodies("sveglia silente cercata evento")
    log.contact("sveglia", "2025-12-01", channel="meeting")
    log.contact("silente", "2025-11-30", channel="meeting")
    log.contact("silente", "2026-11-20", channel="call", answer="no_answer")
    log.contact("cercata", "2024-05-01", channel="call", answer="no_answer")
    log.contact("evento", "2024-01-01", channel="call")
    log.event("festa", "2026-06-01", {"evento": "participant"})
    found = log.relations()
    assert (found["sveglia"].state, found["sveglia"].months) == (State.MET, 11)
    assert (found["silente"].state, found["silente"].reached, found["silente"].months) == (
        State.DORMANT,
        State.MET,
        12,
    )
    assert found["silente"].last_contact == "2026-11-20" and found["silente"].last_sign == "2025-11-30"
    assert found["cercata"].state is State.DORMANT
    assert (found["evento"].state, found["evento"].last_sign) == (State.MET, "2026-06-01")


def test_what_is_planned_or_was_cancelled_never_counts(log: Log) -> None:
    log.bodies("ada bice carla dina")
    log.contact("ada", "2026-12-05", channel="meeting", next_step="Vedersi in sede")
    log.event("futura", "2026-12-20", {"bice": "lead", "carla": "co_organiser"})
    log.event("saltata", "2026-10-20", {"bice": "lead", "carla": "co_organiser"}, status="cancelled")
    log.contact("dina", "2026-11-20", written="2026-11-01", channel="meeting")  # noted ahead, never told
    found = log.relations()
    assert {found[key].state for key in ("ada", "bice", "carla", "dina")} == {State.MAPPED}
    assert (found["ada"].last_contact, found["ada"].months) == ("", None)
    step = found["ada"].step
    assert step is not None and (step.what, step.by) == ("Vedersi in sede", "2026-12-05")
    assert found["dina"].overdue


def test_what_was_promised_stands_until_done_or_until_a_later_answer(log: Log) -> None:
    log.bodies("ada bice carla dina")
    log.contact("ada", "2026-11-01", channel="call", next_step="Mandare il volantino", by="2026-12-03")
    log.contact("ada", "2026-11-20", channel="call", answer="no_answer")
    log.contact("bice", "2026-11-01", channel="call", next_step="Richiamare", by="2026-11-10")
    log.contact("bice", "2026-11-09", channel="call", answer="reached")
    log.contact("carla", "2026-11-01", channel="call", next_step="Richiamare", by="2026-11-10", done="2026-11-08")
    log.contact("dina", "2026-11-01", channel="call", next_step="Richiamare", by="2026-11")
    found = log.relations()
    step = found["ada"].step
    assert step is not None and (step.what, step.by) == ("Mandare il volantino", "2026-12-03")
    assert not found["ada"].overdue
    assert found["bice"].step is None and found["carla"].step is None
    assert found["dina"].step is not None and not found["dina"].overdue  # some time in November: not over yet


def test_a_step_with_two_bodies_is_over_only_when_both_were_reached(log: Log) -> None:
    log.bodies("ada bice")
    log.contact("ada bice", "2026-11-01", next_step="Farle incontrare", by="2026-11-20")
    log.contact("ada", "2026-11-10", channel="call", answer="reached")
    before = log.relations()
    assert before["ada"].step is not None and before["ada"].step.parties == ("ada", "bice")
    assert before["ada"].overdue and before["bice"].state is State.MAPPED
    log.contact("ada bice", "2026-11-22", channel="meeting", answer="met")
    after = log.relations()
    assert after["ada"].step is None and after["bice"].state is State.MET


def test_a_call_to_a_bodys_person_is_a_contact_of_the_body(log: Log) -> None:
    log.bodies("ada")
    log.bodies("person:rosa", "person")
    log.tie("about", "ada", "person:rosa")
    log.contact("person:rosa", "2026-11-01", channel="call", answer="reached")
    assert log.relations()["ada"].state is State.CALLED


def test_in_the_public_view_the_relation_is_unknown_not_never_called(log: Log) -> None:
    log.bodies("ada")
    log.contact("ada", "2026-11-01", channel="call")
    log.save()
    view = log.store.view("public")
    assert relation.read(view, snapshot.read(view), TODAY) is None
    staff = log.store.view("staff")
    assert relation.relations(snapshot.read(view), staff.nodes(["contact"]), staff.ties(["about"]), TODAY) is None


def test_staleness_goes_from_nothing_today_to_all_after_a_year_or_never(log: Log) -> None:
    log.bodies("oggi mezza mai")
    log.contact("oggi", "2026-11-30", channel="call", answer="reached")
    log.contact("mezza", "2026-05-30", channel="call", answer="reached")
    log.contact("mai", "2026-11-29", channel="call", answer="no_answer")
    found = log.relations()
    assert [found[key].staleness for key in ("oggi", "mezza", "mai")] == [0.0, 0.5, 1.0]


def test_every_state_has_words_in_both_languages() -> None:
    assert list(STATES) == list(State)
    assert all(rule.label.it and rule.label.en and rule.rule.it and rule.rule.en for rule in STATES.values())


@pytest.mark.parametrize(
    ("day", "months"),
    [("2026-10-30", 1), ("2026-10-31", 0), ("2025-11-30", 12), ("2026-12-24", 0), ("2026-09", 2), ("2025", 16)],
)
def test_months_are_counted_whole(day: str, months: int) -> None:
    assert months_between(day, TODAY) == months


@given(st.dates(date(1990, 1, 1), date(2026, 11, 30)))
def test_months_never_say_more_than_the_days_allow(day: date) -> None:
    months, days = months_between(day.isoformat(), TODAY), (TODAY - day).days
    assert months is not None and 28 * months <= days < 31 * (months + 1)
