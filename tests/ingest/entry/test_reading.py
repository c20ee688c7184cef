"""What a person types is read as they mean it, and what cannot be read is said beside its field."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model import KINDS
from graph.model.values import normalise
from graph.territory.gazetteer import Gazetteer
from ingest.entry.fields import enterable, entered
from ingest.entry.reading import read
from tests.ingest.entry.conftest import towns

NAMES = [kind.name for kind in enterable()]


def test_names_of_towns_countries_and_dates_are_read_as_codes(gazetteer):
    typed = {
        "name": "  Baobab ",
        "municipality": "dalmine",
        "communities": ["Senegal", "GM"],
        "languages": "wolof; francese",
        "phone": "035 1; 035 2",
        "consent_basis": "consent",
        "consent_date": "3/2/2026",
    }
    reading = read("association", typed, gazetteer)
    assert reading.problems == ()
    assert reading.values == {
        "name": "Baobab",
        "municipality": "016091",
        "communities": ("SN", "GM"),
        "languages": ("wo", "fr"),
        "phone": ("035 1", "035 2"),
        "consent_basis": "consent",
        "consent_date": "2026-02-03",
    }


def test_an_emptied_field_deletes_and_an_absent_one_stays(gazetteer):
    assert read("association", {"name": "A", "address": " ", "languages": []}, gazetteer).values == {
        "name": "A",
        "address": None,
        "languages": None,
    }


def test_every_problem_names_its_field_and_a_remedy(gazetteer):
    typed = {"name": "", "municipality": "Atlantide", "phone": "pippo", "communities": ["Narnia"]}
    problems = read("association", typed, gazetteer).problems
    assert [p.column for p in problems] == ["name", "municipality", "communities", "phone"]
    assert all(p.problem.it and p.remedy.it and p.problem.en and p.remedy.en for p in problems)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"public_phone": "035 1"}, "consent_basis"),
        ({"consent_basis": "consent"}, "consent_date"),
    ],
)
def test_what_is_shown_to_everyone_needs_a_legal_basis_and_consent_a_day(gazetteer, typed, field):
    given_ = {"name": "A", "public_phone": "", "consent_basis": "", "consent_date": "", **typed}
    assert [p.column for p in read("association", given_, gazetteer).problems] == [field]


def test_a_person_is_not_kept_without_a_legal_basis(gazetteer):
    assert [p.column for p in read("person", {"name": "F. D.", "consent_basis": ""}, gazetteer).problems] == [
        "consent_basis"
    ]


@pytest.mark.parametrize(("start", "end", "wrong"), [("10/5/2026", "9/5/2026", True), ("2026", "2026-03", False)])
def test_an_event_does_not_end_before_it_begins(gazetteer, start, end, wrong):
    problems = read("event", {"name": "Festa", "start": start, "end": end}, gazetteer).problems
    assert [p.column for p in problems] == (["end"] if wrong else [])


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_whatever_is_typed_is_stored_whole_or_refused_field_by_field(data):

    kind = data.draw(st.sampled_from(NAMES))
    text = st.text(max_size=30) | st.lists(st.text(max_size=12), max_size=3)
    typed = data.draw(st.dictionaries(st.sampled_from([p.name for p in entered(kind)]), text, max_size=6))
    reading = read(kind, typed, Gazetteer.from_nodes(towns()))
    wrong = {p.column for p in reading.problems}
    assert typed.keys() <= reading.values.keys() | wrong
    for name, value in reading.values.items():
        if value is not None:
            assert normalise(KINDS[kind].by_name[name], value) == value
