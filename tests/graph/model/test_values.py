import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import KINDS, TIES, Property, ValueType, taxonomies
from graph.model.values import InvalidValue, day, normalise, normalise_properties, parse_text

ASSOCIATION = KINDS["association"].by_name
EVENT = KINDS["event"].by_name


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("12/03/2026", "2026-03-12"),
        ("15-SET-14", "2014-09-15"),
        ("1° maggio 2024", "2024-05-01"),
        ("aprile 2021", "2021-04"),
        ("2021", "2021"),
        ("sabato 3 giugno 2023, ore 21:00", "2023-06-03T21:00"),
        ("2026-03-12 00:00:00", "2026-03-12"),
        ("12/03/2026 18:30", "2026-03-12T18:30"),
    ],
)
def test_dates_are_read_as_italians_write_them(written: str, stored: str) -> None:
    assert parse_text(EVENT["start"], written) == stored


@pytest.mark.parametrize("written", ["31/02/2020", "13/13/2020", "domani", "12 brumaio 2020", "2026-03-12T25:00"])
def test_a_date_that_does_not_exist_is_refused_with_a_remedy(written: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        parse_text(EVENT["start"], written)
    assert "12/03/2026" in refusal.value.italian()


@pytest.mark.parametrize(
    ("name", "written", "stored"),
    [
        ("communities", "senegalesi; Marocco", ("SN", "MA")),
        ("communities", "Sri Lanka e Bangladesh", ("LK", "BD")),
        ("communities", "Bosnia ed Erzegovina", ("BA",)),
        ("languages", "arabo, Wolof | bangla", ("ar", "wo", "bn")),
        ("topics", "Donne; doposcuola | musica", ("women", "school_support", "culture")),
        ("form", "gruppo informale", "informal"),
        ("website", "www.esempio.it", "https://www.esempio.it"),
        ("fiscal_code", "2112970237", "02112970237"),
        ("municipality", "16024", "016024"),
        ("place_score", "0,75", 0.75),
    ],
)
def test_what_people_write_in_a_cell_is_understood(name: str, written: str, stored: object) -> None:
    assert parse_text(ASSOCIATION[name], written) == stored


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("fiscal_code", "02112970238"),
        ("communities", "Atlantide"),
        ("form", "boh"),
        ("website", "javascript:alert(1)"),
        ("email", "a@b"),
        ("lat", "91"),
        ("name", "a\x00b"),
    ],
)
def test_a_value_that_cannot_be_is_refused(name: str, written: str) -> None:
    with pytest.raises(InvalidValue):
        parse_text(ASSOCIATION[name], written)


def test_a_persons_fiscal_code_is_refused_and_not_repeated() -> None:
    with pytest.raises(InvalidValue) as refusal:
        parse_text(ASSOCIATION["fiscal_code"], "AAAAAA00A00A000A")
    assert "AAAAAA" not in refusal.value.italian() + str(refusal.value)


def test_numbers_and_booleans_stay_themselves_and_are_not_mixed_up() -> None:
    assert normalise(EVENT["attendance"], 2**63 - 1) == 2**63 - 1
    for wrong in (2**63, True, 1.0, "1", math.nan):
        with pytest.raises(InvalidValue):
            normalise(EVENT["attendance"], wrong)
    for wrong_number in (math.nan, math.inf, True):
        with pytest.raises(InvalidValue):
            normalise(ASSOCIATION["place_score"], wrong_number)
    assert normalise(ASSOCIATION["candidate"], True) is True
    with pytest.raises(InvalidValue):
        normalise(ASSOCIATION["candidate"], 1)


def test_an_unknown_property_is_refused_and_none_passes() -> None:
    assert normalise_properties(ASSOCIATION, {"name": None}) == {"name": None}
    with pytest.raises(InvalidValue):
        normalise_properties(ASSOCIATION, {"nome": "x"})


def test_several_values_keep_their_order_without_repetition() -> None:
    assert normalise(ASSOCIATION["topics"], ("women", "culture", "women")) == ("women", "culture")
    assert normalise(ASSOCIATION["topics"], ()) == ()
    with pytest.raises(InvalidValue):
        normalise(ASSOCIATION["name"], ("a", "b"))


