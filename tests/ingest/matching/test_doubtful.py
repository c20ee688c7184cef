"""A list loaded after a register meets its bodies: doubtful ones wait for a person, none is merged."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ingest.sources.register_load import Registers

REGISTER = ["anno", "codice_fiscale", "denominazione", "provincia", "comune"]
SHEET = ["nome", "comune", "codice fiscale"]
CODE, OTHER = "80051890152", "97147110155"


@pytest.fixture
def registers(tmp_path: Path) -> Iterator[Registers]:
    made = Registers(tmp_path)
    yield made
    made.store.close()


def registered(registers: Registers, *names: str) -> None:
    codes = (CODE, OTHER)
    rows = [
        dict(zip(REGISTER, ["2020", c, n, "BG", "BERGAMO"], strict=True)) for c, n in zip(codes, names, strict=False)
    ]
    registers.load("five-per-mille", registers.csv(REGISTER, rows, "register.csv"))


def listed(registers: Registers, name: str, code: str = "", town: str = "Bergamo") -> str:
    """Load a sheet of one association; return the key of the new node, empty if there is none."""
    before = {n.key for n in registers.store.view("staff").nodes()}
    row = dict(zip(SHEET, [name, town, code], strict=True))
    registers.load("associations", registers.csv(SHEET, [row], "sheet.csv"))
    new = {n.key for n in registers.store.view("staff").nodes()} - before
    return new.pop() if new else ""


def reviews(registers: Registers) -> set[tuple[str, str]]:
    return {(r.left, r.right) for r in registers.store.reviews()}  # type: ignore[attr-defined]


def test_a_list_that_names_a_registered_body_otherwise_is_kept_apart_and_queued(registers: Registers) -> None:
    registered(registers, "ASSOCIAZIONE SENEGALESI DELLA VAL BREMBANA O.N.L.U S.")
    new = listed(registers, "Ass. senegalesi Val Brembana")
    assert new, "never merged without certainty"
    assert reviews(registers) == {(new, f"body:{CODE}")}


def test_a_list_with_the_fiscal_code_meets_its_body_and_nothing_is_queued(registers: Registers) -> None:
    registered(registers, "ASSOCIAZIONE SENEGALESI DELLA VAL BREMBANA O.N.L.U S.")
    assert listed(registers, "Ass. senegalesi Val Brembana", CODE) == ""
    assert reviews(registers) == set()


def test_a_register_loaded_after_the_list_queues_the_pair_too(registers: Registers) -> None:
    new = listed(registers, "Ass. senegalesi Val Brembana")
    registered(registers, "ASSOCIAZIONE SENEGALESI DELLA VAL BREMBANA O.N.L.U S.")
    assert reviews(registers) == {(f"body:{CODE}", new)}


def test_the_municipality_itself_and_its_school_are_no_doubtful_match(registers: Registers) -> None:
    registered(registers, "BERGAMO", "SCUOLA DELL'INFANZIA BERGAMO")
    assert listed(registers, "Associazione Bergamo")
    assert reviews(registers) == set()


def test_a_body_far_away_is_no_doubtful_match(registers: Registers) -> None:
    registered(registers, "ASSOCIAZIONE SENEGALESI UNITI")
    assert listed(registers, "Associazione senegalesi uniti", town="Milano")
    assert reviews(registers) == set()


def test_what_a_person_decided_is_not_asked_again(registers: Registers) -> None:
    registered(registers, "ASSOCIAZIONE SENEGALESI DELLA VAL BREMBANA O.N.L.U S.")
    new = listed(registers, "Ass. senegalesi Val Brembana")
    registers.store.decide(new, f"body:{CODE}", False, "Ada")
    assert listed(registers, "Ass. senegalesi Val Brembana") == ""
    assert reviews(registers) == set()
