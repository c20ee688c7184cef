from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store.changes import MergeNodes, PutNode, PutTie, RemoveTie
from graph.store.errors import StaleRevision
from graph.store.interface import GraphStore
from graph.store.records import Evidence, Node
from ingest.sources.sample_territory.cast import is_key
from ingest.sources.sample_territory.removal import Removal, removal
from tests.ingest.sources.sample_territory.sampled import (
    BY_HAND,
    LATER,
    by_hand,
    copied,
    everything,
    load_sample,
    opened,
)

REAL, OTHER = "association:aaaa", "organisation:bbbb"
REAL_SAID = {"name": "Vera", "municipality": "016024", "topics": ("women",), "aliases": ("V.",)}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    with copied(tmp_path) as made:
        yield made


@pytest.fixture
def real(store: GraphStore) -> GraphStore:
    """Two real bodies, entered by hand, that work together."""
    by_hand(
        store,
        PutNode(REAL, "association", REAL_SAID, BY_HAND),
        PutNode(OTHER, "organisation", {"name": "Altra"}, BY_HAND),
        PutTie("collaborates", REAL, OTHER, {"level": 2}, BY_HAND),
    )
    return store


def _remove(store: GraphStore) -> Removal:
    planned = removal(store.view("staff"))
    store.apply(planned.changeset("Bea"))
    assert store.check() == []
    return planned


def _bodies(store: GraphStore) -> list[Node]:
    """Return active invented associations: those with an address, the busiest community first."""
    view = store.view("staff")
    active = {t.source for t in view.ties(["organised"])}
    return [n for n in view.nodes(["association"]) if n.key in active and n.point and n.many("phone") and is_key(n.key)]


def _said(node: Node | None) -> tuple[str, str, dict[str, object], tuple[Evidence, ...]]:
    assert node is not None
    return node.key, node.kind, dict(node.properties), node.evidence


def test_it_all_goes_and_nothing_else(tmp_path: Path, store: GraphStore) -> None:
    planned = _remove(store)

    assert everything(store) == ([], [])
    assert (planned.nodes > 1000, planned.ties > 1500, planned.losing, planned.unmerged) == (True, True, (), ())


def test_before_it_goes_a_sentence_says_how_much(store: GraphStore) -> None:
    nodes, ties = everything(store)
    said = removal(store.view("staff")).said

    assert f"{len(nodes):,}".replace(",", ".") in said.it
    assert f"{len(ties):,}".replace(",", ".") in said.it
    assert f"{len(nodes):,}" in said.en


def test_it_goes_whatever_was_changed_in_it(store: GraphStore) -> None:
    a, b, c, d, e = _bodies(store)[:5]
    event = store.view("staff").nodes(["event"])[0]
    by_hand(
        store,
        PutNode(a.key, a.kind, {"name": "Circolo Vero", "invented": None, "phone": ("035 123456",)}, BY_HAND),
        PutNode(b.key, "organisation", {"invented": False}),
        MergeNodes(c.key, d.key),
        PutNode(event.key, "event", {"invented": None, "name": "Festa"}, BY_HAND),
        PutTie("collaborates", a.key, e.key, {"level": 4}, BY_HAND),
    )

    _remove(store)

    assert everything(store) == ([], [])


def test_what_was_entered_by_hand_stays_and_loses_only_its_ties_to_invented_things(real: GraphStore) -> None:
    fake, event = _bodies(real)[0], real.view("staff").nodes(["event"])[5]
    by_hand(
        real,
        PutNode("event:mine", "event", {"name": "Festa vera", "start": "2026-05-01"}, BY_HAND),
        PutNode("contact:mine", "contact", {"date": "2026-04-01"}, BY_HAND),
        PutTie("organised", REAL, "event:mine", {"roles": ("lead",)}, BY_HAND),
        PutTie("organised", fake.key, "event:mine", {}, BY_HAND),
        PutTie("organised", REAL, event.key, {}, BY_HAND),
        PutTie("collaborates", REAL, fake.key, {}),
        PutTie("about", fake.key, "contact:mine", {}, BY_HAND),
    )
    before = {n.key: n for n in real.view("staff").nodes() if not is_key(n.key)}

    planned = _remove(real)

    nodes, ties = everything(real)
    assert {n.key: n for n in nodes} == before
    assert {(t.type, t.source, t.target) for t in ties} == {
        ("collaborates", REAL, OTHER),
        ("organised", REAL, "event:mine"),
    }
    assert {key: times for key, _, times in planned.losing} == {REAL: 2, "event:mine": 1, "contact:mine": 1}
    assert "3 schede perdono 4 legami" in planned.said.it
    assert "«Vera»" in planned.said.it
    assert "contatto del 2026-04-01" in planned.said.it


