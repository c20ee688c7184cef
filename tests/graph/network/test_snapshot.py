"""What a store's view gives a network: who is in it, what counts as a tie, until when."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.network.errors import UnknownDistrict
from graph.network.scope import Scope, within
from graph.network.snapshot import Snapshot, network, partners, read, two_mode
from graph.store.changes import Change, Changeset, PutNode, PutTie
from graph.store.opening import open_store
from graph.store.records import Node


def town(istat: str, name: str) -> Node:
    return Node(f"municipality:{istat}", "municipality", {"name": name, "istat": istat})


def body(key: str, kind: str = "association", **properties: object) -> Change:
    return PutNode(key, kind, {"name": key, **properties})  # type: ignore[arg-type]


def organised(actor: str, event: str) -> Change:
    return PutTie("organised", actor, event)


DATES = {"e19": "2019-05-10", "e20": "2020-02", "e21": "2021"}
CHANGES = [
    *(body(key, municipality="016024") for key in ("ada", "bice", "carla")),
    body("sola", municipality="016198"),
    body("registro", candidate=True),
    body("legata", candidate=True),
    body("coop", "organisation", municipality="016198"),
    body("school:mai", "school"),
    body("school:sì", "school", candidate=True),
    body("person:1", "person"),
    body("sportello", "service"),
    body("lab", "project"),
    PutNode("district:bg", "district", {"name": "Ambito di Bergamo"}),
    PutTie("part_of", "municipality:016024", "district:bg"),
    *(
        body(event, "event", start=start)
        for event, start in (("e19", "2019-05-10"), ("e20", "2020-02"), ("e21", "2021"))
    ),
    *(organised(actor, "e19") for actor in ("ada", "bice", "person:1")),
    *(organised(actor, "e20") for actor in ("ada", "coop", "legata")),
    *(organised(actor, "e21") for actor in ("carla", "school:sì")),
    PutTie("collaborates", "ada", "coop", {"level": 2, "since": "2020-06-01"}),
    PutTie("collaborates", "bice", "carla"),
    PutTie("provides", "coop", "sportello"),
    PutTie("partner_in", "coop", "lab"),
    PutTie("partner_in", "sola", "lab"),
    PutTie("collaborates", "sola", "bice", {"level": 4, "since": "2018", "until": "2022-06"}),
    body("progetto", "project"),
    PutTie("partner_in", "sola", "progetto", {"until": "2022-06-30"}),
]


@pytest.fixture
def snapshots(tmp_path: Path) -> Iterator[dict[str, Snapshot]]:
    seed = [town("016024", "Bergamo"), town("016198", "Seriate")]
    with open_store(f"sqlite:///{tmp_path}/store.db", seed=lambda: seed) as store:
        store.apply(Changeset("test", "built for a test", "form", CHANGES))
        yield {audience: read(store.view(audience)) for audience in ("staff", "public")}  # type: ignore[arg-type]


def test_mapped_actors_are_in_it_and_candidates_only_once_tied(snapshots) -> None:
    assert set(network(snapshots["staff"]).actors) == {
        "ada", "bice", "carla", "sola", "legata", "coop", "school:sì", "person:1",
    }  # fmt: skip


def test_a_service_is_no_actor_and_a_person_is_one_for_staff_only(snapshots) -> None:
    public = network(snapshots["public"])
    assert "person:1" not in public.actors and "sportello" not in public.actors
    assert public.neighbours("ada")["bice"] == 1  # an event of two for the public, of three for staff
    assert network(snapshots["staff"]).neighbours("ada")["bice"] == 0.5


def test_partners_in_projects_are_a_network_of_their_own(snapshots) -> None:
    projects = partners(snapshots["staff"])
    assert (projects.actors, projects.events) == (("coop", "sola"), ("lab", "progetto"))
    assert "lab" not in network(snapshots["staff"]).neighbours("sola")


def test_collaboration_adds_a_quarter_a_level_and_without_a_level_counts_as_the_lowest(snapshots) -> None:
    tied = network(snapshots["staff"])
    assert tied.neighbours("ada")["coop"] == 0.5 + 0.5
    assert tied.neighbours("bice")["carla"] == 0.25


@pytest.mark.parametrize(
    ("until", "events"),
    [("2018", ()), ("2019-05-09", ()), ("2019-05-10", ("e19",)), ("2020", ("e19", "e20")), ("", ("e19", "e20", "e21"))],
)
def test_until_leaves_out_what_came_later(snapshots, until: str, events: tuple[str, ...]) -> None:
    assert two_mode(snapshots["staff"], Scope(until=until)).events == events


def test_until_leaves_out_later_collaborations_and_schools_tied_later(snapshots) -> None:
    early = network(snapshots["staff"], Scope(until="2020-05-31"))
    assert early.neighbours("ada")["coop"] == 0.5
    assert "school:sì" not in early.actors and "sola" in early.actors


@pytest.mark.parametrize(
    ("scope", "counts"),
    [
        (Scope(today="2022-06-30"), True),
        (Scope(today="2022-07-01"), False),
        (Scope(until="2022-06-15", today="2026-01-01"), True),
        (Scope(until="2023", today="2022-01-01"), False),
    ],
)
def test_a_collaboration_or_partnership_that_ended_before_the_date_looked_at_does_not_count(
    snapshots, scope: Scope, counts: bool
) -> None:
    assert ("bice" in network(snapshots["staff"], scope).neighbours("sola")) is counts
    assert ("progetto" in partners(snapshots["staff"], scope).events) is counts


def test_a_district_keeps_its_actors_and_the_true_size_of_their_events(snapshots) -> None:
    district = snapshots["staff"].district_named("ambito di BERGAMO")
    inside = two_mode(snapshots["staff"], Scope(districts=frozenset({district})))
    assert inside.actors == ("ada", "bice", "carla")
    assert dict(zip(inside.events, inside.sizes.tolist(), strict=True)) == {"e19": 3, "e20": 3, "e21": 2}
    with pytest.raises(UnknownDistrict):
        snapshots["staff"].district_named("Atlantide")


def test_kinds_and_largest_event_filter(snapshots) -> None:
    scope = Scope(kinds=frozenset({"association"}), max_event_size=2)
    found = two_mode(snapshots["staff"], scope)
    assert found.events == ("e21",) and "coop" not in found.actors and "sola" in found.actors


@pytest.mark.parametrize(
    ("date", "since", "until", "inside"),
    [
        ("2024-03-01", "2024-03-01", "2024-03-01", True),
        ("2024-03-01T18:30", "", "2024-03-01", True),
        ("2024", "2024-06", "2024-09", True),
        ("2024-03", "2024-04", "", False),
        ("2024-12-31", "", "2024", True),
        ("", "2024", "2025", True),
    ],
)
def test_partial_dates_are_in_every_period_they_may_be_in(date: str, since: str, until: str, inside: bool) -> None:
    assert within(date, since, until) is inside


def test_what_is_invented_is_in_no_real_district_and_the_reverse(tmp_path) -> None:
    changes = [
        body("vera", municipality="016024"),
        body("finta", municipality="016024", invented=True),
        PutNode("district:bg", "district", {"name": "Ambito di Bergamo"}),
        PutNode("district:finto", "district", {"name": "Ambito finto", "invented": True}),
        PutTie("part_of", "municipality:016024", "district:bg"),
        PutTie("part_of", "municipality:016024", "district:finto"),
    ]
    with open_store(f"sqlite:///{tmp_path}/store.db", seed=lambda: [town("016024", "Bergamo")]) as store:
        store.apply(Changeset("test", "built for a test", "form", changes))
        snapshot = read(store.view("public"))
    assert network(snapshot, Scope(districts=frozenset({"district:bg"}))).actors == ("vera",)
    assert network(snapshot, Scope(districts=frozenset({"district:finto"}))).actors == ("finta",)


def test_a_planned_event_ties_nobody_before_its_day_and_a_cancelled_one_never(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/planned.db", seed=list) as store:
        changes = [
            *(body(key) for key in ("ada", "bice")),
            body("futura", "event", start="2026-12-20T18:00"),
            body("saltata", "event", start="2026-01-10", status="cancelled"),
            *(organised(actor, event) for actor in ("ada", "bice") for event in ("futura", "saltata")),
        ]
        store.apply(Changeset("test", "built for a test", "form", changes))
        snap = read(store.view("public"))
    assert network(snap, Scope(today="2026-11-30")).degree.tolist() == [0, 0]
    assert network(snap, Scope(today="2026-12-20")).degree.tolist() == [1, 1]
    assert network(snap, Scope(until="2027", today="2026-11-30")).degree.tolist() == [0, 0]
    assert two_mode(snap).events == ("futura",)
    assert network(snap, Scope(today="2026-11-30", planned=True)).degree.tolist() == [1, 1]
    assert network(snap, Scope(until="2026-12-19", today="2026-11-30", planned=True)).degree.tolist() == [0, 0]
