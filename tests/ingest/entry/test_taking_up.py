"""A gap taken up is one changeset: the planned event or contact, with both parties, and the mark; held, it is done."""

from datetime import date

import pytest

from graph.gaps import likely, registry, status
from graph.gaps.gap import Gap
from graph.store.changes import GapStatus
from graph.store.records import Node
from ingest.entry.taking_up import IncompletePlan, Plan, parties, proposed, taken_up, title
from tests.graph.gaps.conftest import Territory, territory  # noqa: F401 - the fixture

TODAY = date(2024, 7, 1)


@pytest.fixture
def pair(territory: Territory) -> Gap:  # noqa: F811
    territory.bodies("ada bice carla")
    territory.event("uno", "ada", "bice")
    territory.event("due", "bice", "carla")
    (gap,) = registry.find(territory.ground(today=TODAY.isoformat()), [likely.KIND])
    return gap


def _plan(**more: object) -> Plan:
    return Plan(**{"sort": "event", "parties": ("ada", "carla"), "what": "Cena", "by": "2024-07-20", **more})  # type: ignore[arg-type]


def _take(territory: Territory, gap: Gap, plan: Plan) -> None:  # noqa: F811
    territory.store.apply(taken_up(territory.store.view("staff"), gap, plan, "Giulia", TODAY))


def _standing(territory: Territory, gap: Gap, today: str) -> status.Standing:  # noqa: F811
    snapshot = territory.ground(today=today).snapshot
    return status.standings(territory.store.gap_marks(), snapshot, today)[gap.id]


def test_a_planned_event_has_both_parties_and_closes_the_gap_once_held(territory, pair) -> None:  # noqa: F811
    revision = territory.store.revision()
    _take(territory, pair, _plan(who="Giulia"))
    assert territory.store.revision() == revision + 1
    before = _standing(territory, pair, "2024-07-20")
    view = territory.store.view("staff")
    event = view.node(before.last.step)
    assert (event.name, event.text("start"), event.text("notes")) == ("Cena", "2024-07-20", "Se ne occupa: Giulia")
    assert {(t.type, t.source) for t in view.ties_of(event.key)} == {("organised", "ada"), ("organised", "carla")}
    assert (before.status, before.last.author) == (GapStatus.TAKEN_UP, "Giulia")
    assert _standing(territory, pair, "2024-07-21").status == GapStatus.DONE
    assert registry.find(territory.ground(today="2024-07-21"), [likely.KIND]) == []
    assert "notes" not in territory.store.view("public").node(event.key).properties


def test_a_planned_contact_is_about_both_and_private_with_basis_and_expiry(territory, pair) -> None:  # noqa: F811
    _take(territory, pair, _plan(sort="contact", what="Presentarle"))
    key = _standing(territory, pair, "2024-08-30").last.step
    view = territory.store.view("staff")
    told = view.node(key).properties
    assert (told["date"], told["next_step"], told["by"]) == ("2024-07-01", "Presentarle", "2024-07-20")
    assert told["consent_basis"] and told["expires"] == "2028-07-01"
    assert {(t.type, t.source) for t in view.ties_of(key)} == {("about", "ada"), ("about", "carla")}
    assert territory.store.view("public").node(key) is None
    assert _standing(territory, pair, "2024-08-30").status == GapStatus.TAKEN_UP


def test_what_is_to_be_done_with_nobody_yet_is_kept_with_the_mark(territory, pair) -> None:  # noqa: F811
    _take(territory, pair, _plan(sort="contact", parties=(), what="Cercare un referente", who="Anna"))
    (mark,) = territory.store.gap_marks()
    assert (mark.status, mark.step) == (GapStatus.TAKEN_UP, "")
    assert mark.reason == "Cercare un referente; entro il 2024-07-20; Se ne occupa: Anna"


def test_an_event_that_is_there_already_is_joined_as_it_is(territory, pair) -> None:  # noqa: F811
    _take(territory, pair, _plan(parties=("ada",)))
    key = _standing(territory, pair, "2024-07-02").last.step
    territory.node(key, "event", name="Cena", start="2024-07-20T19:00")
    territory.tie("organised", "ada", key, roles=("lead",))
    territory.save()
    _take(territory, pair, _plan())
    view = territory.store.view("staff")
    assert view.node(key).text("start") == "2024-07-20T19:00"
    assert {t.source: t.many("roles") for t in view.ties_of(key)} == {"ada": ("lead",), "carla": ("co_organiser",)}


def test_saving_twice_plans_once(territory, pair) -> None:  # noqa: F811
    for _ in range(2):
        _take(territory, pair, _plan())
    assert len(territory.store.view("staff").nodes(["event"])) == 3
    assert len(territory.store.gap_marks()) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": "  "}, "Manca che cosa si farà"),
        ({"parties": ()}, "Manca con chi"),
        ({"by": "2024-06-30"}, "Il giorno è già passato"),
        ({"by": ""}, "Il giorno è già passato"),
    ],
)
def test_an_incomplete_plan_is_refused_with_what_to_do_and_nothing_is_written(territory, pair, wrong, said) -> None:  # noqa: F811
    with pytest.raises(IncompletePlan) as refused:
        _take(territory, pair, _plan(**wrong))
    assert said in refused.value.italian() and refused.value.italian().endswith("Nulla è stato modificato.")
    assert territory.store.gap_marks() == []


def test_only_actors_are_proposed_one_suggested_beside_a_lone_member_and_no_person_named_in_the_title(pair) -> None:
    from dataclasses import replace

    nodes = {
        "ada": Node("ada", "association", {"name": "Ada"}),
        "p": Node("p", "person", {"name": "Samira"}),
        "sportello": Node("sportello", "service", {"name": "Sportello"}),
        "coop": Node("coop", "organisation", {"name": "Coop"}),
    }
    gap = replace(pair, members=("sportello", "ada"), suggested=("p", "coop", "gone"))
    known = parties(nodes, gap)
    assert [node.key for node in known] == ["ada", "p", "coop"]
    assert proposed(gap, known) == ("ada", "p")
    assert title(known[:2]) == "Incontro: Ada" and title(known[1:2]) == "Incontro"
