"""Pairs that never met and would be likely to."""

import pytest

from graph.gaps import likely
from graph.gaps.gap import Gap
from graph.gaps.ground import Ground
from graph.gaps.pair_words import condensed, short


def found(ground: Ground, top: int = 100) -> dict[frozenset[str], Gap]:
    return {frozenset(gap.members): gap for gap in likely.find(ground, top)}


def pair(*keys: str) -> frozenset[str]:
    return frozenset(keys)


def test_two_who_share_a_partner_and_never_met_are_proposed_with_the_partners_name(territory) -> None:
    territory.bodies("ada bice carla")
    territory.event("uno", "ada", "carla")
    territory.event("due", "bice", "carla")
    gap = found(territory.ground())[pair("ada", "bice")]
    assert [r.value for r in gap.reasons if r.code == "partner"] == [("Carla",)]
    assert "«Ada» e «Bice» non si sono ancora incontrate" in gap.text.it
    assert "Lavorano entrambe con Carla." in gap.text.it and "Both work with Carla." in gap.text.en


def test_who_met_or_collaborates_or_belongs_to_one_another_is_not_proposed(territory) -> None:
    territory.bodies("ada bice carla dora elsa hub", languages=("ar",))
    for key in ["ada", "bice", "carla", "dora", "elsa"]:
        territory.event(f"con {key}", key, "hub")
    territory.event("insieme", "ada", "bice")
    territory.tie("collaborates", "ada", "carla", level=1)
    territory.tie("part_of", "ada", "dora")
    proposed = found(territory.ground())
    assert pair("ada", "elsa") in proposed
    assert not {pair("ada", "bice"), pair("ada", "carla"), pair("ada", "dora"), pair("ada", "hub")} & proposed.keys()


def test_a_crowded_event_is_no_meeting_and_no_common_partner(territory) -> None:
    crowd = [f"a{n:02d}" for n in range(21)]
    territory.bodies(" ".join(crowd))
    territory.event("plenaria", *crowd)
    assert found(territory.ground()) == {}
    territory.event("piccolo", "a00", "a20")
    territory.event("altro piccolo", "a01", "a20")
    gap = found(territory.ground())[pair("a00", "a01")]
    assert gap.note is not None and "più di 20 attori non contano" in gap.note.it


def test_pairs_known_to_be_far_are_left_out_and_an_unknown_place_leaves_nobody_out(territory) -> None:
    territory.body("qui", lat=45.70, lon=9.67, precision="rooftop")
    territory.body("vicino", lat=45.72, lon=9.68, precision="rooftop")
    territory.body("lontano", lat=45.90, lon=9.67, precision="rooftop", town="016024")
    territory.body("ignoto", town="")
    territory.body("hub", town="")
    for key in ("qui", "vicino", "lontano", "ignoto"):
        territory.event(f"con {key}", key, "hub")
    proposed = found(territory.ground())
    assert pair("qui", "vicino") in proposed and pair("qui", "ignoto") in proposed
    assert pair("lontano", "ignoto") in proposed and pair("qui", "lontano") not in proposed
    near = next(r for r in proposed[pair("qui", "vicino")].reasons if r.code == "near")
    assert near.value == pytest.approx(2.35, abs=0.02) and near.text.it == "2,4 km" and near.text.en == "2.4 km"


def test_known_only_to_the_town_the_same_or_an_adjoining_one_is_near_and_said_in_words(territory) -> None:
    territory.body("ada")
    territory.body("bice", town="016198")
    territory.body("carla", town="015146")
    territory.body("hub", town="")
    for key in ("ada", "bice", "carla"):
        territory.event(f"con {key}", key, "hub")
    proposed = found(territory.ground())
    assert proposed.keys() == {pair("ada", "bice")}
    assert "Comuni confinanti (Bergamo e Seriate)." in proposed[pair("ada", "bice")].text.it


