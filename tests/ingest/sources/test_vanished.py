"""A register loaded again says who is no longer in it, and claims nothing of what the file does not cover."""

from __future__ import annotations

from tests.ingest.sources.register_load import Registers
from tests.ingest.sources.test_five_per_mille import HEADINGS, row

MANY = ["80051890152", "97147110155", "00246270169", "80015010723"]


def _load(registers: Registers, *rows: dict[str, str]) -> tuple[str, ...]:
    registers.load("five-per-mille", registers.csv(HEADINGS, list(rows)))
    return registers.store.view("staff").loads()[0].vanished


def _rows(codes: list[str], year: str) -> list[dict[str, str]]:
    return [row(code, f"ENTE {code}", year=year) for code in codes]


def test_the_first_file_of_a_register_misses_nobody(registers: Registers) -> None:
    assert _load(registers, *_rows(MANY, "2020")) == ()


def test_a_later_file_without_a_body_says_so(registers: Registers) -> None:
    _load(registers, *_rows(MANY, "2020"))
    assert _load(registers, *_rows(MANY[:3], "2021")) == (f"body:{MANY[3]}",)
    assert _load(registers, *_rows(MANY, "2022")) == ()


def test_a_file_of_few_rows_claims_nothing_of_the_rest(registers: Registers) -> None:
    _load(registers, *_rows(MANY, "2020"))
    assert _load(registers, *_rows(MANY[:1], "2021")) == ()


def test_a_rejected_row_is_no_absence(registers: Registers) -> None:
    _load(registers, *_rows(MANY, "2020"))
    spoiled = row(MANY[3], "ENTE", town="NESSUN LUOGO", year="2021")
    assert _load(registers, *_rows(MANY[:3], "2021"), spoiled) == ()


def test_what_vanished_is_remembered_by_a_file_that_says_nothing_of_it(registers: Registers) -> None:
    _load(registers, *_rows(MANY, "2020"))
    _load(registers, *_rows(MANY[:3], "2021"))
    assert _load(registers, *_rows(MANY[:1], "2022")) == (f"body:{MANY[3]}",)
