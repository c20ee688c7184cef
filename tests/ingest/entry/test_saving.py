"""Saving one record: once, whole, undoable, and never over what somebody else has written."""

from graph.store.changes import Changeset, MergeNodes, PutNode, RemoveNode
from graph.store.errors import StaleRevision
from ingest.entry.place import Pin
from ingest.entry.saving import Already, Changed, Saved
from tests.contract.saying import contents
from tests.ingest.entry.conftest import BERGAMO, DALMINE

NEW = {"name": "Amici del Gambia", "municipality": BERGAMO, "communities": ("GM",), "address": "via Roma 12"}
CALL = {"date": "2026-11-30", "channel": "call", "answer": "reached", "next_step": "incontro", "by": "2026-12-07"}


def test_a_new_association_with_its_first_call_is_one_revision_that_can_be_undone(store, save):
    before = contents(store)
    answer = save("association", NEW, contact=CALL, known_from="incontro in biblioteca")
    assert isinstance(answer, Saved)
    assert answer.revision == 2
    view = store.view("staff")
    node = view.node(answer.key)
    assert (node.kind, node.name, node.text("precision")) == ("association", "Amici del Gambia", "municipality")
    assert [(e.source, e.reference) for e in node.evidence] == [("form", "incontro in biblioteca")]
    (tie,) = view.ties_of(answer.key)
    contact = view.node(tie.target)
    assert (tie.type, contact.text("answer"), contact.text("by")) == ("about", "reached", "2026-12-07")
    assert contact.text("expires") > "2030"
    assert store.check() == []
    store.revert(2, "Giulia")
    assert contents(store) == before


def test_the_call_is_seen_by_staff_only(store, save):
    key = save("association", NEW, contact=CALL).key
    assert store.view("public").ties_of(key) == []


def test_the_same_name_in_the_same_town_is_never_entered_twice_unawares(store, save):
    first = save("association", NEW)
    assert save("association", NEW) == Already(first.key)
    assert store.revision() == 2
    other = save("association", NEW, apart=(first.key,))
    assert isinstance(other, Saved)
    assert other.key != first.key
    assert store.decisions()[tuple(sorted((first.key, other.key)))] is False
    third = save("association", NEW, apart=(first.key, other.key))
    assert third.key not in (first.key, other.key)


def test_a_fiscal_code_that_a_register_knows_leads_to_the_body_that_has_it(store, save):
    answer = save("association", {"name": "Teranga", "municipality": DALMINE, "fiscal_code": "80051890152"})
    assert answer == Already("body:80051890152")


def test_a_candidate_becomes_an_association_with_its_key_and_history(store, save):
    node = store.view("staff").node("body:80051890152")
    values = {"name": "Teranga", "municipality": DALMINE, "communities": ("SN",)}
    answer = save("association", values, key=node.key, seen=node.revision)
    assert answer == Saved("body:80051890152", 2)
    view = store.view("public")
    after = view.node("body:80051890152")
    assert (after.kind, after.properties.get("candidate"), after.text("fiscal_code")) == (
        "association",
        None,
        "80051890152",
    )
    assert after.key in view.mapped()
    assert [e.source for e in after.evidence] == ["five-per-mille", "form"]
    assert [e.revision for e in view.history(after.key)] == [1, 2]


def test_saving_what_stands_makes_no_revision(store, save):
    node = store.view("staff").node("association:baobab")
    assert save("association", dict(node.properties), key=node.key, seen=node.revision) == Saved(node.key, None)
    assert store.revision() == 1


def test_only_what_was_changed_is_written(store, save):
    save("association", {"name": "Baobab", "times": "lunedì"}, key="association:baobab", seen=1)
    node = store.view("staff").node("association:baobab")
    assert (node.many("phone"), node.text("times")) == (("035 111222",), "lunedì")


def test_the_second_of_two_planners_is_shown_what_the_first_changed(store, save):
    save("association", {"times": "lunedì", "languages": ("fr", "wo")}, author="Ada", key="association:baobab", seen=1)
    answer = save(
        "association",
        {"times": "martedì", "languages": ("fr",), "name": "Baobab Bergamo"},
        key="association:baobab",
        seen=1,
    )
    assert isinstance(answer, Changed)
    assert {c.declared.name: (c.was, c.theirs, c.mine, c.untouched) for c in answer.fields} == {
        "languages": (("fr",), ("fr", "wo"), ("fr",), True),
        "times": (None, "lunedì", "martedì", False),
    }
    assert store.view("staff").node("association:baobab").text("times") == "lunedì"
    decided = {"times": "martedì", "languages": ("fr", "wo"), "name": "Baobab Bergamo"}
    assert isinstance(save("association", decided, key="association:baobab", seen=answer.now.revision), Saved)


