"""Which column of a file is which column of a source: by its heading, or as a mapping file says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from graph.model.folding import folded
from graph.model.schema import ValueType
from ingest.errors import MissingColumns, RepeatedHeading
from ingest.given import Given
from ingest.rejects import OWN_COLUMNS
from ingest.sources import registry
from ingest.sources.source import Column
from ingest.tables.cells import is_null
from ingest.tables.table import Fit

_LIKELY = 0.8
"""Shares of headings read and columns filled that add up to less name no source."""
NOTED = frozenset({"notes"})
"""Columns in which every cell says under which heading it stood."""
OURS = frozenset(OWN_COLUMNS)
"""Headings of rejects files: never read, never taken for the file's own."""


@lru_cache(maxsize=4096)
def squashed(heading: str) -> str:
    """Return a heading as it is compared: without case, accents, spaces and punctuation."""
    return folded(heading).replace(" ", "")


class Columns:
    """The columns of one source, found by what files call them.

    Where several headings of a file mean the same column, the one that the column names first counts; the
    others fill its empty cells (or add their values, where a cell holds several).
    """

    def __init__(self, columns: Sequence[Column], given: Given | None = None) -> None:
        self.columns = tuple(columns)
        self.given = given or Given()
        self._meaning: dict[str, tuple[Column, int]] = {}
        for column in columns:
            wordings = (column.name, column.label.it, column.label.en, *column.headings)
            for rank, wording in enumerate(wordings):
                self._meaning.setdefault(squashed(wording), (column, rank))
        self._by_name = {column.name: column for column in columns}

    def named(self, heading: str) -> Column | None:
        """Return the column that a heading names."""
        found = self._meaning.get(squashed(heading))
        return found[0] if found else None

    def recognise(self, cells: Sequence[str]) -> Fit:
        """Tell how well cells serve as headings."""
        if not self.columns:
            return Fit(False, 0)
        found = {ranked[0] for cell in cells if (ranked := self._ranked(cell))}
        found |= self.given.constants.keys()
        return Fit(all(c.name in found for c in self._needed()), len(found))

    def _needed(self) -> Iterator[Column]:
        """Return the columns that a file must have: what a mapping gives, finds or lets be empty is not among them."""
        given = self.given
        for column in self.columns:
            lifted = column.name in given.constants or (column.may_lack and column.name in given.optional)
            if column.required and not lifted and not (given.towns and column.name == "municipality"):
                yield column

    def bind(self, file: str, source: str, headings: Sequence[str]) -> Binding:
        """Return where each column stands in a file.

        Raises
        ------
        MissingColumns, RepeatedHeading
        """
        places: dict[str, list[tuple[int, int]]] = {}
        seen: dict[str, int] = {}
        for position, heading in enumerate(headings):
            ranked = self._ranked(heading)
            if ranked is None:
                continue
            key = squashed(heading)
            if key in seen:
                raise RepeatedHeading(file, heading, (seen[key] + 1, position + 1))
            seen[key] = position
            places.setdefault(ranked[0], []).append((ranked[1], position))
        missing = [c.label for c in self._needed() if c.name not in places]
        if missing:
            raise MissingColumns(file, source, missing, headings, resembling(headings, source).source)
        return Binding(
            tuple(headings),
            {name: tuple(position for _, position in sorted(found)) for name, found in places.items()},
            frozenset(c.name for c in self.columns if c.many),
            self.given.constants,
            frozenset(c.name for c in self.columns if c.property and c.property.type is ValueType.LONG_TEXT),
            {heading: column.name for heading, (column, _) in self._meaning.items()},
        )

    def _ranked(self, heading: str) -> tuple[str, int] | None:
        """Return the name of the column that a heading means, and how far down its wordings; None if not read."""
        if not heading or heading in OURS:
            return None
        key = squashed(heading)
        if key in self.given.columns:
            name, own = self.given.columns[key], self._meaning.get(key)
            if name is None:
                return None
            return name, own[1] if own and own[0].name == name else -1
        if not self.columns:  # the source reads every column under its own heading
            return heading, 0
        found = self._meaning.get(key)
        return (found[0].name, found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Binding:
    """Where the columns of a source stand in one file.

    Attributes
    ----------
    headings
        Of the file, as written.
    positions
        Name of a column → positions in a row, the one that counts most first.
    prose
        Columns of free text: what a person maps to one beside its own headings is added to it, under its heading.
    meanings
        Squashed heading → the column that it names by itself.
    discreet
        Columns that are not read hold personal data: their cells go no further than here.
    """

    headings: tuple[str, ...]
    positions: Mapping[str, tuple[int, ...]]
    many: frozenset[str]
    constants: Mapping[str, str]
    prose: frozenset[str] = frozenset()
    meanings: Mapping[str, str] = field(default_factory=dict)
    discreet: bool = False

    def values(self, cells: Sequence[str]) -> dict[str, str]:
        """Return the cells of a row by column; null markers are empty."""
        values = dict(self.constants)
        for name, positions in self.positions.items():
            texts = [cells[p] for p in positions if not is_null(cells[p])]
            if texts:
                values[name] = ";".join(texts) if name in self.many else texts[0]
            if name in self.prose:
                values[name] = "\n".join(self._told(name, cells, positions)) or values.get(name, "")
        return {name: value for name, value in values.items() if value}

    def _told(self, name: str, cells: Sequence[str], positions: Sequence[int]) -> Iterator[str]:
        """Return the free text of a row: the first cell under headings of its own, the others after theirs."""
        own = False
        for position in positions:
            heading, cell = self.headings[position], cells[position]
            if is_null(cell):
                continue
            if self.meanings.get(squashed(heading)) == name or (len(positions) == 1 and name not in NOTED):
                if not own:
                    yield cell
                own = True
            else:
                yield f"{heading}: {cell}"

    def heading(self, column: str) -> str:
        """Return what the file calls a column, or the column's own name where it has none."""
        positions = self.positions.get(column)
        return self.headings[positions[0]] if positions else column

    @property
    def unread(self) -> tuple[str, ...]:
        """Return the headings that no column reads."""
        read = {p for positions in self.positions.values() for p in positions}
        return tuple(h for i, h in enumerate(self.headings) if h and i not in read and h not in OURS)

    @property
    def places(self) -> dict[int, tuple[str, int]]:
        """Return what tells the file's own columns apart, by position: heading as compared, times met before."""
        met: Counter[str] = Counter()
        found = {}
        for position in self.own:
            key = squashed(self.headings[position])
            found[position] = (key, met[key])
            met[key] += 1
        return found

    @property
    def own(self) -> tuple[int, ...]:
        """Return the positions of the file's own columns: all but those of a rejects file, or all that are read."""
        if self.discreet:
            return tuple(sorted({p for positions in self.positions.values() for p in positions}))
        return tuple(i for i, heading in enumerate(self.headings) if heading not in OURS)

    def shown(self, cells: Sequence[str]) -> tuple[str, ...]:
        """Return the cells of a row as they may be repeated to people."""
        if not self.discreet:
            return tuple(cells)
        own = set(self.own)
        return tuple(cell if position in own else "" for position, cell in enumerate(cells))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far a file's headings are those of a source.

    Attributes
    ----------
    read
        Share of the file's headings that the source reads, 0–1.
    filled
        Share of the source's columns that the file has, 0–1.
    """

    source: str = ""
    read: float = 0.0
    filled: float = 0.0


def resembling(headings: Sequence[str], instead_of: str) -> Likeness:
    """Return the other source whose columns a file's headings are most likely; one without a name if there is none."""
    named = [heading for heading in headings if heading and heading not in OURS]
    best = Likeness()
    for name in registry.MODULES:
        columns = registry.source(name).columns if name != instead_of else ()
        fit = Columns(columns).recognise(named)
        if fit.complete:
            like = Likeness(name, fit.matched / len(named), fit.matched / len(columns))
            best = max(best, like, key=lambda one: one.read + one.filled)
    return best if best.read + best.filled >= _LIKELY else Likeness()
