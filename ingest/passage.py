"""One pass over the files of a load: rows in, changes out, and which changes belong to which row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from graph.model import KINDS
from graph.store.changes import Change, Effect, Outcome, PutNode
from graph.store.interface import View
from graph.store.records import Node
from graph.territory.gazetteer import Gazetteer
from ingest.cleaning.cleaner import Cleaner
from ingest.differences import RecordChange, differences
from ingest.errors import UnaccountedRows
from ingest.given import Given
from ingest.load_result import Doubt, LoadResult
from ingest.open_file import OpenFile
from ingest.rejects import Rejected, Rejects
from ingest.sources.fiscal_codes import without_persons
from ingest.sources.source import Context, Problem, Row, Source
from ingest.sources.spreadsheet import Spreadsheet

EVERY = 100
"""Rows after which progress is told."""
SHOWN = 10
"""Things made or changed that a preview names."""
MANY = 5
"""Rows from which it is worth saying that one column rejects most of them."""
_REMARKS = 20
_FIELDS = 500
_NAMED = 5_000


class Passage:
    """The rows of some files on their way through a source.

    Attributes
    ----------
    rejects
        Rows that were not taken.
    reviews
        Doubtful matches of the rows that were.
    seen
        Keys of the nodes that rows were taken for.
    unread
        Cells of the rows that were not taken.
    """

    def __init__(
        self,
        source: Source,
        files: Sequence[OpenFile],
        rejects: Path | None,
        progress: Callable[[int], None],
        given: Given | None = None,
    ) -> None:
        self._given = given or Given()
        self._cleaners: dict[str, Cleaner] = {}  # by file; registers are read as their publisher writes them
        self._source, self._files, self._progress = source, files, progress
        self._read = self._answered = self._faulty = 0
        self._by_name = {file.name: file for file in files}
        self._places = {file.name: file.binding.places for file in files}
        headings: dict[tuple[str, int], str] = {}  # of all files: columns called alike are one
        for file in files:
            for position, place in self._places[file.name].items():
                headings.setdefault(place, file.binding.headings[position])
        self._headings = tuple(headings)
        self.rejects = Rejects(rejects, tuple(headings.values()), files[0].table.titles if files else ())
        self.reviews: list[tuple[str, str]] = []
        self._doubtful: list[tuple[Row, str, str, PutNode | None]] = []  # row, new key, key it may be, its change
        self._remarks: dict[str, None] = {}  # of the source, each once
        self._nodes: list[bytes] = []  # for each row taken: for each of its changes, whether it is a node's
        self._named: list[tuple[int, Row, PutNode]] = []  # the first nodes: which change they are, for the preview
        self._asked = 0  # changes so far
        self.seen: set[str] = set()
        self.unread: set[str] = set()

    def changes(self, context: Context) -> Iterator[Change]:
        """Return the changes of every row that is taken."""
        self._cleaners = self._made(context.gazetteer)
        for answer in self._source.changes(self._rows(), context):
            self._answered += 1
            self._remarks.update((remark.it, None) for remark in answer.remarks)
            if answer.problems:
                self._reject(answer.row, answer.problems)
                continue
            self.reviews += answer.reviews
            self._doubtful += [(answer.row, *pair, _put(answer.changes, pair[0])) for pair in answer.reviews]
            self._nodes.append(bytes(isinstance(change, PutNode) for change in answer.changes))
            for change in answer.changes:
                if isinstance(change, PutNode):
                    self.seen.add(change.key)
                    if len(self._named) < _NAMED:
                        self._named.append((self._asked, answer.row, change))
                self._asked += 1
                yield change
        if self._source.takes_files and self._answered + self._faulty != self._read:
            raise UnaccountedRows(self._source.name, self._read, self._answered + self._faulty)
        self.rejects.draft()

    def counted(self, outcome: Outcome, *, dry_run: bool) -> LoadResult:
        """Return the counts: each row has one outcome, told by what its changes did."""
        rows = Counter(self._outcomes(outcome.effects))
        return LoadResult(
            self._source.name,
            tuple(file.name for file in self._files),
            self._answered + self._faulty,
            created=rows[Effect.CREATED],
            updated=rows[Effect.UPDATED],
            unchanged=rows[Effect.UNCHANGED],
            rejected=self.rejects.count,
            ties_created=outcome.ties.get(Effect.CREATED, 0),
            revision=None if dry_run else outcome.revision,
            dry_run=dry_run,
            seconds=0.0,
            problems=dict(self.rejects.problems.most_common()),
            english=dict(self.rejects.english),
            rejects=tuple(self.rejects.first),
        )

    def result(
        self, outcome: Outcome, view: View, *, dry_run: bool, seconds: float, remarks: Sequence[str] = ()
    ) -> LoadResult:
        """Return the counts and all that a person should know.

        Parameters
        ----------
        view
            Where a dry run finds what stands, to say what would change of it.
        """
        of_files = (remark for file in self._files for remark in file.remarks())
        doubts = tuple(self._doubts(view))
        changed = tuple(self._changed(outcome.effects, view)) if dry_run else ()
        fields = [
            f"riga {c.line}: «{c.name or KINDS[c.kind].label.it}»: {f.italian()}" for c in changed for f in c.fields
        ]
        return replace(
            self.counted(outcome, dry_run=dry_run),
            seconds=round(seconds, 3),
            remarks=(
                *remarks,
                *_shortened(tuple(map(_kept_apart, doubts)), _REMARKS, "casi dubbi"),
                *_shortened(tuple(self._remarks), _REMARKS, "avvisi"),
                *(remark for name, cleaner in self._cleaners.items() for remark in cleaner.remarks(name)),
                *of_files,
                *self._spoilers(),
            ),
            preview=(*self._preview(outcome.effects), *_shortened(fields, _FIELDS, "campi cambiati")),
            changed=changed,
            doubts=doubts,
        )

    def _made(self, gazetteer: Gazetteer) -> dict[str, Cleaner]:
        """Return what reads the cells of each file, where people filled them."""
        if not isinstance(self._source, Spreadsheet):
            return {}
        return {
            file.name: Cleaner(
                self._source.columns,
                self._given,
                gazetteer,
                file.binding.headings,
                {name: file.binding.heading(name) for name in file.binding.positions},
            )
            for file in self._files
        }

    def _rows(self) -> Iterator[Row]:
        """Return the rows of every file; those that cannot be read are rejected on the way."""
        for file in self._files:
            for number, record in enumerate(file.table, start=1):
                self._read += 1
                if self._read % EVERY == 0:
                    self._progress(self._read)
                row = file.row(record, number)
                problems: tuple[Problem, ...] = ()
                if record.fault is not None:
                    problems = (Problem("", "", record.fault.problem, record.fault.remedy),)
                elif cleaner := self._cleaners.get(file.name):
                    row, problems = cleaner.row(row)
                if problems:
                    self._faulty += 1
                    self._reject(row, problems)
                else:
                    yield row

    def _reject(self, row: Row, problems: tuple[Problem, ...]) -> None:
        self.unread.update(row.original)
        file = self._by_name.get(row.file)
        if file is None:  # a source without files makes its rows itself
            self.rejects.add(Rejected(row, problems, tuple(p.column for p in problems)), ())
            return
        columns = tuple(file.binding.heading(p.column) if p.column else "" for p in problems)
        own = self._without_persons(row.original)
        cells = {place: own[position] for position, place in self._places[file.name].items()}
        self.rejects.add(Rejected(row, problems, columns), [cells.get(place, "") for place in self._headings])

    def _without_persons(self, cells: Sequence[str]) -> Sequence[str]:
        """Return the cells of a register without the fiscal codes of persons: rejects do not spread them."""
        return [without_persons(cell) for cell in cells] if self._source.licence else cells

    def _spoilers(self) -> Iterator[str]:
        """Say of a column that alone rejects most of the rows that it may be left out."""
        optional = {column.name for column in self._source.columns if not column.required}
        for file in self._files:
            for name in optional & file.binding.positions.keys():
                heading = file.binding.heading(name)
                rows = self.rejects.columns[heading]
                if rows > self._read / 2 and self._read >= MANY:
                    yield (
                        f"{file.name}: la colonna «{heading}» da sola scarta {rows} righe. Se non "
                        f'contiene ciò che serve, non leggerla: --mapping con {{"columns": {{"{heading}": null}}}}.'
                    )

    def _outcomes(self, effects: Sequence[Effect]) -> Iterator[Effect]:
        at = 0
        for nodes in self._nodes:
            own = effects[at : at + len(nodes)]
            at += len(nodes)
            if any(node and effect is Effect.CREATED for node, effect in zip(nodes, own, strict=True)):
                yield Effect.CREATED
            elif any(effect is not Effect.UNCHANGED for effect in own):
                yield Effect.UPDATED
            else:
                yield Effect.UNCHANGED

    def _preview(self, effects: Sequence[Effect]) -> Iterator[str]:
        changed = [(effects[at], row, put) for at, row, put in self._named if effects[at] is not Effect.UNCHANGED]
        for effect, row, put in changed[:SHOWN]:
            kind = KINDS[put.kind]
            what = "nuova scheda" if effect is Effect.CREATED else "scheda cambiata"
            name = "" if kind.private else f" «{put.properties.get('name', put.key)}»"
            yield f"riga {row.line}: {what}, {kind.label.it}{name}"

    def _doubts(self, view: View) -> Iterator[Doubt]:
        """Return which new bodies are kept apart though they resemble one that stands."""
        there = {node.key: node for node in view.nodes(keys=[other for _, _, other, _ in self._doubtful])}
        for row, key, other, put in self._doubtful:
            if other in there and put is not None:
                said = {name: value for name, value in put.properties.items() if value is not None}
                yield Doubt(row.line, Node(key, put.kind, said), there[other])

    def _changed(self, effects: Sequence[Effect], view: View) -> Iterator[RecordChange]:
        changed = [(effects[at], row, put) for at, row, put in self._named if effects[at] is not Effect.UNCHANGED]
        keys = [put.key for effect, _, put in changed if effect is Effect.UPDATED]
        there = {key: node for node in view.nodes(keys=keys) for key in (node.key, *node.former)}
        for effect, row, put in changed:
            node = there.get(put.key)
            private = KINDS[put.kind].private
            name = "" if private else str(put.properties.get("name") or (node.name if node else put.key))
            if effect is Effect.CREATED:
                yield RecordChange(row.line, put.kind, name, True)
            elif node is not None:  # not one made by an earlier row of this load
                fields = tuple(differences(node, put.properties))
                yield RecordChange(row.line, node.kind, "" if private else node.name, False, fields)


def _kept_apart(doubt: Doubt) -> str:
    same = doubt.new.text("municipality") == doubt.there.text("municipality")
    where = "stesso comune" if same else "altro comune"
    return (
        f"riga {doubt.line}: «{doubt.new.name}» somiglia a «{doubt.there.name}» ({where}): tenuta a parte, "
        "in attesa di una decisione"
    )


def _put(changes: Iterable[Change], key: str) -> PutNode | None:
    return next((change for change in changes if isinstance(change, PutNode) and change.key == key), None)


def _shortened(lines: Sequence[str], longest: int, what: str) -> Iterator[str]:
    yield from lines[:longest]
    if len(lines) > longest:
        yield f"… e altri {len(lines) - longest} {what}."
