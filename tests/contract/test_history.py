"""Revisions, what happened to a record, the past, and undoing."""

import pytest

from graph.store import memory
from graph.store.changes import Effect, MergeNodes, PutNode, PutTie, RemoveNode, RemoveTie
from graph.store.core import Store
from graph.store.errors import LaterWork, UnknownRevision
from tests.contract.saying import association, contents, event, organisation, organised, person, put


def test_every_revision_says_who_why_from_where_and_when(store: Store) -> None:
    put(store, association("a", "Uno"), event("e", "Festa"), organised("a", "e"), details={"file": "a.csv", "rows": 3})
    put(store, association("a", "Uno bis"), reason="  nome\ncorretto ")
    newest, oldest = store.view("staff").revisions()
    assert (newest.number, newest.reason, newest.changed) == (2, "nome corretto", 1)
    assert (oldest.number, oldest.author, oldest.source, oldest.changed) == (1, "Giulia", "form", 3)
    assert oldest.details == {"file": "a.csv", "rows": 3}
    assert oldest.at < newest.at
    assert oldest.at.startswith("2026-03-01T09:00:")
    assert [r.number for r in store.view("staff").revisions(limit=1)] == [2]


def test_history_tells_a_record_before_and_after(store: Store) -> None:
    put(store, association("a", "Uno"), event("e", "Festa"))
    put(store, organised("a", "e"), association("b", "Altra"))
    put(store, association("a", "Uno bis"))
    history = store.view("staff").history("a")
    assert [(e.revision, e.key == "a") for e in history] == [(1, True), (2, False), (3, True)]
    assert (history[0].before, history[2].before.name, history[2].after.name) == (None, "Uno", "Uno bis")
    assert history[1].after == store.view("staff").ties()[0]


def test_any_revision_can_be_read_back(store: Store) -> None:
    states = [contents(store)]
    for changes in (
        (association("a", "Uno"), event("e", "Festa"), organised("a", "e")),
        (association("a", "Uno", times="sabato"), association("b", "Due"), PutTie("collaborates", "a", "b")),
        (RemoveNode("a"),),
        (association("a", "Uno di nuovo"), PutNode("municipality:016024", "municipality", {"residents": 3})),
    ):
        put(store, *changes)
        states.append(contents(store))
    for revision, (nodes, ties) in enumerate(states):
        past = store.as_of(revision, "staff")
        assert past.revision == revision
        assert [n.key for n in past.nodes()] == [n[0] for n in nodes]
        assert [(n.kind, n.name) for n in past.nodes()] == [(n[1], dict(n[2])["name"].strip("'")) for n in nodes]
        assert [t.key for t in past.ties()] == [t[0] for t in ties]
    assert store.as_of(3, "staff").node("municipality:016024").number("residents") is None
    assert [r.number for r in store.as_of(2, "staff").revisions()] == [2, 1]
    assert [e.revision for e in store.as_of(2, "staff").history("a")] == [1, 1, 2, 2]


def test_the_past_can_be_searched_and_drawn_like_the_present(store: Store) -> None:
    put(store, association("a", "Casa d'Africa", lat=45.7, lon=9.67, communities=("SN",)))
    put(store, association("a", "Baobab", lat=41.9, lon=12.5, communities=None))
    past = store.as_of(1, "public")
    assert [n.key for n in past.search("dafrica")] == ["a"]
    assert [n.key for n in past.search("senegal")] == ["a"]
    assert past.search("baobab") == []
    assert [n.key for n in past.box(45, 9, 46, 10)] == ["a"]
    assert [n.key for n, _ in past.near(45.7, 9.67, 1)] == ["a"]
    assert store.view("public").near(45.7, 9.67, 1) == []


def test_a_revision_that_does_not_exist_is_said_to_be_unknown(store: Store) -> None:
    put(store, association("a", "Uno"))
    for revision in (-1, 2):
        with pytest.raises(UnknownRevision):
            store.as_of(revision, "staff")
    for revision in (0, 2):
        with pytest.raises(UnknownRevision):
            store.revert(revision, "Giulia")


def test_a_view_shows_its_revision_even_when_the_store_moves_on(store: Store) -> None:
    put(store, association("a", "Uno"))
    view = store.view("staff")
    put(store, association("a", "Uno bis"), association("b", "Due"))
    assert [n.name for n in view.nodes()] == ["Uno"]
    assert (view.search("due"), view.revision) == ([], 1)
    assert len(store.view("staff").nodes()) == 2


def test_a_revert_restores_exactly(store: Store) -> None:
    put(
        store,
        organisation("a", "Uno", candidate=True, languages=()),
        event("e", "Festa"),
        organised("a", "e", roles=("lead",)),
    )
    put(store, association("b", "Due"), PutTie("collaborates", "a", "b", {"level": 2}))
    before = contents(store)
    put(
        store,
        PutNode("a", "association", {"name": "Mutato", "candidate": None, "languages": ("ar",)}),
        RemoveNode("b"),
        association("c", "Nuova"),
        PutTie("organised", "c", "e"),
        PutTie("organised", "a", "e", {"roles": ("host", "lead")}),
    )
    outcome = store.revert(3, "Anna", "errore")
    assert contents(store) == before
    assert outcome.revision == 4
    assert outcome.nodes == {Effect.UPDATED: 1, Effect.CREATED: 1, Effect.REMOVED: 1}
    revision = store.view("staff").revisions(1)[0]
    assert (revision.author, revision.reason, revision.details) == ("Anna", "errore", {"reverts": 3})
    assert store.check() == []


