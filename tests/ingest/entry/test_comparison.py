"""Two records side by side: what a person must see before saying that they are one."""

from graph.store.records import Node
from ingest.entry.comparison import compared


def _told(left: dict, right: dict, kinds=("association", "association")) -> dict[str, str]:
    return {c.declared.name: c.verdict for c in compared(Node("a", kinds[0], left), Node("b", kinds[1], right))}


def test_case_accents_and_the_order_of_a_list_are_no_difference():
    left = {"name": "Società Baobab", "languages": ("fr", "wo"), "phone": ("035 1",)}
    right = {"name": "SOCIETA' BAOBAB", "languages": ("wo", "fr"), "phone": ("035 2",)}
    assert _told(left, right) == {"name": "same", "languages": "same", "phone": "differs"}


def test_what_only_one_says_is_told_apart_from_what_differs():
    assert _told({"name": "A", "runts": "1"}, {"name": "B", "times": "lunedì"}) == {
        "name": "differs",
        "runts": "left",
        "times": "right",
    }


def test_records_of_two_kinds_show_what_either_kind_has():
    told = _told({"name": "A", "form": "aps"}, {"name": "A", "school_code": "BGIC80100X"}, ("association", "school"))
    assert told == {"name": "same", "form": "left", "school_code": "right"}


def test_how_a_place_was_found_is_no_row_of_its_own():
    assert _told({"name": "A", "lat": 45.0, "lon": 9.0, "precision": "street", "place_score": 1.0}, {"name": "A"}) == {
        "name": "same"
    }
