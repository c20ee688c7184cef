"""The store: one core over any backend. Owns the rules; a backend only reads and writes."""

from __future__ import annotations

import itertools
import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Self

from graph.store import archive, checking, documents, erasing, indexing, marks, memory, reverting, search
from graph.store.applying import Applying
from graph.store.backend import OWN, Backend, Part, Reader, Writer
from graph.store.changes import Beside, Change, Changeset, Load, Mark, Outcome, Review, Revision
from graph.store.desk import Desk
from graph.store.errors import StaleRevision, StoreNotEmpty, UnknownRevision
from graph.store.interface import Audience, GraphStore
from graph.store.merging import clean
from graph.store.records import Evidence
from graph.store.view import LOADS, AudienceView

BATCH = 2_000
DECISIONS, REVIEWS = "decision", "review"
_BETWEEN = "\x1f"
_NAME = "id"


class Store:
    """A store over a backend.

    Parameters
    ----------
    now
        The clock, in UTC.
    """

    def __init__(self, backend: Backend, now: Callable[[], datetime]) -> None:
        self._backend, self._now = backend, now

    @property
    def url(self) -> str:
        """Return the address it was opened by."""
        return self._backend.url

    @property
    def schema(self) -> int:
        """Return the schema version of what is stored."""
        return self._backend.schema()

    def revision(self) -> int:
        """Return the number of the last revision, 0 for an empty store."""
        with self._backend.read() as reader:
            return reader.revision()

    def stamp(self) -> str:
        """Return what changes with everything a view shows: equal stamps of a store, equal views.

        A revision's number and time are not enough: a restored store, or another one in its place, says other
        things under the same.
        """
        with self._backend.read() as reader:
            last = next((f"{r.number} {r.at}" for r in reader.revisions(1)), "0")
            return f"{last} {dict(reader.memos(OWN)).get(_NAME, '')}".strip()

    def view(self, audience: Audience) -> AudienceView:
        """Return the present as an audience may see it."""
        return AudienceView(audience, self.revision(), self._backend.read)

    def as_of(self, revision: int, audience: Audience) -> AudienceView:
        """Return the graph as it was after a revision."""
        with self._backend.read() as reader:
            last = reader.revision()
            if not 0 <= revision <= last:
                raise UnknownRevision(revision, last)
            past = memory.as_of(reader, revision) if revision < last else None
        return AudienceView(audience, revision, self._backend.read, past)

    def apply(self, changeset: Changeset, *, dry_run: bool = False) -> Outcome:
        """Apply a changeset as one revision, or say what it would do."""
        given = _Given(changeset.changes)
        changes = Replayed(given) if self._backend.repeats else given

        def work(writer: Writer) -> Outcome:
            if not dry_run:
                indexing.renew(writer)
                _name(writer)
            last = writer.revision()
            if changeset.expected_revision is not None and changeset.expected_revision != last:
                raise StaleRevision(None, changeset.expected_revision, last)
            applying = Applying(Desk(writer, last + 1), Evidence(changeset.source, retrieved=self._when()[:10]))
            for batch in _batches(changes):
                applying.desk.fetch(batch)
                for change in batch:
                    applying.apply(change)
                applying.desk.flush()
            for mark in changeset.marks:
                self._mark(writer, mark)
            outcome = self._close(writer, applying, changeset)
            if changeset.beside is not None and not dry_run:
                self._keep(writer, changeset.beside(outcome), changeset)
            return outcome

        try:
            return self._backend.write(work, trial=dry_run)
        except _GivenBroke as broke:
            raise broke.error from broke.error.__cause__

    def revert(self, revision: int, author: str, reason: str = "", *, with_later: bool = False) -> Outcome:
        """Undo one revision, and what is built upon it where that is wanted, by a new one."""

        def work(writer: Writer) -> Outcome:
            self._known(writer, revision)
            applying = Applying(Desk(writer, writer.revision() + 1), Evidence("revert"))
            undone = reverting.with_later(writer, revision) if with_later else (revision,)
            reverting.undo(writer, applying, undone)
            applying.desk.flush()
            numbers = ", ".join(map(str, undone))
            one = f"Annullata la revisione {numbers}"
            why = reason or (one if len(undone) == 1 else f"Annullate le revisioni {numbers}")
            details: dict[str, str | int] = {"reverts": revision if len(undone) == 1 else numbers}
            return self._close(writer, applying, Changeset(author, why, "revert", (), details))

        return self._backend.write(work)

    def undoing_takes(self, revision: int) -> tuple[int, ...]:
        """Return the revisions that must be undone together to undo one, newest first."""
        with self._backend.read() as reader:
            self._known(reader, revision)
            return reverting.with_later(reader, revision)

    @staticmethod
    def _known(reader: Reader, revision: int) -> None:
        last = reader.revision()
        if not 0 < revision <= last:
            raise UnknownRevision(revision, last)

    def record_load(self, load: Load) -> None:
        """Keep what a load did, outside the revisions."""
        self._backend.write(lambda writer: self._record(writer, load))

    def _keep(self, writer: Writer, kept: Beside, changeset: Changeset) -> None:
        """Keep what belongs to a changeset and is no change of it."""
        if kept.load is not None:
            self._record(writer, kept.load)
        for left, right, same in kept.decisions:
            self._decide(writer, left, right, same, changeset.author)
        self._queue(writer, kept.reviews, changeset.source)

    @staticmethod
    def _record(writer: Writer, load: Load) -> None:
        number = len(writer.memos(LOADS)) + 1
        writer.put_memos(LOADS, [(f"{number:08d}", documents.dumps(asdict(load)))])

    def decide(self, left: str, right: str, same: bool, author: str) -> None:
        """Remember a person's decision that two keys are, or are not, the same body."""
        self._backend.write(lambda writer: self._decide(writer, left, right, same, author))

    def _decide(self, writer: Writer, left: str, right: str, same: bool, author: str) -> None:
        value = documents.dumps({"same": same, "author": clean(author), "at": self._when()})
        writer.put_memos(DECISIONS, [(_pair(left, right), value)])
        writer.remove_memos(REVIEWS, [_pair(left, right)])

    def decisions(self) -> dict[tuple[str, str], bool]:
        """Return every decision, keyed by the two keys in order."""
        with self._backend.read() as reader:
            found = reader.memos(DECISIONS)
        result: dict[tuple[str, str], bool] = {}
        for key, value in found:
            left, right = key.split(_BETWEEN)
            result[(left, right)] = bool(json.loads(value)["same"])
        return result

    def queue_reviews(self, pairs: Iterable[tuple[str, str]], source: str) -> int:
        """Queue doubtful matches for a person; return how many are new."""
        wanted = tuple(pairs)
        return self._backend.write(lambda writer: self._queue(writer, wanted, source)) if wanted else 0

    def _queue(self, writer: Writer, pairs: Iterable[tuple[str, str]], source: str) -> int:
        wanted = {_pair(*pair): pair for pair in pairs if pair[0] != pair[1]}
        if not wanted:
            return 0
        known = {key for shelf in (DECISIONS, REVIEWS) for key, _ in writer.memos(shelf)}
        new = {key: pair for key, pair in wanted.items() if key not in known}
        reviews = (Review(left, right, self._when(), clean(source)) for left, right in new.values())
        writer.put_memos(REVIEWS, [(key, documents.dumps(asdict(r))) for key, r in zip(new, reviews, strict=True)])
        return len(new)

    def reviews(self) -> list[Review]:
        """Return the doubtful matches that wait for a decision, oldest first."""
        with self._backend.read() as reader:
            found = [Review(**json.loads(value)) for _, value in reader.memos(REVIEWS)]
            leads = reader.leads({key for review in found for key in (review.left, review.right)})
        apart = (r for r in found if leads.get(r.left, r.left) != leads.get(r.right, r.right))
        return sorted(apart, key=lambda r: (r.at, r.left, r.right))

    def mark_gap(self, mark: Mark) -> None:
        """Keep what a person said of a gap, outside the revisions; saying the same again adds nothing."""
        self._backend.write(lambda writer: self._mark(writer, mark))

    def gap_marks(self) -> list[Mark]:
        """Return all that was ever said of gaps, oldest first; merged members are called by what they became."""
        with self._backend.read() as reader:
            return marks.read(reader)

    def _mark(self, writer: Writer, mark: Mark) -> None:
        said = replace(mark, author=clean(mark.author), reason=clean(mark.reason), at=self._when())
        marks.put(writer, said)

    def erase(self, key: str, author: str, reason: str) -> None:
        """Erase a person or a contact everywhere, audit trail included; the erasure itself is recorded."""
        at = self._when()
        self._backend.write(lambda writer: erasing.erase(writer, key, clean(author), clean(reason), at))
        self._backend.compact()

    def check(self) -> list[str]:
        """Return what is wrong with the store, one Italian sentence each; empty when sound."""
        damage = self._backend.damage()
        if damage:
            return damage
        for _ in range(3):  # where reading is not one snapshot, a write meanwhile would look like damage
            with self._backend.read() as reader:
                revision = reader.revision()
                found = checking.problems(reader)
                if not found or reader.revision() == revision:
                    break
        return found

    def backup(self, file: Path) -> None:
        """Write everything, history included, into one file."""
        with self._backend.still() as reader:
            archive.save(reader, file, self._when())

    def restore(self, file: Path) -> None:
        """Put a backup in the place of everything the store holds; a broken one changes nothing."""
        with archive.opened(file) as backup:
            self._backend.fill(lambda _: None, lambda: _renewed(archive.parts(archive.read(backup))))

    def copy_to(self, other: GraphStore, progress: Callable[[int], None] | None = None) -> None:
        """Copy everything, history included, into an empty store."""
        if not isinstance(other, Store):
            raise TypeError("copies go from store to store")

        def refuse_full(writer: Writer) -> None:
            if writer.revision() or writer.memos(LOADS):
                raise StoreNotEmpty(other.url, writer.revision())

        def parts() -> Iterator[Part]:
            with self._backend.still() as reader:
                yield from archive.parts(archive.read(reader), progress)

        other._backend.fill(refuse_full, lambda: _renewed(parts()))

    def close(self) -> None:
        """Close it."""
        self._backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _close(self, writer: Writer, applying: Applying, changeset: Changeset) -> Outcome:
        """Write the revision if anything changed, and say what happened."""
        number: int | None = None
        if applying.desk.changed:
            number = applying.desk.revision
            details = {clean(k): clean(v) if isinstance(v, str) else v for k, v in changeset.details.items()}
            author, reason, source = (clean(t) for t in (changeset.author, changeset.reason, changeset.source))
            writer.put_revisions(
                [Revision(number, author, reason, source, self._when(), details, applying.desk.changed)]
            )
        return Outcome(number, tuple(applying.effects), dict(applying.nodes), dict(applying.ties))

    def _when(self) -> str:
        return self._now().strftime("%Y-%m-%dT%H:%M:%SZ")


