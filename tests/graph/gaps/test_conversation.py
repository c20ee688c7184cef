"""What whoever calls is given to talk about."""

from datetime import date

from graph.gaps.conversation import Subject, subjects
from graph.gaps.registry import find
from tests.graph.gaps.conftest import Territory

TODAY = date(2026, 11, 30)


def told(territory: Territory, key: str) -> tuple[Subject, ...]:
    ground = territory.ground(today=TODAY.isoformat())
    return subjects(ground, key, find(ground), TODAY)


def test_there_is_a_coming_event_a_missing_tie_and_whom_it_works_with(territory: Territory) -> None:
    territory.bodies("ada bice carla", languages=("ar",), topics=("women",))
    territory.event("cena", "ada", "bice", start="2026-05-01")
    territory.event("pranzo", "bice", "carla", start="2026-06-01")
    territory.event("Festa", "carla", start="2026-12-12T18:00", municipality="016024", topics=("women",))
    found = told(territory, "ada")
    assert [one.code for one in found] == ["event", "gap", "partners"]
    assert found[0].text.it.startswith("Il 12 dic c'è «Festa» a Bergamo: stesso comune (Bergamo), tema ")
    assert found[1].keys == ("carla",)
    assert found[2].text.it == "Lavora già con «Bice»: come va?"


def test_its_own_coming_event_comes_first_and_what_is_far_past_or_cancelled_is_not_named(territory: Territory) -> None:
    territory.bodies("ada bice", topics=("women",))
    territory.event("vicina", "bice", start="2026-12-05", municipality="016024")
    territory.event("sua", "ada", start="2026-12-20", municipality="015146")
    territory.event("lontana", "bice", start="2026-12-05", municipality="015146")
    territory.event("passata", "bice", start="2026-10-05", municipality="016024")
    territory.event("annullata", "bice", start="2026-12-06", municipality="016024", status="cancelled")
    territory.event("tra un anno", "bice", start="2027-12-06", municipality="016024")
    events = [one.keys for one in told(territory, "ada") if one.code == "event"]
    assert events == [("sua",), ("vicina",)]


def test_with_nothing_known_there_is_nothing_to_say(territory: Territory) -> None:
    territory.body("ada", town="")
    territory.body("registro", candidate=True)
    assert told(territory, "registro") == () and [s.code for s in told(territory, "ada")] in ([], ["gap"])
