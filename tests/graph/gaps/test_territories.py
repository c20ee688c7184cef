"""Where many foreign residents have little within reach."""

from dataclasses import replace

import pytest

from graph.gaps import status, territories
from graph.gaps.gap import Gap
from graph.gaps.ground import Ground
from graph.store.changes import Changeset, GapStatus, Mark, PutNode

POINTS = {"016024": (45.70, 9.67), "016198": (45.69, 9.72), "016091": (45.65, 9.60), "015146": (45.46, 9.19)}


def found(ground: Ground) -> dict[str, Gap]:
    return {gap.members[0]: gap for gap in territories.find(ground, 100)}


def settle(territory, **foreigners: int | None) -> None:
    """Give every municipality its point, 10,000 residents and, where told, foreign residents (`m016024=500`)."""
    changes = []
    for istat, (lat, lon) in POINTS.items():
        properties: dict[str, object] = {"lat": lat, "lon": lon, "residents": 10_000}
        if foreigners.get(f"m{istat}") is not None:
            properties["foreign_residents"] = foreigners[f"m{istat}"]
        changes.append(PutNode(f"municipality:{istat}", "municipality", properties))  # type: ignore[arg-type]
    territory.store.apply(Changeset("test", "residents", "istat-residents", changes))


@pytest.fixture
def uneven(territory):
    """All associations are in Bergamo; Milano and Dalmine have none, Milano most people."""
    settle(territory, m016024=1_000, m016198=100, m016091=900, m015146=4_000)
    territory.bodies("ada bice carla")
    territory.body("donne", town="015146", kind="organisation")
    territory.body("unica", town="015146", lat=45.47, lon=9.20, precision="street", kind="organisation")
    territory.node("district:mi", "district", name="Ambito di Milano")
    territory.tie("part_of", "municipality:015146", "district:mi")
    return territory


def test_most_people_with_nothing_within_reach_come_first(uneven) -> None:
    gaps = territories.find(uneven.ground(), 10)
    assert [gap.members[0] for gap in gaps][:2] == ["municipality:015146", "municipality:016091"]
    assert "municipality:016024" not in {gap.members[0] for gap in gaps}
    gap = gaps[0]
    assert gap.names == ("Milano",) and gap.districts == ("Ambito di Milano",)
    assert gap.text.it == "Milano: 4.000 stranieri. Entro 10 km non è nota alcuna associazione."
    assert gap.score == pytest.approx(4_000 / 5_000)
    assert {r.code: r.share for r in gap.reasons} == {"foreign-residents": 0.5, "associations": 0.5}
    assert [(e.code, e.before, e.after) for e in gap.effects] == [("access", 0.0, pytest.approx(0.25))]
    assert gap.note is not None and "Non se ne conoscono: servizi e scuole raggiunte." in gap.note.it


def test_services_and_schools_that_are_reached_count_beside_associations(uneven) -> None:
    uneven.node("sportello", "service", municipality="016024")
    uneven.body("school:1", kind="school")
    uneven.event("open day", "school:1", "ada")
    gap = found(uneven.ground())["municipality:015146"]
    shares = {r.code: r.share for r in gap.reasons}
    assert shares == {"foreign-residents": 0.5, "associations": 0.25, "services": 0.125, "schools": 0.125}


def test_what_others_turn_to_is_shared_with_them(uneven) -> None:
    uneven.body("meneghina", town="015146")
    gaps = found(uneven.ground())
    gap = gaps["municipality:015146"]
    assert gap.suggested == ("meneghina",)
    assert "0,25 associazioni ogni 1.000 stranieri" in gap.text.it and "«Meneghina»" in gap.text.it


def test_without_residents_loaded_the_provinces_share_is_used_and_said(territory) -> None:
    settle(territory, m016024=1_000, m016198=100)
    territory.bodies("ada bice")
    territory.body("lontana", town="015146", kind="association")
    territory.bodies("carla dora elsa")
    gap = found(territory.ground())["municipality:015146"]
    assert gap.text.it.startswith("Milano: circa 1.440 stranieri.")
    assert next(r.text.it for r in gap.reasons if r.code == "foreign-residents").endswith("(stima dalla provincia)")
    assert gap.note is not None and "Per 2 comuni i residenti stranieri non sono caricati" in gap.note.it


def test_a_district_is_the_sum_of_its_municipalities(uneven) -> None:
    uneven.node("district:x", "district", name="Insieme")
    for istat in ("015146", "016091"):
        uneven.tie("part_of", f"municipality:{istat}", "district:x")
    gap = found(uneven.ground())["district:x"]
    assert next(r.value for r in gap.reasons if r.code == "foreign-residents") == 4_900


def test_a_district_asked_for_changes_no_figure(uneven) -> None:
    ground = uneven.ground()
    everywhere, here = found(ground), found(replace(ground, focus=frozenset({"district:mi"})))
    assert here.keys() == {"municipality:015146"}
    assert here["municipality:015146"].score == everywhere["municipality:015146"].score


def test_with_no_association_or_no_residents_at_all_nothing_is_invented(territory) -> None:
    assert found(territory.ground()) == {}
    territory.bodies("ada")
    ground = replace(territory.ground(), province_shares={})
    assert found(ground) == {}


def test_what_has_no_place_counts_nowhere_and_is_said(uneven) -> None:
    uneven.body("ignota", town="")
    gap = found(uneven.ground())["municipality:015146"]
    assert gap.note is not None and "1 fra associazioni, servizi e scuole non hanno un luogo noto" in gap.note.it


def test_a_gap_of_a_municipality_that_was_taken_up_stays_in_its_districts_list(uneven) -> None:
    gap = found(uneven.ground())["municipality:015146"]
    uneven.store.mark_gap(Mark(gap.id, gap.kind, gap.members, GapStatus.TAKEN_UP, "Ada"))
    uneven.bodies(" ".join(f"nuova{n}" for n in range(40)), town="015146")
    ground = uneven.ground()
    assert "municipality:015146" not in found(ground)
    known = status.standings(uneven.store.gap_marks(), ground.snapshot, "2026-01-01")
    view = uneven.store.view("staff")
    kept = status.listed(ground, [], known, view.node, kinds=["territory"], districts=["Ambito di Milano"])
    assert [(g.id, g.names, g.status) for g in kept] == [(gap.id, ("Milano",), "taken_up")]
