from pathlib import Path

import pytest

from graph.store.changes import Changeset, PutNode, PutTie
from graph.store.interface import View
from graph.store.opening import open_store
from graph.store.records import Node
from graph.territory import districts
from graph.territory.former import Former
from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Municipality

TOWNS = [
    Municipality("016001", "Alfa", "A001", "BG", "Bergamo", "Lombardia"),
    Municipality("016002", "Beta", "A002", "BG", "Bergamo", "Lombardia"),
    Municipality("016003", "Gamma", "A003", "BG", "Bergamo", "Lombardia"),
    Municipality("016004", "Delta", "", "BG", "", "", abolished="2019-01-01", successors=("016003",)),
]


@pytest.fixture
def view(tmp_path: Path) -> View:
    def district(slug: str, name: str, **more: bool | str) -> PutNode:
        return PutNode(f"district:{slug}", "district", {"name": name, **more})

    def member(istat: str, slug: str) -> PutTie:
        return PutTie("part_of", f"municipality:{istat}", f"district:{slug}")

    changes = [
        district("nord", "Ambito Nord", lead="Comune di Alfa", complete=True),
        district("sud", "Ambito Sud"),
        district("esempio", "Ambito d'esempio", invented=True),
        member("016001", "nord"),
        member("016002", "nord"),
        member("016002", "sud"),
        member("016004", "sud"),
        member("016001", "esempio"),
    ]
    with open_store(f"sqlite:///{tmp_path / 'x.db'}", seed=lambda: [t.to_node() for t in TOWNS]) as store:
        store.apply(Changeset("Ada", "", "districts", changes))
    return open_store(f"sqlite:///{tmp_path / 'x.db'}").view("public")


@pytest.fixture
def gazetteer() -> Gazetteer:
    return Gazetteer(TOWNS, Former(), {})


def test_a_district_has_its_municipalities_merged_ones_as_what_they_became(view: View, gazetteer: Gazetteer) -> None:
    found = {d.key: d for d in districts.districts(view, gazetteer)}
    nord, sud = found["district:nord"], found["district:sud"]
    assert (nord.name, nord.lead, nord.complete, nord.invented) == ("Ambito Nord", "Comune di Alfa", True, False)
    assert nord.members == ("016001", "016002")
    assert (sud.complete, sud.members) == (None, ("016002", "016003"))
    assert found["district:esempio"].invented


def test_overlaps_and_holes_are_told(view: View, gazetteer: Gazetteer) -> None:
    extra = Municipality("016005", "Epsilon", "", "BG", "", "Lombardia")
    told = districts.coverage(districts.districts(view, gazetteer), [*gazetteer.all(), extra])
    assert [d.key for d in told.districts] == ["district:nord", "district:sud"]
    assert told.overlaps == {"016002": ("district:nord", "district:sud")}
    assert told.holes == (extra,)


def test_the_samples_districts_are_looked_at_apart(view: View, gazetteer: Gazetteer) -> None:
    told = districts.coverage(districts.districts(view, gazetteer), gazetteer.all(), invented=True)
    assert [d.key for d in told.districts] == ["district:esempio"]
    assert told.overlaps == {}
    assert [m.name for m in told.holes] == ["Beta", "Gamma"]


def test_the_districts_of_a_municipality_are_found_by_its_code(view: View, gazetteer: Gazetteer) -> None:
    assert districts.district_of(view, gazetteer) == {
        "016001": ("district:esempio", "district:nord"),
        "016002": ("district:nord", "district:sud"),
        "016003": ("district:sud",),
    }
    assert districts.district_of(view)["016003"] == ("district:sud",)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ambito di Dalmine", "district:dalmine"),
        ("Dalmine", "district:dalmine"),
        ("AMBITO DISTRETTUALE DI LODI", "district:lodi"),
        ("Ambito n. 5 - Seriate", "district:seriate"),
        ("Ambito territoriale 1 di Bergamo", "district:bergamo"),
        ("Ambito dell'Isola Bergamasca", "district:isola-bergamasca"),
        ("Brescia Ovest (Ambito 2)", "district:brescia-ovest"),
        ("Ambito Delebio", "district:delebio"),
        ("Ambito", "district:ambito"),
    ],
)
def test_what_every_district_is_called_makes_no_difference_to_its_key(name: str, key: str) -> None:
    assert districts.key(name) == key


def test_long_names_that_begin_alike_have_keys_of_their_own() -> None:
    one, other = (
        districts.key("ASST Bergamo Est: Valle Cavallina e Monte Bronzone, Basso Sebino e " + end) for end in "ab"
    )
    assert one != other
    assert len(one) < 80


def test_a_district_is_found_by_any_of_its_names() -> None:
    nodes = [
        Node("district:x", "district", {"name": "Ambito Val Cavallina", "aliases": ("Distretto Bergamo Est",)}),
        Node("district:y", "district", {"name": "Ambito di Bergamo"}),
    ]
    assert [n.key for n in districts.named(nodes, "val cavallina")] == ["district:x"]
    assert [n.key for n in districts.named(nodes, "DISTRETTO BERGAMO EST")] == ["district:x"]
    assert [n.key for n in districts.named(nodes, "Bergamo")] == ["district:y"]
    assert districts.named(nodes, "Bergamo Est") == []
