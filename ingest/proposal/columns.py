"""Which heading of a file is which column of a source: by what it is called and by what stands under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.model.folding import words
from ingest.mapping import OURS, squashed
from ingest.proposal.signs import CHECKED, TELLING, Signs
from ingest.sources.source import Column

_EXACT, _NEARLY, _PART = 1.0, 0.8, 0.6
_VETO, _CLEARLY, _PARTLY = 0.15, 0.75, 0.35
_GUESSED = 1.0
"""What it costs a source that a column which it needs is found by its values alone."""
_ENOUGH = 3
"""Values from which their not fitting speaks against a heading."""
_PERSONS = """
referente referenti presidente responsabile cognome rappresentante nascita nato nata fax telefax vicepresidente
segretario tesoriere titolare
"""
_NEVER = frozenset(_PERSONS.split())
"""Words of headings under which persons stand, or what nobody calls: never proposed."""
_PATTERNS = frozenset(("times", "address"))
"""Columns of plain text whose values tell what they are."""
_STATE = frozenset(("rimozione", "cancellazione", "cancellato", "cessazione", "cessata", "stato"))
"""Words of headings that say whether a body still exists: kept as words."""


@dataclass(frozen=True, slots=True)
class Headed:
    """One column of a file: its heading as written and the values under it that are not empty.

    `filled` is their share of the rows.
    """

    heading: str
    values: tuple[str, ...]
    filled: float


@dataclass(frozen=True, slots=True)
class Found:
    """What the columns of a file are, for one source.

    Attributes
    ----------
    columns
        Position of a file's column → name of the source's, None where it is not read.
    score
        How well the file fits the source: greater is better.
    missing
        Required columns that no heading is.
    """

    columns: Mapping[int, str | None]
    score: float
    missing: tuple[str, ...] = ()
    read: Mapping[str, int] = field(default_factory=dict)


class Assigning:
    """Finds the columns of sources among those of one file."""

    def __init__(self, signs: Signs, headed: Sequence[Headed]) -> None:
        self._signs, self._headed = signs, headed

    def find(self, columns: Sequence[Column]) -> Found:
        """Return what the file's columns are for one source, each column of it found once, the best way together."""
        import numpy as np
        from scipy.optimize import linear_sum_assignment  # 0.2 s: only where a file is looked at

        scores = np.array([[self._score(one, c) * _weight(c, one) for c in columns] for one in self._headed])
        if not scores.size:
            return Found({}, 0.0)
        at, to = linear_sum_assignment(-scores)
        found: dict[int, str | None] = dict.fromkeys(range(len(self._headed)))
        best = 0.0
        for i, j in zip(at, to, strict=True):
            if scores[i, j] > 0:
                found[int(i)] = columns[int(j)].name
                guessed = columns[int(j)].required and not _called(self._headed[int(i)].heading, columns[int(j)])
                best += float(scores[i, j]) - _GUESSED * guessed
        read = {name: position for position, name in found.items() if name}
        self._add(columns, found)
        missing = tuple(c.name for c in columns if c.required and c.name not in read)
        return Found(found, best, missing, read)

    def _score(self, one: Headed, column: Column) -> float:
        """Return how likely a heading is a column, 0 where it is not."""
        called = _called(one.heading, column)
        type_ = column.property.type if column.property is not None else None
        telling = type_ in TELLING or column.name in _PATTERNS
        if called < 0 or (not called and not telling and not column.required):
            return 0.0
        share = self._signs.share(column, one.values)
        checked = type_ in CHECKED or share != Signs.UNTOLD
        if called >= _NEARLY:
            vetoed = checked and len(one.values) >= _ENOUGH and share < _VETO
            return 0.0 if vetoed else called + 0.2 * share + 0.1 * bool(one.values)
        if called:
            return called * (0.4 + 0.6 * share) if not checked or share >= _PARTLY else 0.0
        return self._untitled(one, column, share) if share >= _CLEARLY else 0.0

    def _untitled(self, one: Headed, column: Column, share: float) -> float:
        """Return how likely a column is one by its values alone."""
        type_ = column.property.type if column.property is not None else None
        if len(one.values) >= _ENOUGH and (type_ in TELLING or column.name in _PATTERNS):
            return 0.45 * share
        named = column.required and column.name in ("name", "title") and _distinct(one)
        return 0.3 * share * one.filled if named else 0.0

    def _add(self, columns: Sequence[Column], found: dict[int, str | None]) -> None:
        """Add what else a source reads: a second telephone, another name, words that have no column of their own."""
        by_name = {column.name: column for column in columns}
        keeper = next((name for name in ("notes", "description") if name in by_name), None)
        for position, one in enumerate(self._headed):
            if found[position] is not None or not one.values:
                continue
            meant = next((c for c in columns if _called(one.heading, c) >= _NEARLY), None)
            if meant is not None:
                better = [c for p, c in found.items() if c == meant.name and self._before(position, p, meant)]
                secret = meant.property is not None and meant.property.private
                if self._score(one, meant) and not better:
                    found[position] = meant.name
                elif not secret or keeper == "notes":
                    found[position] = keeper
            elif _called(one.heading, next(iter(columns))) < 0:
                continue
            else:
                noted = keeper == "notes" and not _counts(one.values)  # seen by staff only: nothing is lost there
                found[position] = self._more(one, columns, found) or (
                    keeper if noted or _STATE & set(words(one.heading)) else None
                )

    def _before(self, one: int, other: int, column: Column) -> bool:
        """Tell whether a heading is nearer to what a column of one value is called than the one chosen for it."""
        mine, others = (_called(self._headed[at].heading, column) for at in (one, other))
        return not column.many and mine > others

    def _more(self, one: Headed, columns: Sequence[Column], found: Mapping[int, str | None]) -> str | None:
        """Return the column of several values that a further heading adds to, because its values tell."""
        for column in columns:
            declared = column.property
            several = column.many and declared is not None and declared.type in TELLING
            if (
                several
                and column.name in found.values()
                and len(one.values) >= _ENOUGH
                and self._signs.share(column, one.values) >= _CLEARLY
            ):
                return column.name
        return None


