"""A file looked at as a whole: the list that it probably is, and the mapping under which it loads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Resolved
from ingest.cleaning.cleaner import ADDRESS, TOWN
from ingest.given import Given, Otherwise
from ingest.mapping import squashed
from ingest.proposal.columns import Assigning, Found, Headed
from ingest.proposal.headings import HeadingWords
from ingest.proposal.samples import Sample, samples
from ingest.proposal.signs import Signs
from ingest.sources import registry
from ingest.sources.source import Column, Source
from ingest.sources.spreadsheet import Spreadsheet
from ingest.tables.cells import is_null
from ingest.tables.table import COLUMN, empty_file

_ENOUGH_TOWNS = 0.2
"""Share of a column's cells in which towns are read, from which they are looked for there."""
_MISSING, _LIFTED = 1.5, 0.3
_NAMED = re.compile(r"(?i)\b(?:comune|citt[aà]|municipio)\s+di\s+([^\d,;:()\-–]{3,40})")
_MENTIONS = 2
_PLACED = ("name", "title", "venue", "place", "meeting_place")
"""Columns whose cells may name a municipality."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file probably is.

    Attributes
    ----------
    source
        Name of the source that fits best.
    given
        The mapping under which it loads.
    headings
        As written.
    headed
        The columns of the file with the values that were looked at.
    missing
        Required columns that a person must still point to.
    """

    source: str
    given: Given
    headings: tuple[str, ...]
    headed: tuple[Headed, ...]
    missing: tuple[str, ...] = ()


def sheets() -> list[Source]:
    """Return the sources that are people's own lists, which a file may be mapped to."""
    return [source for source in registry.sources() if isinstance(source, Spreadsheet)]


def propose(path: Path, gazetteer: Gazetteer, source: str = "", sheet: str = "", header: int | None = None) -> Proposal:
    """Look at a file.

    Parameters
    ----------
    source, sheet, header
        What a person has said already.

    Raises
    ------
    UnreadableFile
    """
    looked = samples(path)
    if not any(sample.rows for sample in looked):
        raise empty_file(path)
    chosen = [sample for sample in looked if sheet in ("", sample.sheet)] or looked
    found = [_sheet(path, sample, gazetteer, source, header) for sample in chosen]
    best = max(found, key=lambda one: one[0])
    several = len(looked) > 1
    return replace(best[1], given=replace(best[1].given, sheet=best[1].given.sheet if several else ""))


def _sheet(path: Path, sample: Sample, gazetteer: Gazetteer, source: str, header: int | None) -> tuple[float, Proposal]:
    wanted = [registry.source(source)] if source else sheets()
    known = HeadingWords([column for one in wanted for column in one.columns])
    line = known.row(sample) if header is None else header
    headed = table(sample, line)
    titles = [" ".join(row.cells) for row in sample.rows if row.line < line]
    texts = [*titles, sample.sheet, re.sub(r"[_\-.\d]+", " ", path.stem)]
    looking = _Looking(gazetteer, headed, texts)
    score, best = max((looking.at(one) for one in wanted), key=lambda found: found[0])
    return score, replace(best, given=replace(best.given, header=line, sheet=sample.sheet))


def table(sample: Sample, line: int) -> tuple[Headed, ...]:
    """Return the columns of a sheet whose headings are on a line (0: nowhere)."""
    below = [row.cells for row in sample.rows if row.line > line]
    head = next((row.cells for row in sample.rows if row.line == line), ())
    width = max(len(head), sample.width if line == 0 else 0)
    made = []
    for i in range(width):
        values = tuple(cells[i] for cells in below if i < len(cells) and not is_null(cells[i]))
        heading = " ".join(head[i].split()) if i < len(head) else f"{COLUMN} {i + 1}"
        made.append(Headed(heading, values, len(values) / max(len(below), 1)))
    return tuple(made)


