"""The process that reads a workbook: a line of JSON for each sheet's name and each row, on standard output.

Run by `ingest.tables.workbook`, never imported: it depends on nothing of ours and bounds its own memory and time.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import python_calamine as calamine

MEMORY = 1_500_000_000  # bytes of address space
SECONDS = 120  # of processor time
CANNOT_OPEN = 3


def text(value: object) -> str:
    """Return a cell as a person would type it: whole numbers without `.0`, dates in ISO 8601."""
    match value:
        case bool():
            return str(int(value))
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
        case datetime() if value.time() != time():
            return value.isoformat(" ", "minutes")
        case date():
            return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
        case timedelta():
            minutes = int(value.total_seconds()) // 60
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        case _:
            return value.isoformat("minutes") if isinstance(value, time) else str(value)


def limit() -> None:
    """Bound memory and processor time, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(path: str) -> int:
    """Write every visible sheet that holds anything."""
    limit()
    import python_calamine as calamine  # after the limit is set

    try:
        workbook = calamine.CalamineWorkbook.from_path(path)
        sheets = [s.name for s in workbook.sheets_metadata if s.visible == calamine.SheetVisibleEnum.Visible]
        parts = parts_of(path)
        for name in sheets:
            sheet = workbook.get_sheet_by_name(name)
            write(name, sheet, facts(path, parts[name]) if name in parts else {})
    except (calamine.CalamineError, OSError):
        return CANNOT_OPEN
    return 0


def write(name: str, sheet: calamine.CalamineSheet, told: dict[str, int]) -> None:
    """Write one sheet, what is told of it first; a cell merged downwards stands in each of its rows."""
    out = sys.stdout
    out.write(json.dumps(name) + "\n")
    if any(told.values()):
        out.write(json.dumps(told) + "\n")
    below = merged_down(sheet)
    for line, row in enumerate(sheet.iter_rows(), start=1):
        cells = [text(value) for value in row]
        for column, first in below.get(line, ()):
            if column < len(cells):
                cells[column] = first[0] = first[0] or cells[column]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            out.write(json.dumps([line, *cells]) + "\n")


def merged_down(sheet: calamine.CalamineSheet) -> dict[int, list[tuple[int, list[str]]]]:
    """Return, by line, the columns that belong to a cell merged over several rows, and where its text is kept."""
    below: dict[int, list[tuple[int, list[str]]]] = {}
    first_column = (sheet.start or (0, 0))[1]  # rows are given from there
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if bottom > top and left == right and bottom - top < 10_000:
            kept = [""]
            for row in range(top, bottom + 1):
                below.setdefault(row + 1, []).append((left - first_column, kept))
    return below


_SHEET = re.compile(rb"<sheet\b[^>]*>")
_LINK = re.compile(rb"<Relationship\b[^>]*>")
_HIDDEN = re.compile(rb"<row\b[^>]*\bhidden=\"(?:1|true)\"")
_UNSAVED = re.compile(rb"<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


def parts_of(path: str) -> dict[str, str]:
    """Return the part of an XLSX file in which each sheet is; nothing for other workbooks."""
    try:
        with zipfile.ZipFile(path) as archive:
            book = archive.read("xl/workbook.xml")
            links = archive.read("xl/_rels/workbook.xml.rels")
    except (zipfile.BadZipFile, KeyError, OSError):
        return {}
    targets = {value(link, b"Id"): value(link, b"Target") for link in _LINK.findall(links)}
    found = ((value(sheet, b"name"), targets.get(value(sheet, b"r:id"), "")) for sheet in _SHEET.findall(book))
    return {name: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for name, target in found if target}


def value(tag: bytes, name: bytes) -> str:
    """Return an attribute of a tag."""
    from html import unescape

    found = re.search(rb"\b" + name + rb"\s*=\s*\"([^\"]*)\"", tag)
    return unescape(found[1].decode("utf-8", "replace")) if found else ""


def facts(path: str, part: str) -> dict[str, int]:
    """Return what cells alone do not tell of a sheet: rows that are hidden, formulas without a saved value."""
    told = {"hidden": 0, "unsaved": 0}
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as content:
            for rows in whole_rows(iter(lambda: content.read(1 << 20), b"")):
                told["hidden"] += len(_HIDDEN.findall(rows))
                told["unsaved"] += len(_UNSAVED.findall(rows))
    except (zipfile.BadZipFile, KeyError, OSError):
        return {}
    return told


def whole_rows(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield a sheet in pieces that end where a row does."""
    rest = b""
    for chunk in chunks:
        whole, end, rest = (rest + chunk).rpartition(b"</row>")
        yield whole + end
    yield rest


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except BrokenPipeError:
        sys.exit(0)
