"""Which events and collaborations a period holds; what cannot be placed in any."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.network.errors import ReversedPeriod
from graph.network.periods import Period, during, first_day, last_day, last_two_years, left_out, period_of, stood
from graph.network.scope import within
from graph.network.snapshot import compose, network
from graph.store.records import Node, Tie

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31)).map(lambda day: day.isoformat())
STORED = st.builds(lambda day, length: day[:length], DAYS, st.sampled_from([4, 7, 10]))


def actor(key: str, **properties: object) -> Node:
    return Node(key, "association", {"name": key, **properties})  # type: ignore[dict-item]


def event(key: str, start: str) -> Node:
    return Node(key, "event", {"name": key, "start": start} if start else {"name": key})


def snapshot(nodes: list[Node], ties: list[Tie]):
    return compose("staff", 1, nodes, ties, frozenset(n.key for n in nodes if n.kind == "association"))


@given(STORED)
def test_what_a_date_may_mean_begins_before_it_ends_and_is_in_its_own_period(stored: str) -> None:
    assert first_day(stored) <= last_day(stored)
    own = period_of(stored, stored)
    assert own.holds(stored) and own.touches(stored)
    assert date.fromisoformat(first_day(stored)) <= date.fromisoformat(last_day(stored))


@given(STORED, DAYS, DAYS)
def test_what_a_period_holds_it_touches_and_a_day_is_never_vague(stored: str, one: str, other: str) -> None:
    period = Period(min(one, other), max(one, other))
    assert not period.holds(stored) or period.touches(stored)
    assert period.touches(stored) == within(stored, period.since, period.until)
    if len(stored) == 10:
        assert period.holds(stored) == period.touches(stored)


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_the_last_twelve_months_follow_the_twelve_before_without_a_gap_or_a_day_in_both(today: date) -> None:
    before, after = last_two_years(today.isoformat())
    assert after.until == today.isoformat()
    assert date.fromisoformat(after.since).toordinal() == date.fromisoformat(before.until).toordinal() + 1
    assert {before.days, after.days} <= {365, 366}


def test_a_period_that_ends_before_it_begins_is_refused_with_both_dates() -> None:
    with pytest.raises(ReversedPeriod) as refused:
        period_of("2025-03", "2025-02")
    assert "2025-03" in refused.value.italian() and "2025-02" in refused.value.italian()


def test_only_what_certainly_lies_in_a_period_ties_and_the_rest_is_named() -> None:
    starts = {"in": "2025-03-01T18:00", "out": "2024-03-01", "year": "2025", "month": "2025-06", "never": ""}
    nodes = [actor("a"), actor("b"), *(event(key, start) for key, start in starts.items())]
    ties = [Tie(f"{who}-{key}", "organised", who, key) for key in starts for who in ("a", "b")]
    whole, half = snapshot(nodes, ties), period_of("2025-01", "2025-06")
    assert {t.target for t in during(whole, half).ties["organised"]} == {"in", "month"}
    assert network(during(whole, half)).neighbours("a") == {"b": 2.0}
    named = left_out(whole, (half,))
    assert (named.undated, named.vague) == (("never",), ("year",))
    assert left_out(whole, (half, period_of("2025", "2025"))).vague == ()


@pytest.mark.parametrize(
    ("since", "until", "stands"),
    [
        ("", "", True), ("2025-05-01", "", True), ("2026", "", False), ("", "2024-12", False), ("", "2025", True),
        ("2020", "2025-02-01", True), ("2025-12-31", "2026", True), ("2020", "2024", False),
    ],
)  # fmt: skip
def test_a_declared_collaboration_stands_from_its_beginning_to_its_end(since: str, until: str, stands: bool) -> None:
    dates = {name: value for name, value in (("since", since), ("until", until)) if value}
    assert stood(Tie("a-b", "collaborates", "a", "b", dates), period_of("2025", "2025")) is stands
    assert left_out(snapshot([actor("a"), actor("b")], [Tie("a-b", "collaborates", "a", "b", dates)]), ()).always == (
        0 if since else 1
    )
