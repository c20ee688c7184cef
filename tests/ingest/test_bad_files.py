"""Whatever is handed in, one clear message says what is wrong and what to do, and the store stays as it was."""

import json
import random
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.ingest.desk import Desk, Line

MEGABYTE = 1 << 20


def refused(line: Line, path: Path, *words: str, source: str = "associations") -> None:
    """One message on standard error, exit 1, nothing on standard output, no store made."""
    said = line.load(source, path)
    assert said.code == 1
    assert said.out == ""
    assert path.name in said.err
    assert "Traceback" not in said.err
    assert said.err.count("\n") == 1
    assert "Nulla è stato modificato." in said.err
    for word in words:
        assert word in said.err, (word, said.err)
    assert not (line.desk.folder / "desk.db").exists()


def filled(path: Path, chunk: bytes, size: int) -> Path:
    with path.open("wb") as file:
        for _ in range(size // len(chunk)):
            file.write(chunk)
    return path


def test_a_file_that_does_not_exist(line: Line, tmp_path: Path) -> None:
    refused(line, tmp_path / "manca.csv", "non esiste")


def test_a_folder_in_place_of_a_file(line: Line, tmp_path: Path) -> None:
    (tmp_path / "cartella").mkdir()
    refused(line, tmp_path / "cartella", "non esiste")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n  \r\n", b";;;\n;;;\n", b"\x00" * 5000])
def test_an_empty_file(desk: Desk, line: Line, content: bytes) -> None:
    refused(line, desk.file("vuoto.csv", content), "vuoto")


def test_an_empty_workbook(desk: Desk, line: Line) -> None:
    refused(line, desk.sheet("vuoto.xlsx"), "vuoto")


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("elenco.pdf", b"%PDF-1.7\n1 0 obj", "PDF"),
        ("elenco.xls", b"<html><table><tr><td>Nome</td></tr></table></html>", "pagina web"),
        ("elenco.json", b'{"nome": "A"}', "JSON"),
        ("elenco.csv", random.Random(1).randbytes(20_000), "non è un file di testo"),
        ("elenco.csv", b"Nome;Comune\nA;B\n" + bytes(range(32)) * 500, "non è un file di testo"),
        ("elenco.csv.gz", b"\x1f\x8b\x08\x00aaaa", "compresso"),
    ],
)
def test_a_file_of_another_kind(desk: Desk, line: Line, name: str, content: bytes, word: str) -> None:
    refused(line, desk.file(name, content), word)


def test_a_zip_archive_that_is_no_workbook(line: Line, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "elenco.zip", "w") as archive:
        archive.writestr("elenco.csv", "Nome;Comune\nA;B\n")
    refused(line, tmp_path / "elenco.zip", "ZIP", "Estrarre")


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.95])
def test_a_workbook_cut_off_while_it_was_copied(desk: Desk, line: Line, kept: float) -> None:
    whole = desk.sheet("intero.xlsx", ["Nome", "Comune"], *([f"A{i}", "Bergamo"] for i in range(500))).read_bytes()
    refused(line, desk.file("tagliato.xlsx", whole[: int(len(whole) * kept)]), "danneggiata o incompleta")


