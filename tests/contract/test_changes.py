"""What a changeset does to nodes and ties."""

import unicodedata

import pytest

from graph.model.values import InvalidValue
from graph.store.changes import Effect, PutNode, PutTie, RemoveNode, RemoveTie
from graph.store.core import Store
from graph.store.errors import MissingEnd, SelfTie, StaleRevision, UnknownKey
from graph.store.records import Evidence, Node
from tests.contract.conftest import Open
from tests.contract.saying import association, contents, event, organisation, organised, person, put, stream

ROW = Evidence("five-per-mille", "riga 7", "2026-03-01", "3f")


def test_a_new_store_is_empty_but_for_the_municipalities(store: Store) -> None:
    assert store.revision() == 0
    assert store.view("staff").nodes() == []
    assert store.view("public").counts() == ({"municipality": 2}, {})
    assert [n.name for n in store.view("public").nodes(kinds=["municipality"])] == ["Milano", "Bergamo"]


def test_what_was_put_is_there_after_reopening(store: Store, store_url: str, reopen: Open) -> None:
    put(store, association("association:a", "Baobab", ROW, communities=("SN", "CI"), lat=45.7, lon=9.67))
    found = reopen(store_url).view("staff").node("association:a")
    assert found == Node(
        "association:a",
        "association",
        {"name": "Baobab", "communities": ("SN", "CI"), "lat": 45.7, "lon": 9.67},
        (ROW,),
        1,
    )


def test_loading_the_same_rows_twice_makes_no_revision(store: Store) -> None:
    rows = [organisation(f"body:{i}", f"Ente {i}", Evidence("r", str(i), "2026-03-01", f"d{i}")) for i in range(30)]
    assert stream(store, iter(rows)).revision == 1
    later = [PutNode(r.key, r.kind, r.properties, (Evidence("r", r.evidence[0].reference, "2026-09-01", f"d{i}"),))
             for i, r in enumerate(rows)]  # fmt: skip
    again = stream(store, iter(later))
    assert again.revision is None
    assert set(again.effects) == {Effect.UNCHANGED}
    assert store.revision() == 1


def test_the_same_word_of_a_source_does_not_undo_what_was_edited_by_hand_since(store: Store) -> None:
    row = organisation("body:1", "ENTE IN MAIUSCOLO", ROW)
    put(store, row)
    put(store, organisation("body:1", "Ente scritto bene"))
    assert put(store, row).revision is None
    assert store.view("staff").node("body:1").name == "Ente scritto bene"


def test_a_new_word_of_a_source_updates_and_replaces_its_older_evidence(store: Store) -> None:
    put(store, organisation("body:1", "Ente", ROW, Evidence("altra", "x")))
    newer = Evidence("five-per-mille", "riga 7", "2026-09-01", "44")
    assert put(store, organisation("body:1", "Ente nuovo", newer)).effects == (Effect.UPDATED,)
    node = store.view("staff").node("body:1")
    assert node is not None
    assert (node.name, node.evidence) == ("Ente nuovo", (newer, Evidence("altra", "x")))


def test_a_row_without_a_fingerprint_read_again_later_is_no_news(store: Store) -> None:
    put(store, organisation("body:1", "Ente", Evidence("associations", "riga 3", "2026-03-01")))
    assert put(store, organisation("body:1", "Ente", Evidence("associations", "riga 3", "2026-09-01"))).revision is None
    assert put(store, organisation("body:1", "Ente", Evidence("associations", "riga 4", "2026-09-01"))).revision == 2


def test_putting_what_is_there_already_changes_nothing(store: Store) -> None:
    put(store, association("association:a", "Baobab", languages=("ar", "fr")))
    assert put(store, association("association:a", "Baobab", languages=("ar", "fr"))).revision is None
    assert put(store, association("association:a", "Baobab", languages=("fr", "ar"))).revision == 2


def test_properties_merge_and_none_deletes(store: Store) -> None:
    put(store, association("association:a", "Baobab", address="via Roma 1", times="sabato"))
    put(store, association("association:a", "Baobab", address=None, form="informal"))
    found = store.view("staff").node("association:a")
    assert found is not None
    assert found.properties == {"name": "Baobab", "times": "sabato", "form": "informal"}


def test_a_changed_kind_keeps_key_and_history(store: Store) -> None:
    put(store, organisation("body:1", "Casa Africa", candidate=True), event("event:e", "Festa"))
    put(store, organised("body:1", "event:e"))
    put(store, PutNode("body:1", "association", {"candidate": False}))
    view = store.view("staff")
    assert view.node("body:1") == Node("body:1", "association", {"name": "Casa Africa", "candidate": False}, (), 3)
    assert [n.key for n in view.nodes(kinds=["association"])] == ["body:1"]
    assert view.nodes(kinds=["organisation"]) == []
    assert [e.revision for e in view.history("body:1")] == [1, 2, 3]
    assert len(view.ties_of("body:1")) == 1


