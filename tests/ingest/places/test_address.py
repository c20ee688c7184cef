"""What a typed address says: street, number, and what is neither. Examples in the ways people really write."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.places.address import Address, Reading, read

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"


def likeliest(text: str, *towns: str) -> Reading:
    found = read(text, towns).likeliest
    assert found is not None, text
    return found


def said(text: str, *towns: str) -> tuple[str, str, str]:
    """Return generic, name and number of the likeliest reading."""
    found = likeliest(text, *towns)
    return (found.generics[:1] or ("",))[0], " ".join(w.text for w in found.words), str(found.number or "")


@pytest.mark.parametrize(
    ("typed", "generic", "name", "number"),
    [
        ("VIA OZANAM27", "VIA", "OZANAM", "27"),
        ("Via Ozanam, 27", "VIA", "OZANAM", "27"),
        ("VIA OZANAM N.27", "VIA", "OZANAM", "27"),
        ("VIA OZANAM N° 27", "VIA", "OZANAM", "27"),
        ("VIA OZANAM N? 27", "VIA", "OZANAM", "27"),
        ("via ozanam nr. 27", "VIA", "OZANAM", "27"),
        ("Via Ozanam N.ro 27", "VIA", "OZANAM", "27"),
        ("via Ozanam civico 27", "VIA", "OZANAM", "27"),
        ("VIA OZANAM 27/A", "VIA", "OZANAM", "27/A"),
        ("VIA OZANAM 27A", "VIA", "OZANAM", "27/A"),
        ("VIA OZANAM 27 A", "VIA", "OZANAM", "27/A"),
        ("VIA OZANAM 27-a", "VIA", "OZANAM", "27/A"),
        ("VIA OZANAM 27 /A", "VIA", "OZANAM", "27/A"),
        ("VIA OZANAM 27 BIS", "VIA", "OZANAM", "27/BIS"),
        ("VIA OZANAM 27/BIS", "VIA", "OZANAM", "27/BIS"),
        ("VIA OZANAM 49A/B", "VIA", "OZANAM", "49/A"),
        ("VIA OZANAM 30/32", "VIA", "OZANAM", "30/32"),
        ("VIA OZANAM 30- 32", "VIA", "OZANAM", "30/32"),
        ("VIA CARROCCIO 51 53", "VIA", "CARROCCIO", "51/53"),
        ("VIA BIZET 3 E 3B", "VIA", "BIZET", "3"),
        ("27, VIA OZANAM", "VIA", "OZANAM", "27"),
        ("27/A Via Ozanam", "VIA", "OZANAM", "27/A"),
        ("VIA OZANAM 27(ORD)-VIA PAPA GREGORIO XIV1(SUCC)", "VIA", "OZANAM", "27"),
        ("VIA OZANAM 22 C/O PALAZZO DEL MORO", "VIA", "OZANAM", "22"),
        ("VIA OZANAM 9 FR. GIOVENZANO", "VIA", "OZANAM", "9"),
        ("VIA OZANAM 27 INT. 4", "VIA", "OZANAM", "27"),
        ("VIA BERNOCCHI6-VIA B. MELZI-VIA CUTTICA", "VIA", "BERNOCCHI", "6"),
        ("VIA RAGAZZI DEL 99 3", "VIA", "RAGAZZI DEL 99", "3"),
        ("VIA 2 GIUGNO 19", "VIA", "2 GIUGNO", "19"),
        ("P.ZZA TRATTATI DI ROMA 1957 N. 5", "PIAZZA", "TRATTATI DI ROMA 1957", "5"),
        ("VIA GIUSTI 17/N 03012 ANAGNI", "VIA", "GIUSTI", "17/N"),
    ],
)
def test_the_number_is_found_however_it_is_written(typed: str, generic: str, name: str, number: str) -> None:
    assert said(typed) == (generic, name, number)


@pytest.mark.parametrize(
    ("typed", "generic"),
    [
        ("V. VERDI", "VIA"),
        ("V.LE VERDI", "VIALE"),
        ("V. LE VERDI", "VIALE"),
        ("P.ZZA VERDI", "PIAZZA"),
        ("P.za Verdi", "PIAZZA"),
        ("P.LE VERDI", "PIAZZALE"),
        ("PIAZ.LE VERDI", "PIAZZALE"),
        ("C.SO VERDI", "CORSO"),
        ("L.GO VERDI", "LARGO"),
        ("LG. VERDI", "LARGO"),
        ("VIC. VERDI", "VICOLO"),
        ("V.LO VERDI", "VICOLO"),
        ("STR. VERDI", "STRADA"),
        ("C.DA VERDI", "CONTRADA"),
        ("S.P. 118 VERDI", "STRADA PROVINCIALE"),
        ("SP VERDI", "STRADA PROVINCIALE"),
        ("ST.PR.26", "STRADA PROVINCIALE"),
        ("STR. PROV.LE VERDI", "STRADA PROVINCIALE"),
        ("SS 11 VERDI", "STRADA STATALE"),
        ("TRAV. VERDI", "TRAVERSA"),
        ("CIRC.NE VERDI", "CIRCONVALLAZIONE"),
    ],
)
def test_generic_words_are_known_in_their_short_forms(typed: str, generic: str) -> None:
    assert likeliest(typed).generics[0] == generic


@pytest.mark.parametrize("typed", ["VIA S. ANDREA 205", "VIA S.ANDREA 205", "VIA SANT'ANDREA 205"])
def test_an_initial_is_not_taken_for_the_end_of_anything(typed: str) -> None:
    assert said(typed)[2] == "205"
    assert likeliest(typed).words[-1].text == "ANDREA"


def test_accents_and_apostrophes_are_one_sign() -> None:
    wordings = ("VIA UNITA' D'ITALIA", "via Unità d’Italia", "VIA UNITA` D`ITALIA", "VIA UNITÀ D'ITALIA")
    assert {said(w)[1] for w in wordings} == {"UNITA D ITALIA"}


@pytest.mark.parametrize("typed", ["VIA VERDI SNC", "VIA VERDI S.N.C.", "VIA VERDI S/N", "VIA VERDI, senza numero"])
def test_saying_that_there_is_no_number_is_understood(typed: str) -> None:
    address = read(typed)
    assert address.without_number
    assert said(typed) == ("VIA", "VERDI", "")


@pytest.mark.parametrize(
    ("typed", "kilometre"),
    [("VIA CASILINA KM 58+300", "58+300"), ("S.S. 11 Km. 12,5 SNC", "12,5"), ("VIA CASILINA 58+300", "58+300")],
)
def test_a_kilometre_is_no_house_number(typed: str, kilometre: str) -> None:
    assert read(typed).kilometre == kilometre
    assert said(typed)[2] == ""


@pytest.mark.parametrize(
    "typed",
    [
        "VIA VERDI 5 03012 ANAGNI (FR)",
        "VIA VERDI 5, 03012 Anagni FR",
        "VIA VERDI 5 - 03012 - ANAGNI FR",
        "Via Verdi 5 Anagni",
        "VIA VERDI 5 03012",
    ],
)
def test_postcode_and_town_at_the_end_are_set_aside(typed: str) -> None:
    assert said(typed, "ANAGNI", "FR") == ("VIA", "VERDI", "5")


def test_a_town_is_cut_only_if_a_street_is_left() -> None:
    assert said("VIA ANAGNI 5", "ANAGNI")[1] == "ANAGNI"
    both = {" ".join(w.text for w in r.words) for r in read("VIA STAZIONE ANAGNI 5", ("ANAGNI",)).readings if r.number}
    assert {"STAZIONE ANAGNI", "STAZIONE"} <= both
    assert said("VIA STAZIONE ANAGNI 5", "ANAGNI")[1] == "STAZIONE ANAGNI"


@pytest.mark.parametrize(
    ("typed", "name", "hamlet"),
    [
        ("FRAZ. TRESENDA VIA VALGELLA N.75", "VALGELLA", "FRAZ TRESENDA"),
        ("MONTEROTONDO - VIALE CADORNA N. 46", "CADORNA", "MONTEROTONDO"),
        ("BRESCIA VIA A. DEL VERROCCHIO 328", "A DEL VERROCCHIO", "BRESCIA"),
        ("VIA VINCENZO BELLINI- FRAZ. MASANO", "VINCENZO BELLINI", "FRAZ MASANO"),
        ("VIA PIAVE 12 FRAZ.QUINTO STAMPI", "PIAVE", "FRAZ QUINTO STAMPI"),
        ("VIA PROVINCIALE (LOC. OSSUCCIO)", "PROVINCIALE", "LOC. OSSUCCIO"),
    ],
)
def test_a_hamlet_before_or_after_is_context(typed: str, name: str, hamlet: str) -> None:
    assert said(typed)[1] == name
    assert hamlet in read(typed).localities


def test_a_hamlet_alone_is_the_street() -> None:
    assert said("FRAZIONE FOSSARMATO 1") == ("FRAZIONE", "FOSSARMATO", "1")


def test_a_road_keeps_its_own_number() -> None:
    assert said("S.P. 118 ANAGNI-PALIANO 25") == ("STRADA PROVINCIALE", "118 ANAGNI PALIANO", "25")
    assert said("STR. PROV.LE N. 26 KM 0150") == ("STRADA PROVINCIALE", "26", "")


def test_ordinal_and_number_are_both_kept_as_readings() -> None:
    readings = {(" ".join(w.text for w in r.words), str(r.number or "")) for r in read("VIA RISERVA 2 8").readings}
    assert {("RISERVA 2", "8"), ("RISERVA", "2/8"), ("RISERVA 2 8", "")} <= readings


@pytest.mark.parametrize("typed", ["", "  ", "-", "12", "SNC", "(...)", "N. 5", "''", "\x00"])
def test_what_names_no_street_has_nothing_to_look_up(typed: str) -> None:
    likely = read(typed).likeliest
    assert likely is None or all(w.text.isdigit() or len(w.text) == 1 for w in likely.words)


@given(st.text(max_size=80))
def test_no_text_whatever_breaks_the_reading(text: str) -> None:
    address = read(text, ("Bergamo", "BG"))
    assert isinstance(address, Address)
    assert len(address.readings) <= 16
    assert all(0 <= r.cost < 1 for r in address.readings)


STREET = st.sampled_from(["VIA", "VIALE", "P.ZZA", "Largo", "v.le"])
NAME = st.sampled_from(["GARIBALDI", "San Rocco", "G. VERDI", "DELL'ACQUA", "XX SETTEMBRE", "E. De Amicis"])
MARK = st.sampled_from([" ", ", ", " N. ", " n°", ""])
TAIL = st.sampled_from(["", " 24121 BERGAMO", " - LOC. COLLI", " (SEDE)", " INT. 3", ", 24121 Bergamo (BG)"])


@given(STREET, NAME, MARK, st.integers(1, 999), st.sampled_from(["", "/A", "B", "/BIS"]), TAIL)
def test_any_usual_writing_gives_back_its_number(
    generic: str, name: str, mark: str, number: int, exponent: str, tail: str
) -> None:
    found = likeliest(f"{generic} {name}{mark}{number}{exponent}{tail}", "BERGAMO", "BG").number
    assert found is not None
    assert (found.number, found.exponent) == (number, exponent.strip("/"))


@pytest.mark.skipif(not (SHARED / "schools").exists(), reason="real open data not at hand: schools")
def test_of_the_schools_addresses_every_number_is_found() -> None:
    """6,437 addresses as the schools typed them; the few left have digits that are no house number."""
    file = SHARED / "schools" / "SCUANAGRAFESTAT20252620250901_lombardia.csv"
    with file.open(encoding="utf-8", newline="") as rows:
        typed = [
            (row["INDIRIZZOSCUOLA"], row["DESCRIZIONECOMUNE"])
            for row in csv.DictReader(rows)
            if row["INDIRIZZOSCUOLA"] != "Non Disponibile"
        ]
    assert len(typed) == 6437
    read_ = [(text, read(text, (town,))) for text, town in typed]
    assert all(address.likeliest for _, address in read_)
    without = {text for text, a in read_ if a.likeliest and a.likeliest.number is None and re.search(r"\d", text)}
    dates_and_roads = re.compile(
        r".*\b(APRILE|MAGGIO|MARZO|NOVEMBRE|GIORNATE|STRADA|1850|S\.P\.|ST\.PR\.|STR\. PROV).*"
    )
    assert len(without) <= 15
    assert [text for text in without if not dates_and_roads.match(text)] == ["VIA BRACCHI SNC N. 38"]
    assert sum(a.without_number for _, a in read_) >= 57


@pytest.mark.skipif(not (SHARED / "addresses").exists(), reason="real open data not at hand: addresses")
def test_numbers_given_apart_are_found_again_when_joined() -> None:
    with (SHARED / "addresses" / "schools_with_points.csv").open(encoding="utf-8", newline="") as rows:
        given_ = [row for row in csv.DictReader(rows) if re.match(r"\d+", row["CIVICO_SEDE"])]
    found = [
        likeliest(f"{row['INDIRIZZO_SEDE']} {row['CIVICO_SEDE']}", row["COMUNE_SEDE"]).number
        for row in given_
        if row["INDIRIZZO_SEDE"]
    ]
    wanted = [int(re.match(r"\d+", r["CIVICO_SEDE"]).group()) for r in given_ if r["INDIRIZZO_SEDE"]]  # type: ignore[union-attr]
    right = sum(f is not None and f.number == w for f, w in zip(found, wanted, strict=True))
    assert right / len(wanted) >= 0.99
