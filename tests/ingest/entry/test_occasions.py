"""Planning, repeating, copying an event and telling how it went: each is one changeset, and the ties follow."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.values import InvalidValue
from graph.network import snapshot
from graph.network.scope import Scope
from graph.store.changes import Changeset, PutNode
from graph.store.core import Store
from graph.store.errors import StaleRevision, UnknownKey
from graph.store.interface import View
from graph.store.opening import open_store
from graph.store.records import Node
from graph.territory.gazetteer import Gazetteer
from ingest.entry.occasions import MOST_DATES, Part, Plan, Told, copied, edited, repeated, saving, telling
from ingest.places.place import Place
from ingest.sources.source import Context
from tests.ingest.sources.register_load import few

TODAY = date(2026, 11, 30)
PARTS = (Part("ada", ("lead",)), Part("bice", ("co_organiser",)), Part("scuola", ("participant",)))
VALUES = {"municipality": "016024", "venue": "Sala", "address": "Via Roma 1", "type": "school_campaign", "classes": 3}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/store.db", seed=few) as opened:
        kinds = {"ada": "association", "bice": "association", "carla": "association", "scuola": "school"}
        bodies = [PutNode(key, kind, {"name": key.capitalize()}) for key, kind in kinds.items()]
        opened.apply(Changeset("test", "built for a test", "form", bodies))
        yield opened


def located(address: str, municipality: str, postcode: str = "") -> Place:
    if address:
        return Place(address, municipality, "street", "anncsu", address, 0.9, 45.7, 9.67)
    return Place("", municipality, "municipality", "gazetteer", "", 1.0)


def context(store: Store) -> Context:
    view = store.view("staff")
    return Context(view, Gazetteer.from_nodes(view.nodes(["municipality"])), located, TODAY)


def save(store: Store, plan: Plan) -> int:
    changeset = saving(context(store), plan, "Giulia")
    assert isinstance(changeset, Changeset), changeset
    revision = store.apply(changeset).revision
    assert revision is not None
    return revision


def events(view: View) -> list[Node]:
    return sorted(view.nodes(["event"]), key=lambda node: node.text("start"))


def roles(store: Store, event: str) -> dict[str, tuple[str, ...]]:
    return {tie.source: tie.many("roles") for tie in store.view("staff").ties_of(event)}


def test_a_weekly_event_is_one_event_a_date_in_one_revision_and_the_ties_follow(store: Store) -> None:
    dates = repeated("2026-12-10T18:00", "week", 3)
    revision = save(store, Plan("Corso", dates, {**VALUES, "end": "2026-12-10T20:00"}, PARTS))
    made = events(store.view("staff"))
    assert [node.text("start") for node in made] == ["2026-12-10T18:00", "2026-12-17T18:00", "2026-12-24T18:00"]
    assert [node.text("end") for node in made] == ["2026-12-10T20:00", "2026-12-17T20:00", "2026-12-24T20:00"]
    assert {node.revision for node in made} == {revision}
    assert roles(store, made[2].key) == {"ada": ("lead",), "bice": ("co_organiser",), "scuola": ("participant",)}
    assert made[0].point == (45.7, 9.67) and made[0].number("classes") == 3
    store.revert(revision, "Giulia")
    assert not events(store.view("staff"))


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(-3, 200))
def test_monthly_dates_stay_on_their_day_or_the_last_of_the_month_and_never_run_away(day: date, times: int) -> None:
    found = [date.fromisoformat(text) for text in repeated(day.isoformat(), "month", times)]
    assert len(found) == max(1, min(times, MOST_DATES)) and found[0] == day
    assert all(later.day <= day.day for later in found) and found == sorted(set(found))
    months = [one.year * 12 + one.month for one in found]
    assert months == list(range(months[0], months[0] + len(months)))


def test_what_a_plan_lacks_is_said_with_its_remedy_and_nothing_is_written(store: Store) -> None:
    bare = saving(context(store), Plan(" ", (), {}), "Giulia")
    assert isinstance(bare, list) and [problem.column for problem in bare] == ["name", "start", "parts"]
    assert all(problem.problem.it and problem.remedy.it for problem in bare)
    wrong = saving(context(store), Plan("Festa", ("2026-12-10",), {"end": "2026-12-09"}, PARTS), "Giulia")
    assert isinstance(wrong, list) and [problem.column for problem in wrong] == ["end"]
    save(store, Plan("Festa", ("2026-12-10",), {}, PARTS))
    twice = saving(context(store), Plan("Festa", ("2026-12-10",), {}, PARTS), "Giulia")
    assert isinstance(twice, list) and twice[0].column == "start"


def test_editing_changes_what_was_changed_and_unties_who_has_no_part_any_more(store: Store) -> None:
    save(store, Plan("Festa", ("2026-12-10",), VALUES, PARTS))
    (event,) = events(store.view("staff"))
    plan = edited(event, store.view("staff").ties_of(event.key))
    assert (plan.values["classes"], plan.starts, {part.actor for part in plan.parts}) == (
        3,
        ("2026-12-10",),
        {"ada", "bice", "scuola"},
    )
    changed = Plan(
        "Festa grande", ("2026-12-11",), {"venue": "Parco"}, (Part("ada", ("host",)),), event.key, event.revision
    )
    save(store, changed)
    (after,) = events(store.view("staff"))
    assert after.key == event.key and after.properties == {
        "name": "Festa grande",
        "start": "2026-12-11",
        "venue": "Parco",
    }
    assert roles(store, after.key) == {"ada": ("host",)}
    with pytest.raises(StaleRevision):
        save(store, changed)


def test_a_copy_has_who_and_what_but_neither_dates_nor_how_it_went(store: Store) -> None:
    save(store, Plan("Festa", ("2026-11-10",), VALUES, PARTS))
    (event,) = events(store.view("staff"))
    store.apply(telling(store.view("staff"), event, Told(True, 40, notes="Piena"), TODAY, "Giulia"))
    (told,) = events(store.view("staff"))
    copy = copied(told, store.view("staff").ties_of(event.key))
    assert (copy.key, copy.starts, copy.name) == ("", (), "Festa")
    assert set(copy.values) == {"municipality", "venue", "address", "type", "classes"}
    assert {part.actor for part in copy.parts} == {"ada", "bice", "scuola"}


def test_told_as_held_it_has_numbers_and_who_else_came(store: Store) -> None:
    save(store, Plan("Festa", ("2026-11-10",), {}, PARTS))
    (event,) = events(store.view("staff"))
    store.apply(telling(store.view("staff"), event, Told(True, 40, 2, ("carla", "ada"), "Piena"), TODAY, "Giulia"))
    (told,) = events(store.view("staff"))
    assert (told.text("status"), told.number("attendance"), told.number("classes")) == ("held", 40, 2)
    assert roles(store, told.key)["carla"] == ("participant",)
    assert roles(store, told.key)["ada"] == ("lead", "participant")
    assert "notes" not in events(store.view("public"))[0].properties


def test_told_as_not_held_it_ties_nobody(store: Store) -> None:
    save(store, Plan("Festa", ("2026-11-10",), {}, PARTS))

    def met() -> int:
        return int(snapshot.network(snapshot.read(store.view("public")), Scope()).degree.sum())

    assert met() > 0
    (event,) = events(store.view("staff"))
    store.apply(telling(store.view("staff"), event, Told(False, 40), TODAY, "Giulia"))
    assert met() == 0 and "attendance" not in events(store.view("staff"))[0].properties


def test_fewer_than_no_people_cannot_have_come(store: Store) -> None:
    save(store, Plan("Festa", ("2026-11-10",), {}, PARTS))
    (event,) = events(store.view("staff"))
    with pytest.raises(InvalidValue):
        telling(store.view("staff"), event, Told(True, -1), TODAY, "Giulia")


def test_telling_of_an_event_keeps_the_notes_that_another_wrote_meanwhile(store: Store) -> None:
    save(store, Plan("Festa", ("2026-11-10",), {}, PARTS))
    (seen,) = events(store.view("staff"))
    store.apply(telling(store.view("staff"), seen, Told(True, 40, notes="Piena"), TODAY, "Giulia"))
    store.apply(telling(store.view("staff"), seen, Told(True, 41, notes="Allegra"), TODAY, "Marta"))
    (told,) = events(store.view("staff"))
    assert all(words in told.text("notes") for words in ("Piena", "Allegra"))


def test_an_event_that_was_removed_meanwhile_does_not_come_back_by_being_told(store: Store) -> None:
    save(store, Plan("Festa", ("2026-11-10",), {}, PARTS))
    (seen,) = events(store.view("staff"))
    store.revert(store.revision(), "Marta")
    with pytest.raises(UnknownKey):
        store.apply(telling(store.view("staff"), seen, Told(True, 40), TODAY, "Giulia"))
    assert events(store.view("staff")) == []
