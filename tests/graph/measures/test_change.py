"""The difference of two periods, on a story small enough to be told by hand, and on histories made up at random."""

import math

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.measures.change import change
from graph.measures.places import NotComparable, comparable, ordered, places
from graph.network.periods import Period, period_of
from graph.network.scope import Scope
from graph.network.snapshot import Snapshot, compose
from graph.store.records import Node, Tie

BEFORE, AFTER = period_of("2024", "2024"), period_of("2025", "2025")
Events = list[tuple[str, str]]
"""Who was there, one letter an actor; the day."""


def together(a: str, b: str, properties: dict[str, object]) -> Tie:
    return Tie(f"{a}-{b}", "collaborates", a, b, properties)  # type: ignore[arg-type]


def story(events: Events, *collaborations: Tie) -> Snapshot:
    names = sorted({a for there, _ in events for a in there} | {t.source for t in collaborations})
    nodes = [Node(name, "association", {"name": name}) for name in names]
    nodes += [Node(f"e{n}", "event", {"name": f"e{n}", "start": day}) for n, (_, day) in enumerate(events)]
    ties = [Tie(f"{a}-e{n}", "organised", a, f"e{n}") for n, (there, _) in enumerate(events) for a in there]
    return compose("staff", 1, nodes, [*ties, *collaborations], frozenset(names))


TOLD = story(
    [
        *(("ab", "2024-02-01"), ("abc", "2024-05-01"), ("cd", "2024-06-01"), ("x", "2024-07-01")),
        *(("ae", "2025-02-01"), ("bc", "2025-03-01"), ("bc", "2025-04-01"), ("e", "2025")),
        *(("ab", ""), ("ad", "2026-01-09")),
    ],
    together("a", "c", {"level": 2, "since": "2025-06-01"}),
    together("b", "d", {"level": 4, "since": "2020", "until": "2024-03"}),
    together("a", "b", {"level": 1}),
)  # fmt: skip


def test_who_came_left_and_which_ties_were_made_lapsed_and_kept() -> None:
    found = change(TOLD, BEFORE, AFTER)
    assert [c.key for c in found.came] == ["e"]
    assert [c.key for c in found.left] == ["d", "x"], "the strongest first; one alone at its event was there too"
    assert [(p.source, p.target, p.after) for p in found.made] == [("a", "e", 1.0)]
    assert [(p.source, p.target) for p in found.lapsed] == [("b", "d"), ("c", "d")]
    assert [(p.source, p.target) for p in found.kept] == [("b", "c"), ("a", "b"), ("a", "c")]


def test_places_are_counted_among_those_who_stayed_and_both_values_are_told() -> None:
    found = change(TOLD, BEFORE, AFTER)
    moved = {
        c.key: (c.place_before, c.place_after, c.before, c.after) for c in (*found.rose, *found.fell, *found.still)
    }
    assert moved == {"a": (2, 3, 2.25, 1.75), "b": (1, 2, 3.25, 2.25), "c": (3, 1, 2.0, 2.5)}
    assert [c.key for c in found.rose] == ["c"] and {c.key for c in found.fell} == {"a", "b"}


def test_what_could_not_be_compared_is_said() -> None:
    caution = change(TOLD, BEFORE, AFTER, Scope(today="2025-11-30")).caution
    assert caution.left_out.undated == ("e8",) and caution.left_out.vague == ()
    assert caution.left_out.always == 1
    assert (caution.unfinished, caution.records_since) == (31, "2024-02-01")
    months = change(TOLD, period_of("2025-01", "2025-03"), period_of("2025-04", "2025-09")).caution
    assert months.left_out.vague == ("e7",) and months.longer == pytest.approx(183 / 90)
    assert change(TOLD, BEFORE, AFTER, Scope(today="2024-06-01")).caution.unfinished == 365


