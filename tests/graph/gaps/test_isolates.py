"""Actors whom nobody has met yet."""

from dataclasses import replace

import pytest

from graph.gaps import isolates
from graph.gaps.gap import Gap
from graph.gaps.ground import Ground


def found(ground: Ground) -> dict[str, Gap]:
    return {gap.members[0]: gap for gap in isolates.find(ground, 100)}


def test_who_met_nobody_is_named_and_who_met_someone_is_not(territory) -> None:
    territory.bodies("ada bice carla dora elsa")
    territory.event("insieme", "ada", "bice")
    territory.tie("collaborates", "carla", "dora", level=2)
    territory.event("da sola", "elsa")
    assert found(territory.ground()).keys() == {"elsa"}


def test_a_body_known_from_a_register_only_is_no_isolate_until_it_is_tied(territory) -> None:
    territory.body("registro", candidate=True)
    territory.body("mappata", candidate=False)
    assert found(territory.ground()).keys() == {"mappata"}
    territory.node("lab", "project", name="Lab'Impact")
    territory.tie("partner_in", "registro", "lab")
    gap = found(territory.ground())["registro"]
    assert any(r.text.it == "partner di «Lab'Impact»" for r in gap.reasons)


def test_schools_are_no_isolates_until_they_are_tied_in_the_network(territory) -> None:
    territory.body("school:1", kind="school", name="IC Mazzi")
    assert found(territory.ground()) == {}
    territory.event("open day", "school:1")
    assert found(territory.ground()).keys() == {"school:1"}


def test_the_sentence_says_with_whom_to_begin_and_the_effect_how_many_that_brings(territory) -> None:
    territory.body("sola", languages=("ar",), topics=("women",))
    territory.body("affine", languages=("ar",), topics=("women",))
    territory.body("altra", languages=("es",))
    territory.body("lontana", languages=("ar",), topics=("women",), town="015146")
    territory.event("insieme", "affine", "altra")
    gap = found(territory.ground())["sola"]
    assert gap.suggested == ("affine",)
    assert "La più affine è «Affine»: lingua in comune: arabo; tema in comune: donne; stesso comune" in gap.text.it
    assert gap.effect.it == "Con «Affine» entra in una rete di 2 realtà."
    assert "Intorno ha 2 realtà vicine." in gap.text.it


def test_nothing_known_is_said_and_not_guessed(territory) -> None:
    territory.body("ignota", town="")
    territory.body("altra", town="015146")
    gap = found(territory.ground())["ignota"]
    assert gap.suggested == () and "mancano luogo, lingue, temi" in gap.text.it


def test_a_crowded_event_is_told_and_does_not_count(territory) -> None:
    crowd = [f"a{n:02d}" for n in range(21)]
    territory.bodies(" ".join(crowd))
    territory.event("plenaria", *crowd)
    gap = found(territory.ground())["a07"]
    assert next(r.value for r in gap.reasons if r.code == "crowds") == 1
    assert gap.note is not None and "più di 20" in gap.note.it


def test_nobody_is_suggested_to_everyone(territory) -> None:
    lonely = [f"sola{n}" for n in range(12)]
    territory.bodies(" ".join(lonely), languages=("ar",))
    territory.bodies("uno due tre", languages=("ar",))
    territory.event("insieme", "uno", "due", "tre")
    asked = [gap.suggested[0] for gap in found(territory.ground()).values()]
    assert sorted(asked.count(key) for key in ("uno", "due", "tre")) == [2, 5, 5]


def test_shares_add_up_and_scores_are_ordered(territory) -> None:
    territory.bodies("sola1 sola2", languages=("ar",))
    territory.body("sola3", town="015146")
    gaps = isolates.find(territory.ground(), 100)
    assert all(sum(r.share for r in gap.reasons) == pytest.approx(1) for gap in gaps)
    assert [gap.score for gap in gaps] == sorted((gap.score for gap in gaps), reverse=True)
    assert gaps[-1].members == ("sola3",)


def test_at_a_past_date_a_candidate_mapped_later_is_no_isolate(territory) -> None:
    territory.bodies("dopo prima servizi", candidate=True)
    territory.node("sportello", "service")
    territory.event("tardi", "dopo", start="2025-03-01")
    territory.event("presto", "prima", start="2023-03-01")
    territory.tie("provides", "servizi", "sportello", since="2023")
    assert found(territory.ground()).keys() == {"dopo", "prima", "servizi"}
    assert found(territory.ground(until="2024-01-01")).keys() == {"prima", "servizi"}


def test_identical_isolates_have_one_score_and_only_the_most_alike_is_called_so(territory) -> None:
    lonely = [f"sola{n}" for n in range(8)]
    territory.bodies("hub1", languages=("ar",), topics=("women",))
    territory.bodies("hub2", languages=("ar",))
    territory.bodies(" ".join(lonely), languages=("ar",), topics=("women",))
    territory.event("insieme", "hub1", "hub2")
    gaps = isolates.find(territory.ground(), 100)
    assert len(gaps) == 8 and len({gap.score for gap in gaps}) == 1
    assert sorted(gap.suggested[0] for gap in gaps) == ["hub1"] * 5 + ["hub2"] * 3
    for gap in gaps:
        said = "La più affine è «Hub1»" if gap.suggested == ("hub1",) else "Una realtà affine è «Hub2»: lingua"
        assert said in gap.text.it
        assert next(r.value for r in gap.reasons if r.code == "like") == "Hub1"
        assert sum(r.share for r in gap.reasons) == pytest.approx(1)


def test_a_district_changes_no_score(territory) -> None:
    territory.bodies("hub1", languages=("ar",), topics=("women",))
    territory.bodies("hub2", languages=("ar",))
    territory.bodies("a b c d e f", languages=("ar",), topics=("women",))
    territory.bodies("g h", languages=("ar",), topics=("women",), town="016198")
    territory.event("insieme", "hub1", "hub2")
    territory.node("district:se", "district", name="Seriate")
    territory.tie("part_of", "municipality:016198", "district:se")
    ground = territory.ground()
    everywhere = {key: gap.score for key, gap in found(ground).items()}
    here = {key: gap.score for key, gap in found(replace(ground, focus=frozenset({"district:se"}))).items()}
    assert here == {key: everywhere[key] for key in ("g", "h")}
