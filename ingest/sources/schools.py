"""`mim-schools`: the ministry's register of schools, its institutes and their buildings as one school with sites.

State, non-state and autonomous-province layouts; the non-state ones know no institute: each row is a school.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.model import Label
from ingest.sources.remote import Remote
from ingest.sources.school_changes import NAME, Schools
from ingest.sources.school_rows import COLUMNS
from ingest.sources.source import Column, Context, Row, RowChanges

_BASE = "https://dati.istruzione.it/opendata/opendata/catalogo/elements1"
_LAYOUTS = (("SCUANAGRAFESTAT", False), ("SCUANAGRAFEPAR", True), ("SCUANAAUTSTAT", True), ("SCUANAAUTPAR", True))
_LABEL = Label("Anagrafe delle scuole (Ministero dell'istruzione)", "Register of schools (ministry)")


@dataclass(frozen=True, slots=True)
class MimSchools:
    """The register as a source; see the protocol `Source`."""

    name: str = NAME
    label: Label = _LABEL
    licence: str = "IODL 2.0"
    address: str = f"{_BASE}/SCUANAGRAFESTAT20252620250901.csv"
    stable: bool = True
    takes_files: bool = True
    columns: tuple[Column, ...] = COLUMNS

    def remotes(self, today: date) -> tuple[Remote, ...]:
        """Return the official files: this school year's name first, then last year's."""
        newest = today.year if today.month >= 9 else today.year - 1
        return tuple(
            Remote(
                "",
                tuple(f"{_BASE}/{layout}{year}{(year + 1) % 100:02d}{day}.csv" for year, day in _issues(newest)),
                ("CODICESCUOLA", "DENOMINAZIONESCUOLA"),
                optional,
                256 * 1024 * 1024,
            )
            for layout, optional in _LAYOUTS
        )

    def changes(self, rows: Iterable[Row], context: Context) -> Iterator[RowChanges]:
        """Turn rows into schools and sites; a school comes before its buildings, whatever the file's order."""
        return Schools(context).changes(rows)


def _issues(newest: int) -> Iterator[tuple[int, str]]:
    """Return school years and reference dates as published: at the start of the year, restated at its end."""
    for year in (newest, newest - 1):
        yield year, f"{year}0901"
        yield year, f"{year + 1}0831"


SOURCE = MimSchools()
