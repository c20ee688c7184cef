from pathlib import Path

import pytest

from ingest.sources.residents import UnknownYear
from tests.ingest.sources.register_load import Registers, shared

AT_END = "Popolazione al 31 dicembre"
HEADINGS = ["Codice comune", "Comune", *(f"{AT_END} - {who}" for who in ("Maschi", "Femmine", "Totale"))]
ACQUIRED = "Acquisizioni della cittadinanza italiana - Totale"
ALL = "Bilancio demografico e popolazione residente al 31 dicembre 2025"
FOREIGN = "Cittadini stranieri: popolazione residente per sesso e bilancio demografico al 31 dicembre 2025"


def report(folder: Path, *rows: str, title: str = ALL, name: str = "P2.csv", headings: list[str] | None = None) -> Path:
    lines = [*([f'"{title}"'] if title else []), ";".join(headings or HEADINGS), *rows]
    path = folder / name
    path.write_text("\ufeff" + "\r\n".join(lines) + "\r\n", encoding="utf-8")
    return path


def residents(registers: Registers, istat: str = "016024") -> tuple[object, ...]:
    properties = registers.node(f"municipality:{istat}").properties
    names = ("residents", "residents_year", "foreign_residents", "foreign_residents_year")
    return tuple(properties.get(name) for name in names)


BASE = (119_534, 2023, None, None)


def test_the_report_of_everyone_sets_residents_and_their_year(registers: Registers) -> None:
    result = registers.load("istat-residents", report(registers.folder, '"016024";"Bergamo";58000;62000;120000'))
    assert (result.read, result.updated, result.rejected) == (1, 1, 0)
    assert residents(registers) == (120_000, 2025, None, None)


def test_the_report_of_foreigners_sets_foreign_residents_and_nothing_else(registers: Registers) -> None:
    registers.load(
        "istat-residents", report(registers.folder, '"016024";"Bergamo";9000;10000;19000', title=FOREIGN, name="P3.csv")
    )
    assert residents(registers) == (119_534, 2023, 19_000, 2025)


def test_without_its_title_a_report_is_told_by_its_headings_and_its_name(registers: Registers) -> None:
    path = report(
        registers.folder,
        '"016024";"Bergamo";9000;10000;19000;12',
        title="",
        name="stranieri_2024.csv",
        headings=[*HEADINGS, ACQUIRED],
    )
    registers.load("istat-residents", path)
    assert residents(registers) == (119_534, 2023, 19_000, 2024)


def test_a_report_of_no_year_is_refused_with_what_to_do(registers: Registers) -> None:
    path = report(registers.folder, '"016024";"Bergamo";1;1;2', title="", name="residenti.csv")
    with pytest.raises(UnknownYear) as refused:
        registers.load("istat-residents", path)
    assert "anno" in refused.value.italian() and "residenti.csv" in refused.value.italian()
    assert residents(registers) == BASE


def test_the_same_report_again_makes_no_revision(registers: Registers) -> None:
    path = report(registers.folder, '"016024";"Bergamo";58000;62000;120000')
    first, second = registers.load("istat-residents", path), registers.load("istat-residents", path)
    assert first.revision is not None
    assert (second.revision, second.unchanged) == (None, 1)


def test_a_definitive_report_replaces_the_provisional_one_of_its_year(registers: Registers) -> None:
    registers.load("istat-residents", report(registers.folder, '"016024";"Bergamo";58000;62000;120000'))
    registers.load("istat-residents", report(registers.folder, '"016024";"Bergamo";58000;62010;120010'))
    assert residents(registers)[0] == 120_010


