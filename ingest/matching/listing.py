"""A list of bodies in a file, by the headings of its columns. No store is touched."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.mapping import squashed
from ingest.matching.record import Body
from ingest.places.errors import NoSuchColumn
from ingest.tables import open_table
from ingest.tables.table import Fit


@dataclass(frozen=True, slots=True)
class BodyList:
    """The rows of one file, in order: row n of a person is position n - 1.

    Attributes
    ----------
    ids
        Their own codes, empty where none was asked for.
    unread
        Lines that could not be read whole; their rows are there, as far as they go.
    """

    bodies: list[Body]
    ids: list[str]
    unread: list[int]


def read_list(file: Path, name: str, municipality: str = "", id_: str = "") -> BodyList:
    """Read a list.

    Parameters
    ----------
    name, municipality, id_
        Headings of the columns, compared without case, accents and punctuation; empty for a column not wanted.

    Raises
    ------
    UnreadableFile, NoSuchColumn
    """
    wanted = {squashed(heading) for heading in (name, municipality, id_) if heading}

    def recognise(cells: tuple[str, ...] | list[str]) -> Fit:
        found = len(wanted & {squashed(cell) for cell in cells})
        return Fit(found == len(wanted), found)

    with open_table(file, lambda cells: recognise(list(cells))) as table:
        table.verbatim = True
        at_name = _position(file, table.headings, name)
        at_town = _position(file, table.headings, municipality) if municipality else None
        at_id = _position(file, table.headings, id_) if id_ else None
        result = BodyList([], [], [])
        for record in table:
            cells = record.cells
            result.bodies.append(Body(cells[at_name], cells[at_town] if at_town is not None else ""))
            result.ids.append(cells[at_id] if at_id is not None else "")
            if record.fault is not None:
                result.unread.append(record.line)
    return result


def _position(file: Path, headings: tuple[str, ...], wanted: str) -> int:
    for position, heading in enumerate(headings):
        if squashed(heading) == squashed(wanted):
            return position
    raise NoSuchColumn(file.name, wanted, headings)
