"""The one way in: tables are read, mapped and turned into changes, row by row, within one changeset.

What the rows mean is known to `ingest.sources`; what may be stored, to the store.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from graph.store.changes import Beside, Change, Changeset, Outcome
from graph.store.interface import GraphStore, View
from graph.store.opening import refuse_own
from graph.territory.gazetteer import Gazetteer
from ingest.doubts import Ask, Doubts
from ingest.errors import LoadedBut, NoPlaceForRejects, UnspeakableName, WrongFiles
from ingest.given import Given
from ingest.load_result import LoadResult
from ingest.open_file import open_file
from ingest.passage import Passage
from ingest.places.chain import chain
from ingest.places.online import Online
from ingest.rejects import RejectsOverInput
from ingest.sources.source import Context, KeptBeside, Locate, Source
from ingest.vanished import vanished

__all__ = ["LoadResult", "load"]


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
    ask: Ask | None = None,
    decided: Mapping[tuple[str, str], bool] | None = None,
    municipalities: frozenset[str] = frozenset(),
    online: Callable[[Gazetteer], Online | None] = lambda _: None,
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
        Used in place of the store's geocoder chain.
    ask
        Asks a person about doubtful matches; without it they are kept apart and queued for review.
    decided
        What a person has said of doubtful matches already, by new key and key of the store.
    municipalities
        ISTAT codes that a register kept beside the store keeps besides those it keeps anyway.
    online
        Makes the service that the chain may ask; by default there is none.
    progress
        Told now and then how many rows have been read; what it raises stops the load, and nothing is changed.

    Raises
    ------
    LoadedBut
        The changes are in the store, but something that follows them failed.
    IngestError, GraphError
        The store is as it was then, and no rejects are written.
    """
    started = time.monotonic()
    _check(source, files, rejects, store.url)
    with ExitStack() as stack:
        reference = isinstance(source, KeptBeside)
        if isinstance(source, KeptBeside):
            source = stack.enter_context(source.keeping(store.url, municipalities, dry_run=dry_run))
        opened = [open_file(file, files, source, mapping, stack) for file in files]
        passage = Passage(source, opened, rejects, progress, mapping)
        stack.callback(passage.rejects.discard)
        view = store.view("staff")
        gazetteer = Gazetteer.from_nodes(view.nodes(["municipality"]))
        service = online(gazetteer)
        places = stack.enter_context(chain(store.url, view, gazetteer, now=now.timestamp, online=service))
        doubts = Doubts(store, view, None if dry_run else ask, decided)
        optional = mapping.optional if mapping else frozenset[str]()
        context = Context(view, gazetteer, locate or places, now.date(), doubts, optional)
        changes: Iterable[Change] = passage.changes(context)
        if ask or reference or service:
            changes = list(changes)  # the store is not locked while a person or a network is waited for

        def beside(outcome: Outcome) -> Beside:
            counts = passage.counted(outcome, dry_run=dry_run)
            load = counts.record(author, now, _vanished(source, view, passage))
            return Beside(load, doubts.answers, tuple(passage.reviews))

        changeset = Changeset(
            author, _reason(source, files), source.name, changes, _details(files), beside=None if dry_run else beside
        )
        outcome = store.apply(changeset, dry_run=dry_run)
        trouble = (places.trouble.italian(),) if places.trouble else ()
        result = passage.result(outcome, view, dry_run=dry_run, seconds=time.monotonic() - started, remarks=trouble)
        try:
            passage.rejects.save()
        except OSError as error:
            if dry_run:
                raise
            raise LoadedBut(outcome.revision, [error]) from error
    return result


def _vanished(source: Source, view: View, passage: Passage) -> tuple[str, ...]:
    """Return what a register had and has no more; a sheet of one's own speaks for nobody that is not in it."""
    earlier = [before for before in view.loads() if before.source == source.name]
    if not source.licence or not earlier:
        return ()
    still = set(earlier[0].vanished) - passage.seen  # one file of a register says nothing of what another has
    return tuple(sorted(still.union(vanished(view, source.name, passage.seen, passage.unread))))


def _check(source: Source, files: Sequence[Path], rejects: Path | None, store: str) -> None:
    if source.takes_files != bool(files):
        raise WrongFiles(source.name, source.takes_files)
    for path in (*files, *([rejects] if rejects is not None else [])):
        if not _is_text(str(path)):
            raise UnspeakableName(str(path))
    if rejects is not None:
        refuse_own(store, rejects)
        if rejects.is_dir() or not rejects.name:
            raise NoPlaceForRejects(str(rejects), folder=False)
        if not rejects.parent.is_dir():
            raise NoPlaceForRejects(str(rejects.parent), folder=True)
    for file in files:
        if rejects is not None and rejects.resolve() == file.resolve():
            raise RejectsOverInput(file.name)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


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