def test_an_event_that_is_only_planned_makes_nobody_present() -> None:
    planned = story([("ab", "2025-02-01"), ("cd", "2025-12-24")])
    assert {c.key for c in change(planned, BEFORE, AFTER, Scope(today="2025-11-30")).came} == {"a", "b"}
    assert len(change(planned, BEFORE, AFTER, Scope(today="2025-12-24")).came) == 4


def test_a_crowded_event_makes_present_but_ties_nobody() -> None:
    fair = story([("abcdef", "2025-01-01"), ("ab", "2025-02-01")])
    found = change(fair, BEFORE, AFTER, Scope(max_event_size=5))
    assert len(found.came) == 6 and [(p.source, p.target) for p in found.made] == [("a", "b")]


def test_the_same_period_twice_changes_nothing() -> None:
    found = change(TOLD, AFTER, AFTER, measure="betweenness")
    assert (found.came, found.left, found.rose, found.fell, found.made, found.lapsed) == ((), (), (), (), (), ())
    assert found.whole[0] == found.whole[1]


def test_an_undefined_value_has_no_place_and_moves_nobody() -> None:
    found = change(story([("ab", "2024-01-01"), ("c", "2024-01-02"), ("ac", "2025-01-01"), ("b", "2025-01-02")]),
                   BEFORE, AFTER, measure="constraint")  # fmt: skip
    alone = next(c for c in found.still if c.key == "b")
    assert math.isnan(alone.after) and alone.place_after is None and alone.gained == 0


def test_equal_values_share_the_better_place() -> None:
    assert places({"a": 2.0, "b": 3.0, "c": 2.0, "d": 1.0, "e": math.nan}) == {"b": 1, "a": 2, "c": 2, "d": 4}


def test_what_has_no_value_comes_last_whichever_way_it_is_ordered() -> None:
    values, names = {"a": 1.0, "b": math.nan, "c": 2.0, "d": 1.0}, {"a": "Zeta", "d": "alfa"}
    assert ordered(values, names) == ["c", "d", "a", "b"]
    assert ordered(values, names, lowest_first=True) == ["d", "a", "c", "b"]


def test_actors_are_not_put_in_order_by_the_number_of_their_group() -> None:
    with pytest.raises(NotComparable) as refused:
        comparable("community")
    assert "betweenness" in refused.value.italian()


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.sets(st.sampled_from("abcdef"), min_size=1, max_size=4), st.integers(0, 729)), max_size=12)
)
def test_going_back_is_the_opposite_and_every_actor_and_tie_is_somewhere_once(drawn) -> None:
    day = [f"{2024 + n // 365}-{n % 365 // 31 + 1:02d}-{n % 365 % 28 + 1:02d}" for _, n in drawn]
    told = story([("".join(sorted(there)), day[n]) for n, (there, _) in enumerate(drawn)])
    there, back = change(told, BEFORE, AFTER), change(told, AFTER, BEFORE)
    assert {c.key for c in there.came} == {c.key for c in back.left}
    assert {c.key for c in there.rose} == {c.key for c in back.fell}
    assert [(p.source, p.target) for p in there.made] == [(p.source, p.target) for p in back.lapsed]
    in_period = {period: graph(told, period) for period in (BEFORE, AFTER)}
    old, new = in_period[BEFORE], in_period[AFTER]
    assert {c.key for c in there.came} == set(new) - set(old)
    assert {(p.source, p.target) for p in there.kept} == edges(old) & edges(new)
    assert {(p.source, p.target) for p in there.lapsed} == edges(old) - edges(new)


def graph(told: Snapshot, period: Period) -> nx.Graph:
    """The same network, built plainly: everyone at an event of the period, tied to all others there."""
    found, present = nx.Graph(), {}
    for tie in told.ties["organised"]:
        if period.since <= told.occasions[tie.target].text("start") <= period.until:
            present.setdefault(tie.target, []).append(tie.source)
    for actors in present.values():
        found.add_nodes_from(actors)
        found.add_edges_from((a, b) for a in actors for b in actors if a < b)
    return found


def edges(found: nx.Graph) -> set[tuple[str, str]]:
    return {(min(pair), max(pair)) for pair in found.edges}