def test_a_real_body_that_took_an_invented_one_in_is_what_it_was_before(real: GraphStore) -> None:
    fake, before = _bodies(real)[0], _said(real.view("staff").node(REAL))
    ties_before = [t for t in real.view("staff").ties_of(REAL) if OTHER in (t.source, t.target)]
    by_hand(real, MergeNodes(REAL, fake.key))
    merged = real.view("staff").node(REAL)
    assert merged is not None and merged.many("phone") and fake.name in merged.many("aliases")

    planned = _remove(real)

    view = real.view("staff")
    assert _said(view.node(REAL)) == before
    assert view.node(REAL).former == ()  # type: ignore[union-attr]
    assert view.node(fake.key) is None
    assert [(t.key, t.properties, t.evidence) for t in view.ties()] == [
        (t.key, t.properties, t.evidence) for t in ties_before
    ]
    assert planned.unmerged == ("Vera",)
    assert "Vera" in planned.said.it


def test_what_people_wrote_and_tied_after_a_merge_stays(real: GraphStore) -> None:
    fake, partner = _bodies(real)[0], _bodies(real)[1]
    by_hand(real, PutTie("collaborates", fake.key, OTHER, {"level": 3}, BY_HAND))
    by_hand(real, MergeNodes(REAL, fake.key))
    new = {"form": "union", "topics": ("women", "work"), "aliases": ("V.", fake.name, "Verona 2"), "email": ("a@b.it",)}
    by_hand(real, PutNode(REAL, "association", new))
    by_hand(real, PutTie("collaborates", REAL, partner.key, {"level": 1}, BY_HAND))

    _remove(real)

    view = real.view("staff")
    node = view.node(REAL)
    assert node is not None
    assert dict(node.properties) == {
        **REAL_SAID,
        **new,
        "aliases": ("V.", "Verona 2"),
    }
    (tie,) = view.ties()
    assert {tie.source, tie.target} == {REAL, OTHER}
    assert tie.evidence == BY_HAND


def test_a_real_body_that_went_into_an_invented_one_comes_back_under_its_own_key(real: GraphStore) -> None:
    fake, before = _bodies(real)[0], _said(real.view("staff").node(REAL))
    by_hand(real, MergeNodes(fake.key, REAL))
    by_hand(real, PutNode(fake.key, "association", {"form": "odv", "name": "Vera di nuovo"}))

    _remove(real)

    view = real.view("staff")
    key, kind, properties, evidence = _said(view.node(REAL))
    assert (key, kind, evidence) == (before[0], before[1], before[3])
    assert properties == {**before[2], "form": "odv", "name": "Vera di nuovo"}
    assert view.node(fake.key) is None
    (tie,) = view.ties()
    assert ({tie.source, tie.target}, tie.properties["level"]) == ({REAL, OTHER}, 2)


def test_two_real_bodies_merged_through_an_invented_one_stay_one(real: GraphStore) -> None:
    fake = _bodies(real)[0]
    second = PutNode("association:cccc", "association", {"name": "Vera due", "languages": ("ar",)}, BY_HAND)
    by_hand(real, second, MergeNodes(REAL, fake.key))
    by_hand(real, MergeNodes(REAL, "association:cccc"))

    _remove(real)

    node = real.view("staff").node("association:cccc")
    assert node is not None
    assert (node.key, node.former, node.many("languages")) == (REAL, ("association:cccc",), ("ar",))
    assert node.many("aliases") == ("V.", "Vera due")
    assert not node.many("phone")


