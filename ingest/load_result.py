"""What one load did, row by row outcomes added up: for the command line, for screen Dati, for the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime

from graph.store.changes import Load
from graph.store.records import Node
from ingest.differences import RecordChange
from ingest.rejects import Rejected

_UNPRINTED = ("problems", "english", "rejects", "remarks", "preview", "changed", "doubts")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A new body, as a row of a file says it, and one that stands which it may be."""

    line: int
    new: Node
    there: Node


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
    english
        English wording of each problem.
    rejects
        The first rejected rows.
    remarks
        What a person should know and no row was rejected for, in Italian.
    preview
        The first things that were made or changed, in Italian.
    changed
        Of a dry run: what it would make and change.
    doubts
        New bodies that may stand already, kept apart.
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
    english: Mapping[str, str] = field(default_factory=dict)
    rejects: tuple[Rejected, ...] = ()
    remarks: tuple[str, ...] = ()
    preview: tuple[str, ...] = ()
    changed: tuple[RecordChange, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def document(self) -> dict[str, object]:
        """Return what the command line prints."""
        shown = (f.name for f in fields(self) if f.name not in _UNPRINTED)
        return {name: getattr(self, name) for name in shown} | {"files": list(self.files)}

    def record(self, author: str, now: datetime, vanished: tuple[str, ...] = ()) -> Load:
        """Return what the store keeps of it, for whoever asks what was loaded and what a register has no more."""
        return Load(
            self.source,
            self.files,
            now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            author,
            self.revision,
            self.read,
            self.created,
            self.updated,
            self.unchanged,
            self.rejected,
            self.problems,
            vanished,
            self.english,
        )
