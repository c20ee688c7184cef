"""Two records made one: nothing of either is lost unless a person chose so, nothing is overwritten unseen."""

import pytest

from graph.store.changes import Changeset, PutNode, PutTie
from graph.store.errors import StaleRevision
from ingest.entry.joining import choices, joined, joining, kept_first, waiting
from tests.contract.saying import contents
from tests.ingest.entry.conftest import BERGAMO, DALMINE

SECOND = {
    "name": "Il Baobab",
    "municipality": DALMINE,
    "address": "via Roma 3",
    "languages": ("wo",),
    "phone": ("035 999",),
    "website": "https://baobab.example.org",
}


@pytest.fixture
def pair(store):
    """Return two records of one association, the second with a tie of its own."""
    changes = [
        PutNode("association:il-baobab", "association", SECOND),
        PutTie("organised", "association:il-baobab", "event:festa", {"roles": ("speaker",)}),
    ]
    store.apply(Changeset("test", "second", "test", changes))
    view = store.view("staff")
    return view.node("association:baobab"), view.node("association:il-baobab")


def test_what_differs_is_chosen_what_only_one_says_is_not_asked(pair):
    keep, gone = pair
    assert [(c.name, c.takes[0]) for c in choices(keep, gone)] == [
        ("name", "keep"),
        ("languages", "both"),
        ("phone", "both"),
        ("municipality", "keep"),
    ]


@pytest.mark.parametrize("take", ["keep", "gone"])
def test_the_record_that_comes_of_it_is_the_one_that_was_shown(store, pair, take):
    keep, gone = pair
    chosen = {"name": take, "languages": "both", "phone": take, "municipality": take}
    shown = joined(keep, gone, chosen)
    store.apply(joining(keep, gone, chosen, "Giulia"))
    after = store.view("staff").node(keep.key)
    assert dict(after.properties) == dict(shown.properties)
    name, other = ("Baobab", "Il Baobab") if take == "keep" else ("Il Baobab", "Baobab")
    assert (after.name, after.many("aliases")) == (name, (other,))
    assert after.many("languages") == ("fr", "wo")
    assert after.text("website") == "https://baobab.example.org"
    assert after.text("municipality") == (BERGAMO if take == "keep" else DALMINE)
    assert after.text("address") == ("" if take == "keep" else "via Roma 3")


def test_ties_are_joined_the_old_key_leads_on_and_undoing_brings_both_back(store, pair):
    before, (keep, gone) = contents(store), pair
    outcome = store.apply(joining(keep, gone, {}, "Giulia"))
    view = store.view("staff")
    assert view.node(gone.key).key == keep.key
    (tie,) = view.ties_of(keep.key)
    assert tie.many("roles") == ("lead", "speaker")
    assert store.check() == []
    store.revert(outcome.revision, "Giulia")
    assert contents(store) == before


@pytest.mark.parametrize("changed", ["association:baobab", "association:il-baobab"])
def test_a_record_that_somebody_changed_meanwhile_is_not_joined(store, pair, changed):
    keep, gone = pair
    store.apply(Changeset("Ada", "meanwhile", "form", [PutNode(changed, "association", {"times": "sabato"})]))
    before = contents(store)
    with pytest.raises(StaleRevision):
        store.apply(joining(keep, gone, {"name": "gone"}, "Giulia"))
    assert contents(store) == before


def test_the_one_on_the_map_is_proposed_to_stay(store, pair):
    baobab, _ = pair
    candidate = store.view("staff").node("body:80051890152")
    mapped = store.view("staff").mapped()
    assert kept_first(candidate, baobab, mapped, {}) == (baobab, candidate)
    assert kept_first(baobab, candidate, mapped, {candidate.key: 9}) == (baobab, candidate)


def test_a_doubtful_match_waits_until_its_records_are_one_and_again_when_that_is_undone(store, pair):
    keep, gone = pair
    store.queue_reviews([(gone.key, keep.key), ("association:none", keep.key)], "associations")

    def open_pairs():
        return [(p.left.key, p.right.key) for p in waiting(store.reviews(), store.view("staff"))]

    assert open_pairs() == [(gone.key, keep.key)]
    outcome = store.apply(joining(keep, gone, {}, "Giulia"))
    assert open_pairs() == []
    store.revert(outcome.revision, "Giulia")
    assert open_pairs() == [(gone.key, keep.key)]
