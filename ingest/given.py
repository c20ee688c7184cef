"""What a person said of a file, or confirmed: which table, which column is which, what its values mean.

Written and read as JSON by `ingest.mapping_file`; proposed from a file by `ingest.proposal`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Otherwise = Literal["reject", "note", "ignore"]
"""What becomes of a value that an optional column cannot hold: its row is rejected, it is kept as words, it is left."""

Meant = str | Literal[False] | None
"""What is to be read in place of a value; None: nothing, the value is ignored; False: its row is rejected."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person said of a file.

    Attributes
    ----------
    columns
        Squashed heading → name of a column, or None for a heading that must not be read.
    constants
        Name of a column → the value of every row that has none.
    source
        Name of the source that the mapping is for; empty: any.
    sheet
        Which sheet of a workbook; empty: the one with the headings looked for.
    header
        Line of the headings, from 1; 0: the table has none, its columns are called «Colonna 1» and so on;
        None: found by itself.
    towns
        Squashed headings in whose cells the municipality of a row without one is looked for, in this order.
    separators
        Name of a column that holds several values → further signs that part them.
    values
        Name of a column → folded value → what is meant by it.
    otherwise
        Name of a column → what becomes of values that it cannot hold; `reject` where nothing is said.
    optional
        Names of required columns that may be empty all the same, where the source allows it.
    """

    columns: Mapping[str, str | None] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    sheet: str = ""
    header: int | None = None
    towns: tuple[str, ...] = ()
    separators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Meant]] = field(default_factory=dict)
    otherwise: Mapping[str, Otherwise] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
