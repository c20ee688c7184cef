"""Addresses offered while one is being typed, and towns."""

import pytest

from graph.territory.gazetteer import Gazetteer
from ingest.entry.streets import capitalised, proposals
from ingest.entry.towns import Towns
from ingest.places.chain import Chain
from tests.ingest.entry.conftest import BERGAMO, DALMINE, towns
from tests.ingest.places.streets import register


@pytest.fixture
def chain():
    with Chain(Gazetteer.from_nodes(towns()), register=register()) as made:
        yield made


def test_a_street_half_typed_is_offered_with_its_number_and_point(chain):
    (first, *_rest) = proposals(chain, "via garib 12", BERGAMO)
    assert first.text == "Via Giuseppe Garibaldi 12"
    assert (first.place.precision, first.place.provider) == ("rooftop", "anncsu")
    assert first.place.lat is not None


def test_the_generic_word_that_was_typed_goes_first(chain):
    assert proposals(chain, "vicolo sant'ang", BERGAMO)[0].text == "Vicolo Sant'Angelo"
    assert proposals(chain, "piazza sant'ang", BERGAMO)[0].text == "Piazza Sant'Angelo"


def test_an_unknown_number_keeps_the_street_and_says_so(chain):
    (first, *_rest) = proposals(chain, "viale roma 400", BERGAMO)
    assert (first.text, first.place.precision) == ("Viale Roma 400", "street")


def test_nothing_is_invented_where_no_street_begins_so_or_no_register_is_loaded(chain):
    assert proposals(chain, "via inesistente", BERGAMO) == []
    assert proposals(chain, "via garibaldi", DALMINE) == []
    assert proposals(chain, "", BERGAMO) == []


@pytest.mark.parametrize(
    ("registered", "written"),
    [
        ("VIA DELLA RISERVA PRIMA", "Via della Riserva Prima"),
        ("PIAZZA SANT'ANGELO", "Piazza Sant'Angelo"),
        ("VIA DELL'ORO", "Via dell'Oro"),
        ("PIAZZA LEONE XIII", "Piazza Leone XIII"),
        ("VIA COLLE MOSE'", "Via Colle Mose'"),
    ],
)
def test_a_register_s_capitals_become_ordinary_writing(registered, written):
    assert capitalised(registered) == written


def test_a_town_is_offered_by_its_beginning_the_most_used_first():
    found = Towns(Gazetteer.from_nodes(towns()).all(), {DALMINE: 3})
    assert [t.name for t in found.beginning("d")] == ["Dalmine"]
    assert [t.name for t in found.beginning("BERGAMO")] == ["Bergamo"]
    assert found.beginning(" ") == []
