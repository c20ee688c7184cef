"""A list of addresses, placed line by line with registers given on the spot. No store is touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Municipality, Resolved
from ingest.places.chain import Chain, town_words
from ingest.places.errors import NoSuchColumn
from ingest.places.place import Place
from ingest.places.register import Register
from ingest.places.register_file import Access, in_memory
from ingest.sources.anncsu import read_file
from ingest.sources.source import Problem
from ingest.tables import Record, Table, open_table

COLUMNS = ("lat", "lon", "precision", "provider", "matched", "score")
Value = str | float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: its own cells, then the values of `COLUMNS`."""

    cells: tuple[str, ...]
    place: tuple[Value, ...]


@dataclass
class Tally:
    """What came of the lines and of the registers' rows.

    Attributes
    ----------
    by_precision
        Lines; `""` for those whose municipality is unknown.
    faults
        Lines that could not be read: file line → problem in Italian.
    unread
        Rows of registers that could not be read.
    """

    by_precision: Counter[str] = field(default_factory=Counter)
    faults: dict[int, str] = field(default_factory=dict)
    unread: int = 0


class Listing:
    """A file of addresses, open at its first line.

    Parameters
    ----------
    address, municipality
        Headings of the two columns, as the file writes them.
    registers
        Files of street registers (ANNCSU); only municipalities that the list names are kept.

    Raises
    ------
    UnreadableFile, MissingColumns, NoSuchColumn
    """

    def __init__(
        self, file: Path, address: str, municipality: str, registers: Sequence[Path], gazetteer: Gazetteer
    ) -> None:
        self._gazetteer, self._stack = gazetteer, ExitStack()
        self.tally = Tally()
        try:
            self._table = self._open(file)
            self._address = _position(file, self._table.headings, address)
            self._municipality = _position(file, self._table.headings, municipality)
            self._chain = self._stack.enter_context(Chain(gazetteer, register=self._register(file, registers)))
        except BaseException:
            self._stack.close()
            raise

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the headings of what comes out: those of the file, renamed where they are ours, then ours."""
        own: list[str] = []
        taken = {*COLUMNS, *(h for h in self._table.headings if h not in COLUMNS)}
        for heading in self._table.headings:
            name = heading
            while name in COLUMNS or (name != heading and name in taken):
                name += "_in"
            own.append(name)
        return (*own, *COLUMNS)

    def __iter__(self) -> Iterator[Line]:
        """Return one line for every line of the file, in order."""
        for record in self._table:
            place = self._place(record)
            self.tally.by_precision[str(place[2] or "")] += 1
            yield Line(record.cells, place)

    def __enter__(self) -> Listing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _open(self, file: Path) -> Table:
        table = self._stack.enter_context(open_table(file))
        table.verbatim = True
        return table

    def _register(self, file: Path, registers: Sequence[Path]) -> Register | None:
        if not registers:
            return None
        wanted = {where.istat for record in self._open(file) if (where := self._where(record)) is not None}
        connection = in_memory(self._accesses(registers, wanted))
        return Register(connection, town_words(self._gazetteer))

    def _accesses(self, registers: Iterable[Path], wanted: set[str]) -> Iterator[Access]:
        codes: dict[str, str] = {}
        for file in registers:
            for row in read_file(file):
                if isinstance(row, Problem):
                    self.tally.unread += 1
                    continue
                if row.municipality not in codes:
                    became = self._gazetteer.in_being(row.municipality)
                    codes[row.municipality] = became[0] if len(became) == 1 else row.municipality
                if codes[row.municipality] in wanted:
                    yield row.in_municipality(codes[row.municipality])

    def _where(self, record: Record) -> Municipality | None:
        text = record.cells[self._municipality] if record.fault is None else ""
        answer = self._gazetteer.resolve(text) if text else None
        return answer.municipality if isinstance(answer, Resolved) else None

    def _place(self, record: Record) -> tuple[Value, ...]:
        if record.fault is not None:
            self.tally.faults[record.line] = record.fault.problem.it
        where = self._where(record)
        if where is None:
            return (None,) * len(COLUMNS)
        return _values(self._chain(record.cells[self._address], where.istat), where)


def _values(place: Place, where: Municipality) -> tuple[Value, ...]:
    """Return the values of `COLUMNS`; a place known no better than its municipality has the municipality's point."""
    coarse = place.precision == "municipality"
    lat, lon = (where.lat, where.lon) if coarse else (place.lat, place.lon)
    return (lat, lon, place.precision, place.provider, place.matched, place.score)


def _position(file: Path, headings: Sequence[str], wanted: str) -> int:
    for found in (
        [i for i, h in enumerate(headings) if h == wanted],
        [i for i, h in enumerate(headings) if h.casefold() == wanted.strip().casefold()],
    ):
        if len(found) == 1:
            return found[0]
    raise NoSuchColumn(file.name, wanted, headings)
