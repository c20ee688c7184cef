"""Reading a question and ranking what answers it."""

from hypothesis import given
from hypothesis import strategies as st

from graph.model.folding import folded
from graph.store import search
from graph.store.records import Node


@given(st.text(max_size=60))
def test_a_name_is_found_by_itself_and_by_the_beginning_of_its_last_word(name: str) -> None:
    query = search.question(name)
    words = folded(name)
    if query is None:
        assert words == ""
    else:
        assert query.fits(search.indexable(name))
        assert search.tier(query, words) == 0


@given(st.lists(st.text(alphabet="abcà'’. -", min_size=1, max_size=8), min_size=1, max_size=4))
def test_words_in_any_order_find_a_name(parts: list[str]) -> None:
    name = " ".join(parts)
    backwards = search.question(" ".join(reversed(name.split())))
    assert backwards is None or backwards.fits(search.indexable(name))


def test_all_words_count_and_only_the_last_by_its_beginning() -> None:
    query = search.question("casa afr")
    assert query is not None
    assert query.fits("la casa africa")
    assert not query.fits("casalinghe africa")
    assert not query.fits("casa")


def test_what_is_private_stands_apart_from_what_everyone_may_find() -> None:
    node = Node("a", "association", {"name": "Dell'Oro", "notes": "segreto", "phone": ("035",), "communities": ("SN",)})
    name, public, private = search.texts(node)
    assert name == "dell oro"
    assert {"dell", "oro", "delloro", "senegal"} <= set(public.split())
    assert "segreto" not in public + private
    assert "035" not in public + private


def test_equal_answers_are_ordered_by_name_then_key() -> None:
    query = search.question("casa")
    assert query is not None
    hits = [("k3", "casa b", True), ("k2", "casa a", False), ("k1", "casa b", True), ("k0", "la casa", True)]
    assert list(search.ranked(query, hits)) == ["k1", "k3", "k2", "k0"]