@given(st.text(max_size=60))
def test_reading_any_text_gives_a_stored_value_or_a_refusal_and_is_stable(text: str) -> None:
    for property_ in ASSOCIATION.values():
        try:
            value = parse_text(property_, text)
        except InvalidValue:
            continue
        if value is not None:
            assert normalise(property_, value) == value


def test_every_private_property_of_an_actor_is_one_of_contacts_notes_or_consent() -> None:
    private = {p.name for k in KINDS.values() for p in k.properties if p.private}
    assert private == {"phone", "email", "notes", "consent_basis", "consent_date", "expires", "contacts"}


def test_every_wording_of_the_model_stands_in_both_languages() -> None:
    labels = [k.label for k in KINDS.values()] + [k.plural for k in KINDS.values()] + [t.label for t in TIES.values()]
    properties = [p for owner in (*KINDS.values(), *TIES.values()) for p in owner.properties]
    labels += [p.label for p in properties] + [c.label for p in properties for c in p.choices]
    labels += list(taxonomies.topics().labels.values())
    assert all(label.it and label.en for label in labels)


def test_the_topics_the_programme_works_on_are_there_with_synonyms() -> None:
    wanted = (
        "culture language women youth religion sport mutual_aid rights housing work health school_support mediation"
    )
    topics = taxonomies.topics()
    assert set(wanted.split()) <= set(topics.labels)
    assert all(len(topics.synonyms[t]) >= 4 for t in wanted.split())


def test_a_closed_list_finds_each_of_its_own_labels() -> None:
    for taxonomy in (taxonomies.topics(), taxonomies.countries(), taxonomies.languages()):
        found = {taxonomy.find(label.it) for label in taxonomy.labels.values()}
        assert len(found) > 0.98 * len(taxonomy.labels)


def test_a_value_is_searched_by_its_names_in_both_languages() -> None:
    words = taxonomies.search_words(ASSOCIATION["communities"], "MA")
    assert {"Marocco", "Morocco", "marocchini"} <= set(words)


def test_partial_dates_have_a_first_day() -> None:
    assert str(day("2021")) == "2021-01-01"
    assert str(day("2021-04")) == "2021-04-01"
    assert str(day("2021-04-05T10:00")) == "2021-04-05"
    assert day("mai") is None


def test_every_choice_property_has_choices_and_no_other_has() -> None:
    for owner in (*KINDS.values(), *TIES.values()):
        for property_ in owner.properties:
            assert isinstance(property_, Property)
            assert bool(property_.choices) == (property_.type is ValueType.CHOICE), (owner.name, property_.name)


@pytest.mark.parametrize("type_", [ValueType.INTEGER, ValueType.NUMBER, ValueType.LATITUDE])
def test_a_number_of_thousands_of_digits_is_refused_like_any_other_wrong_one(type_: ValueType) -> None:
    declared = Property("n", ASSOCIATION["name"].label, type_)
    for wrong in ("9" * 5_000, "1," + "0" * 5_000):
        with pytest.raises(InvalidValue):
            parse_text(declared, wrong)
    with pytest.raises(InvalidValue):
        normalise(declared, 10**5_000)


def test_a_fiscal_code_with_a_wrong_check_digit_is_not_said_to_lack_digits() -> None:
    with pytest.raises(InvalidValue) as refused:
        parse_text(ASSOCIATION["fiscal_code"], "95012345678")
    assert "la cifra di controllo non torna" in refused.value.italian()
    assert "Servono 11 cifre" not in refused.value.italian()


@pytest.mark.parametrize("time", ["ore 15", "h 15", "h15", "ore 15,00", "15:00", "alle ore 15.00"])
def test_a_time_is_read_as_people_write_it_after_a_date(time: str) -> None:
    assert parse_text(EVENT["start"], f"20/12/2026 {time}") == "2026-12-20T15:00"


def test_a_date_with_a_wrong_time_is_told_how_to_write_the_time() -> None:
    with pytest.raises(InvalidValue) as refused:
        parse_text(EVENT["start"], "20/12/2026 ore 25")
    assert "12/03/2026 15:30" in refused.value.italian()


def test_march_is_no_tuesday() -> None:
    assert parse_text(EVENT["start"], "marzo 2026") == "2026-03"
    assert parse_text(EVENT["start"], "mar 3/3/2026") == "2026-03-03"
