"""What wants looking at is listed with its reason, and a person's word that it is still true is remembered."""

from __future__ import annotations

from datetime import date

import pytest

from graph.store.changes import Changeset, Load, PutNode, PutTie
from graph.store.opening import open_store
from graph.store.records import Evidence
from graph.upkeep import registry
from graph.upkeep.finding import NAMES, confirmation
from graph.upkeep.stock import read

TODAY = date(2026, 11, 30)
FULL = {"communities": ("SN",), "languages": ("wo",), "topics": ("women",), "email": ("a@example.org",)}
POINT = {"municipality": "016024", "lat": 45.7, "lon": 9.67, "precision": "street"}


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/store.db", seed=list) as opened:
        yield opened


def _put(store, *changes):
    store.apply(Changeset("test", "test", "form", changes))


def _body(key, retrieved="2026-11-01", source="associations", kind="association", **properties):
    evidence = (Evidence(source, "elenco.csv, riga 2", retrieved, "x"),)
    return PutNode(key, kind, {"name": key.capitalize(), **properties}, evidence)


def _found(store, kind, today=TODAY, audience="staff"):
    return [(f.node.key, f.why.it) for f in registry.find(read(store.view(audience), today), [kind])[kind]]


def test_a_body_without_a_point_is_found_those_with_an_address_first(store):
    _put(
        store,
        _body("a", municipality="016024"),
        _body("b", municipality="016024", address="Via Inesistente 3"),
        _body("c", **POINT),
        _body("d"),
        PutNode("f", "organisation", {"name": "F", "candidate": True}),
    )
    assert _found(store, "coarse") == [
        ("b", "ha un indirizzo che non è sulla mappa"),
        ("a", "posto noto solo al comune"),
        ("d", "posto ignoto"),
    ]


def test_an_association_says_what_it_lacks_the_emptiest_first(store):
    _put(store, _body("a", **FULL), _body("b", **{**FULL, "languages": ()}), _body("c"))
    assert _found(store, "incomplete") == [("c", "manca: comunità, lingue, temi, telefono"), ("b", "manca: lingue")]


def test_what_only_our_own_word_stands_for_has_no_source(store):
    _put(
        store,
        PutNode("a", "association", {"name": "A"}),
        PutNode("b", "association", {"name": "B"}, (Evidence("form", "incontro in biblioteca", "2026-11-01"),)),
        _body("c"),
    )
    assert [key for key, _ in _found(store, "unsourced")] == ["a"]


def test_silence_is_counted_from_the_last_contact_else_from_when_the_body_became_known(store):
    _put(
        store,
        _body("a", retrieved="2024-01-10"),
        _body("b", retrieved="2024-01-10"),
        _body("c", retrieved="2026-02-01"),
        PutNode("contact:1", "contact", {"date": "2026-06-01", "channel": "call"}),
        PutTie("about", "b", "contact:1"),
    )
    assert _found(store, "silent") == [("a", "nota da 34 mesi e mai sentita")]
    assert [key for key, _ in _found(store, "silent", date(2028, 1, 1))] == ["a", "c", "b"]
    _put(store, PutNode("a", "association", {}, (Evidence("runts", "1", "2026-11-20", "y"),)))
    assert [key for key, _ in _found(store, "silent")] == ["a"]


def test_personal_data_past_their_date_are_found_and_none_before_it(store):
    _put(
        store,
        PutNode("person:1", "person", {"name": "Nome", "expires": "2026-11-29"}),
        PutNode("person:2", "person", {"name": "Altro", "expires": "2026-11-30"}),
    )
    assert _found(store, "expired") == [("person:1", "da cancellare entro il 2026-11-29")]


def test_what_a_person_said_is_still_true_is_asked_again_after_a_year(store):
    _put(store, _body("a", municipality="016024"))
    view = store.view("staff")
    _put(store, confirmation(view.node("a"), "coarse", TODAY))
    assert _found(store, "coarse") == []
    assert _found(store, "incomplete") != []
    assert [key for key, _ in _found(store, "coarse", date(2027, 12, 5))] == ["a"]
    _put(store, confirmation(store.view("staff").node("a"), "coarse", date(2027, 12, 5)))
    assert _found(store, "coarse", date(2027, 12, 6)) == []
    assert len([e for e in store.view("staff").node("a").evidence if e.source == "upkeep"]) == 1


def test_a_body_gone_from_its_register_is_found_until_someone_confirms_it_after_that_load(store):
    _put(store, _body("a", source="runts"), PutNode("b", "organisation", {"name": "B", "candidate": True}))

    def load(at, vanished):
        store.record_load(Load("runts", ("elenco.csv",), at, "test", None, 1, 0, 0, 1, 0, {}, vanished))

    load("2026-10-01T10:00:00Z", ("a", "b"))
    assert _found(store, "vanished") == [("a", "non è più nel registro caricato il 2026-10-01 (elenco.csv)")]
    _put(store, confirmation(store.view("staff").node("a"), "vanished", date(2026, 10, 5)))
    assert _found(store, "vanished") == []
    load("2026-11-01T10:00:00Z", ("a", "b"))
    assert [key for key, _ in _found(store, "vanished")] == ["a"]
    load("2026-11-20T10:00:00Z", ("b",))
    assert _found(store, "vanished") == []
    assert all(not loaded.vanished for loaded in store.view("public").loads())


def test_the_names_offered_by_help_are_those_of_the_registry():
    assert tuple(registry.KINDS) == NAMES


@pytest.mark.parametrize("kind", registry.KINDS)
def test_the_public_is_told_nothing_and_an_empty_store_has_nothing(store, kind):
    assert _found(store, kind) == []
    _put(
        store, _body("a", retrieved="2020-01-01"), PutNode("person:1", "person", {"name": "N", "expires": "2020-01-01"})
    )
    assert _found(store, kind, audience="public") == []