def test_a_kind_that_the_ties_of_a_node_do_not_allow_is_refused(store: Store) -> None:
    put(store, organisation("body:1", "Casa Africa"), event("event:e", "Festa"), organised("body:1", "event:e"))
    with pytest.raises(MissingEnd):
        put(store, PutNode("body:1", "service", {}))
    assert store.view("staff").node("body:1").kind == "organisation"


def test_numbers_and_truth_values_stay_what_they_are(store: Store) -> None:
    largest = 2**63 - 1
    put(
        store,
        event("event:e", "Festa", attendance=largest, invented=True, place_score=1.0),
        event("event:f", "Festa", attendance=1, invented=False, place_score=0.1),
        event("event:g", "Festa", attendance=-largest, place_score=1),
    )
    found = [n.properties for n in store.view("staff").nodes()]
    assert [(type(p["attendance"]), p["attendance"]) for p in found] == [(int, largest), (int, 1), (int, -largest)]
    assert [p.get("invented") for p in found] == [True, False, None]
    assert [repr(p["place_score"]) for p in found] == ["1.0", "0.1", "1"]


def test_one_and_one_point_zero_are_not_the_same_value(store: Store) -> None:
    put(store, event("event:e", "Festa", place_score=1))
    assert put(store, event("event:e", "Festa", place_score=1.0)).effects == (Effect.UPDATED,)
    assert repr(store.view("staff").node("event:e").properties["place_score"]) == "1.0"


def test_an_empty_list_is_not_an_absent_one(store: Store) -> None:
    put(store, association("association:a", "Baobab", languages=()))
    assert store.view("staff").node("association:a").properties["languages"] == ()
    assert put(store, association("association:a", "Baobab", languages=())).revision is None
    assert put(store, association("association:a", "Baobab", languages=None)).revision == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("place_score", float("nan")),
        ("place_score", float("inf")),
        ("attendance", 2**63),
        ("attendance", True),
        ("topics", (("culture",),)),
        ("topics", ("culture", 3)),
        ("name", ("una", "due")),
        ("name", "con\x00nullo"),
        ("name", "mezzo \ud800 carattere"),
        ("nonsense", "x"),
    ],
)
def test_values_that_no_backend_could_keep_alike_are_refused(store: Store, name: str, value: object) -> None:
    with pytest.raises(InvalidValue):
        put(store, association("a", "Uno"), PutNode("e", "event", {"name": "Festa", "start": "2026", name: value}))
    assert store.revision() == 0
    assert store.view("staff").nodes() == []


@pytest.mark.parametrize("kind", ["alien", "Association", ""])
def test_an_unknown_kind_is_refused(store: Store, kind: str) -> None:
    with pytest.raises(InvalidValue):
        put(store, PutNode("x", kind, {"name": "x"}))


@pytest.mark.parametrize("key", ["", "a\nb", "x" * 301])
def test_a_key_that_nobody_could_type_is_refused(store: Store, key: str) -> None:
    with pytest.raises(InvalidValue):
        put(store, association(key, "Baobab"))


def test_text_is_kept_composed_whatever_way_it_was_typed(store: Store) -> None:
    put(store, association("association:a", unicodedata.normalize("NFD", "Città Però")))
    assert store.view("staff").node("association:a").name == unicodedata.normalize("NFC", "Città Però")
    assert put(store, association("association:a", unicodedata.normalize("NFC", "Città Però"))).revision is None


ODD = [
    "Body:A",
    "body:a",
    "body:a ",
    " body:a",
    "body:a|b",
    "body:'; DROP TABLE node;--",
    'b"`{}$\\',
    "body:è",
    "体:和",
]


def test_keys_are_taken_to_the_letter(store: Store) -> None:
    put(store, event("event:e", "Festa"), *(association(key, f"N. {i}") for i, key in enumerate(ODD)))
    put(store, *(organised(key, "event:e") for key in ODD))
    view = store.view("staff")
    assert [view.node(key).name for key in ODD] == [f"N. {i}" for i in range(len(ODD))]
    assert [t.source for key in ODD for t in view.ties_of(key)] == ODD
    assert [n.key for n in view.nodes(kinds=["association"])] == sorted(ODD)
    assert len(view.history("body:a")) == 2


