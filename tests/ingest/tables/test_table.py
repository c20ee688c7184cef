"""What stands around a table is told from it, and a faulty row costs itself alone."""

from pathlib import Path

import pytest

from ingest.tables import Table, open_table
from ingest.tables.cells import is_null, neutral, unguarded
from ingest.tables.table import Fit


def wanted(cells: object) -> Fit:
    found = len({str(cell).casefold() for cell in cells} & {"nome", "comune", "note"})  # type: ignore[attr-defined]
    return Fit(found >= 2, found)


def opened(path: Path, content: str | bytes) -> Table:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_table(path, wanted)


def rows(table: Table) -> list[tuple[str, ...]]:
    with table:
        return [row.cells for row in table]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def test_titles_above_and_notes_below_are_told_from_the_table(path: Path) -> None:
    table = opened(
        path,
        '"Associazioni al 31 dicembre 2025"\n\nComune di Bergamo\nNome;Comune;Note\nA;B;x\n;;\nC;D;\n\n'
        '"Note: dati provvisori; soggetti a revisione"\n',
    )
    assert rows(table) == [("A", "B", "x"), ("C", "D", "")]
    assert table.titles == ("Associazioni al 31 dicembre 2025", "Comune di Bergamo")
    assert table.header_line == 4
    assert table.notes == ["Note: dati provvisori; soggetti a revisione"]


def test_a_last_row_with_its_name_alone_is_a_row_and_no_note(path: Path) -> None:
    assert rows(opened(path, "Nome;Comune;Note\nA;B;x\nAssociazione senza comune;;\n"))[1] == (
        "Associazione senza comune",
        "",
        "",
    )


def test_rows_say_on_which_line_of_the_file_they_begin(path: Path) -> None:
    with opened(path, 'Titolo\nNome,Comune\n"A\nB",C\n\nD,E\n') as table:
        assert [(row.line, row.cells) for row in table] == [(3, ("A\nB", "C")), (6, ("D", "E"))]


def test_headings_are_found_though_a_title_has_the_separator(path: Path) -> None:
    table = opened(path, "Elenco, aggiornato, al 2025, provvisorio, parziale\nNome;Comune\nA, detta B;C\n")
    assert rows(table) == [("A, detta B", "C")]


def test_a_quote_never_closed_costs_its_own_line(path: Path) -> None:
    with opened(path, 'Nome;Comune\n"Aperta;B\nC;D\nE;F\n') as table:
        read = list(table)
    assert [row.cells for row in read if row.fault is None] == [("C", "D"), ("E", "F")]
    assert [(row.line, row.cells, row.fault.problem.it) for row in read if row.fault] == [
        (2, ("Aperta", "B"), "virgolette aperte e mai chiuse")
    ]


def test_a_quote_closed_by_accident_further_down_costs_two_lines(path: Path) -> None:
    body = "".join(f"n{i};c{i};x\n" for i in range(50))
    with opened(path, f'Nome;Comune;Note\n"Aperta;B;x\n{body}"Chiusa;C;x\nZ;Z;z\n') as table:
        read = list(table)
    assert [row.line for row in read if row.fault] == [2, 53]
    assert len([row for row in read if row.fault is None]) == 51


def test_a_quote_that_would_swallow_the_rest_of_the_file_gives_it_back(path: Path) -> None:
    body = "".join(f"nome {i};comune {i}\n" for i in range(20_000))
    with opened(path, f'Nome;Comune\n"Aperta;B\n{body}') as table:
        read = list(table)
    assert len([row for row in read if row.fault is None]) == 20_000


def test_a_file_cut_in_the_middle_of_its_last_row_rejects_that_row(path: Path) -> None:
    with opened(path, "Nome;Comune;Note\nA;B;x\nC;D;y\nE;F") as table:
        read = list(table)
    assert [row.fault is None for row in read] == [True, True, False]


def test_a_file_cut_in_the_first_cell_of_its_last_row_rejects_that_row(path: Path) -> None:
    with opened(path, "Nome;Comune;Note\nA;B;x\nC;D;y\nAssociaz") as table:
        read = list(table)
        assert table.notes == []
    assert [row.cells[0] for row in read if row.fault] == ["Associaz"]


@pytest.mark.parametrize("note", ["Fonte: Comune di Bergamo", "* dato provvisorio", "x " * 60])
def test_a_note_below_the_table_needs_no_line_end(path: Path, note: str) -> None:
    with opened(path, f"Nome;Comune;Note\nA;B;x\n{note}") as table:
        assert len(list(table)) == 1
        assert table.notes == [note.strip()]


def test_a_line_that_tells_a_spreadsheet_the_separator_is_no_title(path: Path) -> None:
    with opened(path, "sep=;\nNome;Comune\nA;B\n") as table:
        assert [row.cells for row in table] == [("A", "B")]
        assert table.titles == ()


