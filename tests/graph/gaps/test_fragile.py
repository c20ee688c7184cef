"""What breaks if someone stops, and who could back it up."""

import pytest

from graph.gaps import fragile
from graph.gaps.gap import Gap
from graph.gaps.ground import Ground
from graph.measures.cuts import loss


def found(ground: Ground) -> dict[tuple[str, ...], Gap]:
    return {gap.members: gap for gap in fragile.find(ground, 100)}


def chain_of_groups(territory) -> None:
    """Two groups of four that only hub joins: a0 and b0 speak the same language."""
    for group in "ab":
        keys = [f"{group}{n}" for n in range(4)]
        territory.body(keys[0], languages=("ar",))
        territory.bodies(" ".join(keys[1:]))
        territory.event(f"insieme {group}", *keys)
    territory.body("hub")
    for n in range(2):
        territory.event(f"ponte a{n}", "hub", f"a{n}")
        territory.event(f"ponte b{n}", "hub", f"b{n}")


def test_what_is_lost_without_an_actor_is_said_with_who_could_back_it_up(territory) -> None:
    chain_of_groups(territory)
    ground = territory.ground()
    gap = found(ground)["hub",]
    lost = float(loss(ground.network)[ground.network.index["hub"]])
    assert next(r.value for r in gap.reasons if r.code == "loss") == pytest.approx(lost) == 16 / 28
    assert "le altre 8 realtà che oggi si raggiungono si dividono in 2 parti: la maggiore ne ha 4" in gap.text.it
    assert "Un legame fra «A0» e «B0» (lingua in comune: arabo; stesso comune (Bergamo)) terrebbe" in gap.text.it
    assert gap.suggested == ("a0", "b0")
    assert gap.effect.it.endswith("si separa il 57,1% delle coppie collegate; con quel legame il 0,0%.")
    assert [(e.code, e.before, e.after) for e in gap.effects] == [("fragmentation", 0.0, pytest.approx(16 / 28))]
    assert sum(r.share for r in gap.reasons) == pytest.approx(1)


def test_a_tie_on_which_two_parts_hang_is_named_and_one_with_a_single_actor_behind_is_not(territory) -> None:
    for group in "ab":
        keys = [f"{group}{n}" for n in range(3)]
        territory.bodies(" ".join(keys))
        territory.event(f"insieme {group}", *keys)
    territory.body("foglia")
    territory.event("unico", "a0", "b0")
    territory.event("sola", "a1", "foglia")
    gaps = found(territory.ground())
    assert ("a0", "b0") in gaps and not any("foglia" in members for members in gaps)
    gap = gaps["a0", "b0"]
    assert "Solo il legame fra «A0» e «B0» unisce 4 realtà ad altre 3." in gap.text.it
    assert len(gap.tie) == 2 and set(gap.tie).isdisjoint(gap.members)


def test_who_hangs_on_one_actor_alone_is_counted(territory) -> None:
    territory.bodies("hub uno due tre")
    for key in ("uno", "due", "tre"):
        territory.event(f"con {key}", "hub", key)
    gap = found(territory.ground())["hub",]
    assert next(r.value for r in gap.reasons if r.code == "dependents") == 3
    assert ("isolates", 0, 3) in [(e.code, e.before, e.after) for e in gap.effects]


def test_a_network_that_holds_has_no_fragile_point(territory) -> None:
    territory.bodies("a b c d e")
    territory.event("insieme", *"abcde")
    assert found(territory.ground()) == {}


def test_the_more_is_lost_the_higher_it_stands(territory) -> None:
    chain_of_groups(territory)
    territory.body("coda")
    territory.event("in coda", "a3", "coda")
    gaps = fragile.find(territory.ground(), 100)
    assert [gap.members for gap in gaps][:2] == [("hub",), ("a3",)]


def test_the_tie_proposed_is_that_of_those_who_could_back_it_up_never_the_one_that_is_there(territory) -> None:
    chain_of_groups(territory)
    gap = found(territory.ground())["hub",]
    assert gap.tie == ("a0", "b0")
    territory.bodies("x y", town="015146")
    territory.event("lontane x", "hub", "x")
    territory.event("lontane y", "hub", "y")
    assert found(territory.ground())["hub",].tie == ("a0", "b0")


def test_where_nobody_is_near_enough_to_back_it_up_that_is_said_and_no_tie_proposed(territory) -> None:
    territory.body("hub")
    territory.body("qui", town="016024")
    territory.body("lontana", town="015146")
    for key in ("qui", "lontana"):
        territory.event(f"con {key}", "hub", key)
    gap = found(territory.ground())["hub",]
    assert gap.tie == () and "abbastanza vicini per darle il cambio" in gap.text.it
