"""What a change did, field by field, and how things stood on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from graph.history import compare, effect, field_changes, revision_on
from graph.store.changes import Changeset, Effect, Entry, PutNode, PutTie, RemoveNode
from graph.store.opening import open_store
from graph.store.records import Node


@pytest.fixture
def store(tmp_path):
    days = iter([datetime(2026, 3, day, 12, tzinfo=UTC) for day in (1, 1, 5, 5, 9, 9)])
    with open_store(f"sqlite:///{tmp_path}/store.db", now=lambda: next(days)) as opened:

        def put(*changes):
            opened.apply(Changeset("Giulia", "prova", "form", changes))

        put(PutNode("a", "association", {"name": "Uno", "times": "lunedì"}), PutNode("p", "person", {"name": "Nome"}))
        put(
            PutNode("a", "association", {"name": "Uno bis", "times": None, "languages": ("ar",)}),
            PutNode("b", "association", {"name": "Due"}),
            PutTie("collaborates", "a", "b"),
        )
        put(RemoveNode("b"), PutNode("e", "event", {"name": "Festa", "start": "2026-05-01"}))
        yield opened


def test_a_change_is_told_field_by_field_in_the_order_of_the_model(store):
    entry = next(e for e in store.view("staff").entries(2) if e.key == "a")
    assert effect(entry) is Effect.UPDATED
    told = [(c.name, c.before, c.after) for c in field_changes(entry)]
    assert told == [("name", "Uno", "Uno bis"), ("languages", None, ("ar",)), ("times", "lunedì", None)]
    assert [c.declared.label.it for c in field_changes(entry)] == ["Nome", "Lingue", "Orari"]


def test_what_came_and_what_went_is_told_whole(store):
    came = next(e for e in store.view("staff").entries(3) if e.key == "e")
    went = next(e for e in store.view("staff").entries(3) if e.key == "b")
    assert (effect(came), effect(went)) == (Effect.CREATED, Effect.REMOVED)
    assert [(c.name, c.after) for c in field_changes(came)] == [("name", "Festa"), ("start", "2026-05-01")]
    assert [(c.name, c.before) for c in field_changes(went)] == [("name", "Due")]


def test_a_property_the_model_no_longer_knows_and_a_number_that_became_a_truth_are_told():
    before = Node("a", "association", {"name": "Uno", "old": 1})
    after = Node("a", "association", {"name": "Uno", "old": True})
    assert [(c.name, c.declared, c.before, c.after) for c in field_changes(Entry(1, "a", before, after))] == [
        ("old", None, 1, True)
    ]


def test_a_day_has_the_last_revision_made_until_its_end(store):
    revisions = store.view("staff").revisions()
    made = {r.number: date.fromisoformat(r.at[:10]) for r in revisions}
    assert revision_on(revisions, date(2026, 2, 1)) == 0
    for number, day in made.items():
        assert revision_on(revisions, day) == max(n for n, other in made.items() if other <= day) >= number
    assert revision_on(revisions, date(2026, 12, 31)) == 3


def test_the_past_beside_the_present_counts_and_names(store):
    found = compare(store.as_of(2, "staff"), store.view("staff"))
    assert {kind: (s.then, s.now) for kind, s in found.nodes.items()} == {
        "association": (2, 1),
        "event": (0, 1),
        "person": (1, 1),
    }
    assert {type_: (s.then, s.now) for type_, s in found.ties.items()} == {"collaborates": (1, 0)}
    assert ([n.key for n in found.came], [n.key for n in found.gone]) == (["e"], ["b"])


def test_in_a_public_view_the_past_names_no_person(store):
    found = compare(store.as_of(1, "public"), store.view("public"))
    assert "person" not in found.nodes
