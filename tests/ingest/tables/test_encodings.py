"""Whatever encoding, separator and line ends a list was saved with, its cells are read as they were written."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.tables import open_table
from ingest.tables.encoding import detect, undone
from ingest.tables.table import Fit

HEADINGS = ("Nome", "Comune", "Età")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "mac_roman", "cp850")
TEXT = st.text(alphabet="abz AZ09àèéìòùÀÈ°;,|\t\"'\n.-", max_size=12)


def wanted(cells: object) -> Fit:
    found = sum(1 for cell in cells if cell in HEADINGS)  # type: ignore[attr-defined]
    return Fit(found == len(HEADINGS), found)


def read(path: Path) -> list[tuple[str, ...]]:
    with open_table(path, wanted) as table:
        assert table.headings == HEADINGS
        rows = list(table)
    assert [row.fault for row in rows if row.fault] == []
    return [row.cells for row in rows]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=8),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1252")),
    separator=st.sampled_from(";,\t|"),
    ends=st.sampled_from(("\n", "\r\n")),
)
def test_cells_come_back_whatever_encoding_separator_and_line_ends(
    tmp_path: Path, rows: list[tuple[str, str, str]], encoding: str, separator: str, ends: str
) -> None:
    written = [("x" + first, "x" + second + "x", third.strip().lstrip("'")) for first, second, third in rows]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator=ends, quoting=csv.QUOTE_ALL).writerows([HEADINGS, *written])
    path = tmp_path / "list.csv"
    path.write_bytes(buffer.getvalue().encode(encoding))
    assert read(path) == [tuple(cell.strip() for cell in row) for row in written]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_italian_accents_are_read_in_every_common_encoding(tmp_path: Path, encoding: str) -> None:
    rows = [("Società è così", "Forlì", "più"), ("Perché no", "Cantù", "là"), ("Città", "Nardò", "età")]
    path = tmp_path / "list.csv"
    path.write_bytes("\r\n".join(";".join(row) for row in (HEADINGS, *rows)).encode(encoding))
    assert read(path) == rows


def test_a_file_put_together_from_two_encodings_reads_right_line_by_line_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Nome,Comune,Età\nCittà,Forlì,1\n".encode() + "Società,Cantù,2\n".encode("cp1252"))
    with open_table(path, wanted) as table:
        assert [row.cells for row in table] == [("Città", "Forlì", "1"), ("Società", "Cantù", "2")]
        assert table.repaired == 1


def test_capitals_before_quotes_and_signs_are_not_taken_for_another_alphabet(tmp_path: Path) -> None:
    rows = [("«PIÙ»", "È’ ORA", "LIBERTÀ"), ("DI PIÙ”", "N° 3 È°", "PERCHÉ–")]
    path = tmp_path / "list.csv"
    path.write_bytes("\r\n".join(";".join(row) for row in (HEADINGS, *rows)).encode("cp1252"))
    assert read(path) == rows


def test_the_same_bytes_are_always_decided_the_same_way() -> None:
    head = "Nome;Comune\nCittà;Forlì\n".encode("cp1252")
    assert {detect(head) for _ in range(50)} == {"cp1252"}


def test_a_character_cut_at_the_end_of_the_head_does_not_make_a_file_eight_bit() -> None:
    assert detect("àààà".encode()[:-1]) == "utf-8"


def test_lines_that_end_in_a_carriage_return_alone_are_lines(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"Nome;Comune;Et\xe0\ra;b;1\rc;d;2")
    assert read(path) == [("a", "b", "1"), ("c", "d", "2")]


@pytest.mark.parametrize("through", ["cp1252", "latin-1"])
def test_accents_that_were_encoded_twice_are_read_as_they_were_meant(tmp_path: Path, through: str) -> None:
    rows = [("attività di", "Forlì", "perché"), ("È già", "Cantù", "però"), ("50 €", "SÃO PAULO", "l'età")]
    if through == "latin-1":
        rows = [tuple(cell.replace("€", "e") for cell in row) for row in rows]  # type: ignore[misc]
    path = tmp_path / "list.csv"
    lines = [";".join(row).replace("SÃO", "SAO") for row in rows]
    path.write_bytes(";".join(HEADINGS).encode() + b"\n" + "\n".join(lines).encode().decode(through).encode())
    with open_table(path, wanted) as table:
        assert [row.cells for row in table] == [tuple(c.replace("SÃO", "SAO") for c in row) for row in rows]
        assert table.undone == 3


@pytest.mark.parametrize("text", ["SÃO PAULO", "IRMÃ DULCE", "Â", "châteaux", "Conceição", "Nhân dân"])
def test_letters_of_other_languages_are_not_taken_for_broken_ones(text: str) -> None:
    assert undone(text) == text
