"""Pairs whose tie would change most who reaches whom."""

from dataclasses import replace

import pytest

from graph.gaps import bridging
from graph.gaps.gap import Gap
from graph.gaps.ground import Ground


def found(ground: Ground) -> dict[frozenset[str], Gap]:
    return {frozenset(gap.members): gap for gap in bridging.find(ground, 100)}


def two_groups(territory, **properties: object) -> None:
    """Two groups of four that do not touch; a0 and b0 share a language, a1 and b1 nothing."""
    for group in "ab":
        keys = [f"{group}{n}" for n in range(4)]
        territory.body(keys[0], languages=("ar",), **properties)
        territory.bodies(" ".join(keys[1:]), **properties)
        territory.event(f"insieme {group}", *keys)


def test_two_separate_groups_are_joined_first_where_a_language_is_shared(territory) -> None:
    two_groups(territory)
    gap = bridging.find(territory.ground(), 1)[0]
    assert gap.members == ("a0", "b0")
    assert "In due gruppi separati, di 4 e 4 realtà" in gap.text.it and "lingua in comune: arabo" in gap.text.it
    assert gap.effect.it == "Unisce due gruppi oggi separati, di 4 e 4 realtà."
    effects = {e.code: (e.before, e.after) for e in gap.effects}
    assert effects["reach"] == (3, 7) and effects["fragmentation"] == (pytest.approx(16 / 28), 0.0)
    assert effects["efficiency"][0] == pytest.approx(12 / 28) and effects["efficiency"][1] > effects["efficiency"][0]


def test_half_of_the_score_is_what_it_changes_and_half_what_makes_it_feasible(territory) -> None:
    two_groups(territory)
    for gap in found(territory.ground()).values():
        shares = {reason.code: reason.share for reason in gap.reasons}
        assert shares["bridge"] == 0.5 and sum(shares.values()) == pytest.approx(1)


def test_ends_of_a_long_chain_come_before_neighbours_but_one(territory) -> None:
    territory.bodies("a b c d e f g h", languages=("ar",))
    for one, other in zip("abcdefg", "bcdefgh", strict=True):
        territory.event(one + other, one, other)
    best = bridging.find(territory.ground(), 1)[0]
    assert frozenset(best.members) in ({*"ag"}, {*"bg"}, {*"bh"}, {*"ah"}, {*"af"}, {*"ch"})
    assert best.effect.it.startswith("Avvicina ") and "passi in media" in best.effect.it


def test_an_unknown_place_leaves_nobody_out_and_far_pairs_need_a_common_interest(territory) -> None:
    two_groups(territory)
    territory.body("lontana", town="015146", languages=("ar",))
    territory.body("lontana muta", town="015146")
    territory.body("ignota", town="")
    territory.event("via", "lontana", "lontana muta")
    territory.event("altra via", "ignota", "lontana muta")
    pairs = found(territory.ground())
    ends = {key for pair in pairs for key in pair}
    assert "ignota" in ends and frozenset({"b0", "lontana"}) in pairs
    assert not any("lontana muta" in pair and pair & {"a0", "a1", "b0", "b1"} for pair in pairs)


def test_who_met_or_has_no_tie_at_all_is_not_proposed(territory) -> None:
    two_groups(territory)
    territory.body("sola", languages=("ar",))
    pairs = found(territory.ground())
    assert not any("sola" in pair for pair in pairs) and frozenset({"a0", "a1"}) not in pairs


def test_nobody_fills_the_list_and_a_shorter_one_is_its_head(territory) -> None:
    for group in range(6):
        keys = [f"g{group}-{n}" for n in range(5)]
        territory.bodies(" ".join(keys), languages=("ar",))
        territory.event(f"e{group}", *keys)
    ground = territory.ground()
    gaps = bridging.find(ground, 100)
    times = [key for gap in gaps for key in gap.members]
    assert gaps and max(times.count(key) for key in times) <= 3
    assert [g.id for g in bridging.find(ground, 5)] == [g.id for g in gaps[:5]]


def test_a_district_changes_no_score(territory) -> None:
    two_groups(territory)
    territory.bodies("s1 s2", town="016198", languages=("ar",))
    territory.event("a Seriate", "s1", "s2")
    territory.node("district:se", "district", name="Seriate")
    territory.tie("part_of", "municipality:016198", "district:se")
    ground = territory.ground()
    everywhere = {gap.id: gap.score for gap in bridging.find(ground, 500)}
    here = bridging.find(replace(ground, focus=frozenset({"district:se"})), 500)
    assert here and all(gap.score == everywhere[gap.id] for gap in here if gap.id in everywhere)
    assert all({"s1", "s2"} & set(gap.members) for gap in here)