class _GivenBroke(Exception):
    """Carries what the changes themselves raised past a backend that would take it for its own trouble."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


class _Given:
    """Changes as given; what they raise while being read is marked as theirs."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._changes = changes

    def __iter__(self) -> Iterator[Change]:
        try:
            yield from self._changes
        except Exception as error:
            raise _GivenBroke(error) from error


class Replayed:
    """Changes that can be read again from the start, for a backend that may have to repeat its work."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._seen: list[Change] = []
        self._rest = iter(changes)

    def __iter__(self) -> Iterator[Change]:
        yield from self._seen
        for change in self._rest:
            self._seen.append(change)
            yield change


def _batches(changes: Iterable[Change]) -> Iterator[list[Change]]:
    rest = iter(changes)
    while batch := list(itertools.islice(rest, BATCH)):
        yield batch


def _name(writer: Writer, *, anew: bool = False) -> None:
    """Give a store what tells it from any other, even one written in the same second."""
    if anew or _NAME not in dict(writer.memos(OWN)):
        writer.put_memos(OWN, [(_NAME, secrets.token_hex(8))])


def _renewed(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield parts, and last what makes a store that was filled with them another one than before."""
    yield from parts
    yield lambda writer: _name(writer, anew=True)
    yield lambda writer: writer.put_memos(OWN, [(indexing.RULES, search.rules())])


def _pair(left: str, right: str) -> str:
    return _BETWEEN.join(sorted((left, right)))
