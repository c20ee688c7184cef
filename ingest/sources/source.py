"""What a source is: its columns, its licence, where it is published, and how its rows become changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, runtime_checkable

from graph.model import Label, Property
from graph.store.changes import Change
from graph.store.interface import View
from graph.territory.gazetteer import Gazetteer
from ingest.places.place import Place


@dataclass(frozen=True, slots=True)
class Column:
    """One column a source reads.

    Attributes
    ----------
    name
        What `Row.values` calls it.
    headings
        How files call it, in any language; compared without case, accents, spaces and punctuation.
    many
        The cell holds several values separated by `;` or `|`.
    property
        What of the model the column fills, where it fills just that: templates take allowed values from it.
    may_lack
        Though required, a mapping may say that a file does not have it.
    """

    name: str
    label: Label
    headings: tuple[str, ...] = ()
    required: bool = False
    many: bool = False
    help: Label | None = None
    property: Property | None = None
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file, its cells by column name; absent and empty cells are empty texts.

    `number` counts data rows from 1 within the file; `line` is the line a person finds in a spreadsheet.
    `titles` are the lines above the headings (a year, a reference date), the same for every row of a file.
    """

    number: int
    line: int
    values: Mapping[str, str]
    original: tuple[str, ...] = ()
    file: str = ""
    titles: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        """Return a cell, trimmed."""
        return self.values.get(name, "").strip()

    def many(self, name: str) -> tuple[str, ...]:
        """Return the values of a cell that holds several, trimmed, empties and repetitions left out."""
        parts = (part.strip() for part in self.text(name).replace("|", ";").split(";"))
        return tuple(dict.fromkeys(part for part in parts if part))


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be taken, and what to do about it."""

    column: str
    value: str
    problem: Label
    remedy: Label


@dataclass(frozen=True, slots=True)
class RowChanges:
    """What one row asks of the store; with problems, it asks nothing and is rejected.

    `reviews` are doubtful matches (new key, key it may already be), queued for a person. `remarks` are what
    a person should know of the load and no row is rejected for; the same one is said once.
    """

    row: Row
    changes: Sequence[Change] = ()
    problems: tuple[Problem, ...] = ()
    reviews: tuple[tuple[str, str], ...] = field(default=())
    remarks: tuple[Label, ...] = ()


class Locate(Protocol):
    """The geocoder chain: never fails, never invents."""

    def __call__(self, address: str, municipality: str, postcode: str = "") -> Place: ...


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known of a body that a row names and the store may have under another name.

    Attributes
    ----------
    same
        Key of the body it is, as a person says; empty when it stays apart.
    reviews
        Pairs (new key, key it may already be) that wait for a person.
    """

    same: str = ""
    reviews: tuple[tuple[str, str], ...] = ()


class Judge(Protocol):
    """Says whether a body that no key and no exact name finds is one that the store has: never on its own."""

    def __call__(self, key: str, kind: str, name: str, municipality: str) -> Judgement: ...


def apart(key: str, kind: str, name: str, municipality: str) -> Judgement:
    """Keep every body apart and queue nothing."""
    return Judgement()


@dataclass(frozen=True, slots=True)
class Context:
    """What a source may look at while reading: passed in, never reached for.

    `optional` are required columns that may be empty in this load.
    """

    view: View
    gazetteer: Gazetteer
    locate: Locate
    today: date
    judge: Judge = apart
    optional: frozenset[str] = frozenset()


class Source(Protocol):
    """One register or spreadsheet.

    Attributes
    ----------
    name
        As in the command line: `mim-schools`.
    licence
        Under which its data may be used; empty for a person's own spreadsheet.
    address
        Official address of the file, or of the page where it is to be had by hand.
    stable
        Whether `address` can be fetched by `download`.
    takes_files
        False for what ships with the product (`labimpact`, `sample`).
    columns
        What it reads; empty when the layout is its own.
    """

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> Label: ...
    @property
    def licence(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def stable(self) -> bool: ...
    @property
    def takes_files(self) -> bool: ...
    @property
    def columns(self) -> tuple[Column, ...]: ...

    def changes(self, rows: Iterable[Row], context: Context) -> Iterator[RowChanges]:
        """Turn rows into changes, one `RowChanges` for every row, in any order."""
        ...


@runtime_checkable
class KeptBeside(Protocol):
    """A source whose rows are reference data: kept beside the store, they change it only by what follows from them."""

    def keeping(self, store: str, municipalities: frozenset[str], *, dry_run: bool) -> AbstractContextManager[Source]:
        """Give the source that keeps its rows while it is read; they are in place after a good end.

        Parameters
        ----------
        store
            URL of the store that they belong to.
        municipalities
            ISTAT codes to be kept besides those that are kept anyway.
        """
        ...