def test_more_cells_than_headings_reject_the_row_and_lose_nothing(path: Path) -> None:
    with opened(path, "Nome,Comune\nA,B\nVia Roma, 3,C,\n") as table:
        last = list(table)[1]
    assert last.fault is not None
    assert last.cells == ("Via Roma", "3,C")


def test_empty_columns_at_the_end_and_missing_cells_are_no_fault(path: Path) -> None:
    assert rows(opened(path, "Nome;Comune;Note;;;\nA;B;;;;\nC;D\nE;F;g\n")) == [
        ("A", "B", ""),
        ("C", "D", ""),
        ("E", "F", "g"),
    ]


def test_headings_repeated_between_pages_are_no_row(path: Path) -> None:
    assert rows(opened(path, "Nome;Comune\nA;B\nNome;Comune\nC;D\n")) == [("A", "B"), ("C", "D")]


def test_a_hundred_thousand_empty_rows_are_none(path: Path) -> None:
    assert rows(opened(path, "Nome;Comune\nA;B\n" + ";\n" * 100_000 + "C;D\n")) == [("A", "B"), ("C", "D")]


def test_a_workbook_is_read_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Elenco"])
    for row in (["Nome", "Comune", "Note"], ["A", "B", 24121], ["C", "D", 1.5], ["E", "F", True]):
        book.active.append(row)
    path = tmp_path / "list.csv"
    book.save(path)
    with open_table(path, wanted) as table:
        assert [row.cells for row in table] == [("A", "B", "24121"), ("C", "D", "1.5"), ("E", "F", "1")]
        assert table.titles == ("Elenco",)


def test_the_sheet_with_the_headings_is_read_wherever_it_stands(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Leggimi", "altro"])
    book.active.append(["testo", "testo"])
    hidden = book.create_sheet("Nascosto")
    hidden.append(["Nome", "Comune"])
    hidden.append(["vecchio", "vecchio"])
    hidden.sheet_state = "hidden"
    second = book.create_sheet("Dati")
    second.append(["Nome", "Comune"])
    second.append(["A", "B"])
    book.save(tmp_path / "list.xlsx")
    with open_table(tmp_path / "list.xlsx", wanted) as table:
        assert [row.cells for row in table] == [("A", "B")]
        assert table.sheet == "Dati"


def test_a_cell_merged_over_several_rows_stands_in_each(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in (["", "Nome", "Comune"], ["", "A", "Bergamo"], ["", "B", None], ["", "C", None], ["", "D", "Dalmine"]):
        sheet.append(row)
    sheet.merge_cells("C2:C4")
    book.save(tmp_path / "list.xlsx")
    with open_table(tmp_path / "list.xlsx", wanted) as table:
        assert [row.cells[-1] for row in table] == ["Bergamo", "Bergamo", "Bergamo", "Dalmine"]


def test_formulas_are_their_last_value_and_never_run(tmp_path: Path) -> None:
    import zipfile

    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Nome", "Comune"])
    book.active.append(["=1+1", "B"])
    plain, cached = tmp_path / "plain.xlsx", tmp_path / "cached.xlsx"
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(cached, "w") as new:
        for item in old.namelist():
            content = old.read(item).replace(b"<v></v>", b"<v>7</v>").replace(b"<v />", b"<v>7</v>")
            new.writestr(item, content)
    with open_table(cached, wanted) as table:
        assert [row.cells for row in table] == [("7", "B")]


@pytest.mark.parametrize("text", ["=1+1", "+39 x", "-A", "@SUM(A1)", "\t=1", "=cmd|'/c calc'!A0"])
def test_cells_that_begin_a_formula_are_made_harmless_and_come_back(text: str) -> None:
    assert neutral(text).startswith("'")
    assert unguarded(neutral(text)) == text


@pytest.mark.parametrize("text", ["-12.5", "+39 035 123456", "A=b", "", "'quoted'", "d'Ivrea"])
def test_plain_cells_stay_as_they_are(text: str) -> None:
    assert neutral(text) == text
    assert unguarded(text) == text


def test_null_markers_are_no_values() -> None:
    assert all(is_null(text) for text in ("Non Disponibile", "n.d.", " - ", "", "NULL", "#N/D"))
    assert not any(is_null(text) for text in ("Null", "ND Onlus", "0", "no"))


def test_an_open_document_sheet_is_read_with_its_repeated_rows_and_cells(tmp_path: Path) -> None:
    import zipfile

    def row(*cells: str, repeated: int = 1) -> str:
        texts = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
        )
        return f'<table:table-row table:number-rows-repeated="{repeated}">{texts}</table:table-row>'

    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    empty = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    content = (
        f'<?xml version="1.0"?><office:document-content{names}><office:body><office:spreadsheet>'
        f'<table:table table:name="Foglio">{row("Nome", "Comune")}{row("A", "Forlì", repeated=2)}{empty}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "list.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    with open_table(tmp_path / "list.ods", wanted) as table:
        assert [row.cells for row in table] == [("A", "Forlì"), ("A", "Forlì")]
