"""A screen shows what the store holds now, whatever took the place of what it held before."""

from __future__ import annotations

import gc
from datetime import UTC, datetime

from graph.store.changes import Changeset, PutNode
from graph.store.opening import open_store
from graph.store.records import Evidence
from pages.parts import graph_view


def _store(path, name):
    url = f"sqlite:///{path}"
    node = PutNode("association:a", "association", {"name": name}, (Evidence("associations", "1", "2026-11-01", "x"),))
    with open_store(url, now=lambda: datetime(2026, 11, 1, tzinfo=UTC)) as store:  # both in one second
        store.apply(Changeset("test", "one", "test", [node]))
    return url


def test_another_store_in_the_place_of_one_is_read_anew_though_its_revision_has_the_same_number(tmp_path, monkeypatch):
    url = _store(tmp_path / "here.db", "Before")
    monkeypatch.setenv("INTRECCIO_STORE", url)
    before = graph_view.current("staff")
    _store(tmp_path / "other.db", "After")
    for file in tmp_path.glob("here.db*"):
        file.unlink()
    for file in tmp_path.glob("other.db*"):
        file.rename(tmp_path / file.name.replace("other", "here"))
    after = graph_view.current("staff")
    assert before.revision == after.revision
    assert after.nodes["association:a"].name == "After"
    assert before.stamp != after.stamp
    assert graph_view.current("staff") is after


def test_a_graph_in_memory_is_nothing_to_search_for_garbage_after_every_click(small_store, monkeypatch):
    monkeypatch.setenv("INTRECCIO_STORE", small_store)
    node = graph_view.current("staff").nodes["association:teranga"]
    seen = {id(thing) for thing in gc.get_objects()}
    assert id(node.properties) not in seen
    assert id(graph_view.current("staff").nodes) not in seen
