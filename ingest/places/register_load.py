"""Loading a register of streets: its rows go into the file beside the store, its points to bodies already known.

The register is put in place only once the store has taken the new places; a dry run leaves both as they are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.model import Label
from graph.store.changes import PutNode
from graph.store.interface import View
from graph.store.records import Node
from graph.territory.gazetteer import Gazetteer
from ingest.places.cache import Cache
from ingest.places.chain import LOCATED_KINDS, Chain, finer, town_words
from ingest.places.register import Register
from ingest.places.register_file import PROVIDER, Access, Coverage, Filling, Unwanted, beside, place_file, replacing
from ingest.sources.source import Column, Context, Problem, Row, RowChanges, Source

DEFAULT_REGION = "Lombardia"
"""Whose municipalities are kept of a larger file, unless others are asked for or used."""

ReadRow = Callable[[Mapping[str, str]], Access | Problem]


@contextmanager
def keeping(
    source: Source, read: ReadRow, store: str, municipalities: frozenset[str], *, dry_run: bool
) -> Iterator[Source]:
    """Give a source that keeps its rows beside a store; on a good end, and not in a dry run, they are in place.

    Parameters
    ----------
    read
        Turns a row's cells into a line of the register.
    store
        URL.
    municipalities
        ISTAT codes kept besides those that are kept anyway.
    """
    with replacing(beside(store)) as connection:
        kept = RegisterSource(source, read, connection, municipalities)
        yield kept
        if dry_run:
            raise Unwanted
        _forget_answers(place_file(store, "places"), [c.municipality for c in kept.covered])


def _forget_answers(file: Path, municipalities: Sequence[str]) -> None:
    if file.exists():
        with Cache(file, lambda: 0.0) as cache:
            cache.forget(municipalities)


class RegisterSource:
    """A register's source whose rows are kept; see the protocol `Source`.

    Attributes
    ----------
    covered
        What was kept, known when the last row has been read.
    """

    def __init__(
        self, source: Source, read: ReadRow, connection: sqlite3.Connection, municipalities: frozenset[str]
    ) -> None:
        self.name, self.label, self.licence = source.name, source.label, source.licence
        self.address, self.stable, self.takes_files = source.address, source.stable, source.takes_files
        self.columns: tuple[Column, ...] = source.columns
        self._read, self._connection, self._asked_for = read, connection, municipalities
        self.covered: list[Coverage] = []

    def changes(self, rows: Iterable[Row], context: Context) -> Iterator[RowChanges]:
        """Keep rows; with the last good one come the new places of bodies that the store has."""
        kept = _Kept(self._connection, context, self._asked_for)
        last: Row | None = None
        for row in rows:
            line = self._read(row.values)
            if isinstance(line, Problem):
                yield RowChanges(row, problems=(line,))
                continue
            if last is not None:
                yield RowChanges(last)
            last = row
            kept.add(line)
        self.covered = kept.finish()
        if last is None:
            return
        register = Register(self._connection, town_words(context.gazetteer))
        fresh = [c.municipality for c in self.covered]
        changes = tuple(new_places(context.view, context.gazetteer, register, fresh))
        yield RowChanges(last, changes, remarks=(kept.remark(), _places_remark(len(changes))))


@dataclass
class _Kept:
    """The rows of the municipalities in scope; those of the only municipality of a file whichever it is."""

    connection: sqlite3.Connection
    context: Context
    asked_for: frozenset[str]

    def __post_init__(self) -> None:
        self._filling = Filling(self.connection)
        self._scope = self.asked_for | _usual(self.context.view, self.context.gazetteer)
        self._now: dict[str, str] = {}  # the code of a municipality as published → its code today
        self._first, self._several = "", False
        self._outside = 0
        self._covered: list[Coverage] = []

    def add(self, line: Access) -> None:
        """Keep a line if its municipality is in scope."""
        istat = self._today(line.municipality)
        self._first = self._first or istat
        self._several = self._several or istat != self._first
        if istat in self._scope or not self._several:
            self._filling.add(line.in_municipality(istat))
        else:
            self._outside += 1

    def finish(self) -> list[Coverage]:
        """Close the register."""
        if self._several and self._first not in self._scope:
            self._filling.leave_out(self._first)
        self._covered = self._filling.finish()
        return self._covered

    def remark(self) -> Label:
        """Say what was kept."""
        towns, streets, numbers, located = (
            len(self._covered),
            sum(c.streets for c in self._covered),
            sum(c.numbers for c in self._covered),
            sum(c.located for c in self._covered),
        )
        kept = (
            f"Registro delle vie: comuni {towns}, vie {streets}, civici {numbers}, con coordinate {located}.",
            f"Register of streets: municipalities {towns}, streets {streets}, numbers {numbers}, located {located}.",
        )
        if not self._several or not (self._outside or self._first not in self._scope):
            return Label(*kept)
        return Label(
            f"{kept[0]} Degli altri comuni nulla: si tengono {DEFAULT_REGION}, i comuni in uso e --municipality.",
            f"{kept[1]} Nothing of other municipalities: {DEFAULT_REGION}, those in use, --municipality are kept.",
        )

    def _today(self, istat: str) -> str:
        known = self._now.get(istat)
        if known is None:
            became = self.context.gazetteer.in_being(istat)
            known = self._now[istat] = became[0] if len(became) == 1 else istat
        return known


def _usual(view: View, gazetteer: Gazetteer) -> frozenset[str]:
    """Return the municipalities that are kept without being asked for: the region's, and those in use."""
    region = {m.istat for m in gazetteer.all() if m.region == DEFAULT_REGION}
    return frozenset(region | {node.text("municipality") for node in view.nodes(LOCATED_KINDS)})


def new_places(
    view: View, gazetteer: Gazetteer, register: Register, municipalities: Iterable[str]
) -> Iterator[PutNode]:
    """Return the places that change now that the register has these municipalities.

    A place that a person confirmed or set, an invented one, and one that is known more finely already stay.
    """
    fresh = frozenset(municipalities)
    locate = Chain(gazetteer, register=register)
    for node in view.nodes(LOCATED_KINDS):
        if node.text("municipality") not in fresh or not node.text("address") or not _may_move(node):
            continue
        place = locate(node.text("address"), node.text("municipality"), node.text("postcode"))
        ours = node.text("place_provider") == PROVIDER
        better = place.provider == PROVIDER and not finer(node.text("precision"), place.precision)
        if better and place.lat is None and node.point is not None and not ours:
            continue  # a street without a point tells less than a point
        if ours or better:
            wanted = place.properties()
            if any(node.properties.get(name) != value for name, value in wanted.items()):
                yield PutNode(node.key, node.kind, wanted, expected_revision=node.revision)


def _may_move(node: Node) -> bool:
    by_hand = node.point is not None and not node.text("place_provider")
    return not (by_hand or node.properties.get("place_confirmed") is True or node.properties.get("invented") is True)


def _places_remark(count: int) -> Label:
    return Label(
        f"Schede già in archivio che ne ricevono il luogo: {count}.",
        f"Records already in the store that get their place from it: {count}.",
    )
