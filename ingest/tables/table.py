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
from ingest.tables.cells import unguarded
from ingest.tables.delimited import SEPARATORS, Fault, Record, Records, split, trimmed
from ingest.tables.formats import check_text, is_workbook
from ingest.tables.lines import Lines

HEAD_LINES = 40
"""The headings stand within these first lines."""
HEAD_BYTES = 1 << 18

_NOTE = re.compile(
    r"\s*(?:\*|\(|not[ae]\b|fonte\b|fonti\b|legenda\b|n\.?\s?b\.?\b|avvertenz|totale\b|source\b|notes?\b|total\b)", re.I
)
_LONG = 80
"""Characters in a first cell alone above which it is prose."""
_SEPARATOR_SAID = re.compile(r"sep=.?", re.IGNORECASE)  # a line for Excel
_TOO_MANY = Fault(
    Label("più celle che intestazioni", "more cells than headings"),
    Label(
        "Mettere fra virgolette le celle che contengono il separatore",
        "Put cells that hold the separator between quotes",
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
    ) -> None:
        self.path = path
        self.titles, self.headings, self.header_line = head.titles, head.headings, head.line
        self.separator, self.sheet = head.separator, sheet
        self.encoding = lines.decoder.encoding if lines else ""
        self.notes: list[str] = []
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
        for raw in self._rows:
            cells = trimmed(raw.cells)
            if not cells or raw.line <= self.header_line or self._is_heading(cells):
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
        if fault is None and len(cells) > width:
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

    def close(self) -> None:
        """Close the file."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def open_table(path: Path, recognise: Recognise | None = None) -> Table:
    """Open the table in a file.

    Parameters
    ----------
    recognise
        Tells how many of the wanted columns a row of headings names: titles above it are then told from it, and
        the separator and the sheet are those under which it is found. Without it, the headings are the first row
        that is as wide as most rows.

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
        raise UnreadableFile(
            path.name,
            Label("il file non esiste", "there is no such file"),
            Label("Controllare nome e cartella", "Check name and folder"),
        ) from error
    if is_workbook(path, head):
        return _open_workbook(path, fit)
    check_text(path, head)
    return _open_text(path, head, fit)


def _open_text(path: Path, head: bytes, fit: Recognise) -> Table:
    lines = Lines(path, head)
    try:
        first = list(islice(lines, HEAD_LINES))
        best = max(
            (_head(split(first, s), fit, s) for s in SEPARATORS),
            key=lambda h: (h.fit, len(h.headings)),
        )
        if not best.headings:
            raise _empty(path)
        lines.put_back(first)
        records = Records(lines, best.separator)
        records.width = len(best.headings)
    except BaseException:
        lines.close()
        raise
    return Table(path, records, best, lines=lines)


def _open_workbook(path: Path, recognise: Recognise) -> Table:
    """Open the first sheet that has the headings looked for, else the one that comes nearest."""
    rows = workbook.rows(path)
    nearest: tuple[_Head, str] | None = None
    for sheet, group in groupby(rows, key=lambda row: row.sheet):
        records = (Record(row.line, row.cells) for row in group)
        first = list(islice(records, HEAD_LINES))
        head = _head(first, recognise)
        if head.fit.complete:
            return Table(path, chain(first, records), head, sheet=sheet, close=rows.close)
        if nearest is None or head.fit > nearest[0].fit:
            nearest = head, sheet
    if nearest is None:
        raise _empty(path)
    head, chosen = nearest
    again = workbook.rows(path)
    records = (Record(row.line, row.cells) for row in again if row.sheet == chosen)
    return Table(path, records, head, sheet=chosen, close=again.close)


def _head(rows: Sequence[Record], recognise: Recognise, separator: str = "") -> _Head:
    """Return the headings among a table's first rows, and what stands above them."""
    filled = [(row, trimmed(row.cells)) for row in rows]
    filled = [(row, cells) for row, cells in filled if cells]
    if not filled:
        return _Head(Fit(False, 0), (), (), 0, separator)
    fits = [recognise(cells) for _, cells in filled]
    at = max(range(len(filled)), key=lambda i: (fits[i], -i))
    if not fits[at].complete and fits[at].matched < 2:  # a row of data may hold one such word
        usual = Counter(len(cells) for _, cells in filled).most_common(1)[0][0]
        at = next(i for i, (_, cells) in enumerate(filled) if len(cells) >= usual)
    titles = tuple(" ".join(" ".join(cells).split()) for _, cells in filled[:at])
    titles = tuple(title for title in titles if not _SEPARATOR_SAID.fullmatch(title))
    headings = tuple(" ".join(cell.split()) for cell in filled[at][1])
    return _Head(fits[at], titles, headings, filled[at][0].line, separator)


def _empty(path: Path) -> UnreadableFile:
    return UnreadableFile(
        path.name,
        Label("il file è vuoto", "the file is empty"),
        Label("Indicare un file con una riga di intestazioni", "Give a file with a row of headings"),
    )
