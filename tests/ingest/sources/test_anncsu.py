"""What a row of the register of street numbers says, in the ways publishers write it."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.places.register_file import Access
from ingest.sources.anncsu import COLUMNS, SOURCE, access, read_file
from ingest.sources.registry import source
from ingest.sources.source import KeptBeside, Problem

REAL = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "anncsu" / "INDIR_A269_ANAGNI.csv"
ROW = {"istat": "016024", "street": "1153854", "name": "VIA ROMA", "number": "4"}


def said(**more: str) -> Access:
    found = access({**ROW, **more})
    assert isinstance(found, Access), found
    return found


def test_a_row_is_a_number_of_a_street() -> None:
    assert said(exponent="A", x="9,6695", y="45,6957", locality="COLLI") == Access(
        "016024", 1153854, ("VIA ROMA",), "COLLI", 4, "A", 45.6957, 9.6695
    )


@pytest.mark.parametrize(
    ("x", "y"), [("9,6695", "45,6957"), ("9.6695", "45.6957"), ("45,6957", "9,6695"), ("9,66950000", "45,69570000")]
)
def test_a_point_in_degrees_is_read_with_comma_or_point_and_exchanged(x: str, y: str) -> None:
    assert (said(x=x, y=y).lat, said(x=x, y=y).lon) == (45.6957, 9.6695)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("", ""),
        ("9,6", ""),
        ("0", "0"),
        ("0,0", "0,0"),
        ("1551234,12", "5059876,55"),
        ("551234", "5059876"),
        ("nan", "nan"),
        ("9,6695", "95,6957"),
        ("9,6,695", "45,6"),
        ("-9,66", "45,69"),
        ("1e1", "4e1"),
    ],
)
def test_what_is_not_in_degrees_within_italy_is_no_point(x: str, y: str) -> None:
    assert (said(x=x, y=y).lat, said(x=x, y=y).lon) == (None, None)


def test_codes_that_a_spreadsheet_cut_are_mended() -> None:
    assert said(istat="1001").municipality == "001001"


@pytest.mark.parametrize(
    ("more", "number", "exponent"),
    [
        ({"number": "004"}, 4, ""),
        ({"number": "SNC"}, None, ""),
        ({"number": ""}, None, ""),
        ({"number": "0"}, None, ""),
        ({"number": "", "metric": "1250"}, 1250, ""),
        ({"exponent": "/a"}, 4, "A"),
        ({"exponent": "bis 1"}, 4, "BIS1"),
        ({"colour": "R"}, 4, "R"),
        ({"exponent": "A", "colour": "ROSSO"}, 4, "AR"),
    ],
)
def test_numbers_and_exponents_have_one_form(more: Mapping[str, str], number: int | None, exponent: str) -> None:
    assert (said(**more).number, said(**more).exponent) == (number, exponent)


def test_other_languages_are_names_of_the_same_street() -> None:
    assert said(second_language="ROMSTRASSE", third_language="").names == ("VIA ROMA", "ROMSTRASSE")


@pytest.mark.parametrize(
    ("column", "value"), [("istat", ""), ("istat", "BERGAMO"), ("street", "12,5"), ("street", ""), ("name", "")]
)
def test_a_row_without_town_street_or_name_is_refused_with_a_remedy(column: str, value: str) -> None:
    found = access({**ROW, column: value})
    assert isinstance(found, Problem)
    assert (found.column, found.value) == (column, value)
    assert found.remedy.it
    assert found.remedy.en


@given(st.fixed_dictionaries({c.name: st.text(max_size=12) for c in COLUMNS}))
def test_no_row_whatever_breaks_the_reading(values: dict[str, str]) -> None:
    found = access(values)
    assert isinstance(found, Access | Problem)
    if isinstance(found, Access) and found.lat is not None and found.lon is not None:
        assert 35 <= found.lat <= 48
        assert 6 <= found.lon <= 19


def test_it_is_a_source_that_is_kept_beside_the_store() -> None:
    assert source("anncsu") is SOURCE
    assert isinstance(SOURCE, KeptBeside)
    assert (SOURCE.licence, SOURCE.stable) == ("CC BY 4.0", True)
    assert SOURCE.address.startswith("https://anncsu.open.agenziaentrate.gov.it/")


@pytest.mark.skipif(not REAL.exists(), reason="real open data not at hand: anncsu")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_whole_towns_official_file_is_read_to_the_last_row(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "INDIR.csv"
    file.write_text(REAL.read_text(encoding="utf-8"), encoding=encoding)
    rows = list(read_file(file))
    lines = [row for row in rows if isinstance(row, Access)]
    assert len(lines) == len(rows) == 10_814
    assert {line.municipality for line in lines} == {"060006"}
    assert len({line.street for line in lines}) == 365
    assert sum(line.number is None for line in lines) <= 1
    assert {line.exponent for line in lines if line.exponent.startswith("BIS")} >= {"BIS", "BIS1", "BIS10"}