def test_the_same_key_twice_in_a_changeset_is_one_node(store: Store) -> None:
    outcome = put(
        store,
        association("association:a", "Baobab", times="sabato"),
        association("association:a", "Baobab odv", address="via Roma 1"),
        association("association:a", "Baobab odv"),
    )
    assert outcome.effects == (Effect.CREATED, Effect.UPDATED, Effect.UNCHANGED)
    found = store.view("staff").node("association:a")
    assert found is not None
    assert found.properties == {"name": "Baobab odv", "times": "sabato", "address": "via Roma 1"}
    assert len(store.view("staff").history("association:a")) == 1


def test_a_node_can_come_and_go_within_a_changeset(store: Store) -> None:
    put(store, event("event:e", "Festa"))
    outcome = put(
        store,
        association("association:a", "Baobab"),
        organised("association:a", "event:e"),
        RemoveNode("association:a"),
    )
    assert outcome.revision is None
    assert outcome.effects == (Effect.CREATED, Effect.CREATED, Effect.REMOVED)
    assert store.view("staff").ties() == []


def test_changes_across_many_batches_see_each_other(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.core.BATCH", 2)
    outcome = put(
        store,
        association("association:a", "Baobab"),
        event("event:e", "Festa"),
        organised("association:a", "event:e"),
        association("association:a", "Baobab odv"),
        RemoveNode("event:e"),
    )
    assert outcome.revision == 1
    assert [n.name for n in store.view("staff").nodes()] == ["Baobab odv"]
    assert store.view("staff").ties() == []
    assert store.check() == []


def test_a_tie_has_evidence_even_when_none_was_given(store: Store) -> None:
    put(store, association("association:a", "Baobab"), event("event:e", "Festa"), organised("association:a", "event:e"))
    assert [e.source for e in store.view("staff").ties()[0].evidence] == ["form"]


def test_a_tie_that_goes_both_ways_is_one_tie(store: Store) -> None:
    put(store, association("a", "Uno"), association("b", "Due"))
    put(store, PutTie("collaborates", "b", "a", {"level": 1}))
    put(store, PutTie("collaborates", "a", "b", {"level": 2}))
    (tie,) = store.view("staff").ties()
    assert (tie.source, tie.target, tie.properties) == ("a", "b", {"level": 2})


def test_ties_merge_and_repeat_without_a_revision(store: Store) -> None:
    put(store, association("a", "Uno"), event("e", "Festa"), organised("a", "e", roles=("lead",)))
    put(store, PutTie("organised", "a", "e", {"since": "2026"}, (ROW,)))
    assert put(store, PutTie("organised", "a", "e", {"roles": ("host",)}, (ROW,))).revision is None
    (tie,) = store.view("staff").ties()
    assert tie.properties == {"roles": ("lead",), "since": "2026"}
    assert [e.source for e in tie.evidence] == ["form", "five-per-mille"]


def test_a_tie_to_itself_is_refused(store: Store) -> None:
    put(store, association("a", "Uno"))
    with pytest.raises(SelfTie):
        put(store, association("b", "Due"), PutTie("collaborates", "a", "a"))
    assert [n.key for n in store.view("staff").nodes()] == ["a"]


def test_a_missing_end_rolls_everything_back(store: Store) -> None:
    with pytest.raises(MissingEnd) as refused:
        put(store, association("a", "Uno"), event("e", "Festa"), organised("a", "e"), organised("a", "nobody"))
    assert refused.value.missing == "nobody"
    assert (store.revision(), store.view("staff").nodes(), store.view("staff").ties()) == (0, [], [])


def test_an_end_of_the_wrong_kind_is_refused(store: Store) -> None:
    put(store, association("a", "Uno"), event("e", "Festa"))
    with pytest.raises(MissingEnd):
        put(store, organised("e", "a"))
    with pytest.raises(InvalidValue):
        put(store, PutTie("likes", "a", "e"))


def test_removing_a_node_removes_its_ties_and_remembers_them(store: Store) -> None:
    put(
        store,
        association("a", "Uno"),
        event("e", "Festa"),
        event("f", "Cena"),
        organised("a", "e"),
        organised("a", "f"),
    )
    outcome = put(store, RemoveNode("a"))
    assert (outcome.nodes, outcome.ties) == ({Effect.REMOVED: 1}, {Effect.REMOVED: 2})
    view = store.view("staff")
    assert (view.node("a"), view.ties(), view.search("uno")) == (None, [], [])
    assert [e.after for e in view.history("a") if e.revision == 2] == [None, None, None]


def test_removing_a_tie_leaves_its_ends(store: Store) -> None:
    put(store, association("a", "Uno"), event("e", "Festa"), organised("a", "e"))
    put(store, RemoveTie(store.view("staff").ties()[0].key))
    assert store.view("staff").ties() == []
    assert len(store.view("staff").nodes()) == 2


@pytest.mark.parametrize("change", [RemoveNode("nobody"), RemoveTie("organised:00"), RemoveTie("nonsense")])
def test_removing_what_is_not_there_is_refused(store: Store, change: RemoveNode | RemoveTie) -> None:
    with pytest.raises(UnknownKey):
        put(store, association("a", "Uno"), change)
    assert store.revision() == 0


def test_a_store_that_moved_on_refuses_what_expected_it_as_it_was(store: Store) -> None:
    put(store, association("a", "Uno"))
    with pytest.raises(StaleRevision) as refused:
        put(store, association("a", "Mio"), expected_revision=0)
    assert (refused.value.key, refused.value.expected, refused.value.found) == (None, 0, 1)
    assert put(store, association("a", "Mio"), expected_revision=1).revision == 2


def test_two_people_never_overwrite_each_other_silently(store: Store) -> None:
    put(store, association("a", "Uno"), association("b", "Due"), event("e", "Festa"), organised("a", "e"))
    seen = store.view("staff").node("a")
    assert seen is not None
    put(store, PutNode("b", "association", {"times": "sabato"}))
    put(store, PutNode("a", "association", {"times": "sabato"}, expected_revision=seen.revision))
    with pytest.raises(StaleRevision) as refused:
        put(store, PutNode("a", "association", {"times": "domenica"}, expected_revision=seen.revision))
    assert (refused.value.key, refused.value.found) == ("a", 3)
    with pytest.raises(StaleRevision):
        put(store, RemoveNode("a", expected_revision=1))
    with pytest.raises(StaleRevision):
        put(store, PutTie("organised", "a", "e", {"since": "2026"}, expected_revision=2))
    with pytest.raises(StaleRevision):
        put(store, PutNode("new", "association", {"name": "x"}, expected_revision=4))
    assert store.view("staff").node("a").text("times") == "sabato"


def test_a_dry_run_says_what_would_happen_and_does_nothing(store: Store) -> None:
    changes = (association("a", "Uno"), event("e", "Festa"), organised("a", "e"))
    told = put(store, *changes, dry_run=True)
    assert (store.revision(), store.view("staff").nodes()) == (0, [])
    assert put(store, *changes) == told
    assert put(store, *changes, dry_run=True).revision is None


def test_a_dry_run_on_a_store_with_content_changes_nothing(store: Store) -> None:
    put(store, association("a", "Uno"), event("e", "Festa"), organised("a", "e"))
    before = contents(store)
    told = put(store, association("a", "Mutato"), RemoveNode("e"), dry_run=True)
    assert (told.nodes, told.ties) == ({Effect.UPDATED: 1, Effect.REMOVED: 1}, {Effect.REMOVED: 1})
    assert (contents(store), store.revision()) == (before, 1)


def test_changes_that_break_off_leave_nothing_behind(store: Store) -> None:
    def broken() -> object:
        yield association("a", "Uno")
        raise OSError("the file went away")

    with pytest.raises(OSError, match="went away"):
        stream(store, broken())
    assert (store.revision(), store.view("staff").nodes()) == (0, [])


def test_changes_may_be_made_while_reading_the_store_they_change(store: Store) -> None:
    put(store, *(association(f"a{i}", f"Numero {i}") for i in range(5)))

    def changes() -> object:
        for node in store.view("staff").nodes(kinds=["association"]):
            yield PutNode(node.key, node.kind, {"times": store.view("public").node(node.key).name})

    stream(store, changes())
    assert [n.text("times") for n in store.view("staff").nodes()] == [f"Numero {i}" for i in range(5)]


def test_municipalities_are_changed_and_remembered_like_anything_else(store: Store) -> None:
    put(store, PutNode("municipality:016024", "municipality", {"residents": 120_000}))
    view = store.view("public")
    assert view.node("municipality:016024").number("residents") == 120_000
    assert [e.before.revision for e in view.history("municipality:016024") if e.before] == [0]
    before = contents(store)
    store.revert(1, "Giulia")
    assert contents(store) == before
    assert store.view("public").node("municipality:016024").number("residents") is None
    assert store.check() == []


def test_private_kinds_are_kept_like_the_others_for_staff(store: Store) -> None:
    put(store, person("person:p", "Fatou Diop", phone=("333 1",)), association("a", "Uno"))
    assert store.view("staff").node("person:p").many("phone") == ("333 1",)
