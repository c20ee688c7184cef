"""What a store keeps beside the graph: loads, decisions, doubtful matches."""

from dataclasses import replace

import pytest

from graph.store import search
from graph.store.changes import Beside, Load, MergeNodes
from graph.store.core import Store
from graph.store.errors import MissingEnd
from tests.contract.conftest import Open
from tests.contract.saying import association, organised, put

LOAD = Load("mim-schools", ("scuole.csv",), "2026-03-01T09:00:00Z", "Giulia", 1, 10, 7, 1, 1, 1, {"CAP non valido": 1})


def test_loads_are_kept_newest_first_without_a_revision(store: Store, store_url: str, reopen: Open) -> None:
    second = Load("runts", ("a.xlsx", "b.xlsx"), "2026-03-02T09:00:00Z", "Anna", None, 1, 0, 0, 1, 0)
    store.record_load(LOAD)
    store.record_load(second)
    again = reopen(store_url)
    assert again.view("staff").loads() == [second, LOAD]
    assert again.revision() == 0
    assert [load.author for load in again.view("public").loads()] == ["", ""]


def test_a_decision_is_remembered_whichever_way_round_and_can_be_changed(store: Store) -> None:
    store.decide("b", "a", same=False, author="Giulia")
    store.decide("c", "a|b", same=True, author="Giulia")
    assert store.decisions() == {("a", "b"): False, ("a|b", "c"): True}
    store.decide("a", "b", same=True, author="Anna")
    assert store.decisions()[("a", "b")] is True


def test_doubtful_matches_wait_until_someone_decides(store: Store) -> None:
    put(store, association("a", "Uno"), association("b", "Due"))
    assert store.queue_reviews([("b", "a"), ("a", "b"), ("c", "a"), ("d", "d")], "five-per-mille") == 2
    assert store.queue_reviews([("a", "b")], "runts") == 0
    assert {(r.left, r.right, r.source) for r in store.reviews()} == {
        ("a", "b", "five-per-mille"),
        ("c", "a", "five-per-mille"),
    }
    store.decide("b", "a", same=False, author="Giulia")
    assert [(r.left, r.right) for r in store.reviews()] == [("c", "a")]
    assert store.queue_reviews([("b", "a")], "five-per-mille") == 0
    assert store.revision() == 1


def test_what_belongs_to_a_changeset_is_kept_with_it_or_not_at_all(store: Store) -> None:
    kept = Beside(LOAD, (("b", "a", False),), (("b", "c"), ("b", "a")))
    put(store, association("a", "Uno"), beside=lambda _: kept, dry_run=True)
    with pytest.raises(MissingEnd):
        put(store, association("b", "Due"), organised("b", "event:none"), beside=lambda _: kept)
    assert (store.view("staff").loads(), store.decisions(), store.reviews()) == ([], {}, [])
    load = LOAD
    put(store, association("b", "Due"), beside=lambda done: replace(kept, load=replace(load, revision=done.revision)))
    assert [load.revision for load in store.view("staff").loads()] == [1]
    assert store.decisions() == {("a", "b"): False}
    assert [(r.left, r.right) for r in store.reviews()] == [("b", "c")]


def test_nodes_that_were_merged_wait_for_no_decision(store: Store) -> None:
    put(store, association("a", "Uno"), association("b", "Due"), association("c", "Tre"))
    store.queue_reviews([("a", "b"), ("b", "c")], "runts")
    put(store, MergeNodes("a", "b"))
    assert [(r.left, r.right) for r in store.reviews()] == [("b", "c")]


def test_an_index_made_by_older_rules_is_made_again_by_the_next_write(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = search.texts
    with monkeypatch.context() as older:
        older.setattr(search, "rules", lambda: "older")
        older.setattr(search, "texts", lambda node: ("old", "old", ""))
        put(store, association("a", "Baobab"))
    assert search.texts is texts
    (said,) = store.check()
    assert "si ricostruisce da solo al prossimo salvataggio" in said
    assert store.view("public").search("baobab") == []
    put(store, association("b", "Altra"))
    assert store.check() == []
    assert [n.key for n in store.view("public").search("baobab")] == ["a"]
