import csv
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.mapping import Columns
from ingest.sources.runts import SOURCE, section_form
from tests.ingest.sources.register_load import Registers

HEADINGS = (
    "Codice fiscale",
    "Repertorio",
    "Denominazione",
    "Sezione",
    "Cognome e nome legale rappresentante",
    "Rete",
    "Comune Sede legale",
    "Provincia Sede legale",
    "5x1000",
    "Data Iscrizione",
)
AIRC, OTHER = "80051890152", "97147110155"
PERSON = "ZAMPOGNARI ERMENEGILDA"


def row(code: str = AIRC, name: str = "PROVA APS", number: str = "12345", **cells: str) -> dict[str, str]:
    values = [
        code,
        number,
        name,
        "ASSOCIAZIONI DI PROMOZIONE SOCIALE",
        PERSON,
        "No",
        "MILANO",
        "MI",
        "Si",
        "07/11/2022",
    ]
    return {**dict(zip(HEADINGS, values, strict=True)), **cells}


def test_a_body_enters_with_its_register_number_and_its_form_by_section(registers: Registers) -> None:
    assert registers.load("runts", registers.csv(HEADINGS, [row()])).created == 1
    body = registers.node(f"body:{AIRC}")
    assert (body.text("runts"), body.text("form"), body.text("fiscal_code")) == ("12345", "aps", AIRC)
    assert body.properties["candidate"] is True


def test_a_body_of_the_five_per_mille_is_updated_not_doubled_and_the_register_has_the_last_word(
    registers: Registers,
) -> None:
    headings = ["anno", "codice_fiscale", "denominazione", "provincia", "comune"]
    old = dict(zip(headings, ["2020", AIRC, "PROVA ONLUS", "BG", "BERGAMO"], strict=True))
    list_2020 = registers.csv(headings, [old], "list.csv")
    registers.load("five-per-mille", list_2020)
    assert registers.load("runts", registers.csv(HEADINGS, [row()])).updated == 1
    body = registers.node(f"body:{AIRC}")
    assert (body.name, body.many("aliases"), body.text("municipality")) == ("PROVA APS", ("PROVA ONLUS",), "015146")
    assert {e.source for e in body.evidence} == {"five-per-mille", "runts"}
    again = registers.load("five-per-mille", registers.csv(headings, [{**old, "anno": "2021"}], "list.csv"))
    assert again.updated == 1, "one more list that names it"
    assert registers.node(f"body:{AIRC}").name == "PROVA APS"
    assert registers.load("runts", registers.csv(HEADINGS, [row()])).revision is None


def test_the_legal_representative_reaches_neither_store_nor_rejects_nor_messages(registers: Registers) -> None:
    rows = [
        row(),
        row(OTHER, "PERDUTA", "2", **{"Comune Sede legale": "ATLANTIDE"}),
        row("RSSMRA80A01F205X", "SENZA", "3"),
    ]
    broken = registers.csv(HEADINGS, rows)
    with broken.open("a", encoding="utf-8") as file:
        file.write(f"{OTHER},4,TROPPE CELLE RSSMRA80A01F205X,ODV,{PERSON},No,MILANO,MI,Si,07/11/2022,{PERSON},x,y\n")
    rejects = registers.folder / "rejects.csv"
    result = registers.load("runts", broken, rejects=rejects)
    assert result.created >= 2
    assert result.rejected >= 1
    said = "\n".join([*result.remarks, *(r.italian() for r in result.rejects), *result.problems])
    assert PERSON not in said + repr(result)
    registers.store.close()
    kept = [path for path in registers.folder.iterdir() if path != broken]
    assert rejects in kept
    for path in kept:
        content = path.read_bytes()
        assert b"ZAMPOGNARI" not in content, path.name
        assert b"RSSMRA80" not in content, path.name
    with rejects.open(encoding="utf-8") as text:
        names = [r["Denominazione"] for r in csv.DictReader(text)]
    assert "PERDUTA" in names, "the rest of the row is there to be corrected"


