import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from graph.model import keys
from graph.store.changes import Changeset, PutNode
from graph.store.interface import GraphStore, View
from graph.store.opening import municipalities, open_store
from graph.store.records import Evidence, Node
from ingest.loading import LoadResult, load
from ingest.sources.labimpact import FOLDER, SOURCE, LabImpact
from ingest.sources.registry import source

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
LATER = datetime(2027, 5, 1, 10, tzinfo=UTC)
RUAH, NATTA = "body:03549340168", "school:BGIS03200C"


@cache
def _lombardy() -> list[Node]:
    return [node for node in municipalities() if node.text("region") == "Lombardia"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    with open_store(f"sqlite:///{tmp_path / 'facts.db'}", seed=_lombardy) as made:
        yield made


def _load(store: GraphStore, now: datetime = NOW) -> LoadResult:
    return load(store, SOURCE, [], author="Ada", now=now)


@pytest.fixture
def view(store: GraphStore) -> View:
    _load(store)
    return store.view("public")


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _named(view: View, *kinds: str) -> dict[str, Node]:
    return {node.name: node for node in view.nodes(kinds)}


def test_every_row_is_taken_and_a_later_load_makes_no_revision(store: GraphStore) -> None:
    first = _load(store)
    again = _load(store, LATER)

    assert (first.rejected, first.revision) == (0, 1)
    assert first.read == sum(
        len(_rows(n)) for n in ("projects", "actors", "partners", "districts", "services", "events")
    )
    assert (again.read, again.unchanged, again.revision) == (first.read, first.read, None)
    assert store.check() == []


def test_every_node_and_tie_names_a_public_document_and_the_fixed_day_on_which_it_was_read(view: View) -> None:
    documents = {row["title"]: row["retrieved"] for row in _rows("documents")}
    records = [*view.nodes(), *view.ties()]

    assert len(records) > 200
    for record in records:
        assert record.evidence
        for evidence in record.evidence:
            assert evidence.source == "labimpact"
            assert documents[evidence.reference] == evidence.retrieved


def test_the_bergamo_partners_work_in_the_macro_actions_that_the_page_of_the_city_gives(view: View) -> None:
    names = {node.key: node.name for node in view.nodes(["organisation", "school"])}
    ties = [t for t in view.ties(["partner_in"]) if "Bergamo" in str(t.properties.get("role"))]
    in_programme = {names[t.source]: t.many("actions") for t in ties if t.target == "project:labimpact"}
    in_actions = {(names[t.source], t.target) for t in ties if t.target != "project:labimpact"}

    assert in_programme == {
        "I.S.I.S. G. Natta": (),
        "Cooperativa Impresa Sociale Ruah": ("1", "2", "4"),
        "Il Pugno Aperto Soc. Coop. Sociale": ("2", "3"),
        "Coop. Patronato San Vincenzo": ("1",),
        "Fondazione Opera Diocesana Patronato San Vincenzo": ("1",),
        "Agenzia per l'integrazione": ("4",),
        "Servizio Spazio Informagiovani": ("1",),
    }
    assert in_actions == {(name, f"project:azione-{n}") for name, actions in in_programme.items() for n in actions}


def test_partnership_is_a_network_of_its_own(view: View) -> None:
    assert not view.ties(["collaborates"])
    assert {view.node(t.source).name for t in view.ties(["organised"])} == {"Anci Lombardia"}  # type: ignore[union-attr]
    roles = {view.node(t.source).name: t.properties["role"] for t in view.ties(["partner_in"])}  # type: ignore[union-attr]
    assert (roles["Regione Lombardia"], roles["Anci Lombardia"]) == ("capofila", "partner di sistema")
    assert roles["Fondazione ISMU"] == "partner di sistema"


def test_anci_events_stand_on_their_dates_and_a_month_alone_stays_a_month(view: View) -> None:
    starts = sorted(node.text("start") for node in view.nodes(["event"]))

    assert [s for s in starts if s < "2020"] == [
        *("2019-06-18", "2019-06-25", "2019-07-04", "2019-10-28", "2019-11-26", "2019-12-12")
    ]
    assert [s for s in starts if "2020" <= s < "2021-10"] == [
        *("2020-01-16", "2020-05-12", "2020-06-10", "2020-07-17", "2020-11-11", "2021-01-28", "2021-04")
    ]
    assert [s for s in starts if s >= "2021-10"] == [
        *("2021-10-21", "2022-03-24", "2022-04-08", "2022-05-10", "2023-06-29", "2023-06-30")
    ]
    assert all(node.many("topics") and node.text("type") for node in view.nodes(["event"]))


def test_territorial_networks_are_districts_with_the_municipalities_that_the_documents_list(view: View) -> None:
    districts = _named(view, "district")
    members: dict[str, set[str]] = {}
    for tie in view.ties(["part_of"]):
        if tie.source.startswith("municipality:") and (town := view.node(tie.source)):
            members.setdefault(tie.target, set()).add(town.name)

    assert len(districts) == 13
    west = districts["Ambito Brescia Ovest"]
    assert (west.text("number"), west.properties["complete"], len(members[west.key])) == ("2", True, 11)
    assert members[districts["Ambito di Suzzara"].key] == {"Gonzaga", "Moglia", "Motteggiana"}
    assert [d.name for d in districts.values() if d.properties["complete"]] == ["Ambito Brescia Ovest"]
    assert districts["Ambito Monte Orfano"].text("lead") == "Comune di Palazzolo sull'Oglio"
    assert districts["Ambito di Dalmine"].key not in members


def test_only_the_provider_that_a_document_names_provides_a_service(view: View) -> None:
    provided = {(view.node(t.source).name, view.node(t.target).name) for t in view.ties(["provides"])}  # type: ignore[union-attr]
    whole = {t.source: t.target for t in view.ties(["part_of"]) if t.source.startswith("service:")}

    assert provided == {("Fondazione Casa Amica", "Fondo per l'affitto")}
    assert whole.keys() == {node.key for node in view.nodes(["service"])}


def test_bergamondo_has_its_six_lines(view: View) -> None:
    lines = {t.source for t in view.ties(["part_of"]) if t.target == "project:bergamondo"}

    assert {k.removeprefix("project:bergamondo-") for k in lines} == {
        *("regia", "servizi", "lavoro", "casa", "generazioni", "territorio")
    }
    assert view.node("project:bergamondo").text("start") == "2019-12-16"  # type: ignore[union-attr]


def test_all_its_bodies_are_mapped_and_none_has_an_invented_pin(view: View) -> None:
    bodies = view.nodes(["organisation", "school"])

    assert {b.key for b in bodies} <= view.mapped()
    assert all(b.point is None for b in bodies)
    assert {b.text("precision") for b in bodies if b.text("municipality")} == {"municipality"}


def test_a_candidate_known_from_a_register_becomes_the_mapped_body_under_its_own_key(store: GraphStore) -> None:
    name = "COOPERATIVA IMPRESA SOCIALE RUAH - SOCIETA' COOPERATIVA SOCIALE"
    register = PutNode(
        RUAH,
        "association",
        {"name": name, "fiscal_code": RUAH[5:], "candidate": True},
        (Evidence("five-per-mille", RUAH[5:]),),
    )
    store.apply(Changeset("Ada", "Elenco", "five-per-mille", [register]))

    _load(store)

    ruah = store.view("public").node(RUAH)
    assert ruah is not None
    assert (ruah.kind, ruah.name, "candidate" in ruah.properties) == (
        "organisation",
        "Cooperativa Impresa Sociale Ruah",
        False,
    )
    assert name in ruah.many("aliases")
    assert _load(store, LATER).revision is None


def test_what_a_person_corrected_stays_when_the_shipped_facts_change(store: GraphStore, tmp_path: Path) -> None:
    _load(store)
    by_hand = {"name": "Ruah", "form": "social_enterprise"}
    store.apply(Changeset("Bea", "Corretto a mano", "form", [PutNode(RUAH, "organisation", by_hand)]))
    folder = tmp_path / "facts"
    folder.mkdir()
    for file in FOLDER.glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        (folder / file.name).write_text(text.replace("social_cooperative,Bergamo,035", "other,Bergamo,035"), "utf-8")

    load(store, LabImpact(folder=folder), [], author="Ada", now=LATER)

    ruah = store.view("public").node(RUAH)
    assert ruah is not None
    assert (ruah.name, ruah.text("form")) == ("Ruah", "social_enterprise")


def test_the_school_meets_itself_in_the_ministry_register(store: GraphStore) -> None:
    register = ROOT / ".." / "shared" / "data" / "schools" / "SCUANAGRAFESTAT20252620250901_lombardia.csv"
    if not register.exists():
        pytest.skip("real open data not at hand: schools")
    _load(store)

    load(store, source("mim-schools"), [register], author="Ada", now=NOW)

    view = store.view("public")
    natta = view.node(NATTA)
    assert natta is not None
    assert natta.name == "I.S.I.S. G. Natta"
    assert natta.text("address")
    assert NATTA in view.mapped()
    assert [
        n.key for n in view.nodes(["school"]) if "natta" in n.name.casefold() and n.text("municipality") == "016024"
    ] == [NATTA]
    assert _load(store, LATER).revision is None


def test_a_municipality_that_is_not_known_is_told_with_file_row_and_remedy(store: GraphStore, tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    folder.mkdir()
    for file in FOLDER.glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        (folder / file.name).write_text(text.replace("Gonzaga;Moglia", "Gonzzaga;Moglia"), "utf-8")

    result = load(store, LabImpact(folder=folder), [], author="Ada", now=NOW)

    assert result.rejected == 1
    assert "districts.csv" in result.rejects[0].italian()
    assert "Gonzzaga" in result.rejects[0].italian()


def test_keys_are_those_that_spreadsheets_and_lists_would_give(view: View) -> None:
    districts = _named(view, "district")

    assert districts["Ambito di Dalmine"].key == "district:dalmine"
    assert view.node(keys.generated("event", "Formazione sulla comunicazione", "2022-03-24")) is not None