def test_a_revert_can_be_reverted(store: Store) -> None:
    put(store, association("a", "Uno"))
    put(store, association("a", "Uno bis"), association("b", "Due"))
    after = contents(store)
    store.revert(2, "Giulia")
    store.revert(3, "Giulia")
    assert contents(store) == after
    assert store.check() == []


def test_later_work_on_the_same_records_keeps_a_revision_from_being_undone(store: Store) -> None:
    put(store, association("a", "Uno"), association("b", "Due"))
    put(store, association("a", "Uno bis"))
    before = contents(store)
    with pytest.raises(LaterWork) as refused:
        store.revert(1, "Giulia")
    assert refused.value.depends == {"a": 2}
    assert (contents(store), store.revision()) == (before, 2)


def test_a_tie_made_later_keeps_its_ends_from_being_undone(store: Store) -> None:
    put(store, association("a", "Uno"))
    put(store, event("e", "Festa"))
    put(store, organised("a", "e"))
    with pytest.raises(LaterWork) as refused:
        store.revert(1, "Giulia")
    assert set(refused.value.depends.values()) == {3}
    store.revert(3, "Giulia")
    store.revert(1, "Giulia")
    assert [n.key for n in store.view("staff").nodes()] == ["e"]


def test_a_tie_whose_end_was_removed_later_is_not_brought_back_alone(store: Store) -> None:
    put(store, association("a", "Uno"), event("e", "Festa"), organised("a", "e"))
    put(store, RemoveTie(store.view("staff").ties()[0].key))
    put(store, RemoveNode("e"))
    with pytest.raises(LaterWork) as refused:
        store.revert(2, "Giulia")
    assert refused.value.depends == {"e": 3}


def test_a_kind_that_later_ties_rely_on_is_not_undone(store: Store) -> None:
    put(store, PutNode("a", "service", {"name": "Sportello"}), event("e", "Festa"))
    put(store, PutNode("a", "association", {}))
    put(store, organised("a", "e"))
    with pytest.raises(LaterWork):
        store.revert(2, "Giulia")


def test_the_audit_trail_replayed_gives_the_same_graph(store: Store) -> None:
    put(store, association("a", "Uno"), association("b", "Due"), event("e", "Festa"), person("p", "Fatou Diop"))
    put(store, organised("a", "e"), organised("b", "e"), organised("p", "e"), PutTie("collaborates", "a", "b"))
    put(store, MergeNodes("a", "b"))
    put(store, PutNode("a", "organisation", {}), RemoveNode("p"))
    store.revert(4, "Giulia")
    state: dict[str, object] = {}
    with store._backend.read() as reader:
        for line in reader.lines():
            assert state.get(line.entry.key) == line.entry.before
            state[line.entry.key] = line.entry.after
        present = {n.key: n for n in reader.nodes(None, None) if n.revision} | {
            t.key: t for t in reader.ties(None, None)
        }
        emptied = memory.as_of(reader, 0)
    assert {key: record for key, record in state.items() if record is not None} == present
    assert [n.key for n in emptied.nodes(None, None)] == ["municipality:015146", "municipality:016024"]
    assert store.check() == []


def test_what_undoing_takes_is_said_and_done_at_once(store: Store) -> None:
    put(store, association("z", "Altra"))
    before = contents(store)
    put(store, association("a", "Uno"))
    put(store, association("z", "Altra ancora"))
    put(store, event("e", "Festa"))
    put(store, organised("a", "e"))
    put(store, PutTie("organised", "a", "e", {"roles": ("lead",)}))
    assert store.undoing_takes(6) == (6,)
    assert store.undoing_takes(2) == (6, 5, 2)
    outcome = store.revert(2, "Giulia", with_later=True)
    assert (outcome.nodes, outcome.ties) == ({Effect.REMOVED: 1}, {Effect.REMOVED: 1})
    assert [n.key for n in store.view("staff").nodes()] == ["e", "z"]
    revision = store.view("staff").revisions(1)[0]
    assert (revision.details, revision.reason) == ({"reverts": "6, 5, 2"}, "Annullate le revisioni 6, 5, 2")
    store.revert(4, "Giulia")
    store.revert(3, "Giulia")
    assert contents(store) == before
    assert store.check() == []


def test_a_record_changed_between_two_revisions_undone_together_is_not_lost(store: Store) -> None:
    put(store, association("a", "Uno"))
    put(store, association("a", "Due"), association("b", "Altra"))
    put(store, association("a", "Tre"), event("e", "Festa"))
    put(store, association("b", "Altra bis"))
    assert store.undoing_takes(2) == (4, 3, 2)
    assert store.undoing_takes(3) == (3,)
    store.revert(2, "Giulia", with_later=True)
    assert [n.name for n in store.view("staff").nodes()] == ["Uno"]


def test_a_revision_tells_what_it_changed_and_the_public_only_what_it_may_see(store: Store) -> None:
    put(store, association("b", "Due", phone=("035 1",)), association("a", "Uno"), person("p", "Fatou Diop"))
    put(store, association("b", "Due", phone=("035 2",)))
    assert [(e.key, e.before) for e in store.view("staff").entries(1)] == [("a", None), ("b", None), ("p", None)]
    assert [e.key for e in store.view("public").entries(1)] == ["a", "b"]
    assert [e.after.many("phone") for e in store.view("staff").entries(2)] == [("035 2",)]
    assert store.view("public").entries(2) == []
    assert store.as_of(1, "staff").entries(2) == []
