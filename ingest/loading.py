"""The one way in: tables are read, mapped and turned into changes, row by row, within one changeset.

What the rows mean is known to `ingest.sources`; what may be stored, to the store.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path

from graph.store.changes import Change, Changeset, Effect, Load, Outcome, PutNode
from graph.store.interface import GraphStore
from graph.territory.gazetteer import Gazetteer
from ingest.errors import UnaccountedRows, WrongFiles, WrongSource
from ingest.mapping import Binding, Columns, Given, resembling
from ingest.places.place import Place
from ingest.rejects import Rejected, Rejects, RejectsOverInput
from ingest.sources.source import Context, Locate, Problem, Row, Source
from ingest.tables import Record, Table, open_table

_CLEARLY = 0.3
"""A file is another source's when that one reads so much more of its headings (share of all)."""


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load did, or would do.

    Attributes
    ----------
    read
        Rows; each was created, updated, unchanged or rejected.
    revision
        None when nothing changed.
    seconds
        Wall time.
    problems
        Italian wording → rejected rows.
    rejects
        The first rejected rows.
    remarks
        What a person should know and no row was rejected for, in Italian.
    """

    source: str
    files: tuple[str, ...]
    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    ties_created: int
    revision: int | None
    dry_run: bool
    seconds: float
    problems: Mapping[str, int] = field(default_factory=dict)
    rejects: tuple[Rejected, ...] = ()
    remarks: tuple[str, ...] = ()

    def document(self) -> dict[str, object]:
        """Return what the command line prints."""
        shown = (f.name for f in fields(self) if f.name not in ("problems", "rejects", "remarks"))
        return {name: getattr(self, name) for name in shown} | {"files": list(self.files)}


def load(
    store: GraphStore,
    source: Source,
    files: Sequence[Path],
    *,
    author: str,
    now: datetime,
    dry_run: bool = False,
    rejects: Path | None = None,
    mapping: Given | None = None,
    locate: Locate | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> LoadResult:
    """Load files as one changeset.

    Parameters
    ----------
    now
        With a time zone; its day is when the files were read.
    rejects
        Where rejected rows are written; `.xlsx` for a workbook, else CSV.
    locate
        The geocoder chain; by default the one that works without a network.
    progress
        Told now and then how many rows have been read.

    Raises
    ------
    IngestError, GraphError
        The store is as it was then, and no rejects are written.
    """
    started = time.monotonic()
    if source.takes_files != bool(files):
        raise WrongFiles(source.name, source.takes_files)
    for file in files:
        if rejects is not None and rejects.resolve() == file.resolve():
            raise RejectsOverInput(file.name)
    with ExitStack() as stack:
        opened = [_open(file, files, source, mapping, stack) for file in files]
        run = _Run(source, opened, rejects, progress)
        stack.callback(run.rejects.discard)
        context = _context(store, now, locate)
        changeset = Changeset(author, _reason(source, files), source.name, run.changes(context), _details(files))
        outcome = store.apply(changeset, dry_run=dry_run)
        result = run.result(outcome, dry_run, started)
        if not dry_run:
            store.record_load(_record(result, author, now))
        run.rejects.save()
    return result


@dataclass(frozen=True, slots=True)
class _Opened:
    """One file of a load, open at its first row."""

    name: str
    table: Table
    binding: Binding

    def row(self, record: Record, number: int) -> Row:
        """Return a record as its source sees it."""
        cells = record.cells
        if record.fault is not None and self.binding.discreet:
            cells = ("",) * len(cells)  # which cell is which is not known: none may be repeated
        values = self.binding.values(cells)
        return Row(number, record.line, values, self.binding.shown(cells), self.name, self.table.titles)


def _open(file: Path, files: Sequence[Path], source: Source, mapping: Given | None, stack: ExitStack) -> _Opened:
    columns = Columns(source.columns, mapping)
    table = stack.enter_context(open_table(file, columns.recognise))
    binding = columns.bind(file.name, source.name, table.headings)
    binding = replace(binding, discreet=getattr(source, "discreet", False))
    if mapping is None and not source.licence and binding.unread:
        # a person's own sheet has free headings: a register may fit it by chance
        other, share = resembling(table.headings, source.name)
        if share > len(binding.positions) / len([h for h in table.headings if h]) + _CLEARLY:
            raise WrongSource(file.name, source.name, other)
    twins = sum(1 for other_file in files if other_file.name == file.name)
    return _Opened(file.name if twins == 1 else str(file), table, binding)


def _context(store: GraphStore, now: datetime, locate: Locate | None) -> Context:
    view = store.view("staff")
    gazetteer = Gazetteer.from_nodes(view.nodes(["municipality"]))
    return Context(view, gazetteer, locate or _offline(gazetteer), now.date())


def _offline(gazetteer: Gazetteer) -> Locate:
    def locate(address: str, municipality: str, postcode: str = "") -> Place:
        where = gazetteer.by_istat(municipality)
        return Place(address, municipality, "municipality", "municipality", where.name if where else "", 1.0)

    return locate


class _Run:
    """One pass over the files: what was read, what was rejected, which changes belong to which row."""

    def __init__(
        self, source: Source, opened: Sequence[_Opened], rejects: Path | None, progress: Callable[[int], None]
    ) -> None:
        self.source, self.opened, self.progress = source, opened, progress
        self.read = self.answered = self.faulty = 0
        self._by_file = {o.name: o for o in opened}
        own = dict.fromkeys(o.binding.headings[i] for o in opened for i in o.binding.own)
        self._headings = tuple(own)
        self.rejects = Rejects(rejects, self._headings, opened[0].table.titles if opened else ())
        self._said: dict[str, None] = {}  # remarks of the source, each once
        self._nodes: list[bytes] = []  # for each row not rejected: for each of its changes, whether it is a node's

    def rows(self) -> Iterator[Row]:
        """Return the rows of every file; those that cannot be read are rejected on the way."""
        for opened in self.opened:
            for number, record in enumerate(opened.table, start=1):
                self.read += 1
                if self.read % 500 == 0:
                    self.progress(self.read)
                row = opened.row(record, number)
                if record.fault is None:
                    yield row
                else:
                    self.faulty += 1
                    self._reject(row, (Problem("", "", record.fault.problem, record.fault.remedy),))

    def changes(self, context: Context) -> Iterator[Change]:
        """Return the changes of every row that is taken."""
        for answer in self.source.changes(self.rows(), context):
            self.answered += 1
            self._said.update((remark.it, None) for remark in answer.remarks)
            if answer.problems:
                self._reject(answer.row, answer.problems)
            else:
                self._nodes.append(bytes(isinstance(change, PutNode) for change in answer.changes))
                yield from answer.changes
        if self.source.takes_files and self.answered + self.faulty != self.read:
            raise UnaccountedRows(self.source.name, self.read, self.answered + self.faulty)

    def _reject(self, row: Row, problems: tuple[Problem, ...]) -> None:
        opened = self._by_file.get(row.file)
        if opened is None:  # a source without files makes its rows itself
            self.rejects.add(Rejected(row, problems, tuple(p.column for p in problems)), ())
            return
        columns = tuple(opened.binding.heading(p.column) if p.column else "" for p in problems)
        cells = {opened.binding.headings[i]: row.original[i] for i in opened.binding.own}
        self.rejects.add(Rejected(row, problems, columns), [cells.get(h, "") for h in self._headings])

    def result(self, outcome: Outcome, dry_run: bool, started: float) -> LoadResult:
        """Return the counts: each row has one outcome, told by what its changes did."""
        counts = {"created": 0, "updated": 0, "unchanged": 0}
        at = 0
        for nodes in self._nodes:
            effects = outcome.effects[at : at + len(nodes)]
            at += len(nodes)
            if any(node and effect is Effect.CREATED for node, effect in zip(nodes, effects, strict=True)):
                counts["created"] += 1
            elif any(effect is not Effect.UNCHANGED for effect in effects):
                counts["updated"] += 1
            else:
                counts["unchanged"] += 1
        return LoadResult(
            self.source.name,
            tuple(o.name for o in self.opened),
            self.answered + self.faulty,
            **counts,
            rejected=self.rejects.count,
            ties_created=outcome.ties.get(Effect.CREATED, 0),
            revision=None if dry_run else outcome.revision,
            dry_run=dry_run,
            seconds=round(time.monotonic() - started, 3),
            problems=dict(self.rejects.problems.most_common()),
            rejects=tuple(self.rejects.first),
            remarks=(*self._said, *(remark for o in self.opened for remark in _remarks(o))),
        )


def _remarks(opened: _Opened) -> Iterator[str]:
    table = opened.table
    if opened.binding.unread:
        names = ", ".join(f"«{h[:60]}»" for h in opened.binding.unread)
        yield f"{opened.name}: colonne non lette: {names}."
    if table.repaired:
        yield (
            f"{opened.name}: {table.repaired} righe con caratteri in un'altra codifica, lette come {table.repairs}: "
            "controllare gli accenti."
        )
    if table.notes:
        yield f"{opened.name}: {len(table.notes)} righe di nota sotto la tabella, non lette come dati."


def _reason(source: Source, files: Sequence[Path]) -> str:
    names = ", ".join(file.name for file in files)
    return f"Caricamento di {source.label.it}" + (f" da {names}" if names else "")


def _details(files: Sequence[Path]) -> dict[str, str | int]:
    details: dict[str, str | int] = {}
    for number, file in enumerate(files, start=1):
        mark = f" {number}" if len(files) > 1 else ""
        details[f"file{mark}"] = file.name
        with file.open("rb") as content:
            details[f"sha256{mark}"] = hashlib.file_digest(content, "sha256").hexdigest()
    return details


def _record(result: LoadResult, author: str, now: datetime) -> Load:
    at = now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return Load(
        result.source,
        result.files,
        at,
        author,
        result.revision,
        result.read,
        result.created,
        result.updated,
        result.unchanged,
        result.rejected,
        result.problems,
    )
