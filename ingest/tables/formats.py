"""What a file is, told from its content: its name may lie."""

from __future__ import annotations

import zipfile
from pathlib import Path

from graph.model.label import Label
from ingest.errors import UnreadableFile
from ingest.tables.encoding import detect

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # XLS, and workbooks under a password
_ZIP = b"PK\x03\x04"
_WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_AS_TABLE = Label("Indicare un file CSV o XLSX", "Give a CSV or XLSX file")
_OTHERS = (
    (b"%PDF", Label("è un documento PDF, non una tabella", "a PDF document, not a table")),
    (b"{\\rtf", Label("è un documento di testo (RTF), non una tabella", "an RTF document, not a table")),
    (b"<", Label("è una pagina web o un file XML, non una tabella", "a web page or XML, not a table")),
    (b"{", Label("è un file JSON, non una tabella", "JSON, not a table")),
    (b"[{", Label("è un file JSON, non una tabella", "JSON, not a table")),
    (b"\x1f\x8b", Label("è un archivio compresso", "a compressed archive")),
    (b"SQLite format 3", Label("è un archivio SQLite, non una tabella", "an SQLite file, not a table")),
)


def is_workbook(path: Path, head: bytes) -> bool:
    """Tell whether a file is a workbook (XLSX, XLSM, XLSB, XLS, ODS), whatever its name ends in.

    Raises
    ------
    UnreadableFile
        A zip archive that is no workbook, or one that is cut off.
    """
    if head.startswith(_OLE):
        return True
    if not head.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise UnreadableFile(
            path.name,
            Label("cartella di lavoro danneggiata o incompleta", "workbook damaged or cut off"),
            Label(
                "Scaricarla o salvarla di nuovo; in alternativa salvarla come CSV",
                "Download or save it again; or save it as CSV",
            ),
        ) from error
    if names.isdisjoint(_WORKBOOK_PARTS) or "word/document.xml" in names:
        raise UnreadableFile(
            path.name,
            Label("è un archivio ZIP (o un documento), non una tabella", "a ZIP archive (or a document), not a table"),
            Label("Estrarre il file CSV o XLSX e indicare quello", "Extract the CSV or XLSX file and give that one"),
        )
    return True


def check_text(path: Path, head: bytes) -> None:
    """Refuse what is no text table.

    Raises
    ------
    UnreadableFile
        Empty, binary, or a document of another kind.
    """
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not plain.strip(b"\x00"):
        raise UnreadableFile(
            path.name,
            Label("il file è vuoto", "the file is empty"),
            Label("Indicare un file con una riga di intestazioni", "Give a file with a row of headings"),
        )
    for start, problem in _OTHERS:
        if plain.startswith(start):
            raise UnreadableFile(path.name, problem, _AS_TABLE)
    if not detect(head).startswith("utf-16") and _is_binary(head):
        raise UnreadableFile(
            path.name,
            Label("non è un file di testo né una cartella di lavoro", "neither text nor a workbook"),
            _AS_TABLE,
        )


def _is_binary(head: bytes) -> bool:
    """Tell text, in which a control character may have slipped, from what is made of them."""
    control = sum(head.count(byte) for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1a\x1b")
    return control > max(8, len(head) // 200)
