"""One box and a few filters find what a reader means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.store.records import Node
from pages.parts.finding import Question, find, index
from tests.pages.conftest import BERGAMO, DALMINE

TODAY = date(2026, 11, 22)


def _keys(graph, **asked):
    return [n.key for n in find(graph, index(graph), Question(**asked), TODAY).nodes]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("teranga", "association:teranga"),
        ("TERÀNGA", "association:teranga"),
        ("wolof", "association:teranga"),
        ("senegalese", "association:teranga"),
        ("donne", "association:teranga"),
        ("women", "association:teranga"),
        ("albania", "association:vatra"),
        ("seriate", "association:vatra"),
        ("dalmine", "service:sportello"),
        ("sportello dal", "service:sportello"),
        ("ambito bergamo ruah", "organisation:ruah"),
        ("cooperativa", None),
        ("associazioni sola", "association:sola"),
    ],
)
def test_the_box_finds_by_name_language_community_topic_place_and_kind(graph, words, found):
    assert (found in _keys(graph, text=words)) is (found is not None)


@pytest.mark.parametrize(
    ("asked", "same_as"),
    [
        ("chi parla wolof", "wolof"),
        ("associazioni vicino a Seriate", "associazioni seriate"),
        ("prossimi eventi di bergamo", "eventi bergamo"),
        ("who speaks wolof", "wolof"),
        ("la teranga", "teranga"),
    ],
)
def test_words_said_to_a_person_change_nothing(graph, asked, same_as):
    assert _keys(graph, text=asked) == _keys(graph, text=same_as) != []


def test_a_whole_word_of_a_name_comes_before_a_beginning_and_a_name_before_other_fields(graph):
    names = {"a": "Arabesque", "b": "Casa Arab", "c": "Zeta", "d": "Arab"}
    nodes = {
        key: Node(key, "association", {"name": name, **({"languages": ("ar",)} if key == "c" else {})})
        for key, name in names.items()
    }
    made = replace(graph, nodes=nodes, ties=(), mapped=frozenset(nodes))
    assert _keys(made, text="arab") == ["d", "b", "a", "c"]


def test_every_word_must_be_found_and_signs_alone_find_nothing(graph):
    assert _keys(graph, text="teranga albania") == []
    assert _keys(graph, text="!!!") == []


def test_a_body_from_a_register_is_hidden_until_asked_for_and_told_of(graph):
    answer = find(graph, index(graph), Question("mazzi"), TODAY)
    assert (list(answer.nodes), answer.hidden_candidates) == ([], 1)
    assert _keys(graph, text="mazzi", candidates=True) == ["school:BGIC1"]


def test_coming_events_come_first_the_next_one_leading(graph):
    assert _keys(graph, kinds=("event",)) == ["event:soon", "event:later"]
    assert _keys(graph, kinds=("event",), period="past") == ["event:past"]
    assert _keys(graph, kinds=("event",), period="year") == ["event:past"]
    assert _keys(graph, kinds=("event",), period="month") == []
    assert _keys(graph, kinds=("event",), period="all") == ["event:soon", "event:later", "event:past"]


def test_filters_limit_together_and_a_filter_has_any_of_its_values(graph):
    assert _keys(graph, communities=("SN", "AL")) == ["association:teranga", "association:vatra"]
    assert _keys(graph, communities=("SN", "AL"), municipality=(BERGAMO,)) == ["association:teranga"]
    assert _keys(graph, municipality=(DALMINE,)) == ["service:sportello"]
    assert "service:sportello" not in _keys(graph, district=("district:bg",))
    assert "association:vatra" not in _keys(graph, district=("district:bg",))


def test_kinds_are_counted_before_one_is_chosen(graph):
    answer = find(graph, index(graph), Question(kinds=("service",)), TODAY)
    assert [n.kind for n in answer.nodes] == ["service"]
    assert answer.by_kind["association"] == 3


def test_from_a_point_the_nearest_come_first(graph):
    assert _keys(graph, kinds=("association",), near=(45.711, 9.67))[0] == "association:sola"
    assert _keys(graph, near=(45.65, 9.60))[0] == "service:sportello"