def test_without_history_a_shared_community_language_or_topic_makes_a_pair_below_those_with_history(territory) -> None:
    territory.body("ada", communities=("SN",), languages=("wo", "it"), topics=("women",))
    territory.body("bice", communities=("SN",), languages=("wo", "it"), topics=("women",))
    territory.body("carla", languages=("it",))
    territory.body("dora", languages=("it",))
    territory.bodies("elsa fina gina")
    territory.event("uno", "elsa", "gina")
    territory.event("due", "fina", "gina")
    proposed = found(territory.ground())
    assert proposed.keys() == {pair("ada", "bice"), pair("elsa", "fina")}  # Italian says nothing about a pair
    without, with_history = proposed[pair("ada", "bice")], proposed[pair("elsa", "fina")]
    assert without.score < 0.5 <= with_history.score
    assert {r.code: r.value for r in without.reasons}["community"] == ("SN",)
    assert "Comunità in comune: Senegal; lingua in comune: wolof; tema in comune: donne" in without.text.it


def test_a_partner_with_few_others_and_recent_events_count_for_more(territory) -> None:
    territory.bodies("a1 a2 b1 b2 few many x1 x2 x3 x4 old1 old2 oldhub")
    for key in ("a1", "a2"):
        territory.event(f"few {key}", key, "few")
    for key in ("b1", "b2", "x1", "x2", "x3", "x4"):
        territory.event(f"many {key}", key, "many")
    for key in ("old1", "old2"):
        territory.event(f"old {key}", key, "oldhub", start="2014-03-01")
    scores = {names: gap.score for names, gap in found(territory.ground()).items()}
    assert scores[pair("a1", "a2")] > scores[pair("b1", "b2")]
    assert scores[pair("a1", "a2")] > scores[pair("old1", "old2")]


def test_a_shared_project_is_a_reason_and_not_a_meeting(territory) -> None:
    territory.bodies("ada bice", communities=("MA",))
    territory.node("lab", "project", name="Lab'Impact")
    for key in ("ada", "bice"):
        territory.tie("partner_in", key, "lab")
    gap = found(territory.ground())[pair("ada", "bice")]
    assert {r.code: r.value for r in gap.reasons}["project"] == ("Lab'Impact",)
    assert "entrambe in «Lab'Impact»" in gap.text.it


def test_the_shares_of_the_reasons_add_up_to_the_whole_score(territory) -> None:
    territory.bodies("ada bice carla", communities=("MA", "SN"), topics=("women",))
    territory.event("uno", "ada", "carla")
    territory.event("due", "bice", "carla")
    territory.bodies("dora elsa", languages=("ar",))
    gaps = found(territory.ground()).values()
    assert len(gaps) > 1
    assert all(sum(r.share for r in gap.reasons) == pytest.approx(1) for gap in gaps)


def test_a_hub_does_not_fill_the_list(territory) -> None:
    others = [f"o{n:02d}" for n in range(30)]
    territory.bodies("hub " + " ".join(others))
    for n, key in enumerate(others):
        territory.body(f"m{n:02d}")
        territory.event(f"h{n}", "hub", f"m{n:02d}")
        territory.event(f"e{n}", key, f"m{n:02d}")
    gaps = likely.find(territory.ground(), 20)
    assert len(gaps) == 20
    assert max(sum(key in gap.members for gap in gaps) for key in ["hub", *others]) <= 5


@pytest.mark.parametrize("history", [True, False])
def test_a_short_list_is_the_head_of_a_long_one(territory, history: bool) -> None:
    keys = [f"a{n:02d}" for n in range(16)]
    territory.body("hub", town="")
    for n, key in enumerate(keys):
        territory.body(key, languages=("ar", "es")[: 1 + n % 2], topics=("women",) if n % 3 else ())
        for day in range(n % 5):
            territory.event(f"{key} {day}", key, *(["hub"] if history else []), start=f"20{10 + n}-03-0{day + 1}")
    ground = territory.ground()
    longest = likely.find(ground, 1000)
    assert len(longest) > 20
    for top in (1, 2, 3, 5, 8, 13, len(longest) - 1):
        assert likely.find(ground, top) == longest[:top]


def test_without_history_the_more_active_pair_is_in_a_list_of_one(territory, monkeypatch) -> None:
    monkeypatch.setattr(likely, "AT_LEAST", 1)
    monkeypatch.setattr(likely, "SPARE", 1)
    territory.bodies("a1 a2", languages=("ar",), communities=("MA",), topics=("women",))
    territory.bodies("b1 b2", languages=("uk",), communities=("UA",))
    for n, key in enumerate(("b1", "b1", "b1", "b1", "b2", "b2", "b2", "b2")):
        territory.event(f"{key} {n}", key)
    territory.body("sola", town="015146")
    territory.event("vecchio", "sola", start="2010-01-01")
    assert [gap.members for gap in likely.find(territory.ground(), 1)] == [("b1", "b2")]


