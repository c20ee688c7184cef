"""What the network lost in the last twelve months."""

import pytest

from graph.gaps import lapses
from graph.gaps.gap import Gap
from graph.gaps.ground import Ground

TODAY = "2026-03-12"
BEFORE, AFTER = "2024-09-01", "2025-09-01"


def found(ground: Ground) -> dict[tuple[str, ...], Gap]:
    return {gap.members: gap for gap in lapses.find(ground, 100)}


@pytest.fixture
def years(territory):
    territory.bodies("a b c d persa amica")
    territory.event("prima", "a", "b", start=BEFORE)
    territory.event("insieme", "persa", "amica", start=BEFORE)
    territory.event("dopo", "a", "c", start=AFTER)
    territory.event("dopo ancora", "b", "d", start=AFTER)
    territory.event("amica ancora", "amica", "d", start=AFTER)
    return territory


def test_an_actor_not_seen_since_and_a_tie_between_two_who_still_are_active(years) -> None:
    gaps = found(years.ground(today=TODAY))
    assert gaps.keys() == {("persa",), ("a", "b")}
    gone = gaps["persa",]
    assert "Fra il 13 mar 2024 e il 12 mar 2025 «Persa» ha lavorato con una realtà («Amica»)" in gone.text.it
    assert gone.suggested == ("amica",) and "«Amica» è ancora attiva" in gone.effect.it
    assert "hanno lavorato insieme; fra il 13 mar 2025 e il 12 mar 2026 non più" in gaps["a", "b"].text.it
    assert [(e.code, e.before, e.after) for e in gaps["a", "b"].effects] == [("ties", 1, 0)]
    assert all(sum(r.share for r in gap.reasons) == pytest.approx(1) for gap in gaps.values())


def test_a_declared_collaboration_that_ended_is_a_tie_lost_and_one_that_stands_is_not(years) -> None:
    years.tie("collaborates", "c", "d", level=3, since="2023-01-01", until="2024-12-31")
    years.tie("collaborates", "a", "d", level=3, since="2023-01-01")
    gap = found(years.ground(today=TODAY))["c", "d"]
    assert gap.reasons[0].text.it == "collaborazione dichiarata"
    assert ("a", "d") not in found(years.ground(today=TODAY))


def test_being_at_a_crowded_event_shows_that_one_is_still_active(years) -> None:
    crowd = [f"x{n:02d}" for n in range(20)]
    years.bodies(" ".join(crowd))
    years.event("plenaria", "persa", *crowd, start=AFTER)
    assert found(years.ground(today=TODAY)).keys() == {("amica", "persa"), ("a", "b")}


def test_where_the_last_year_has_no_event_at_all_nothing_is_lost_but_unrecorded(years) -> None:
    assert found(years.ground(today="2027-01-01")) == {}


def test_it_can_be_asked_how_it_was_at_a_date(years) -> None:
    assert found(years.ground(until="2025-03-01", today=TODAY)) == {}
    assert ("persa",) in found(years.ground(until="2025-12-31", today=TODAY))


def test_a_planned_event_keeps_nobody_active(years) -> None:
    years.event("promesso", "persa", "amica", start="2026-06-01")
    assert ("persa",) in found(years.ground(today=TODAY))
