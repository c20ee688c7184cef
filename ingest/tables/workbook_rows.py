"""The process that reads a workbook: a line of JSON for each sheet's name and each row, on standard output.

Run by `ingest.tables.workbook`, never imported: it depends on nothing of ours and bounds its own memory and time.
"""

from __future__ import annotations

import json
import sys
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
        for name in sheets:
            sheet = workbook.get_sheet_by_name(name)
            write(name, sheet)
    except (calamine.CalamineError, OSError):
        return CANNOT_OPEN
    return 0


def write(name: str, sheet: calamine.CalamineSheet) -> None:
    """Write one sheet; a cell merged downwards stands in each of its rows."""
    out = sys.stdout
    out.write(json.dumps(name) + "\n")
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


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except BrokenPipeError:
        sys.exit(0)