def test_the_effect_says_which_groups_would_become_one(territory) -> None:
    territory.bodies("a b c d", languages=("ar",))
    territory.body("e", languages=("ar",))
    territory.event("uno", "a", "b")
    territory.event("due", "c", "d")
    proposed = found(territory.ground())
    assert proposed[pair("a", "c")].effect.it == "Unisce due gruppi oggi separati, di 2 e 2 realtà."
    assert proposed[pair("a", "e")].effect.it == "«E» entra in una rete di 2 realtà."


def test_the_public_list_names_no_person(territory) -> None:
    territory.bodies("ada", languages=("ar",))
    territory.node("person:1", "person", name="Samira", languages=("ar",), municipality="016024")
    assert pair("ada", "person:1") in found(territory.ground(audience="staff"))
    assert found(territory.ground(audience="public")) == {}


def test_what_happened_later_is_not_known(territory) -> None:
    territory.bodies("ada bice carla")
    territory.event("uno", "ada", "carla", start="2023-01-01")
    territory.event("due", "bice", "carla", start="2023-02-01")
    territory.event("tre", "ada", "bice", start="2024-06-01")
    assert found(territory.ground()) == {}
    assert pair("ada", "bice") in found(territory.ground(until="2023-12-31"))


def test_a_territory_of_nobody_or_one_has_no_pairs(territory) -> None:
    assert found(territory.ground()) == {}
    territory.bodies("ada")
    assert found(territory.ground()) == {}


def test_one_actors_own_likeliest_ties_can_be_asked_for(territory) -> None:
    territory.bodies("ada bice carla dora", languages=("ar",))
    territory.event("uno", "ada", "carla")
    territory.event("due", "bice", "carla")
    ground = territory.ground()
    own = likely.find_for(ground, "ada", 5)
    assert own and all("ada" in gap.members for gap in own)
    assert own[0] == found(ground)[pair("ada", "bice")]
    assert likely.find_for(ground, "bice", 5)[0] == own[0]
    assert likely.find_for(ground, "nessuno", 5) == []


def test_many_common_partners_are_one_reason_for_the_reader(territory) -> None:
    partners = [f"p{n}" for n in range(5)]
    territory.bodies("ada bice " + " ".join(partners))
    for partner in partners:
        territory.event(f"ada {partner}", "ada", partner)
        territory.event(f"bice {partner}", "bice", partner)
    gap = found(territory.ground())[pair("ada", "bice")]
    assert [r.value for r in gap.reasons if r.code == "partner"] == [("P0", "P1", "P2", "P3", "P4")]
    assert "Hanno 5 partner comuni: P0, P1, P2 e altri 2." in gap.text.it
    assert "They have 5 common partners: P0, P1, P2 and 2 more." in gap.text.en
    reasons = condensed(gap.reasons)
    assert reasons[0].text.it == "5 partner comuni: P0, P1, P2 e altri 2"
    assert short(reasons[0]).it == "5 partner comuni"
    assert sum(r.share for r in reasons) == pytest.approx(1)


def test_events_of_unknown_date_count_as_the_oldest(territory) -> None:
    territory.bodies("a1 a2 b1 b2 hub bub")
    for key in ("a1", "a2"):
        territory.event(f"dated {key}", key, "hub")
    for key in ("b1", "b2"):
        territory.event(f"undated {key}", key, "bub", start=None)
    territory.event("old", "hub", "bub", start="2014-03-01")
    scores = {names: gap.score for names, gap in found(territory.ground()).items()}
    assert scores[pair("a1", "a2")] > scores[pair("b1", "b2")] > 0


def test_a_territory_whose_events_have_no_date_has_its_likely_ties(territory) -> None:
    territory.bodies("a1 a2 hub")
    for key in ("a1", "a2"):
        territory.event(f"undated {key}", key, "hub", start=None)
    assert pair("a1", "a2") in found(territory.ground())