def test_what_both_wrote_alike_is_no_question(store, save):
    save("association", {"times": "lunedì"}, author="Ada", key="association:baobab", seen=1)
    mine = {"times": "lunedì", "description": "Doposcuola"}
    assert isinstance(save("association", mine, key="association:baobab", seen=1), Saved)
    node = store.view("staff").node("association:baobab")
    assert (node.text("times"), node.text("description")) == ("lunedì", "Doposcuola")


def test_a_point_that_somebody_else_put_is_not_moved_unseen(store, save):
    save("association", {"name": "Baobab"}, key="association:baobab", seen=1, pin=Pin("set", (45.7, 9.67)))
    answer = save("association", {"name": "Baobab"}, key="association:baobab", seen=1, pin=Pin("set", (45.6, 9.6)))
    assert [c.declared.name for c in answer.fields] == ["point"]
    assert store.view("staff").node("association:baobab").point == (45.7, 9.67)


def test_a_record_that_was_removed_meanwhile_is_not_made_again(store, save):
    store.apply(Changeset("Ada", "", "form", [RemoveNode("association:baobab")]))
    assert save("association", {"name": "Baobab"}, key="association:baobab", seen=1) == Changed(None)


def test_a_record_that_was_merged_meanwhile_is_found_under_its_old_key(store, save):
    store.apply(Changeset("Ada", "", "form", [MergeNodes("body:80051890152", "association:baobab")]))
    answer = save("association", {"name": "Baobab", "times": "lunedì"}, key="association:baobab", seen=1)
    assert isinstance(answer, Changed)
    assert answer.now.key == "body:80051890152"


def test_a_pin_is_confirmed_and_stays_when_something_else_is_edited(store, save):
    key = save("association", NEW, pin=Pin("set", (45.7, 9.67))).key
    node = store.view("staff").node(key)
    assert (node.point, node.text("precision"), node.properties["place_confirmed"]) == ((45.7, 9.67), "rooftop", True)
    save("association", {**NEW, "times": "lunedì"}, key=key, seen=node.revision)
    assert store.view("staff").node(key).point == (45.7, 9.67)


def test_a_pin_taken_away_leaves_the_place_known_to_the_municipality(store, save):
    key = save("association", NEW, pin=Pin("set", (45.7, 9.67))).key
    node = store.view("staff").node(key)
    save("association", NEW, key=key, seen=node.revision, pin=Pin("none"))
    after = store.view("staff").node(key)
    assert (after.point, after.text("precision"), after.properties.get("place_confirmed")) == (
        None,
        "municipality",
        None,
    )


def test_another_address_takes_the_old_point_away(store, save):
    key = save("association", NEW, pin=Pin("set", (45.7, 9.67))).key
    node = store.view("staff").node(key)
    save("association", {**NEW, "address": "via Verdi 3", "municipality": DALMINE}, key=key, seen=node.revision)
    after = store.view("staff").node(key)
    assert (after.point, after.properties.get("place_confirmed")) == (None, None)


def test_two_that_save_at_the_same_moment_are_told(store, save, monkeypatch):
    applied = store.apply
    raced = []

    def race(changeset, **more):
        if not raced:
            raced.append(1)
            applied(Changeset("Ada", "", "form", [PutNode("association:baobab", "association", {"times": "lunedì"})]))
        return applied(changeset, **more)

    monkeypatch.setattr(store, "apply", race)
    answer = save("association", {"times": "martedì"}, key="association:baobab", seen=1)
    assert isinstance(answer, Changed)
    assert answer.fields[0].theirs == "lunedì"


def test_no_name_of_a_person_stands_in_the_history(store, save):
    save("person", {"name": "Fatou Diop", "consent_basis": "consent", "consent_date": "2026-01-01"})
    assert "Fatou" not in store.view("staff").revisions(1)[0].reason


def test_the_store_itself_refuses_an_edit_of_what_has_changed(store):
    put = PutNode("association:baobab", "association", {"times": "x"}, (), expected_revision=7)
    try:
        store.apply(Changeset("Ada", "", "form", [put]))
    except StaleRevision as error:
        assert error.found == 1
    else:
        raise AssertionError("an edit of another revision was taken")


def test_a_third_call_of_the_same_day_and_outcome_is_another_one_and_overwrites_none(store, save):
    key = save("association", NEW).key
    for words in ("una", "due", "tre"):
        seen = store.view("staff").node(key).revision
        save("association", {}, key=key, seen=seen, contact={**CALL, "notes": words})
    assert {node.text("notes") for node in store.view("staff").nodes(["contact"])} == {"una", "due", "tre"}
