"""What each figure of a scorecard counts, on districts small enough to count by hand."""

import pytest

from graph.scorecard.columns import COLUMNS
from graph.store.changes import PutNode
from tests.graph.scorecard.conftest import Districts


def test_ties_isolates_and_fragmentation_are_those_inside_the_district(districts: Districts) -> None:
    districts.bodies("ada bice carla sola")
    districts.body("far", town="015146")
    districts.event("e", "ada", "bice")
    districts.event("f", "carla", "far")
    row = districts.row()
    assert (row.cells["actors"].value, row.cells["ties"].value) == (4, 1)
    assert (row.cells["isolated"].numerator, row.cells["isolated"].denominator) == (2, 4)
    assert "1 di loro" in row.cells["isolated"].note.it
    assert row.cells["fragmentation"].value == pytest.approx(5 / 6)
    assert row.cells["bridges"].value == 1


def test_an_event_of_many_is_attendance_and_no_tie(districts: Districts) -> None:
    names = [f"a{i}" for i in range(21)]
    districts.bodies(" ".join(names))
    districts.event("plenaria", *names)
    assert districts.row().cells["ties"].value == 0


def test_associations_are_held_against_foreign_residents_only_where_all_are_known(districts: Districts) -> None:
    districts.bodies("ada bice")
    districts.node("municipality:016024", "municipality", name="Bergamo", istat="016024", foreign_residents=3000)
    cell = districts.row().cells["associations_per_1000"]
    assert cell.value is None
    assert "1 comuni su 2" in cell.why.it
    districts.node("municipality:016198", "municipality", name="Seriate", istat="016198", foreign_residents=1000)
    cell = districts.row().cells["associations_per_1000"]
    assert (cell.value, cell.numerator, cell.denominator) == (0.5, 2, 4000)
    assert cell.note is None


def test_dependence_says_how_many_pairs_part_without_the_lead_and_who_it_is(districts: Districts) -> None:
    districts.node("district:bg", "district", name="Ambito di Bergamo", lead="ADA", complete=True)
    districts.bodies("ada bice carla dora")
    for other in ("bice", "carla", "dora"):
        districts.event(f"e-{other}", "ada", other)
    row = districts.row()
    assert row.lead.key == "ada"
    assert row.cells["dependence_on_lead"].value == 1.0
    assert row.cells["dependence_on_lead"].note.it == "Ada: 3 legami su 3"


def test_a_lead_that_two_bodies_could_be_is_not_guessed(districts: Districts) -> None:
    districts.node("district:bg", "district", name="Ambito di Bergamo", lead="Ada")
    districts.body("ada")
    districts.body("altra", name="Ada")
    districts.event("e", "ada", "altra")
    cell = districts.row().cells["dependence_on_lead"]
    assert cell.value is None
    assert "«Ada»" in cell.why.it


def test_dependence_on_one_body_names_the_one_even_where_the_lead_is_another(districts: Districts) -> None:
    districts.node("district:bg", "district", name="Ambito di Bergamo", lead="Bice")
    districts.bodies("ada bice carla")
    districts.event("e", "ada", "bice")
    districts.event("f", "ada", "carla")
    cells = districts.row().cells
    assert cells["dependence_on_lead"].value == 0.0
    assert cells["dependence_on_one"].value == 1.0
    assert cells["dependence_on_one"].note.en == "Ada: 2 of 2 ties"


def test_schools_of_registers_count_among_those_known(districts: Districts) -> None:
    districts.body("ada")
    districts.body("school:vista", "school")
    districts.body("school:mai", "school", candidate=True)
    districts.body("school:altrove", "school", town="015146", candidate=True)
    districts.event("e", "ada", "school:vista")
    cell = districts.row().cells["schools"]
    assert (cell.numerator, cell.denominator) == (1, 2)


def test_a_service_is_reached_through_whoever_offers_it(districts: Districts) -> None:
    districts.body("ada")
    districts.body("coop", "organisation")
    districts.body("ente", "organisation")
    for service in ("casa", "lavoro", "salute", "altro"):
        districts.node(service, "service", municipality="016024")
    districts.tie("provides", "ada", "casa")
    districts.tie("provides", "coop", "lavoro")
    districts.tie("provides", "ente", "salute")
    districts.event("e", "ada", "coop")
    cell = districts.row().cells["services"]
    assert (cell.numerator, cell.denominator) == (2, 4)


def test_communities_that_live_here_and_nobody_is_mapped_of_are_counted_and_named(districts: Districts) -> None:
    districts.body("ada", communities=("MA",))
    assert "citizenship" in districts.row().cells["communities_unmapped"].why.it
    citizens = ("AL 20", "MA 400", "SN 90", "UA 900")
    districts.node("municipality:016024", "municipality", name="Bergamo", istat="016024", citizens=citizens)
    cell = districts.row().cells["communities_unmapped"]
    assert (cell.value, cell.numerator, cell.denominator) == (2, 2, 3)
    assert "Ucraina e Senegal" in cell.note.it
    assert "1/2 comuni" in cell.note.it


def test_events_of_the_last_twelve_months_count_once_whoever_was_there(districts: Districts) -> None:
    districts.bodies("ada bice")
    districts.body("far", town="015146")
    districts.event("recente", "ada", "bice", start="2024-02-10")
    districts.event("lontano", "ada", start="2023-12-30")
    districts.event("futuro", "ada", start="2025-01-10")
    districts.event("altrui", "far", start="2024-05-05")
    assert districts.row().cells["events"].value == 1
    assert districts.row(until="2023-12-31").cells["events"].value == 1


def test_contacts_are_for_staff_only_and_count_by_their_freshness(districts: Districts) -> None:
    districts.bodies("ada bice carla")
    for key, day, actor in (("c1", "2024-11-01", "ada"), ("c2", "2022-11-01", "bice")):
        districts.change(PutNode(f"contact:{key}", "contact", {"date": day, "channel": "call", "outcome": "sentita"}))
        districts.tie("about", actor, f"contact:{key}")
    cell = districts.row().cells["contacts_fresh"]
    assert (cell.numerator, cell.denominator) == (1, 3)
    assert "1 mai" in cell.note.it
    assert "contacts_fresh" not in districts.row(audience="public").cells


def test_where_nobody_is_mapped_nothing_is_said_to_be_zero(districts: Districts) -> None:
    row = districts.row("district:mi")
    assert row.cells["actors"].value == 0
    assert {cell.value for name, cell in row.cells.items() if name != "actors"} == {None}
    assert all(cell.why for name, cell in row.cells.items() if name != "actors")
    assert row.shape.code == ""


def test_bodies_of_whom_nothing_is_recorded_are_not_called_isolated(districts: Districts) -> None:
    districts.bodies("a b c d e f")
    row = districts.row()
    assert row.cells["isolated"].value is None
    assert "registrati" in row.cells["isolated"].why.it
    assert row.shape.code == ""


def test_every_column_is_defined_in_both_languages() -> None:
    for column in COLUMNS.values():
        assert len({column.definition.it, column.definition.en, column.label.it}) == 3
