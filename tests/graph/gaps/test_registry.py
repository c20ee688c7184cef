"""All kinds of gaps as one list."""

import json

import pytest

from graph.gaps import registry
from graph.gaps.gap import EFFECTS, as_json
from graph.network.errors import UnknownDistrict
from tests.graph.gaps.conftest import TOWNS

TODAY = "2024-06-01"
HOSTILE = '{{ cycler.__init__ }}<script>alert(1)</script>`${x}`"\\'


@pytest.fixture
def lively(territory):
    territory.bodies("ada bice carla", languages=("ar",))
    territory.body("sola", town="016198")
    territory.event("uno", "ada", "carla")
    territory.event("due", "bice", "carla")
    territory.bodies("dora elsa fina", languages=("ar",), topics=("women",))
    territory.event("tre", "dora", "elsa", "fina")
    territory.node("sportello", "service", municipality="016024")
    for n in range(3):
        territory.body(f"school:{n}", kind="school", name=f"IC {n}")
    territory.bodies("ieri altroieri", town="")
    territory.event("una volta", "ieri", "altroieri", start="2022-09-01")
    for istat, foreigners in (("016024", 1_000), ("016091", 900)):
        territory.node(f"municipality:{istat}", "municipality", name=TOWNS[istat], foreign_residents=foreigners)
    territory.node("municipality:016024", "municipality", name="Bergamo", citizens=("BO 100",), citizens_year=2023)
    territory.node("district:bg", "district", name="Ambito di Bergamo")
    territory.node("district:se", "district", name="Seriate")
    territory.tie("part_of", "municipality:016024", "district:bg")
    territory.tie("part_of", "municipality:016198", "district:se")
    return territory


def test_the_list_is_ordered_by_score_then_id_and_ids_are_stable(lively) -> None:
    gaps = registry.find(lively.ground(today=TODAY))
    assert [(-g.score, g.id) for g in gaps] == sorted((-g.score, g.id) for g in gaps)
    assert {g.kind for g in gaps} == set(registry.KINDS)
    again = registry.find(lively.ground(today=TODAY))
    assert [as_json(g) for g in gaps] == [as_json(g) for g in again]
    assert len({g.id for g in gaps}) == len(gaps)


def test_every_kind_has_its_part_of_a_short_list(lively) -> None:
    assert {g.kind for g in registry.find(lively.ground(today=TODAY), top=20)} == set(registry.KINDS)
    assert [g.kind for g in registry.find(lively.ground(today=TODAY), ["isolate"], top=3)] == ["isolate"]


def test_a_district_keeps_only_gaps_with_a_member_there(lively) -> None:
    seriate = registry.find(lively.ground(today=TODAY), districts=["seriate"])
    assert {g.names for g in seriate} == {("Sola",)} and {g.kind for g in seriate} == {"isolate", "relation"}
    assert all(g.districts == ("Seriate",) for g in seriate)
    assert all(
        "Ambito di Bergamo" in g.districts
        for g in registry.find(lively.ground(today=TODAY), districts=["Ambito di Bergamo"])
    )


def test_an_unknown_kind_or_district_is_refused_with_what_there_is(lively) -> None:
    with pytest.raises(registry.UnknownGapKind) as kind:
        registry.find(lively.ground(today=TODAY), ["ponte"])
    assert "likely-tie" in kind.value.italian()
    with pytest.raises(UnknownDistrict) as district:
        registry.find(lively.ground(today=TODAY), districts=["Marte"])
    assert "Ambito di Bergamo, Seriate" in district.value.italian()


def test_the_json_has_what_the_contract_names(lively) -> None:
    for gap in registry.find(lively.ground(today=TODAY)):
        printed = json.loads(json.dumps(as_json(gap)))
        assert {"id", "gap", "members", "names", "score", "reasons", "text", "effect", "district", "status"} <= set(
            printed
        )
        assert printed["status"] == "open" and 0 <= printed["score"] <= 1
        assert all({"code", "value", "share"} <= set(reason) for reason in printed["reasons"])


def test_a_hostile_name_is_carried_as_text(territory) -> None:
    territory.body("x", name=HOSTILE)
    territory.body("y", name="Y", languages=("ar",))
    assert HOSTILE in next(g for g in registry.find(territory.ground()) if g.members == ("x",)).text.it


def test_what_is_invented_is_marked(territory) -> None:
    territory.body("vera", town="015146")
    territory.body("accanto", languages=("ar",))
    territory.body("finta", languages=("ar",), invented=True)
    marks = {g.members: g.invented for g in registry.find(territory.ground(), ["isolate"])}
    assert marks == {("vera",): False, ("finta",): True, ("accanto",): True}  # it is told to begin with «Finta»


def test_every_kind_says_what_it_lists_how_it_is_ordered_and_what_fits_next() -> None:
    for kind in registry.KINDS.values():
        for label in (kind.label, kind.plural, kind.short, kind.rule, kind.action):
            assert label.it and label.en
        assert kind.step in ("event", "contact")


def test_every_gap_says_in_numbers_what_would_change(lively) -> None:
    gaps = registry.find(lively.ground(today=TODAY))
    assert all(effect.code in EFFECTS and effect.before != effect.after for gap in gaps for effect in gap.effects)
    assert {gap.kind for gap in gaps if gap.effects} == set(registry.KINDS)


def test_a_pair_is_listed_once_whichever_kinds_find_it(lively) -> None:
    pairs = [gap.members for gap in registry.find(lively.ground(today=TODAY)) if len(gap.members) == 2]
    assert len(pairs) == len(set(pairs))