def _called(heading: str, column: Column) -> float:
    """Return how far a heading is what a column is called; -1 where it must not be proposed."""
    if not heading or heading in OURS:
        return -1.0
    said = set(words(heading))
    if said & _NEVER and squashed(heading) not in {squashed(w) for w in wordings(column)}:
        return -1.0
    for rank, wording in enumerate(wordings(column)):
        if squashed(wording) == squashed(heading):
            return _EXACT - 0.01 * min(rank, 15)
    for wording in wordings(column):
        own = words(wording)
        if own and len("".join(own)) > 2 and (set(own) <= said or _begins(own, tuple(words(heading)))):
            return _PART
    return 0.0


def _begins(wording: tuple[str, ...], heading: tuple[str, ...]) -> bool:
    """Tell whether a heading is a wording cut short: `Denom.`, `Indir.`, `Telef.`."""
    return len(wording) == len(heading) and all(
        len(h) > 3 and w.startswith(h) for w, h in zip(wording, heading, strict=True)
    )


def wordings(column: Column) -> tuple[str, ...]:
    """Return all that a column is called."""
    return (column.name, column.label.it, column.label.en, *column.headings)


def _weight(column: Column, one: Headed) -> float:
    if column.required:
        return (2.0 if column.name == "date" else 1.5) * one.filled
    return 1.0 if one.values else 0.1


def _counts(values: Sequence[str]) -> bool:
    """Tell whether values only number the rows."""
    numbers = [int(value) for value in values if value.isdigit() and len(value) < 10]
    return len(numbers) == len(values) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _distinct(one: Headed) -> bool:
    return len(set(one.values)) > len(one.values) / 2
