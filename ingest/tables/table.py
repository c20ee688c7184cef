"""A table in a file: titles above it, its headings, its rows, notes below it.

What the columns mean is not known here: see `ingest.mapping`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby, islice
from pathlib import Path
from typing import NamedTuple, Self

from graph.model.label import Label
from ingest.errors import UnreadableFile
from ingest.tables import workbook
from ingest.tables.calendar import HEADINGS as CALENDAR_HEADINGS
from ingest.tables.calendar import entries, is_calendar
from ingest.tables.cells import unguarded
from ingest.tables.delimited import SEPARATORS, Fault, Record, Records, split, trimmed
from ingest.tables.formats import check_text, is_workbook
from ingest.tables.lines import Lines
from ingest.tables.workbook import SheetFacts

HEAD_LINES = 40
"""The headings stand within these first lines."""
HEAD_BYTES = 1 << 18

_NOTE = re.compile(
    r"\s*(?:\*|\(|not[ae]\b|fonte\b|fonti\b|legenda\b|n\.?\s?b\.?\b|avvertenz|totale\b|source\b|notes?\b|total\b)", re.I
)
_LONG = 80
"""Characters in a first cell alone above which it is prose."""
COLUMN = "Colonna"
"""What the columns of a table without headings are called, with their number."""
_HEADINGS = 2
"""Known headings from which a row is taken for headings."""
NO_FACTS = SheetFacts()
_SEPARATOR_SAID = re.compile(r"sep=.?", re.IGNORECASE)  # a line for Excel
_TOO_MANY = Fault(
    Label("più celle che intestazioni", "more cells than headings"),
    Label(
        "Mettere fra virgolette le celle che contengono il separatore",
        "Put cells that hold the separator between quotes",
    ),
)
_OTHER_TABLE = Fault(
    Label("appartiene a un'altra tabella dello stesso foglio", "belongs to another table of the same sheet"),
    Label(
        "Mettere le due tabelle in due fogli, o caricare la seconda indicandone la riga delle intestazioni",
        "Put the two tables into two sheets, or load the second giving the row of its headings",
    ),
)
_CUT_OFF = Fault(
    Label("riga incompleta alla fine del file", "incomplete row at the end of the file"),
    Label("Controllare che il file non sia stato troncato", "Check that the file was not cut off"),
)


def _is_note(cells: Sequence[str]) -> bool:
    return len(cells) == 1 and (len(cells[0]) > _LONG or bool(_NOTE.match(cells[0])))


class Fit(NamedTuple):
    """How well a row serves as headings: better ones are greater."""

    complete: bool  # every required column is there
    matched: int  # columns recognised


Recognise = Callable[[Sequence[str]], Fit]


class _Head(NamedTuple):
    fit: Fit
    titles: tuple[str, ...]
    headings: tuple[str, ...]
    line: int
    separator: str = ""


class Table:
    """One table, open for reading once.

    Attributes
    ----------
    path
        The file.
    titles
        Lines above the headings, each as one text.
    headings
        As written, trimmed; empty where a column has none.
    header_line
        Line of the headings in the file (or sheet), from 1.
    separator, encoding, sheet
        How it was read; empty where they do not apply.
    notes
        Lines below the table, known once every row has been read.
    facts
        What the sheet's cells do not tell.
    others
        Lines of the headings of further tables below this one, known once every row has been read.
    """

    def __init__(
        self,
        path: Path,
        rows: Iterator[Record],
        head: _Head,
        *,
        lines: Lines | None = None,
        sheet: str = "",
        close: Callable[[], None] = lambda: None,
        facts: SheetFacts = NO_FACTS,
        recognise: Recognise | None = None,
    ) -> None:
        self.path = path
        self.facts, self._recognise = facts, recognise
        self.titles, self.headings, self.header_line = head.titles, head.headings, head.line
        self.separator, self.sheet = head.separator, sheet
        self.encoding = lines.decoder.encoding if lines else ""
        self.notes: list[str] = []
        self.others: list[int] = []
        self._rows, self._lines = rows, lines
        self._close = lines.close if lines else close
        self.verbatim = False  # blank rows, notes and repeated headings are rows too, for who answers each line
        self._ragged = False  # a row before the last had fewer cells than headings

    @property
    def repaired(self) -> int:
        """Return how many lines so far held bytes of another encoding than the rest."""
        return self._lines.decoder.repaired if self._lines and self._lines.decoder.mixed else 0

    @property
    def undone(self) -> int:
        """Return how many lines so far held letters that had been encoded twice."""
        return self._lines.decoder.undone if self._lines else 0

    @property
    def repairs(self) -> str:
        """Return the encoding in which those bytes were read."""
        return self._lines.decoder.fallback if self._lines else ""

    def __iter__(self) -> Iterator[Record]:
        """Return the rows below the headings: blank ones and notes left out, each as wide as the headings."""
        if self.verbatim:
            rows = (r for r in self._rows if r.line > self.header_line and (len(r.cells) > 1 or any(r.cells)))
            yield from (self._checked(raw, trimmed(raw.cells)) for raw in rows)
            return
        held: list[tuple[Record, bool]] = []  # lines with a first cell only: notes, unless a full row follows
        last = self.header_line
        for raw in self._rows:
            cells = trimmed(raw.cells)
            if not cells or raw.line <= self.header_line:
                continue
            apart, last = raw.line > last + 1, raw.line + sum(cell.count("\n") for cell in raw.cells)
            if self._is_heading(cells):
                continue
            if self._begins_another(cells, apart):
                self.others.append(raw.line)
                continue
            record = self._checked(raw, cells)
            if len(cells) == 1 and len(self.headings) > 1 and record.fault is None:
                lone = len(raw.cells) == 1 < len(self.headings) - 1  # without the separators of a row
                held.append((record, lone or _is_note(cells)))
                continue
            yield from (r for r, _ in held)
            held.clear()
            yield record
        notes = len(held)
        while notes and held[notes - 1][1]:
            notes -= 1
        self.notes.extend(r.cells[0].strip() for r, _ in held[notes:])
        yield from (r for r, _ in held[:notes])

    def _checked(self, raw: Record, cells: tuple[str, ...]) -> Record:
        width = len(self.headings)
        fault = raw.fault
        if self.others:
            fault = _OTHER_TABLE
            cells = (*cells[: width - 1], (self.separator or ";").join(cells[width - 1 :])) if cells[width:] else cells
        elif fault is None and len(cells) > width:
            fault = _TOO_MANY
        elif fault is None and len(raw.cells) < width and self._lines:
            if self._lines.unfinished and not self._ragged and not _is_note(cells):
                fault = _CUT_OFF
            self._ragged = True
        if fault is _TOO_MANY:  # nothing of the row is lost for who corrects it
            cells = (*cells[: width - 1], (self.separator or ";").join(cells[width - 1 :]))
        clean = tuple(unguarded(cell.strip()) for cell in cells[:width])
        return Record(raw.line, clean + ("",) * (width - len(clean)), fault)

    def _is_heading(self, cells: Sequence[str]) -> bool:
        return tuple(c.strip() for c in cells) == trimmed(self.headings)

    def _begins_another(self, cells: Sequence[str], apart: bool) -> bool:
        """Tell whether a row is the headings of another table: known ones, and others than this table's."""
        if self._recognise is None or self.header_line == 0 or len(cells) < 2:
            return False
        fit = self._recognise(cells)
        return fit.matched >= _HEADINGS and fit.matched * 2 > sum(map(bool, cells)) and (apart or fit.complete)

    def close(self) -> None:
        """Close the file."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def open_table(path: Path, recognise: Recognise | None = None, sheet: str = "", header: int | None = None) -> Table:
    """Open the table in a file.

    Parameters
    ----------
    recognise
        Tells how many of the wanted columns a row of headings names: titles above it are then told from it, and
        the separator and the sheet are those under which it is found. Without it, the headings are the first row
        that is as wide as most rows.
    sheet
        Its name, where a person has said which.
    header
        Line of the headings, from 1, where a person has said which; 0 for a table that has none.

    Raises
    ------
    UnreadableFile
        Missing, empty, binary, damaged, too large, or of a format that holds no table.
    """
    fit = recognise or (lambda _: Fit(False, 0))
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise missing_file(path) from error
    if is_calendar(head):
        top = _Head(Fit(True, len(CALENDAR_HEADINGS)), (), CALENDAR_HEADINGS, 0)
        return Table(path, iter(entries(path)), top)
    if is_workbook(path, head):
        return _open_workbook(path, fit, sheet, header)
    check_text(path, head)
    return _open_text(path, head, fit, header)


def missing_file(path: Path) -> UnreadableFile:
    """Return the error of a file that is not there."""
    return UnreadableFile(
        path.name,
        Label("il file non esiste", "there is no such file"),
        Label("Controllare nome e cartella", "Check name and folder"),
    )


def _open_text(path: Path, head: bytes, fit: Recognise, header: int | None) -> Table:
    lines = Lines(path, head)
    try:
        first = list(islice(lines, max(HEAD_LINES, header or 0)))
        best = max(
            (_head(split(first, s), fit, s, header) for s in SEPARATORS),
            key=lambda h: (h.fit, len(h.headings)),
        )
        if not best.headings:
            raise _blank(path, header) if header else empty_file(path)
        lines.put_back(first)
        records = Records(lines, best.separator)
        records.width = len(best.headings)
    except BaseException:
        lines.close()
        raise
    return Table(path, records, best, lines=lines, recognise=fit)


def _open_workbook(path: Path, recognise: Recognise, wanted: str, header: int | None) -> Table:
    """Open the first sheet that has the headings looked for, else the one that comes nearest, or the one named."""
    told: dict[str, SheetFacts] = {}
    rows = workbook.rows(path, told)
    nearest: tuple[_Head, str] | None = None
    met = []
    for sheet, group in groupby(rows, key=lambda row: row.sheet):
        met.append(sheet)
        if wanted not in ("", sheet):
            continue
        records = (Record(row.line, row.cells) for row in group)
        first = list(islice(records, max(HEAD_LINES, header or 0)))
        head = _head(first, recognise, header=header)
        if wanted or head.fit.complete:
            if not head.headings:
                rows.close()
                raise _blank(path, header or 1)
            facts = told.get(sheet, NO_FACTS)
            opened = chain(first, records)
            return Table(path, opened, head, sheet=sheet, close=rows.close, facts=facts, recognise=recognise)
        if nearest is None or head.fit > nearest[0].fit:
            nearest = head, sheet
    if wanted:
        raise _no_sheet(path, wanted, met)
    if nearest is None:
        raise empty_file(path)
    head, chosen = nearest
    if not head.headings:
        raise _blank(path, header or 1)
    again = workbook.rows(path)
    records = (Record(row.line, row.cells) for row in again if row.sheet == chosen)
    facts = told.get(chosen, NO_FACTS)
    return Table(path, records, head, sheet=chosen, close=again.close, facts=facts, recognise=recognise)


def _head(rows: Sequence[Record], recognise: Recognise, separator: str = "", header: int | None = None) -> _Head:
    """Return the headings among a table's first rows, or those on the line given, and what stands above them."""
    filled = [(row, trimmed(row.cells)) for row in rows]
    filled = [(row, cells) for row, cells in filled if cells]
    if not filled:
        return _Head(Fit(False, 0), (), (), 0, separator)
    usual = Counter(len(cells) for _, cells in filled).most_common(1)[0][0]
    if header == 0:
        made = tuple(f"{COLUMN} {number}" for number in range(1, usual + 1))
        return _Head(recognise(made), (), made, 0, separator)
    fits = [recognise(cells) for _, cells in filled]
    at = max(range(len(filled)), key=lambda i: (fits[i], -i))
    if header is not None:
        at = next((i for i, (row, _) in enumerate(filled) if row.line == header), -1)
        if at < 0:
            return _Head(Fit(False, 0), (), (), 0, separator)
    elif not fits[at].complete and fits[at].matched < _HEADINGS:  # a row of data may hold one such word
        at = next(i for i, (_, cells) in enumerate(filled) if len(cells) >= usual)
    titles = tuple(" ".join(" ".join(cells).split()) for _, cells in filled[:at])
    titles = tuple(title for title in titles if not _SEPARATOR_SAID.fullmatch(title))
    headings = tuple(" ".join(cell.split()) for cell in filled[at][1])
    return _Head(fits[at], titles, headings, filled[at][0].line, separator)


def _blank(path: Path, header: int) -> UnreadableFile:
    return UnreadableFile(
        path.name,
        Label(f"la riga {header} non ha intestazioni", f"row {header} has no headings"),
        Label("Indicare la riga in cui stanno le intestazioni", "Give the row in which the headings are"),
    )


def _no_sheet(path: Path, wanted: str, met: Sequence[str]) -> UnreadableFile:
    names = ", ".join(f"«{name}»" for name in met[:20])
    return UnreadableFile(
        path.name,
        Label(f"non c'è un foglio «{wanted}» che si possa leggere", f"no sheet “{wanted}” that can be read"),
        Label(f"Indicare uno di questi: {names or 'nessuno'}", f"Give one of these: {names or 'none'}"),
    )


def empty_file(path: Path) -> UnreadableFile:
    """Return the error of a file that holds nothing."""
    return UnreadableFile(
        path.name,
        Label("il file è vuoto", "the file is empty"),
        Label("Indicare un file con una riga di intestazioni", "Give a file with a row of headings"),
    )
