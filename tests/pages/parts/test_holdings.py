"""What each source brought is counted from the evidence."""

from __future__ import annotations

from graph.store.changes import Load, Revision
from ingest.sources import registry
from pages.parts.holdings import holdings, shares


def test_a_source_counts_what_it_is_evidence_for_and_how_well_that_is_placed(graph):
    load = Load("associations", ("elenco.csv",), "2026-11-01T10:00:00Z", "Anna", 1, 3, 2, 0, 0, 1, {"comune ignoto": 1})
    made = [Revision(n, "Anna", "", "associations", "2026-11-01T10:00:00Z", {}, 2) for n in (7, 4)]
    found = {h.source.name: h for h in holdings(graph, registry.sources(), [load], made)}
    associations = found["associations"]
    assert dict(associations.nodes) == {"association": 2}
    assert shares(associations.places) == [("street", 0.5), ("municipality", 0.5)]
    assert associations.loads == [load]
    assert associations.undoable == 7
    assert found["events"].ties == 5
    assert not found["runts"].loaded
    assert shares(found["runts"].places) == []


def test_what_is_loaded_comes_before_what_could_be(graph):
    order = [h.loaded for h in holdings(graph, registry.sources(), [], [])]
    assert order == sorted(order, reverse=True)
    assert True in order and False in order
