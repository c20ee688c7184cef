"""Two nodes that turn out to be the same body."""

import pytest

from graph.store.changes import Effect, MergeNodes, PutNode, PutTie, RemoveNode
from graph.store.core import Store
from graph.store.errors import CannotMerge, MissingEnd, UnknownKey
from graph.store.records import Evidence
from tests.contract.saying import association, contents, event, organisation, organised, person, put

ROW = Evidence("five-per-mille", "riga 7", "2026-03-01", "3f")


def _two(store: Store) -> None:
    put(
        store,
        association("a", "Baobab", languages=("fr",), municipality="016024"),
        organisation("body:1", "BAOBAB ODV", ROW, candidate=True, fiscal_code="80051890152", languages=("ar",)),
        event("e", "Festa"),
        event("f", "Cena"),
        association("c", "Altra"),
    )
    put(store, organised("a", "e", roles=("lead",)), organised("body:1", "e", since="2026"), organised("body:1", "f"))
    put(store, PutTie("collaborates", "body:1", "c", {"level": 3}), PutTie("collaborates", "a", "body:1"))


def test_a_merge_moves_ties_evidence_and_names_and_fills_what_lacks(store: Store) -> None:
    _two(store)
    outcome = put(store, MergeNodes("a", "body:1"))
    assert outcome.effects == (Effect.UPDATED,)
    view = store.view("staff")
    node = view.node("a")
    assert node.properties == {
        "name": "Baobab",
        "languages": ("fr",),
        "municipality": "016024",
        "fiscal_code": "80051890152",
        "aliases": ("BAOBAB ODV",),
    }
    assert node.evidence == (ROW,)
    ends = {(t.type, t.source, t.target): t.properties for t in view.ties()}
    assert ends == {
        ("organised", "a", "e"): {"roles": ("lead",), "since": "2026"},
        ("organised", "a", "f"): {},
        ("collaborates", "a", "c"): {"level": 3},
    }
    assert store.check() == []


def test_the_old_key_goes_on_leading_to_the_node(store: Store) -> None:
    _two(store)
    put(store, MergeNodes("a", "body:1"))
    view = store.view("public")
    assert view.node("body:1").key == "a"
    assert [n.key for n in view.nodes(keys=["body:1", "c"])] == ["a", "c"]
    assert [t.key for t in view.ties_of("body:1")] == [t.key for t in view.ties_of("a")]
    assert {e.revision for e in view.history("body:1")} == {1, 2, 3, 4}
    put(store, organised("body:1", "f", since="2025"))
    assert {(t.source, t.target) for t in store.view("public").ties(["organised"])} == {("a", "e"), ("a", "f")}


def test_loading_the_register_again_does_not_bring_the_merged_node_back(store: Store) -> None:
    _two(store)
    put(store, MergeNodes("a", "body:1"))
    again = organisation("body:1", "BAOBAB ODV", ROW, candidate=True, fiscal_code="80051890152")
    assert put(store, again).revision is None
    newer = Evidence("five-per-mille", "riga 7", "2027-03-01", "40")
    put(store, organisation("body:1", "BAOBAB APS", newer, candidate=True, form="aps"))
    node = store.view("staff").node("a")
    assert (node.kind, node.name, node.many("aliases")) == ("association", "Baobab", ("BAOBAB ODV", "BAOBAB APS"))
    assert (node.text("form"), node.properties.get("candidate"), node.evidence) == ("aps", None, (newer,))


def test_merges_chain(store: Store) -> None:
    put(store, association("a", "Uno"), association("b", "Due"), association("c", "Tre"))
    put(store, MergeNodes("b", "c"))
    put(store, MergeNodes("a", "b"))
    view = store.view("staff")
    assert [view.node(key).key for key in ("a", "b", "c")] == ["a", "a", "a"]
    assert view.node("a").many("aliases") == ("Due", "Tre")
    assert put(store, MergeNodes("a", "c")).revision is None
    put(store, RemoveNode("a"))
    assert store.view("staff").node("c") is None
    assert store.check() == []


def test_a_merge_can_be_undone(store: Store) -> None:
    _two(store)
    before = contents(store)
    put(store, MergeNodes("a", "body:1"))
    assert [n.key for n in store.as_of(3, "staff").nodes(keys=["body:1"])] == ["body:1"]
    store.revert(4, "Giulia")
    assert contents(store) == before
    assert store.view("staff").node("body:1").key == "body:1"
    assert store.check() == []


