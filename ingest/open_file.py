"""A file of a load: its table, and where the columns of its source stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import WrongSource
from ingest.given import Given
from ingest.mapping import Binding, Columns, resembling
from ingest.sources.source import Row, Source
from ingest.tables import Record, Table, open_table

_CLEARLY = 0.3
"""A file is another source's when that one reads so much more of its headings (share of all)."""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """One file of a load, open at its first row; `name` is what messages call it."""

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

    def remarks(self) -> Iterator[str]:
        """Return what a person should know of the file, once it has been read."""
        table = self.table
        if self.binding.unread:
            names = ", ".join(f"«{h[:60]}»" for h in self.binding.unread)
            yield f"{self.name}: colonne non lette: {names}."
        if table.repaired:
            yield (
                f"{self.name}: {table.repaired} righe con caratteri in un'altra codifica, lette come {table.repairs}: "
                "controllare gli accenti."
            )
        if table.undone:
            yield (
                f"{self.name}: {table.undone} righe con accenti guasti («Ã¨» per «è»), riparati dove si poteva: "
                "controllare gli accenti."
            )
        if table.facts.hidden:
            yield f"{self.name}: {table.facts.hidden} righe nascoste nel foglio, lette come le altre."
        if table.facts.unsaved:
            yield (
                f"{self.name}: {table.facts.unsaved} formule senza un valore salvato, lette come celle vuote: aprire "
                "il file con un programma di calcolo e salvarlo di nuovo."
            )
        for line in table.others:
            yield (
                f"{self.name}: alla riga {line} comincia un'altra tabella, non letta: indicare quella riga come "
                f'intestazione per caricarla (--mapping con {{"header": {line}}}).'
            )
        if table.notes:
            yield f"{self.name}: {len(table.notes)} righe di nota sotto la tabella, non lette come dati."


def open_file(file: Path, files: Sequence[Path], source: Source, mapping: Given | None, stack: ExitStack) -> OpenFile:
    """Open one of the files of a load.

    Parameters
    ----------
    files
        All of them: two of the same name are called by their paths.
    stack
        Closes it.

    Raises
    ------
    UnreadableFile, MissingColumns, RepeatedHeading, WrongSource
    """
    given = mapping or Given()
    columns = Columns(source.columns, given)
    table = stack.enter_context(open_table(file, columns.recognise, given.sheet, given.header))
    binding = columns.bind(file.name, source.name, table.headings)
    binding = replace(binding, discreet=getattr(source, "discreet", False))
    if mapping is None and not source.licence and binding.unread:
        # a person's own sheet has free headings: a register may fit it by chance
        other = resembling(table.headings, source.name)
        if other.read > len(binding.positions) / len([h for h in table.headings if h]) + _CLEARLY:
            raise WrongSource(file.name, source.name, other.source)
    twins = sum(1 for other_file in files if other_file.name == file.name)
    return OpenFile(file.name if twins == 1 else str(file), table, binding)
