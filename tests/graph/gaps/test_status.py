"""The work on gaps outlives every new computation, merges and re-imports, and an event that was held closes its gap."""

import pytest

from graph.gaps import likely, registry, status
from graph.gaps.gap import Gap, identity
from graph.store.changes import Change, Changeset, GapStatus, Mark, MergeNodes, RemoveNode
from tests.graph.gaps.conftest import Territory

TODAY = "2024-07-01"
PAIR = ("a", "c")
ID = identity(likely.KIND, PAIR)


@pytest.fixture
def met(territory: Territory) -> Territory:
    """Two pairs that met at b's: a and c have b in common and never met."""
    territory.bodies("a b c")
    territory.event("e1", "a", "b")
    territory.event("e2", "b", "c")
    return territory


def _mark(territory: Territory, state: GapStatus, members: tuple[str, ...] = PAIR, step: str = "") -> None:
    reason = "si conoscono" if state == GapStatus.DISMISSED else ""
    gap = identity(likely.KIND, members)
    territory.store.mark_gap(Mark(gap, likely.KIND, members, state, "Giulia", reason, step))


def _changes(*changes: Change) -> Changeset:
    return Changeset("test", "prova", "form", changes)


def _listed(territory: Territory, today: str = TODAY, districts: tuple[str, ...] = ()) -> list[Gap]:
    ground = territory.ground(today=today)
    known = status.standings(territory.store.gap_marks(), ground.snapshot, today)
    found = registry.find(ground, [likely.KIND], districts=districts)
    named = territory.store.view("staff").node
    return status.listed(ground, found, known, named, kinds=[likely.KIND], districts=districts)


def _said(territory: Territory, today: str = TODAY) -> list[tuple[tuple[str, ...], str]]:
    return [(gap.members, gap.status) for gap in _listed(territory, today)]


def test_a_gap_keeps_its_status_when_found_again_and_can_be_opened_again(met: Territory) -> None:
    assert _said(met) == [(PAIR, "open")]
    for state in (GapStatus.DISMISSED, GapStatus.TAKEN_UP, GapStatus.OPEN):
        _mark(met, state)
        met.event(f"later {state}", "b", "c")
        assert _said(met) == [(PAIR, state)]


def test_a_mark_on_a_body_that_was_merged_leads_to_the_gap_of_what_it_became(met: Territory) -> None:
    met.body("d")
    met.event("e3", "b", "d")
    met.ground()
    _mark(met, GapStatus.DISMISSED, ("a", "d"))
    met.store.apply(_changes(MergeNodes("c", "d")))
    assert _said(met) == [(PAIR, "dismissed")]


def test_a_gap_between_bodies_that_became_one_is_gone(met: Territory) -> None:
    met.ground()
    _mark(met, GapStatus.TAKEN_UP)
    met.store.apply(_changes(MergeNodes("a", "c")))
    assert _said(met) == []


def test_what_was_taken_up_or_done_is_listed_when_found_no_more_and_what_was_dismissed_is_not(met: Territory) -> None:
    met.body("d")
    met.event("e3", "b", "d")
    met.ground()
    for members, state in ((PAIR, GapStatus.DONE), (("a", "d"), GapStatus.TAKEN_UP), (("c", "d"), "dismissed")):
        _mark(met, GapStatus(state), members)
    met.event("all", "a", "c", "d", start="2024-06-01")
    assert _said(met) == [(("a", "d"), "taken_up"), (PAIR, "done")]
    assert [gap.names for gap in _listed(met)] == [("A", "D"), ("A", "C")]
    met.store.apply(_changes(RemoveNode("d")))
    assert _said(met) == [(PAIR, "done")]


def test_a_planned_event_is_no_meeting_and_once_held_it_closes_the_gap(met: Territory) -> None:
    met.event("cena", "a", "c", start="2024-07-10T19:00")
    met.ground()
    _mark(met, GapStatus.TAKEN_UP, step="cena")
    assert _said(met, "2024-07-09") == [(PAIR, "taken_up")]
    assert _listed(met, "2024-07-09")[0].reasons, "still found, with its reasons"
    assert _said(met, "2024-07-10") == [(PAIR, "taken_up")]
    assert _said(met, "2024-07-11") == [(PAIR, "done")]


def test_an_event_that_one_of_them_left_closes_nothing(met: Territory) -> None:
    met.event("cena", "a", "b", start="2024-07-10")
    met.ground()
    _mark(met, GapStatus.TAKEN_UP, step="cena")
    assert _said(met, "2024-08-01") == [(PAIR, "taken_up")]
    met.store.apply(_changes(RemoveNode("cena")))
    assert _said(met, "2024-08-01") == [(PAIR, "taken_up")]


@pytest.mark.parametrize(("member", "left"), [("school:1", "taken_up"), ("service:1", "done")])
def test_who_could_have_come_and_did_not_keeps_a_gap_open_and_what_cannot_come_does_not(
    met: Territory, member: str, left: str
) -> None:
    met.event("cena", "a", "c", start="2024-07-10")
    ground = met.ground(today="2024-08-01")
    mark = Mark("gap:x", "school", (member,), GapStatus.TAKEN_UP, "Giulia", step="cena")
    (standing,) = status.standings([mark], ground.snapshot, "2024-08-01").values()
    assert standing.status == left


def test_a_gap_that_was_opened_again_is_not_closed_by_its_old_event(met: Territory) -> None:
    met.event("cena", "a", "c", start="2024-07-10")
    met.ground()
    _mark(met, GapStatus.TAKEN_UP, step="cena")
    _mark(met, GapStatus.OPEN)
    assert _said(met, "2024-08-01") == []


def test_remembered_gaps_keep_to_the_district_asked_for(met: Territory) -> None:
    met.node("district:x", "district", name="Ambito X")
    met.node("district:y", "district", name="Ambito Y")
    met.tie("part_of", "municipality:016024", "district:x")
    met.event("now", "a", "c", start="2024-06-01")
    met.ground()
    _mark(met, GapStatus.DONE)
    assert [gap.districts for gap in _listed(met, districts=("Ambito X",))] == [("Ambito X",)]
    assert _listed(met, districts=("Ambito Y",)) == []


def test_what_was_not_yet_said_at_a_date_is_left_out(met: Territory) -> None:
    met.ground()
    _mark(met, GapStatus.TAKEN_UP)
    (mark,) = met.store.gap_marks()
    assert status.until([mark], "2001-01-01") == []
    assert status.until([mark], mark.at[:10]) == status.until([mark], "") == [mark]


def test_gaps_are_counted_by_status_with_zeros(met: Territory) -> None:
    assert status.counts(_listed(met)) == {"open": 1, "taken_up": 0, "done": 0, "dismissed": 0}


def test_everyone_sees_what_is_found_and_not_put_aside_without_a_word_of_the_work(met: Territory) -> None:
    met.body("d")
    met.event("e3", "b", "d")
    met.ground()
    for members, state in ((PAIR, GapStatus.TAKEN_UP), (("a", "d"), GapStatus.DISMISSED)):
        _mark(met, state, members)
    seen = {gap.members: gap.status for gap in status.public(_listed(met))}
    assert seen == {PAIR: "open", ("c", "d"): "open"}
    met.event("all", "a", "c", "d", start="2024-06-01")
    assert status.public(_listed(met)) == []