def test_a_rejected_row_loads_once_it_is_corrected(registers: Registers) -> None:
    rejects = registers.folder / "rejects.csv"
    lost = row(**{"Comune Sede legale": "MILAANO"})
    assert registers.load("runts", registers.csv(HEADINGS, [lost]), rejects=rejects).rejected == 1
    rejects.write_text(rejects.read_text(encoding="utf-8").replace("MILAANO", "MILANO"), encoding="utf-8")
    assert registers.load("runts", rejects).created == 1


@pytest.mark.parametrize(
    "headings",
    [
        ";".join(HEADINGS),
        ";".join(HEADINGS).upper(),
        "CF;N. repertorio;Denominazione ente;Sezione RUNTS;Legale rappresentante;Rete associativa;Comune sede;Prov.;"
        "5 per mille;Data di iscrizione",
        "Codice fiscale / Steuernummer;Repertorio;Denominazione / Bezeichnung;Sezione;Rappresentante;Rete;Comune;"
        "Provincia;5x1000;Data Iscrizione",
        ";".join(reversed(HEADINGS)),
    ],
)
def test_columns_are_found_by_heading_in_any_order_and_wording(headings: str) -> None:
    binding = Columns(SOURCE.columns).bind("runts.xlsx", "runts", headings.split(";"))
    assert binding.positions.keys() == {column.name for column in SOURCE.columns}
    assert len(binding.unread) == 1, "the legal representative"


@pytest.mark.parametrize(
    ("section", "name", "form"),
    [
        ("ORGANIZZAZIONI DI VOLONTARIATO", "PROVA", "odv"),
        ("ASSOCIAZIONI DI PROMOZIONE SOCIALE", "FONDAZIONE?", "aps"),
        ("IMPRESE SOCIALI", "PROVA SOC. COOP. SOCIALE", "social_cooperative"),
        ("IMPRESE SOCIALI", "PROVA", "social_enterprise"),
        ("ENTI FILANTROPICI", "FONDAZIONE PROVA", "foundation"),
        ("SOCIETA' DI MUTUO SOCCORSO", "PROVA", "other"),
        ("ALTRI ENTI DEL TERZO SETTORE", "ASSOCIAZIONE PROVA ETS", "association"),
        ("-", "PROVA", ""),
    ],
)
def test_the_form_is_the_section_and_what_the_name_narrows(section: str, name: str, form: str) -> None:
    assert section_form(section, name) == form


_LOAD = """
import re, sys
from datetime import UTC, datetime
from pathlib import Path
from graph.store.opening import open_store
from ingest.loading import load
from ingest.sources.registry import source
with open_store(f"sqlite:///{sys.argv[1]}/big.db") as store:
    result = load(store, source("runts"), [Path(sys.argv[2])], author="Ada", now=datetime(2026, 3, 12, tzinfo=UTC))
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())  # ru_maxrss counts the parent's as well
print(result.created, int(peak[1]) // 1024)
"""


def test_a_workbook_of_20_000_rows_streams_within_400_megabytes(tmp_path: Path) -> None:
    workbook = tmp_path / "iscritti.xlsx"
    _write(workbook, 20_000)
    arguments = [sys.executable, "-c", _LOAD, str(tmp_path), str(workbook)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    created, megabytes = map(int, done.stdout.split())
    assert created == 20_000
    assert megabytes < 400, f"{megabytes} MB"


def _write(path: Path, rows: int) -> None:
    from openpyxl import Workbook
    from stdnum import luhn

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Foglio1")
    sheet.append([*HEADINGS, ""])
    for number in range(rows):
        code = f"{9_700_000_000 + number}"
        name = f"ASSOCIAZIONE DI QUARTIERE NUMERO {number} APS"
        cells = row(code + luhn.calc_check_digit(code), name, str(number))
        sheet.append([*cells.values(), None])
    book.save(path)
