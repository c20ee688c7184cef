"""What arrived, as the table it should be: a zip unpacked within bounds, a head that shows the headings.

Nothing in an archive decides where a file is written: only the bytes of its tables are taken.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from graph.model import Label
from graph.model.folding import folded

HEAD = 1 << 16
_CHUNK = 1 << 20
_TABLES = (".csv", ".txt", ".xlsx")
_RATIO = 400
"""An archive that grows more than so many times is no table."""

_PAGE = re.compile(rb"^\s*(<!doctype|<html|<head|<body|<\?xml[^>]*>\s*<(!doctype|html))", re.IGNORECASE)


class NotATable(Exception):
    """Internal: these bytes are not the table that was expected."""

    def __init__(self, problem: Label) -> None:
        super().__init__(problem.en)
        self.problem = problem


PAGE = Label("è arrivata una pagina web, non il file", "a web page came, not the file")
OTHER = Label("il contenuto non è la tabella attesa", "the content is not the expected table")
EMPTY = Label("il file è vuoto", "the file is empty")
TOO_LARGE = Label("il file è più grande del previsto", "the file is larger than expected")
DAMAGED = Label("l'archivio compresso è danneggiato o incompleto", "the archive is damaged or incomplete")
DANGEROUS = Label("l'archivio compresso contiene percorsi non ammessi", "the archive holds paths that are not allowed")
LOCKED = Label("l'archivio compresso è protetto da password", "the archive is protected by a password")


def check_head(head: bytes, headings: tuple[str, ...]) -> None:
    """Refuse bytes that are a web page, empty, or text without the headings.

    Raises
    ------
    NotATable
    """
    if not head.strip():
        raise NotATable(EMPTY)
    if _PAGE.match(head):
        raise NotATable(PAGE)
    if head.startswith(b"PK"):
        return
    text = folded(head.decode("utf-8-sig", errors="replace"))
    if not all(folded(heading) in text for heading in headings):
        raise NotATable(OTHER)


def is_archive(path: Path) -> bool:
    """Tell whether a file is a zip of tables; a workbook is a zip too, but a table itself."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return not any(name.startswith("xl/") for name in archive.namelist())


@contextmanager
def tables(path: Path, largest: int) -> Iterator[dict[str, IO[bytes]]]:
    """Open the tables of an archive, by a name that is safe to write under.

    Raises
    ------
    NotATable
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            for member in members:
                _check(member, largest)
            wanted = [m for m in members if m.filename.lower().endswith(_TABLES)]
            if not wanted:
                raise NotATable(OTHER)
            yield {safe_name(PurePosixPath(m.filename).name): archive.open(m) for m in wanted}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise NotATable(DAMAGED) from error


def _check(member: zipfile.ZipInfo, largest: int) -> None:
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name:
        raise NotATable(DANGEROUS)
    if member.flag_bits & 1:
        raise NotATable(LOCKED)
    if member.file_size > largest or member.file_size > _RATIO * max(member.compress_size, HEAD):
        raise NotATable(TOO_LARGE)


def safe_name(name: str) -> str:
    """Return a file name without anything that leads elsewhere."""
    return re.sub(r"[^\w.\-]+", "_", name).strip("._") or "tabella.csv"


def copy(source: IO[bytes], target: IO[bytes], largest: int) -> None:
    """Copy bytes, up to a bound whatever the archive said of its size.

    Raises
    ------
    NotATable
    """
    written = 0
    try:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > largest:
                raise NotATable(TOO_LARGE)
            target.write(chunk)
    except (zipfile.BadZipFile, EOFError) as error:
        raise NotATable(DAMAGED) from error


def copy_selected(source: IO[bytes], target: IO[bytes], column: str, codes: frozenset[str]) -> None:
    """Copy the rows of some municipalities only; the file's bytes are kept as they are.

    Parameters
    ----------
    column
        Heading of the column with the ISTAT code.
    codes
        Six-character ISTAT codes.

    Raises
    ------
    NotATable
    """
    text = io.TextIOWrapper(source, encoding="latin-1", newline="")  # byte for byte, whatever the encoding is
    head = text.readline()
    separator = max(";,\t|", key=head.count)
    headings = next(csv.reader([head.removeprefix("ï»¿")], delimiter=separator), [])
    place = next((i for i, heading in enumerate(headings) if folded(heading) == folded(column)), None)
    if place is None:
        raise NotATable(OTHER)
    target.write(head.encode("latin-1"))
    try:
        for line in text:
            cells = line.split(separator) if '"' not in line else next(csv.reader([line], delimiter=separator))
            if len(cells) > place and cells[place].strip().zfill(6) in codes:
                target.write(line.encode("latin-1"))
    except (zipfile.BadZipFile, EOFError) as error:
        raise NotATable(DAMAGED) from error
