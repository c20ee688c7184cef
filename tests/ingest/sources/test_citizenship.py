"""Residents by citizenship, from a planner's list or as ISTAT publishes them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import taxonomies
from graph.store.records import Node
from graph.territory import citizens
from ingest.sources.citizenship import country_of
from tests.ingest.sources.register_load import Registers


def write(registers: Registers, *lines: str, name: str = "cittadinanze.csv") -> Path:
    path = registers.folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def of(registers: Registers, istat: str = "016024") -> dict[str, int]:
    return citizens.of(registers.node(f"municipality:{istat}"))


def year(registers: Registers) -> object:
    return registers.node("municipality:016024").properties.get("citizens_year")


def test_a_planners_list_in_italian_with_names_and_codes(registers: Registers) -> None:
    path = write(
        registers, "Comune;Cittadinanza;Residenti;Anno", "Bergamo;Marocco;1.520;2025", "016024;BO;980;2025",
        "Bergamo;Senegalese;430;2025", "Seriate;MAR;210;2025",
    )  # fmt: skip
    result = registers.load("citizenship", path)
    assert (result.read, result.updated, result.rejected) == (4, 4, 0)
    assert of(registers) == {"BO": 980, "MA": 1520, "SN": 430} and year(registers) == 2025
    assert of(registers, "016198") == {"MA": 210}


def test_headings_and_countries_in_english(registers: Registers) -> None:
    registers.load("citizenship", write(registers, "municipality,citizenship,residents,year", "Bergamo,Morocco,5,2024"))
    assert of(registers) == {"MA": 5} and year(registers) == 2024


def test_the_layout_that_istat_publishes_is_read_and_what_is_no_country_is_told(registers: Registers) -> None:
    path = write(
        registers,
        '"Stranieri residenti per cittadinanza al 31 dicembre 2024"',
        "Codice comune;Comune;Sesso;Cittadinanza;Totale",
        "016024;Bergamo;Totale;Mondo;19000",
        "016024;Bergamo;Totale;Europa;9000",
        "016024;Bergamo;Totale;Altri paesi europei;100",
        "016024;Bergamo;Totale;Italia;100000",
        "016024;Bergamo;Totale;Apolide;3",
        "016024;Bergamo;Totale;Cina, Repubblica Popolare;700",
        "016024;Bergamo;Maschi;Cina, Repubblica Popolare;300",
        "016024;Bergamo;Totale;Sri Lanka (ex Ceylon);210",
        "016024;Bergamo;Totale;Corea, Repubblica di (Corea del Sud);12",
        "ITC46;Bergamo;Totale;Romania;23000",
        "03;Lombardia;Totale;Romania;170000",
    )
    result = registers.load("citizenship", path)
    assert (result.updated, result.unchanged, result.rejected) == (3, 8, 0)
    assert of(registers) == {"CN": 700, "KR": 12, "LK": 210} and year(registers) == 2024
    said = " ".join(result.remarks)
    for words in ("4 righe totali, continenti", "1 righe per sesso", "2 righe di province", "1 righe di apolidi"):
        assert words in said


def test_the_same_list_again_makes_no_revision(registers: Registers) -> None:
    path = write(registers, "Comune,Cittadinanza,Residenti,Anno", "Bergamo,Marocco,5,2024", "Bergamo,Bolivia,4,2024")
    first, second = registers.load("citizenship", path), registers.load("citizenship", path)
    assert first.revision is not None
    assert (second.revision, second.unchanged) == (None, 2)


def test_a_corrected_reject_of_the_same_year_joins_what_is_there(registers: Registers) -> None:
    rejects = registers.folder / "scarti.csv"
    path = write(registers, "Comune,Cittadinanza,Residenti,Anno", "Bergamo,Marocco,5,2024", "Bergamo,Atlantide,4,2024")
    result = registers.load("citizenship", path, rejects=rejects)
    assert (result.updated, result.rejected) == (1, 1)
    assert result.rejects[0].problems[0].problem.it == "paese non riconosciuto"
    rejects.write_text(rejects.read_text(encoding="utf-8").replace("Atlantide", "Bolivia"), encoding="utf-8")
    assert registers.load("citizenship", rejects).updated == 1
    assert of(registers) == {"BO": 4, "MA": 5}


def test_a_newer_year_takes_the_place_of_an_older_one_and_never_the_reverse(registers: Registers) -> None:
    old = write(registers, "Comune,Cittadinanza,Residenti,Anno", "Bergamo,Marocco,5,2023", "Bergamo,Bolivia,4,2023")
    new = write(registers, "Comune,Cittadinanza,Residenti,Anno", "Bergamo,Marocco,6,2024", name="nuovo.csv")
    registers.load("citizenship", old)
    registers.load("citizenship", new)
    assert of(registers) == {"MA": 6} and year(registers) == 2024
    late = registers.load("citizenship", old)
    assert late.revision is None and any("più vecchio" in remark for remark in late.remarks)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Bergamo,Atlantide,4,2024", "paese non riconosciuto"),
        ("Bergamo,,4,2024", "cittadinanza mancante"),
        ("Bergamo,Marocco,pochi,2024", "non è un numero di persone"),
        ("Bergamo,Marocco,-4,2024", "non è un numero di persone"),
        ("Bergamo,Marocco,4,ieri", "non è un anno"),
        ("Nessunluogo,Marocco,4,2024", "comune non riconosciuto"),
        ("999999,Marocco,4,2024", "codice ISTAT sconosciuto"),
        ("Seriate,Bolivia,1,2024", "comune e paese già alla riga 2"),
    ],
)
def test_a_row_that_cannot_be_read_is_rejected_with_a_remedy_and_the_others_kept(
    registers: Registers, row: str, problem: str
) -> None:
    result = registers.load(
        "citizenship", write(registers, "Comune,Cittadinanza,Residenti,Anno", "Seriate,Bolivia,7,2024", row)
    )
    assert (result.updated, result.rejected) == (1, 1)
    told = result.rejects[0].problems[0]
    assert told.problem.it == problem and told.remedy.it and told.remedy.en
    assert of(registers, "016198") == {"BO": 7}


def test_towns_whose_names_look_like_codes_are_towns(italy: Registers) -> None:
    italy.load("citizenship", write(italy, "Comune,Cittadinanza,Residenti,Anno", "Itri,Marocco,5,2024"))
    assert citizens.of(italy.node("municipality:059010")) == {"MA": 5}


def test_countries_are_found_by_every_name_and_code_they_go_by() -> None:
    countries = taxonomies.countries().labels
    assert [code for code, label in countries.items() if {country_of(label.it), country_of(label.en)} != {code}] == []
    wanted = {"Federazione Russa": "RU", "Russia, Federazione": "RU", "Ceca, Repubblica": "CZ", "Viet Nam": "VN",
              "Congo, Repubblica democratica del (ex Zaire)": "CD", "ROU": "RO", "Olanda": "NL"}  # fmt: skip
    assert {text: country_of(text) for text in wanted} == wanted


COUNTRIES = sorted(taxonomies.countries().labels)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(COUNTRIES), st.integers(0, 10**8)))
def test_what_is_written_reads_back(persons: dict[str, int]) -> None:
    node = Node("municipality:016024", "municipality", {"citizens": citizens.written(persons)})
    assert citizens.of(node) == persons
