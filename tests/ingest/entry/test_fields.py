"""The form of every kind follows the model."""

import pytest

from graph.model import KINDS
from ingest.entry.fields import enterable, entered, sections

NAMES = [kind.name for kind in enterable()]


@pytest.mark.parametrize("kind", NAMES)
def test_every_property_that_a_person_may_write_has_one_field(kind):
    shown = [p.name for section in sections(kind) for p in section.properties]
    assert sorted(shown) == sorted(p.name for p in entered(kind))
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize("kind", NAMES)
def test_what_a_record_must_have_is_never_folded(kind):
    folded = [p for section in sections(kind) if section.folded for p in section.properties]
    assert not [p.name for p in folded if p.required]


def test_the_few_fields_that_matter_come_first():
    first = sections("association")[0]
    assert [p.name for p in first.properties] == [
        "name",
        "municipality",
        "address",
        "communities",
        "languages",
        "topics",
        "phone",
    ]


def test_what_only_staff_see_never_stands_with_what_everyone_sees():
    for kind in NAMES:
        for section in sections(kind):
            if section.name == "public":
                assert not any(p.private for p in section.properties)
            if section.name in ("private", "consent"):
                assert all(p.private for p in section.properties)


def test_how_a_place_was_found_and_whether_a_body_is_mapped_are_not_typed():
    typed = {p.name for kind in NAMES for p in entered(kind)}
    assert not typed & {"lat", "lon", "precision", "place_confirmed", "candidate", "invented"}
    assert "contact" not in NAMES
    assert not [k for k in NAMES if KINDS[k].reference]