def test_a_merge_that_was_undone_leaves_no_trace_in_the_real_body(real: GraphStore) -> None:
    fake, before = _bodies(real)[0], _said(real.view("staff").node(REAL))
    merged = by_hand(real, MergeNodes(REAL, fake.key)).revision
    assert merged is not None
    real.revert(merged, "Bea")

    planned = _remove(real)

    assert _said(real.view("staff").node(REAL)) == before
    assert planned.unmerged == ()


def test_a_tie_that_only_the_sample_made_between_two_that_stay_goes_too(real: GraphStore) -> None:
    view = real.view("staff")
    tie = next(t for t in view.ties(["collaborates"]) if is_key(t.source) and is_key(t.target))
    kept = next(t for t in view.ties(["collaborates"]) if {t.source, t.target} == {REAL, OTHER})
    by_hand(real, RemoveTie(kept.key))
    by_hand(real, MergeNodes(REAL, tie.source), MergeNodes(OTHER, tie.target))
    assert any({t.source, t.target} == {REAL, OTHER} for t in real.view("staff").ties(["collaborates"]))

    _remove(real)

    assert real.view("staff").ties() == []


def test_a_tie_confirmed_by_hand_between_two_that_stay_stays_with_that_evidence(real: GraphStore) -> None:
    tie = next(t for t in real.view("staff").ties(["collaborates"]) if is_key(t.source) and is_key(t.target))
    by_hand(real, MergeNodes(REAL, tie.source), MergeNodes(OTHER, tie.target))

    _remove(real)

    (left,) = real.view("staff").ties()
    assert left.evidence == BY_HAND
    assert "invented" not in left.properties


def test_it_can_be_loaded_again_from_a_new_day(store: GraphStore) -> None:
    _remove(store)

    again = load_sample(store, LATER)

    view = store.view("staff")
    assert (again.created > 1000, again.rejected) == (True, 0)
    assert {e.retrieved for n in view.nodes() for e in n.evidence} == {"2026-09-01"}
    assert max(n.text("start") for n in view.nodes(["event"])) > "2026-10"
    assert load_sample(store, LATER).revision is None


def test_loading_it_again_never_writes_into_a_real_body(real: GraphStore) -> None:
    fake, before = _bodies(real)[0], _said(real.view("staff").node(REAL))
    by_hand(real, MergeNodes(REAL, fake.key))
    assert load_sample(real, LATER).revision is None
    _remove(real)

    load_sample(real, LATER)

    view = real.view("staff")
    assert _said(view.node(REAL)) == before
    assert view.node(fake.key).key == fake.key  # type: ignore[union-attr]


def test_what_was_worked_out_on_an_older_state_is_refused(store: GraphStore) -> None:
    planned = removal(store.view("staff"))
    by_hand(store, PutNode(REAL, "association", {"name": "Vera"}))
    before = everything(store)

    with pytest.raises(StaleRevision):
        store.apply(planned.changeset("Bea"))
    assert everything(store) == before


def test_where_there_is_no_sample_nothing_goes(tmp_path: Path) -> None:
    with opened(tmp_path / "empty.db") as store:
        by_hand(store, PutNode(REAL, "association", {"name": "Vera", "invented": True}, BY_HAND))

        planned = removal(store.view("staff"))

        assert (planned.changes, planned.nodes) == ((), 0)
        assert planned.said.it == "Nell'archivio non c'è nulla del territorio di esempio."


def test_the_removal_can_be_reverted(store: GraphStore) -> None:
    nodes, ties = everything(store)
    revision = store.apply(removal(store.view("staff")).changeset("Bea")).revision
    assert revision is not None

    store.revert(revision, "Bea")

    back, tied = everything(store)
    assert [(n.key, n.properties, n.evidence) for n in back] == [(n.key, n.properties, n.evidence) for n in nodes]
    assert len(tied) == len(ties)
