"""Communities that live somewhere and nobody of which is mapped."""

import pytest

from graph.gaps import communities
from graph.gaps.gap import Gap
from graph.gaps.ground import Ground
from graph.store.changes import Changeset, PutNode


def found(ground: Ground) -> dict[str, Gap]:
    return {gap.members[0]: gap for gap in communities.find(ground, 100)}


def living(territory, istat: str, *persons: str, year: int = 2025) -> None:
    properties = {"citizens": persons, "citizens_year": year}
    change = PutNode(f"municipality:{istat}", "municipality", properties)
    territory.store.apply(Changeset("test", "citizens", "citizenship", [change]))


@pytest.fixture
def lived(territory):
    living(territory, "016024", "BO 500", "MA 300", "SN 200", "GE 10")
    territory.body("donne", communities=("MA",))
    return territory


def test_the_communities_that_nobody_is_mapped_of_are_named_with_their_persons(lived) -> None:
    gap = found(lived.ground())["municipality:016024"]
    assert gap.text.it.startswith("Bergamo: comunità senza alcuna realtà mappata a portata, per paese: Bolivia (500")
    assert "Senegal (200 persone)." in gap.text.it and "Georgia" not in gap.text.it
    assert [(r.code, r.value, r.share) for r in gap.reasons] == [
        ("community-BO", 500, pytest.approx(5 / 7)),
        ("community-SN", 200, pytest.approx(2 / 7)),
    ]
    assert gap.score == pytest.approx(0.7)
    assert [(e.code, e.before, e.after) for e in gap.effects] == [
        ("coverage", pytest.approx(300 / 1010), pytest.approx(800 / 1010))
    ]
    assert gap.suggested == ("donne",) and gap.note is not None and "(2025)" in gap.note.it


def test_a_person_or_an_association_next_door_is_within_reach_and_one_far_away_is_not(lived) -> None:
    lived.node("person:1", "person", communities=("SN",), municipality="016198")
    lived.body("lontana", communities=("BO",), town="015146")
    gap = found(lived.ground())["municipality:016024"]
    assert [r.code for r in gap.reasons] == ["community-BO"]
    public = found(lived.ground(audience="public"))["municipality:016024"]
    assert [r.code for r in public.reasons] == ["community-BO", "community-SN"], "persons are not seen in public"


def test_one_whose_place_is_not_known_makes_its_community_weigh_half_and_is_said(lived) -> None:
    lived.body("ignota", communities=("BO",), town="")
    gap = found(lived.ground())["municipality:016024"]
    bolivia = next(r for r in gap.reasons if r.code == "community-BO")
    assert "non si sa dove" in bolivia.text.it and bolivia.share == pytest.approx(250 / 450)


def test_where_nothing_is_loaded_nothing_is_said(lived) -> None:
    lived.body("seriate", town="016198", communities=("MA",))
    assert found(lived.ground()).keys() == {"municipality:016024"}


def test_a_district_adds_up_its_municipalities_and_says_which_are_not_loaded(lived) -> None:
    living(lived, "016198", "BO 40", "SN 20")
    lived.node("district:x", "district", name="Ambito di Bergamo")
    for istat in ("016024", "016198", "016091"):
        lived.tie("part_of", f"municipality:{istat}", "district:x")
    gap = found(lived.ground())["district:x"]
    assert {r.code: r.value for r in gap.reasons} == {"community-BO": 540, "community-SN": 220}
    assert gap.note is not None and "Di 1 comuni su 3 il dato non è caricato." in gap.note.it