def test_a_mapped_body_that_joins_a_candidate_makes_it_mapped_and_real(store: Store) -> None:
    put(store, organisation("body:1", "ENTE", candidate=True, invented=True), organisation("b", "Ente"))
    put(store, MergeNodes("body:1", "b"))
    assert "body:1" in store.view("public").mapped()
    assert store.view("public").node("body:1").properties == {"name": "ENTE", "aliases": ("Ente",)}


def test_an_invented_body_does_not_make_a_real_one_invented(store: Store) -> None:
    put(store, association("real", "Vera"), association("sample", "Finta", invented=True))
    put(store, MergeNodes("real", "sample"))
    assert store.view("public").node("real").properties.get("invented") is None


def test_a_point_comes_with_its_precision_and_only_to_the_same_address(store: Store) -> None:
    point = {"lat": 45.7, "lon": 9.67, "precision": "rooftop", "place_provider": "anncsu"}
    put(
        store,
        association("a", "Uno", address="via Roma 1", municipality="016024", precision="municipality"),
        association("b", "Due", address="via Roma 1", municipality="016024", **point),
        association("c", "Tre", address="via Verdi 2", municipality="016024", precision="municipality"),
        association("d", "Quattro", address="via Roma 1", municipality="016024", **point),
    )
    put(store, MergeNodes("a", "b"), MergeNodes("c", "d"))
    first, second = store.view("public").node("a"), store.view("public").node("c")
    assert (first.point, first.text("precision")) == ((45.7, 9.67), "rooftop")
    assert (second.point, second.text("precision"), second.text("address")) == (None, "municipality", "via Verdi 2")


def test_a_merge_and_ties_to_both_nodes_fit_in_one_changeset(store: Store) -> None:
    put(store, association("a", "Uno"), association("b", "Due"), event("e", "Festa"), organised("b", "e"))
    put(store, event("f", "Cena"), organised("b", "f"), MergeNodes("a", "b"), organised("b", "e", since="2026"))
    assert {(t.source, t.target, t.properties.get("since")) for t in store.view("staff").ties()} == {
        ("a", "e", "2026"),
        ("a", "f", None),
    }
    assert store.check() == []


def test_what_cannot_be_one_body_is_refused(store: Store) -> None:
    put(store, association("a", "Uno"), person("p", "Fatou Diop"), event("e", "Festa"), organised("a", "e"))
    put(store, PutNode("s", "service", {"name": "Sportello"}))
    with pytest.raises(CannotMerge):
        put(store, MergeNodes("a", "p"))
    with pytest.raises(MissingEnd):
        put(store, MergeNodes("s", "a"))
    with pytest.raises(UnknownKey):
        put(store, MergeNodes("a", "nobody"))
    assert store.revision() == 2


def test_a_merge_keeps_the_roles_the_declarers_and_the_higher_level_of_ties(store: Store) -> None:
    put(store, association("a", "Uno"), association("b", "Uno bis"), organisation("c", "Ente"), event("e", "Festa"))
    put(
        store,
        organised("a", "e", roles=("host",)),
        organised("b", "e", roles=("lead", "host")),
        PutTie("collaborates", "a", "c", {"level": 1, "declared_by": ("a",)}),
        PutTie("collaborates", "b", "c", {"level": 3, "declared_by": ("b", "c")}),
    )
    put(store, MergeNodes("a", "b"))
    ties = {tie.type: tie for tie in store.view("staff").ties()}
    assert set(ties["organised"].many("roles")) == {"host", "lead"}
    assert ties["collaborates"].properties["level"] == 3
    assert ties["collaborates"].many("declared_by") == ("a", "c")
    assert store.check() == []


def test_a_declarer_that_was_merged_is_known_by_its_new_key_on_a_tie_of_its_own(store: Store) -> None:
    put(store, association("a", "Uno"), association("b", "Uno bis"), organisation("c", "Ente"))
    put(store, PutTie("collaborates", "b", "c", {"level": 2, "declared_by": ("b",)}), MergeNodes("a", "b"))
    (tie,) = store.view("staff").ties()
    assert tie.many("declared_by") == ("a",)
