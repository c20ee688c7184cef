"""Bodies offered while a name is being typed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store.records import Node
from ingest.entry.suggestions import Bodies, Wanted, Why
from tests.ingest.entry.conftest import BERGAMO, DALMINE

NAMES = {
    "a": ("Associazione Donne in Cammino", BERGAMO),
    "b": ("GRUPPO ALPINI DI DALMINE", DALMINE),
    "c": ("A.S.D. Polisportiva Ponteranica", BERGAMO),
    "d": ("Teranga ODV", DALMINE),
    "e": ("Cooperativa sociale Ruah", BERGAMO),
}


def _node(key: str, name: str, town: str, **more: object) -> Node:
    return Node(key, "organisation", {"name": name, "municipality": town, **more}, revision=1)


@pytest.fixture
def nodes() -> dict[str, Node]:
    made = {key: _node(key, *said) for key, said in NAMES.items()}
    made["f"] = _node("f", "Società Baobab", BERGAMO, aliases=("Circolo della Pace",), phone=("+39 035 123456",))
    made["g"] = _node("g", "Zeta", BERGAMO, fiscal_code="80051890152", candidate=True, email=("Info@Zeta.org",))
    made["s"] = Node("s", "school", {"name": "IC Donne della Costituzione", "municipality": BERGAMO}, revision=1)
    return made


@pytest.fixture
def bodies(nodes: dict[str, Node]) -> Bodies:
    made = Bodies()
    made.follow(nodes, frozenset(nodes) - {"g"})
    return made


def _keys(bodies: Bodies, name: str, **more: object) -> list[str]:
    return [one.key for one in bodies.like(Wanted("association", name, **more))]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("donne in cam", "a"),
        ("Ass. donne cammino", "a"),
        ("don", "a"),
        ("alpini dalmi", "b"),
        ("polisportva ponteranica", "c"),
        ("TERANGA APS", "d"),
        ("coop. ruah", "e"),
        ("societa baob", "f"),
        ("circolo pace", "f"),
    ],
)
def test_a_name_half_typed_mistyped_or_in_another_form_finds_its_body(bodies, typed, key):
    assert _keys(bodies, typed)[0] == key


def test_a_school_is_not_offered_for_an_association(bodies):
    assert "s" not in _keys(bodies, "Donne della Costituzione")
    assert [one.key for one in bodies.like(Wanted("school", "Donne della Costituzione"))] == ["s"]


def test_two_letters_offer_nobody_and_an_unknown_name_neither(bodies):
    assert _keys(bodies, "do") == []
    assert _keys(bodies, "Xyloteca Umbratile") == []


def test_the_reasons_are_those_that_a_person_can_check(bodies):
    (one, *_rest) = bodies.like(Wanted("association", "Teranga", DALMINE, finished=True))
    assert one.why == (Why.SAME_NAME, Why.SAME_TOWN)
    (one, *_rest) = bodies.like(Wanted("association", "Teranga", BERGAMO, finished=True))
    assert one.why == (Why.SAME_NAME, Why.OTHER_TOWN)
    (one, *_rest) = bodies.like(Wanted("association", "Circolo della Pace"))
    assert one.why == (Why.OTHER_NAME,)


@pytest.mark.parametrize(
    ("wanted", "key", "why"),
    [
        (Wanted("association", phones=("035/123.456",)), "f", Why.PHONE),
        (Wanted("association", phones=("0039035123456",)), "f", Why.PHONE),
        (Wanted("association", codes=("80051890152",)), "g", Why.CODE),
        (Wanted("association", emails=("info@zeta.org",)), "g", Why.EMAIL),
    ],
)
def test_the_same_phone_code_or_mail_finds_a_body_under_any_name(bodies, wanted, key, why):
    assert [(one.key, one.why) for one in bodies.like(wanted)] == [(key, (why,))]


def test_a_change_is_taken_over_and_the_old_name_forgotten(bodies, nodes):
    nodes["d"] = replace(nodes["d"], properties={"name": "Bokk Xalaat", "municipality": DALMINE}, revision=2)
    del nodes["a"]
    nodes["n"] = _node("n", "Nuova Aurora", BERGAMO)
    assert bodies.follow(nodes, frozenset(nodes)) == 3
    assert _keys(bodies, "teranga") == []
    assert _keys(bodies, "donne in cammino") == []
    assert _keys(bodies, "bokk xal") == ["d"]
    assert _keys(bodies, "nuova aur") == ["n"]
    assert bodies.follow(nodes, frozenset(nodes)) == 0


@given(st.text(max_size=40))
def test_whatever_is_typed_gets_an_answer(text):
    bodies = Bodies()
    bodies.follow({key: _node(key, *said) for key, said in NAMES.items()}, frozenset())
    assert all(one.key in NAMES for one in bodies.like(Wanted("association", text)))