class _Looking:
    """One table, held against sources."""

    def __init__(self, gazetteer: Gazetteer, headed: Sequence[Headed], texts: Sequence[str]) -> None:
        self._gazetteer, self._headed, self._texts = gazetteer, headed, texts
        self._signs = Signs(gazetteer)
        self._assigning = Assigning(self._signs, headed)

    def at(self, source: Source) -> tuple[float, Proposal]:
        """Return how well the table fits a source, and the mapping for it."""
        found = self._assigning.find(source.columns)
        by_name = {column.name: column for column in source.columns}
        towns = self._towns(found) if TOWN in by_name else ()
        wanted = TOWN in by_name and not towns and TOWN not in found.read
        constants = {TOWN: town} if wanted and (town := self._town()) else {}
        lacking = [by_name[name] for name in found.missing if not (name == TOWN and (towns or constants))]
        lifted = frozenset(column.name for column in source.columns if column.may_lack and self._lacks(column, found))
        missing = tuple(column.name for column in lacking if column.name not in lifted)
        given = Given(
            {squashed(one.heading): found.columns.get(i) for i, one in enumerate(self._headed) if one.heading},
            constants,
            source.name,
            towns=tuple(squashed(self._headed[i].heading) for i in towns),
            separators=self._separators(source.columns, found),
            otherwise=_otherwise(source.columns, found),
            optional=lifted,
        )
        score = found.score - _MISSING * len(missing) - _LIFTED * len(lifted)
        headings = tuple(one.heading for one in self._headed)
        return score, Proposal(source.name, given, headings, tuple(self._headed), missing)

    def _separators(self, columns: Sequence[Column], found: Found) -> dict[str, tuple[str, ...]]:
        """Return the columns of several names that stand between commas, where nothing else parts them."""
        named = {c.name: found.read[c.name] for c in columns if c.many and c.property is None and c.name in found.read}
        texts = {name: "\n".join(self._headed[position].values) for name, position in named.items()}
        return {name: (", ",) for name, text in texts.items() if ", " in text and not re.search("[;|]", text)}

    def _lacks(self, column: Column, found: Found) -> bool:
        position = found.read.get(column.name)
        return position is None or self._headed[position].filled < 1

    def _towns(self, found: Found) -> tuple[int, ...]:
        """Return the columns in which a municipality is read where a row has none, the address first."""
        if TOWN in found.read and self._headed[found.read[TOWN]].filled == 1:
            return ()
        seat = found.read.get(ADDRESS)
        shares = {
            i: self._signs.towns(one.values, seated=i == seat)
            for i, one in enumerate(self._headed)
            if one.values and (i == seat or found.columns.get(i) in _PLACED)
        }
        good = [i for i, share in shares.items() if share >= _ENOUGH_TOWNS]
        return tuple(sorted(good, key=lambda i: (i != seat, -shares[i])))

    def _town(self) -> str:
        """Return the municipality that a title, the sheet or the file is named after, where the rows bear it out."""
        for text in self._texts:
            for named in _NAMED.findall(text):
                if town := self._first(named):
                    return town
        rows = "\n".join(" ".join(one.values).casefold() for one in self._headed)
        for text in self._texts:
            for town in self._all(text):
                if len(re.findall(rf"\b{re.escape(town.casefold())}\b", rows)) >= _MENTIONS:
                    return town
        return ""

    def _first(self, text: str) -> str:
        """Return the municipality that a text begins with."""
        listed = text.split()
        for end in range(len(listed), 0, -1):
            if town := self._resolved(" ".join(listed[:end])):
                return town
        return ""

    def _all(self, text: str) -> list[str]:
        listed = text.split()
        spans = [(a, b) for a in range(len(listed)) for b in range(len(listed), a, -1)]
        found = (self._resolved(" ".join(listed[a:b])) for a, b in spans)
        return [town for town in dict.fromkeys(found) if town]

    def _resolved(self, text: str) -> str:
        answer = self._gazetteer.resolve(text) if len(text) > 3 and not re.search(r"\d", text) else None
        return answer.municipality.name if isinstance(answer, Resolved) else ""


def _otherwise(columns: Sequence[Column], found: Found) -> dict[str, Otherwise]:
    """Return what becomes of values that cannot be read: kept as words wherever a row can do without them."""
    return {
        column.name: "note"
        for column in columns
        if column.name in found.read and not column.required and column.property is not None and column.name != TOWN
    }
