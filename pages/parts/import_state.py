"""One import on its way through the wizard: the file, its mapping, what was decided, and the load beside the screen."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import IO

from graph.errors import GraphError
from graph.store.opening import open_store
from graph.territory.gazetteer import Gazetteer
from ingest.errors import LoadStopped
from ingest.given import Given
from ingest.load_result import LoadResult
from ingest.loading import load
from ingest.proposal.proposal import Proposal, propose
from ingest.proposal.shapes import recalled, remember
from ingest.sources import registry

CALENDAR = "ical"
Decisions = dict[tuple[str, str], bool]


class Job:
    """A load in a thread of its own: how far it is, how it ended, and a way to stop it."""

    def __init__(self, work: Callable[[Callable[[int], None]], LoadResult]) -> None:
        self.rows = 0
        self.result: LoadResult | None = None
        self.failed: GraphError | OSError | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,), name="import", daemon=True)
        self._thread.start()

    @property
    def underway(self) -> bool:
        """Whether it has not ended."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """End it at its next row; nothing will have been changed, unless it was through already."""
        self._stop.set()

    def wait(self, seconds: float) -> None:
        """Give it some time to end."""
        self._thread.join(seconds)

    def _run(self, work: Callable[[Callable[[int], None]], LoadResult]) -> None:
        try:
            self.result = work(self._told)
        except (GraphError, OSError) as error:
            self.failed = error
        except Exception as error:  # the screen must not wait for ever for what has died
            self.failed = GraphError(repr(error))

    def _told(self, rows: int) -> None:
        self.rows = rows
        if self._stop.is_set():
            raise LoadStopped


@dataclass
class Import:
    """One file on its way in.

    Attributes
    ----------
    remembered
        Whether the mapping is one confirmed before for files of this shape.
    decisions
        New key and key of the store → whether they are one body, as said on this screen.
    trial, done
        The dry run of the present mapping and decisions; the load itself.
    """

    path: Path
    folder: tempfile.TemporaryDirectory[str]
    store: str
    proposal: Proposal
    given: Given
    remembered: bool = False
    decisions: Decisions = field(default_factory=dict)
    trial: Job | None = None
    done: Job | None = None
    _tried: object = None

    @property
    def calendar(self) -> bool:
        """Whether it is an iCalendar file, which needs no mapping."""
        return self.given.source == CALENDAR

    @property
    def rejects(self) -> Path:
        """Return where the rejected rows of the load are."""
        return Path(self.folder.name) / f"scarti_{self.path.stem}.csv"

    def try_out(self, author: str) -> Job:
        """Return the dry run of the present mapping and decisions, begun if it is not under way."""
        wanted = (self.given, tuple(sorted(self.decisions.items())))
        if self.trial is None or self._tried != wanted:
            if self.trial is not None:
                self.trial.stop()
            self.trial, self._tried = self._job(author, dry_run=True), wanted
        return self.trial

    def apply(self, author: str) -> Job:
        """Begin the load; what is confirmed by it is remembered for files of this shape."""
        if not self.calendar:
            remember(self.store, self.proposal.headings, self.given)
        self.done = self._job(author, dry_run=False)
        return self.done

    def _job(self, author: str, *, dry_run: bool) -> Job:
        given, decisions = self.given, dict(self.decisions)

        def work(progress: Callable[[int], None]) -> LoadResult:
            with open_store(self.store) as store:
                return load(
                    store,
                    registry.source(given.source),
                    [self.path],
                    author=author,
                    now=datetime.now().astimezone(),
                    dry_run=dry_run,
                    rejects=self.rejects,
                    mapping=None if self.calendar else given,
                    decided=decisions,
                    progress=progress,
                )

        return Job(work)

    def look_again(self, source: str, sheet: str, header: int) -> None:
        """Look at the file anew, as another list, sheet or line of headings."""
        found = propose(self.path, gazetteer(self.store), source, sheet, header)
        self.proposal, self.given, self.remembered = found, found.given, False


def begun(store: str, name: str, content: IO[bytes]) -> Import:
    """Keep an uploaded file and look at it.

    Raises
    ------
    GraphError, OSError
    """
    folder: tempfile.TemporaryDirectory[str] = tempfile.TemporaryDirectory(prefix="intreccio-")
    path = Path(folder.name) / name
    with path.open("wb") as out:
        shutil.copyfileobj(content, out)
    if is_calendar(path):
        given = Given(source=CALENDAR)
        return Import(path, folder, store, Proposal(CALENDAR, given, (), ()), given)
    found = propose(path, gazetteer(store))
    known = recalled(store, found.headings)
    if known is None:
        return Import(path, folder, store, found, found.given)
    given = replace(known, sheet=found.given.sheet, header=found.given.header)
    return Import(path, folder, store, replace(found, source=given.source, missing=()), given, remembered=True)


def is_calendar(path: Path) -> bool:
    """Tell an iCalendar file by its beginning."""
    with path.open("rb") as file:
        return file.read(400).lstrip(b"\xef\xbb\xbf\r\n\t ").upper().startswith(b"BEGIN:VCALENDAR")


def gazetteer(store: str) -> Gazetteer:
    """Return the municipalities of a store."""
    with open_store(store) as opened:
        return Gazetteer.from_nodes(opened.view("staff").nodes(["municipality"]))