def test_an_older_report_does_not_replace_a_newer_one_and_says_so(registers: Registers) -> None:
    registers.load("istat-residents", report(registers.folder, '"016024";"Bergamo";58000;62000;120000'))
    older = report(registers.folder, '"016024";"Bergamo";1;1;2', title=ALL.replace("2025", "2024"))
    result = registers.load("istat-residents", older)
    assert (result.revision, result.unchanged) == (None, 1)
    assert any("2025" in remark and "più recenti" in remark for remark in result.remarks)
    assert residents(registers)[:2] == (120_000, 2025)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('"016024";"Bergamo";58000;62000;120001', "maschi e femmine sommano 120000"),
        ('"016024";"Bergamo";58000;62000;molti', "non è un numero di persone"),
        ('"016024";"Bergamo";58000;62000;-3', "non è un numero di persone"),
        ('"BG";"Bergamo";1;1;2', "codice ISTAT non valido"),
        ('"013199";"Ronago";1;1;2', "codice di un comune soppresso"),
        ('"099999";"";1;1;2', "codice sconosciuto e senza nome"),
    ],
)
def test_a_row_that_cannot_be_trusted_is_rejected(registers: Registers, row: str, problem: str) -> None:
    result = registers.load("istat-residents", report(registers.folder, row, '"016198";"Seriate";1;1;2'))
    assert (result.rejected, result.updated) == (1, 1)
    assert result.rejects[0].problems[0].problem.it == problem
    assert residents(registers) == BASE


def test_an_abolished_municipalitys_residents_are_sent_to_the_one_of_today(registers: Registers) -> None:
    result = registers.load("istat-residents", report(registers.folder, '"013199";"Ronago";800;800;1600'))
    assert "Uggiate con Ronago (013256)" in result.rejects[0].problems[0].remedy.it
    assert registers.store.view("staff").node("municipality:013199") is None


def test_a_municipality_twice_in_a_file_is_taken_once(registers: Registers) -> None:
    rows = ('"016024";"Bergamo";58000;62000;120000', '"016024";"Bergamo";1;1;2')
    result = registers.load("istat-residents", report(registers.folder, *rows))
    assert (result.updated, result.rejected) == (1, 1)
    assert residents(registers)[0] == 120_000


def test_a_municipality_that_the_base_lacks_is_made_and_told(registers: Registers) -> None:
    result = registers.load("istat-residents", report(registers.folder, '"016999";"Valle Nuova";500;500;1000'))
    assert result.created == 1
    made = registers.node("municipality:016999")
    assert (made.name, made.text("province"), made.text("region")) == ("Valle Nuova", "BG", "Lombardia")
    assert any("Valle Nuova (016999)" in remark for remark in result.remarks)
    again = registers.load("istat-residents", report(registers.folder, '"016999";"Valle Nuova";500;501;1001'))
    assert (again.created, again.updated) == (0, 1)


def test_zeros_and_thousands_points_that_a_spreadsheet_changed_are_read(registers: Registers) -> None:
    registers.load("istat-residents", report(registers.folder, '16024;Bergamo;"58.000";"62.000";"120.000"'))
    assert residents(registers)[0] == 120_000


def test_both_reports_of_all_italy_load_in_one_go(italy: Registers) -> None:
    files = [shared("residents", f"{name}_2025_it_Comuni.csv") for name in ("P2", "P3")]
    result = italy.load("istat-residents", *files)
    assert (result.read, result.updated, result.created, result.rejected) == (15_792, 15_792, 0, 0)
    assert residents(italy) == (120_629, 2025, 19_451, 2025)
    nodes = italy.store.view("staff").nodes(["municipality"])
    assert all(n.properties["residents_year"] == 2025 and n.properties["foreign_residents_year"] == 2025 for n in nodes)
    assert sum(n.number("residents") or 0 for n in nodes) == pytest.approx(58_930_000, rel=0.005)
    lombard = sum(n.number("foreign_residents") or 0 for n in nodes if n.text("region") == "Lombardia")
    assert 1_100_000 < lombard < 1_350_000
    assert italy.load("istat-residents", *files).revision is None


def test_municipalities_that_a_report_of_italy_lacks_are_named(italy: Registers) -> None:
    whole = shared("residents", "P2_2025_it_Comuni.csv").read_text(encoding="utf-8-sig").splitlines()
    path = italy.folder / "P2_2025.csv"
    path.write_text("\n".join(line for line in whole if not line.startswith('"016024"')), encoding="utf-8")
    result = italy.load("istat-residents", path)
    assert any("1 comuni dell'archivio non ci sono: Bergamo (BG)" in remark for remark in result.remarks)
