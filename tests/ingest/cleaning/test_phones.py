"""A telephone number comes out of a cell digit for digit, or the cell says that it cannot be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning.phones import phones


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("02-87384218", ["02-87384218"]),
        ("02 6691995 | 02 67386591", ["02 6691995", "02 67386591"]),
        ("02 89408373\n02 8356806", ["02 89408373", "02 8356806"]),
        ("02 45489290 02 45489791", ["02 45489290", "02 45489791"]),
        ("0883-332456 / 0883-332522", ["0883-332456", "0883-332522"]),
        ("035/123456 - 347/1234567", ["035/123456", "347/1234567"]),
        ("06-68353113 / 3127", ["06-68353113 / 3127"]),
        ("06-68353276 / 3260 / 3271", ["06-68353276 / 3260 / 3271"]),
        ("080/5412420", ["080/5412420"]),
        ("+39 0832 246517", ["+39 0832 246517"]),
        ("0039 035 123456", ["0039 035 123456"]),
        ("(035) 123456", ["(035) 123456"]),
        ("tel. 035 123456", ["035 123456"]),
        ("Tel/fax 035 123456", ["035 123456"]),
        ("035123456 int. 12", ["035123456 int. 12"]),
        ("1522", ["1522"]),
        ("035123456.0", ["035123456"]),
        ("3.471234567E9", ["3471234567"]),
        ("3,471234567E+09", ["3471234567"]),
    ],
)
def test_numbers_are_read_as_people_and_spreadsheets_write_them(cell: str, numbers: list[str]) -> None:
    found = phones(cell)
    assert (found.numbers, found.bad) == (numbers, [])


@pytest.mark.parametrize("cell", ["02", "3.47E+09", "non so", "x"])
def test_what_is_no_number_or_has_lost_digits_is_said_so(cell: str) -> None:
    found = phones(cell)
    assert (found.numbers, found.bad) == ([], [cell])


@pytest.mark.parametrize(
    ("cell", "number", "kept"),
    [
        ("Pediatria: 06-68356263", "06-68356263", "Pediatria: 06-68356263"),
        ("347 1234567 (ore serali)", "347 1234567", "347 1234567 (ore serali)"),
        ("02 313844\nfax.\n02 313899", "02 313844", "fax 02 313899"),
    ],
)
def test_words_beside_a_number_are_kept_and_a_fax_is_no_telephone(cell: str, number: str, kept: str) -> None:
    found = phones(cell)
    assert (found.numbers, found.kept) == ([number], [kept])


_PREFIXES = st.sampled_from(["02", "06", "035", "0832", "347", "320"])
_REST = st.integers(1_000_000, 9_999_999).map(str)


@given(st.lists(st.tuples(_PREFIXES, st.sampled_from([" ", "-", "/", ""]), _REST), min_size=1, max_size=4, unique=True))
def test_several_numbers_apart_come_out_with_their_digits_in_order(parts: list[tuple[str, str, str]]) -> None:
    written = ["".join(part) for part in parts]
    found = phones("; ".join(written))
    assert found.numbers == written


@given(st.text(alphabet="0123456789 /-+.()abcE;\n|,", max_size=60))
def test_no_digit_is_ever_made_up(cell: str) -> None:
    scientific = re.search(r"\d[.,]?\d*[eE]\+?\d", cell)
    found = phones(cell)
    assert scientific or all(n in cell or n in cell.replace("(", "").replace(")", "") for n in found.numbers)
