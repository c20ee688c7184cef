"""Sheets of a workbook (XLSX, XLSM, XLSB, XLS, ODS), row by row, as the values last saved: formulas are never run.

A process of its own reads the file: the reader allocates the rectangle that a sheet claims to fill, and two
cells in opposite corners of a hostile sheet would take the whole program down with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from graph.model.label import Label
from ingest.errors import UnreadableFile

LARGEST = 64 << 20
"""Bytes of a workbook, as stored: it cannot be streamed from disk, so larger ones are refused."""
LARGEST_UNPACKED = 1 << 30
"""Bytes of a workbook, unpacked."""

_READER = Path(__file__).with_name("workbook_rows.py")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet that is not blank."""

    sheet: str
    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet's cells do not tell: how many rows are hidden, how many formulas have no saved value."""

    hidden: int = 0
    unsaved: int = 0


def check_size(path: Path) -> None:
    """Refuse a workbook that is too large, as stored or unpacked.

    Raises
    ------
    UnreadableFile
    """
    as_csv = Label("Salvarlo come CSV, che si legge a qualunque grandezza", "Save it as CSV, read at any size")
    if path.stat().st_size > LARGEST:
        megabytes = LARGEST >> 20
        raise UnreadableFile(
            path.name,
            Label(f"cartella di lavoro più grande di {megabytes} MB", f"workbook larger than {megabytes} MB"),
            as_csv,
        )
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise UnreadableFile(
                path.name,
                Label("cartella di lavoro che si gonfia oltre 1 GB", "workbook that unpacks to over 1 GB"),
                as_csv,
            )


def rows(path: Path, told: dict[str, SheetFacts] | None = None) -> Generator[SheetRow, None, None]:
    """Return the rows of every visible sheet, in order, as texts.

    Parameters
    ----------
    told
        Gets the facts of each sheet that there are any of, before its first row.

    Raises
    ------
    UnreadableFile
        Cut off, protected by a password, too large, or no workbook at all.
    """
    check_size(path)
    command = [sys.executable, "-I", str(_READER), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        assert process.stdout is not None  # noqa: S101
        try:
            sheet = ""
            for line in process.stdout:
                item = json.loads(line)
                if isinstance(item, str):
                    sheet = item
                elif isinstance(item, dict):
                    if told is not None:
                        told[sheet] = SheetFacts(**item)
                else:
                    yield SheetRow(sheet, item[0], tuple(item[1:]))
            code = process.wait()
        finally:
            process.kill()  # whoever reads may have seen enough; one that has ended feels nothing
    if code:
        raise _unreadable(path, code)


def _unreadable(path: Path, code: int) -> UnreadableFile:
    if code > 0:  # below zero: stopped by the limit on memory or time
        return UnreadableFile(
            path.name,
            Label(
                "cartella di lavoro danneggiata, incompleta o protetta da password",
                "workbook damaged, cut off or protected by a password",
            ),
            Label(
                "Riaprirla e salvarla di nuovo come XLSX senza password, o come CSV",
                "Open it and save it again as XLSX without password, or as CSV",
            ),
        )
    return UnreadableFile(
        path.name,
        Label("foglio troppo esteso per essere letto", "sheet too large to be read"),
        Label(
            "Togliere le celle lontane dalla tabella, o salvare il foglio come CSV",
            "Remove the cells far from the table, or save the sheet as CSV",
        ),
    )
