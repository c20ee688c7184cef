"""The rules by which what is given joins what is there."""

from hypothesis import given
from hypothesis import strategies as st

from graph.model import KINDS
from graph.store import merging
from graph.store.records import Evidence, Node

DECLARED = KINDS["event"].by_name
TEXT = st.text(alphabet="abc è", min_size=1, max_size=5).filter(lambda t: t.strip())
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "name": st.none() | TEXT,
        "attendance": st.none() | st.integers(-5, 5),
        "invented": st.none() | st.booleans(),
        "place_score": st.none() | st.integers(0, 1) | st.floats(0, 1),
        "topics": st.none() | st.lists(st.sampled_from(["culture", "language", "women"]), max_size=3).map(tuple),
    },
)
EVIDENCE = st.lists(
    st.builds(
        Evidence,
        st.sampled_from("ab"),
        st.sampled_from("12"),
        st.sampled_from(["", "2026"]),
        st.sampled_from(["", "x", "y"]),
    ),
    max_size=4,
).map(tuple)


@given(VALUES, VALUES)
def test_giving_the_same_again_changes_nothing(first: dict, second: dict) -> None:
    there = merging.merged_properties(DECLARED, {}, first)
    once = merging.merged_properties(DECLARED, there, second)
    assert merging.same_properties(merging.merged_properties(DECLARED, once, second), once)
    assert None not in once.values()


@given(VALUES, VALUES)
def test_what_is_not_mentioned_stays(first: dict, second: dict) -> None:
    there = merging.merged_properties(DECLARED, {}, first)
    after = merging.merged_properties(DECLARED, there, second)
    assert {k: v for k, v in after.items() if k not in second} == {k: v for k, v in there.items() if k not in second}


@given(EVIDENCE, EVIDENCE)
def test_one_source_says_one_thing_about_one_reference(first: tuple, second: tuple) -> None:
    there = merging.merged_evidence((), first)
    after = merging.merged_evidence(there, second)
    assert len({(e.source, e.reference) for e in after}) == len(after)
    assert merging.merged_evidence(after, second[-1:]) == after
    assert {(e.source, e.reference) for e in after} == {(e.source, e.reference) for e in (*first, *second)}


@given(EVIDENCE)
def test_only_words_with_a_fingerprint_count_as_said_before(given_: tuple) -> None:
    there = merging.merged_evidence((), given_)
    expected = bool(there) and all(e.digest for e in there)
    assert merging.said_before(there, there) is expected
    assert not merging.said_before(there, ())


def test_values_are_the_same_only_if_their_types_are() -> None:
    assert not merging.same(1, 1.0)
    assert not merging.same(1, True)
    assert not merging.same((1,), (1.0,))
    assert not merging.same((), None)
    assert merging.same(("a", "b"), ("a", "b"))


def test_words_of_ours_hold_nothing_that_a_backend_could_not_keep() -> None:
    assert merging.clean(" a\x00b\ud800\n e\u0300 ") == "a b   è"


def test_an_address_is_not_taken_to_another_municipality():
    there = Node("association:a", "association", {"name": "A", "municipality": "016024"})
    seat = {"address": "via Roma 3", "postcode": "24044"}
    elsewhere = Node("association:b", "association", {"name": "B", "municipality": "016091", **seat})
    assert {"address", "postcode"}.isdisjoint(merging.filled(there, elsewhere).properties)
    unsaid = Node("association:c", "association", {"name": "A"})
    assert merging.filled(unsaid, elsewhere).text("address") == "via Roma 3"