def test_a_workbook_with_a_password(desk: Desk, line: Line) -> None:
    refused(line, desk.file("segreto.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4096), "password")


def test_a_workbook_that_unpacks_to_more_than_a_machine_holds(line: Line, tmp_path: Path) -> None:
    path = tmp_path / "bomba.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * MEGABYTE)
    content = bytearray(path.read_bytes())
    unpacked = content.rindex(b"PK\x01\x02") + 24  # of the last member, in the directory: as if it were 2 GB
    content[unpacked : unpacked + 4] = (2 << 30).to_bytes(4, "little")
    path.write_bytes(content)
    refused(line, path, "1 GB")


def test_two_cells_in_opposite_corners_of_a_sheet(line: Line, tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Nome", "x"
    book.save(tmp_path / "largo.xlsx")
    refused(line, tmp_path / "largo.xlsx", "troppo esteso")


@pytest.mark.parametrize(
    ("name", "chunk", "word"),
    [
        ("righe.csv", b"x;y;z;" + b"a" * 90 + b"\n", "mancano le colonne"),
        ("una_riga.csv", b"a" * 1000, "un milione di caratteri"),
        ("binario.csv", random.Random(2).randbytes(100_000), "non è un file di testo"),
        ("foglio.xlsx", b"PK\x03\x04" + random.Random(3).randbytes(100_000), "danneggiata o incompleta"),
    ],
)
def test_two_hundred_megabytes_of_a_wrong_file_are_refused_at_once(
    desk: Desk, line: Line, name: str, chunk: bytes, word: str
) -> None:
    path = filled(desk.folder / name, chunk, 200 * MEGABYTE)
    try:
        refused(line, path, word)
    finally:
        path.unlink()


def test_a_workbook_too_large_to_be_read_says_to_save_it_as_text(desk: Desk, line: Line) -> None:
    path = desk.folder / "grande.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/media/image.png", b"\x00" * (65 * MEGABYTE))
    refused(line, path, "64 MB", "CSV")


def test_missing_columns_say_what_is_missing_and_what_is_there(desk: Desk, line: Line) -> None:
    path = desk.sheet("elenco.csv", ["Nome", "Via", "Telefono"], ["A", "B", "C"])
    refused(line, path, "«Comune»", "«Nome», «Via», «Telefono»", "--mapping")


def test_a_file_of_another_source_says_which(desk: Desk, line: Line) -> None:
    schools = ["CODICESCUOLA", "DENOMINAZIONESCUOLA", "DESCRIZIONECOMUNE", "CODICEISTITUTORIFERIMENTO", "CAPSCUOLA"]
    path = desk.sheet("scuole.csv", schools, ["BGIC80100X", "IC UNO", "BERGAMO", "BGIC80100X", "24121"])
    refused(line, path, "sembra «mim-schools»")


def test_a_register_that_would_pass_for_a_list_of_associations_is_refused(desk: Desk, line: Line) -> None:
    headings = ["anno", "prog", "codice_fiscale", "denominazione", "regione", "provincia", "comune"]
    path = desk.sheet("5x1000.csv", headings, ["2020", "1", "80051890152", "AIRC", "LOMBARDIA", "MI", "MILANO"])
    refused(line, path, "five-per-mille", "--mapping")


def test_a_heading_twice_says_where(desk: Desk, line: Line) -> None:
    path = desk.sheet("doppio.csv", ["Nome", "Comune", "Via", "NOME "], ["A", "Bergamo", "B", "C"])
    refused(line, path, "«NOME»", "colonne 1 e 4")


def test_a_heading_twice_that_nobody_reads_is_no_matter(desk: Desk, line: Line) -> None:
    path = desk.sheet("doppio.csv", ["Nome", "Comune", "Visto", "Visto"], ["A", "Bergamo", "x", "y"])
    assert line.load("associations", path).code == 0


def test_the_second_of_two_files_being_wrong_leaves_the_first_unloaded(desk: Desk, line: Line) -> None:
    good = desk.sheet("uno.csv", ["Nome", "Comune"], ["A", "Bergamo"])
    bad = desk.sheet("due.csv", ["Nome"], ["B"])
    said = line.load("associations", good, bad)
    assert (said.code, said.out) == (1, "")
    assert not (desk.folder / "desk.db").exists()


def test_an_unknown_source_and_files_where_none_are_wanted(desk: Desk, line: Line) -> None:
    path = desk.sheet("uno.csv", ["Nome", "Comune"], ["A", "Bergamo"])
    assert "Fonti: labimpact" in line.load("banana", path).err
    assert "non va indicato alcun file" in line.load("labimpact", path).err
    assert "almeno un file" in line.load("associations").err


@pytest.mark.parametrize(
    "content",
    ["", "[1]", "{", '{"columns": 3}', '{"columns": {"Nome": "inesistente"}}', '{"altro": {}}'],
)
def test_a_mapping_that_cannot_be_followed(desk: Desk, line: Line, content: str) -> None:
    path = desk.sheet("uno.csv", ["Nome", "Comune"], ["A", "Bergamo"])
    said = line.load("associations", path, "--mapping", desk.file("mappa.json", content))
    assert said.code == 1
    assert "mappa.json" in said.err
    assert not (desk.folder / "desk.db").exists()


def test_rejects_are_never_written_over_what_is_loaded(desk: Desk, line: Line) -> None:
    path = desk.sheet("uno.csv", ["Nome", "Comune"], ["A", "Nessunluogo"])
    before = path.read_bytes()
    said = line.load("associations", path, "--rejects", path)
    assert said.code == 1
    assert path.read_bytes() == before


def test_names_that_are_markup_formulas_or_control_characters_enter_as_text_or_are_rejected(
    desk: Desk, line: Line
) -> None:
    names = ["<script>alert(1)</script>", '=HYPERLINK("x")', "a\x00b", "{{7*7}}", "'; DROP TABLE node; --", "x" * 5000]
    path = desk.sheet("ostile.csv", ["Nome", "Comune"], *([name, "Bergamo"] for name in names))
    rejects = desk.folder / "scarti.csv"
    said = line.load("associations", path, "--rejects", rejects)
    assert json.loads(said.out)["rejected"] == 2
    assert {node.name for node in desk.nodes("association")} == set(names) - {"a\x00b", "x" * 5000}
