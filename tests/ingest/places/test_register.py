"""Which street and number an address means, against an invented town; figures against a real one."""

from collections.abc import Iterator

import pytest

from bench import geocode
from ingest.places.address import read
from ingest.places.register import Found, Register
from ingest.places.register_file import Access, in_memory
from tests.ingest.places.streets import STREETS, TOWN, located, register


@pytest.fixture(scope="module")
def town() -> Iterator[Register]:
    with register() as known:
        yield known


def find(known: Register, typed: str) -> Found:
    return known.find(read(typed, ("BERGAMO", "BG")), TOWN)


def street_of(known: Register, typed: str) -> str | None:
    found = find(known, typed).street
    return found.text if found else None


@pytest.mark.parametrize(
    ("typed", "street"),
    [
        ("VIA SAN MAGNO 3", "VIA SAN MAGNO"),
        ("via s.magno, 3", "VIA SAN MAGNO"),
        ("STR. VIC. S. MAGNO 3", "STRADA VICINALE SAN MAGNO"),
        ("VIA GARIBALDI 4", "VIA GIUSEPPE GARIBALDI"),
        ("VIA G. GARIBALDI 4", "VIA GIUSEPPE GARIBALDI"),
        ("VIA G.GARIBALDI", "VIA GIUSEPPE GARIBALDI"),
        ("VIA GARIBALDI GIUSEPPE", "VIA GIUSEPPE GARIBALDI"),
        ("V. GARIBALDDI 4", "VIA GIUSEPPE GARIBALDI"),
        ("VIA 20 SETTEMBRE", "VIA XX SETTEMBRE"),
        ("VIA VENTI SETTEMBRE 3", "VIA XX SETTEMBRE"),
        ("P.ZZA LEONE 13 n. 4", "PIAZZA LEONE XIII"),
        ("VIA RISERVA II 8", "VIA DELLA RISERVA SECONDA"),
        ("VIA DELLA RISERVA 2 8", "VIA DELLA RISERVA SECONDA"),
        ("VIA DELLA RISERVA 2° 8", "VIA DELLA RISERVA SECONDA"),
        ("VIA DELLA 1A RISERVA", "VIA DELLA RISERVA PRIMA"),
        ("VIA DALLA CHIESA 3", "VIA GENERALE CARLO ALBERTO DALLA CHIESA"),
        ("VIA GEN. C.A. DALLA CHIESA 3", "VIA GENERALE CARLO ALBERTO DALLA CHIESA"),
        ("PIAZZA CAVOUR", "PIAZZA CAMILLO BENSO DI CAVOUR"),
        ("VIA COLLEFIORITO 3", "VIA COLLE FIORITO"),
        ("VIA COLLE MOSÈ 3", "VIA COLLE MOSE'"),
        ("SP 118 KM 3", "STRADA PROVINCIALE 118 ALBANO ZANICA"),
        ("S.P. 118 Albano-Zanica 3", "STRADA PROVINCIALE 118 ALBANO ZANICA"),
        ("1A TRAVERSA VIA VIGNALTA 3", "TRAVERSA PRIMA DI VIA VIGNALTA"),
        ("VIA VIGNALTA 3", "VIA VIGNALTA"),
        ("VIA DANTE 3", "VIA DANTE ALIGHIERI"),
        ("VIA STAZIONE ALBANO", "VIA STAZIONE DI ALBANO"),
        ("VIA RAGAZZI DEL '99 3", "VIA RAGAZZI DEL 99"),
        ("VIA VERDI - LOC. COLLI 3", None),
        ("VIA SAN MAGNO - LOC. COLLI 3", "VIA SAN MAGNO"),
        ("VIA SAN MAGNO 3 / VIA VERDI 8", "VIA SAN MAGNO"),
        ("VIA SAN MAGNO ANG. VIA GARIBALDI", "VIA SAN MAGNO"),
        ("VIA SAN MAGNO E VIA GARIBALDI", "VIA SAN MAGNO"),
        ("VIA S.TO MAGNO 3", "VIA SAN MAGNO"),
        ("VIALE ROMA NORD 3", "VIALE ROMA"),
    ],
)
def test_a_street_is_found_as_people_write_it(town: Register, typed: str, street: str | None) -> None:
    assert street_of(town, typed) == street


@pytest.mark.parametrize(
    "typed",
    [
        "VIA SAN MARCO 3",
        "VIA SAN MARINO 3",
        "VIA MONTE MARIO 3",
        "VIA MONTE ROSA 3",
        "VIA COLLE VERDE 3",
        "VIA COLLE 3",
        "VIA GIUSEPPE VERDI 3",
        "VIA ANITA GARIBALDI 3",
        "PIAZZA LEONE X",
        "VIA ALDO MORO 3",
        "VIA DELLA CHIESA 3",
        "VIA CHIESA 3",
        "VIA XXV SETTEMBRE",
        "VIA XX OTTOBRE",
        "S.P. 119",
        "S.P. 118 ALBANO ZANICA GORLE",
        "VIA FORNACE VALTESSA MONTEROSSO SUPERIORE VALVERDE",
        "VIA DEL CONTE",
    ],
)
def test_a_street_that_does_not_exist_is_not_forced_on_one_that_does(town: Register, typed: str) -> None:
    assert street_of(town, typed) is None


