"""Schools that nobody reaches."""

import pytest

from graph.gaps import schools
from graph.gaps.gap import Gap
from graph.gaps.ground import Ground
from graph.store.changes import Changeset, PutNode


def found(ground: Ground) -> dict[str, Gap]:
    return {gap.names[0]: gap for gap in schools.find(ground, 100)}


def school(territory, name: str, **properties: object) -> str:
    key = f"school:{name}"
    territory.body(key, kind="school", name=name, **properties)
    return key


def test_a_school_that_met_an_association_or_had_a_campaign_is_reached(territory) -> None:
    territory.bodies("ada")
    territory.body("coop", kind="organisation")
    for name in ("incontro", "campagna", "patto", "solo ente", "mai"):
        school(territory, name)
    territory.event("festa", "ada", "school:incontro")
    territory.event("in classe", "coop", "school:campagna", type="school_campaign")
    territory.event("riunione", "coop", "school:solo ente", type="coordination")
    territory.tie("collaborates", "ada", "school:patto", level=1)
    assert found(territory.ground()).keys() == {"solo ente", "mai"}


def test_schools_of_the_register_count_where_a_mapped_association_works_and_nowhere_else(territory) -> None:
    territory.body("ada")
    territory.body("da registro", town="015146", candidate=True)
    school(territory, "a Bergamo", candidate=True)
    school(territory, "a Seriate", candidate=True, town="016198")
    school(territory, "a Milano", candidate=True, town="015146")
    school(territory, "mappata", town="015146")
    assert found(territory.ground()).keys() == {"a Bergamo", "mappata"}
    territory.event("festa", "ada", municipality="016198")
    listed = found(territory.ground())
    assert listed.keys() == {"a Bergamo", "a Seriate", "mappata"}
    assert [r.code for r in listed["mappata"].reasons] == ["foreign-residents"]
    assert any(r.code == "register" for r in listed["a Seriate"].reasons)
    assert "registri" in schools.RULE.it and listed["mappata"].note == schools.RULE


def test_the_nearest_association_is_named_with_its_distance(territory) -> None:
    school(territory, "IC Mazzi", lat=45.70, lon=9.67, precision="rooftop")
    territory.body("vicina", lat=45.707, lon=9.67, precision="rooftop")
    territory.body("meno", lat=45.74, lon=9.67, precision="rooftop")
    territory.body("lontana", lat=45.95, lon=9.67, precision="rooftop")
    territory.event("insieme", "vicina", "meno")
    gap = found(territory.ground())["IC Mazzi"]
    assert "La più vicina è «Vicina», a 800 m." in gap.text.it
    assert gap.suggested == ("vicina", "meno")
    assert gap.effect.it == "La scuola entra in rete con «Vicina»: una realtà a due passi."


def test_the_provinces_share_stands_in_and_is_said_until_the_towns_own_figure_is_loaded(territory) -> None:
    territory.body("ada")
    school(territory, "IC Mazzi")
    before = found(territory.ground())["IC Mazzi"]
    assert "Nella provincia di Bergamo gli stranieri sono il 10,8% dei residenti" in before.text.it
    assert "non è ancora caricato" in before.text.it
    residents = {"residents": 120_000, "foreign_residents": 24_000}
    town = PutNode("municipality:016024", "municipality", residents)
    territory.store.apply(Changeset("test", "residents", "istat-residents", [town]))
    after = found(territory.ground())["IC Mazzi"]
    assert "A Bergamo gli stranieri sono il 20,0% dei residenti." in after.text.it
    assert after.score > before.score and after.id == before.id


def test_more_foreign_residents_and_a_nearer_association_come_first(territory) -> None:
    territory.body("ada", lat=45.70, lon=9.67, precision="rooftop")
    territory.body("mila", town="015146", lat=45.46, lon=9.19, precision="rooftop")
    school(territory, "accanto", lat=45.70, lon=9.68, precision="rooftop")
    school(territory, "oltre", lat=45.75, lon=9.70, precision="rooftop")
    school(territory, "a Milano accanto", town="015146", lat=45.46, lon=9.20, precision="rooftop")
    gaps = schools.find(territory.ground(), 100)
    assert [gap.names[0] for gap in gaps] == ["a Milano accanto", "accanto", "oltre"]
    assert all(sum(r.share for r in gap.reasons) == pytest.approx(1) for gap in gaps)


def test_one_town_does_not_fill_the_list(territory) -> None:
    territory.body("ada")
    territory.body("bice", town="016198")
    for n in range(40):
        school(territory, f"Bergamo {n}")
    for n in range(4):
        school(territory, f"Seriate {n}", town="016198")
    ground = territory.ground()
    gaps = schools.find(ground, 20)
    assert sum(name.startswith("Seriate") for gap in gaps for name in gap.names) == 4
    assert sum(name.startswith("Bergamo") for gap in gaps for name in gap.names) == 10
    for top in (1, 5, 9):
        assert schools.find(ground, top) == gaps[:top]


def test_associations_of_one_town_are_named_in_turn(territory) -> None:
    territory.bodies("ada bice carla")
    for n in range(6):
        school(territory, f"scuola {n}")
    named = [gap.suggested[0] for gap in schools.find(territory.ground(), 60)]
    assert sorted(named) == ["ada", "ada", "bice", "bice", "carla", "carla"]


def test_an_empty_territory_and_one_without_associations_have_answers(territory) -> None:
    assert found(territory.ground()) == {}
    school(territory, "sola", town="")
    gap = found(territory.ground())["sola"]
    assert gap.score == 0 and "Nessuna associazione mappata è nota vicino." in gap.text.it


def test_at_a_past_date_a_later_event_makes_no_town_one_where_an_association_works(territory) -> None:
    territory.body("ada")
    school(territory, "a Seriate", candidate=True, town="016198")
    territory.event("festa", "ada", municipality="016198", start="2025-03-01")
    assert found(territory.ground()).keys() == {"a Seriate"}
    assert found(territory.ground(until="2024-01-01")) == {}


def test_at_a_past_date_a_school_mapped_later_is_known_from_the_register_only(territory) -> None:
    territory.body("ada")
    territory.body("coop", kind="organisation")
    key = school(territory, "IC Mazzi", candidate=True)
    territory.event("riunione", "coop", key, start="2025-03-01")
    assert all(r.code != "register" for r in found(territory.ground())["IC Mazzi"].reasons)
    assert any(r.code == "register" for r in found(territory.ground(until="2024-01-01"))["IC Mazzi"].reasons)


def test_a_school_whose_collaboration_has_ended_is_reached_no_more(territory) -> None:
    territory.body("ada")
    territory.tie("collaborates", "ada", school(territory, "IC Mazzi"), level=2, until="2022-06-30")
    assert found(territory.ground(today="2022-06-30")) == {}
    assert found(territory.ground(today="2022-07-01")).keys() == {"IC Mazzi"}
