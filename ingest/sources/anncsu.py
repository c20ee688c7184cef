"""`anncsu`: the national register of streets and house numbers (ISTAT and Revenue Agency), reference data of places.

Its rows are no bodies: they are kept beside the store (`ingest.places.register_file`), and what they change there
are the places of bodies already known (`ingest.places.register_load`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.model import Label
from ingest.places.register_file import Access
from ingest.places.writing import fold
from ingest.sources.remote import Remote
from ingest.sources.source import Column, Context, Problem, Row, RowChanges, Source
from ingest.tables import open_table

NAME = "anncsu"

COLUMNS = (
    Column("istat", Label("CODICE_ISTAT", "ISTAT code"), ("CODICE ISTAT", "ISTAT", "COD_ISTAT"), required=True),
    Column(
        "street",
        Label("PROGRESSIVO_NAZIONALE", "National number of the street"),
        ("PROGR_NAZIONALE", "PROGRESSIVO NAZIONALE", "PROGRESSIVO_ODONIMO"),
        required=True,
    ),
    Column("name", Label("ODONIMO", "Name of the street"), ("DENOMINAZIONE ODONIMO",), required=True),
    Column("locality", Label("LOCALITA'", "Locality"), ("LOCALITA",)),
    Column("second_language", Label("DIZIONE_LINGUA1", "Second language"), ("DIZIONE LINGUA 1",)),
    Column("third_language", Label("DIZIONE_LINGUA2", "Third language"), ("DIZIONE LINGUA 2",)),
    Column("number", Label("CIVICO", "House number"), ("NUMERO CIVICO", "NUM_CIVICO"), required=True),
    Column("exponent", Label("ESPONENTE", "Exponent"), ("ESP",)),
    Column("colour", Label("SPECIFICITA", "Colour of the number"), ("SPECIFICITA'",)),
    Column("metric", Label("METRICO", "Metric number"), ()),
    Column("x", Label("COORD_X_COMUNE", "Longitude"), ("COORD_X", "LONGITUDINE", "X")),
    Column("y", Label("COORD_Y_COMUNE", "Latitude"), ("COORD_Y", "LATITUDINE", "Y")),
)
"""Columns by their official headings; those that say nothing of a place are not read."""

_ITALY = ((6.0, 19.0), (35.0, 47.6))  # longitude, latitude: the ranges do not meet, so that exchanged ones show
_DEGREES = re.compile(r"-?\d{1,3}([.,]\d+)?")
_LABEL = Label(
    "Vie e numeri civici (ANNCSU: ISTAT e Agenzia delle Entrate)",
    "Streets and house numbers (ANNCSU: ISTAT and Revenue Agency)",
)


@dataclass(frozen=True, slots=True)
class Anncsu:
    """The register as a source; see the protocol `Source`."""

    name: str = NAME
    label: Label = _LABEL
    licence: str = "CC BY 4.0"
    address: str = "https://anncsu.open.agenziaentrate.gov.it/age-inspire/opendata/anncsu/getds.php?INDIR_LOMB"
    stable: bool = True
    takes_files: bool = True
    columns: tuple[Column, ...] = COLUMNS

    def remotes(self, today: date) -> tuple[Remote, ...]:
        """Return the official file of the region, to be cut to municipalities while it arrives."""
        largest = 4 * 1024**3
        return (Remote("", (self.address,), ("CODICE_ISTAT", "ODONIMO"), largest=largest, select="CODICE_ISTAT"),)

    def keeping(self, store: str, municipalities: frozenset[str], *, dry_run: bool) -> AbstractContextManager[Source]:
        """Return the source that keeps its rows beside a store; see `ingest.sources.source.KeptBeside`."""
        from ingest.places.register_load import keeping  # SQLite and matching: listing sources needs neither

        return keeping(self, access, store, municipalities, dry_run=dry_run)

    def changes(self, rows: Iterable[Row], context: Context) -> Iterator[RowChanges]:
        """Check rows: they ask nothing of the store, and are kept by `ingest.places.register_load`."""
        for row in rows:
            read = access(row.values)
            yield RowChanges(row, problems=(read,) if isinstance(read, Problem) else ())


SOURCE = Anncsu()


def read_file(file: Path) -> Iterator[Access | Problem]:
    """Return what each row of a published file says, in order.

    Raises
    ------
    UnreadableFile, MissingColumns, RepeatedHeading
    """
    from ingest.mapping import Columns  # it asks every source for its columns: this one as well

    columns = Columns(COLUMNS)
    with open_table(file, columns.recognise) as table:
        binding = columns.bind(file.name, NAME, table.headings)
        for record in table:
            if record.fault is None:
                yield access(binding.values(record.cells))
            else:
                yield Problem("", "", record.fault.problem, record.fault.remedy)


def access(values: Mapping[str, str]) -> Access | Problem:
    """Return what a row says, or why it cannot be taken.

    A coordinate that is not in WGS84 degrees within Italy (projected, zero, garbage) is no coordinate.
    """
    istat, street, name = (values.get(c, "") for c in ("istat", "street", "name"))
    if not istat.isdecimal() or len(istat) > 6:
        return Problem(
            "istat",
            istat,
            Label("codice ISTAT del comune non leggibile", "ISTAT code of the municipality unreadable"),
            Label("Scrivere le sei cifre del codice ISTAT", "Write the six digits of the ISTAT code"),
        )
    if not street.isdecimal() or len(street) > 15:
        return Problem(
            "street",
            street,
            Label("progressivo nazionale della via non leggibile", "national number of the street unreadable"),
            Label("Scrivere il progressivo nazionale, un numero", "Write the national number, digits only"),
        )
    if not name:
        return Problem(
            "name",
            "",
            Label("nome della via mancante", "name of the street missing"),
            Label("Scrivere il nome della via", "Write the name of the street"),
        )
    names = (name, values.get("second_language", ""), values.get("third_language", ""))
    number = values.get("number", "") or values.get("metric", "")
    lat, lon = _point(values.get("x", ""), values.get("y", ""))
    return Access(
        istat.zfill(6),
        int(street),
        tuple(" ".join(n.split()) for n in names if n),
        values.get("locality", ""),
        int(number) if number.isdecimal() and 0 < len(number) <= 6 and int(number) else None,
        _exponent(values.get("exponent", ""), values.get("colour", "")),
        lat,
        lon,
    )


def _exponent(text: str, colour: str) -> str:
    """Return an exponent without signs: `/A` and `A` are one; red numbers (`R`) are other numbers than black ones."""
    if not text and not colour:
        return ""
    red = "R" if fold(colour)[:1] == "R" else ""
    return "".join(c for c in fold(text) if c.isalnum()) + red


def _point(x: str, y: str) -> tuple[float | None, float | None]:
    if not x or not y or not _DEGREES.fullmatch(x) or not _DEGREES.fullmatch(y):
        return None, None
    lon, lat = float(x.replace(",", ".")), float(y.replace(",", "."))
    if _ITALY[1][0] <= lon <= _ITALY[1][1] and _ITALY[0][0] <= lat <= _ITALY[0][1]:
        lon, lat = lat, lon
    inside = _ITALY[0][0] <= lon <= _ITALY[0][1] and _ITALY[1][0] <= lat <= _ITALY[1][1]
    return (lat, lon) if inside else (None, None)