def test_the_generic_word_decides_between_equal_names_and_never_filters(town: Register) -> None:
    assert street_of(town, "VICOLO SANT'ANGELO 3") == "VICOLO SANT'ANGELO"
    assert street_of(town, "PIAZZA S. ANGELO 3") == "PIAZZA SANT'ANGELO"
    assert street_of(town, "CORSO ROMA 3") == "VIALE ROMA"


def test_equal_streets_are_left_to_a_person_with_the_choice(town: Register) -> None:
    found = find(town, "SANT'ANGELO 3")
    assert found.street is None
    assert {s.text for s in found.candidates} == {"PIAZZA SANT'ANGELO", "VICOLO SANT'ANGELO"}


def test_that_the_number_exists_breaks_a_tie_but_beats_no_typed_generic(town: Register) -> None:
    assert street_of(town, "VIA TRASERI 30") == "VIA VINCENZO TRASERI"
    assert street_of(town, "VIA TRASERI 5") == "VIA GIOVANNI TRASERI"
    assert street_of(town, "VIA TRASERI") is None
    with Register(
        in_memory([Access(TOWN, 1, ("VIA ALFA",), number=1), Access(TOWN, 2, ("PIAZZA ALFA",), number=9)])
    ) as t:
        assert street_of(t, "VIA ALFA 9") == "VIA ALFA"
        assert street_of(t, "ALFA 9") == "PIAZZA ALFA"


def test_a_tie_goes_to_the_very_number_with_its_exponent() -> None:
    with Register(
        in_memory([Access(TOWN, 1, ("VIA ALFA",), number=9), Access(TOWN, 2, ("PIAZZA ALFA",), "", 9, "A")])
    ) as known:
        assert street_of(known, "ALFA 9/A") == "PIAZZA ALFA"
        assert street_of(known, "ALFA 9") == "VIA ALFA"
        assert street_of(known, "ALFA 9/B") is None


def test_a_hamlet_tells_streets_of_one_name_apart() -> None:
    lines = [
        Access(TOWN, 1, ("VIA ROMA",), "COLOGNOLA", 3, "", 45.1, 9.1),
        Access(TOWN, 2, ("VIA ROMA",), "GRUMELLO", 3, "", 45.2, 9.2),
    ]
    with Register(in_memory(lines)) as known:
        assert find(known, "VIA ROMA 3").street is None
        found = find(known, "VIA ROMA 3 - FRAZ. GRUMELLO")
        assert found.street is not None
        assert found.street.key == 2


def test_precision_is_that_of_what_is_known(town: Register) -> None:
    key = STREETS.index("VIA SAN MAGNO")
    house = town.place("VIA SAN MAGNO 12/A", TOWN)
    assert house is not None
    assert (house.precision, house.number, house.matched) == ("rooftop", "12/A", "VIA SAN MAGNO")
    assert (house.lat, house.lon) == located(key, 12.5)
    for typed in ("VIA SAN MAGNO", "VIA SAN MAGNO SNC", "VIA SAN MAGNO 99", "VIA SAN MAGNO 17"):
        street = town.place(typed, TOWN)
        assert street is not None
        assert (street.precision, street.number) == ("street", ""), typed
        assert street.lat == located(key, 1)[0]


def test_an_unknown_exponent_gets_the_point_of_its_number_and_says_so(town: Register) -> None:
    found = town.place("VIA SAN MAGNO 12/Z", TOWN)
    assert found is not None
    assert (found.precision, found.number) == ("street", "")
    assert (found.lat, found.lon) == located(STREETS.index("VIA SAN MAGNO"), 12)


def test_a_range_is_its_first_number(town: Register) -> None:
    found = town.place("VIA SAN MAGNO 8/10", TOWN)
    assert found is not None
    assert (found.precision, found.number) == ("rooftop", "8")


def test_a_street_without_any_point_is_matched_but_not_located(town: Register) -> None:
    found = town.place("VIA STAZIONE DI ALBANO 5", TOWN)
    assert found is not None
    assert (found.precision, found.lat, found.lon, found.matched) == ("street", None, None, "VIA STAZIONE DI ALBANO")


def test_nothing_is_said_of_a_municipality_that_the_register_has_not(town: Register) -> None:
    assert town.place("VIA SAN MAGNO 3", "015146") is None


def test_a_name_in_a_second_language_names_the_street_too() -> None:
    with Register(in_memory([Access(TOWN, 1, ("VIA DEI PORTICI", "LAUBENGASSE"), "", 3, "", 46.5, 11.3)])) as known:
        found = known.place("Laubengasse 3", TOWN)
        assert found is not None
        assert (found.matched, found.precision) == ("VIA DEI PORTICI", "rooftop")


@pytest.mark.skipif(not geocode.REGISTER.exists(), reason="real open data not at hand: anncsu")
@pytest.mark.parametrize(("writers", "seed"), [(geocode.WRITERS, 101), (geocode.HELD_OUT, 202)])
def test_typed_addresses_of_a_real_town_are_found_and_invented_ones_are_not(
    writers: dict[str, geocode.Writer], seed: int
) -> None:
    """The figures asked for, on a part of the benchmark's kind with seeds of its own."""
    accesses, names = geocode.register(seed)
    typed = geocode.typed_addresses(accesses, writers, 1_000, seed)
    with Register(in_memory(accesses)) as known:
        score = geocode.measure(known, typed, geocode.invented(names.values(), 200, seed), names)
    assert score.right >= 0.97
    assert score.wrong <= 0.015
    assert score.within_50_m >= 0.97
    assert score.false_match <= 0.01
    assert score.per_second >= 100
