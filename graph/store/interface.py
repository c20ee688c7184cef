"""The store as the rest of the product sees it: `GraphStore` to write, `View` to read.

A page, an export or a measure reads through a `View` only: the audience decides there what may be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal, Protocol

from graph.store.changes import Changeset, Entry, Load, Mark, Outcome, Review, Revision
from graph.store.records import Node, Tie

Audience = Literal["public", "staff"]


class View(Protocol):
    """The graph as one audience may see it, at the store's revision when it was made.

    `public` leaves out private kinds, their ties and private properties.
    """

    @property
    def audience(self) -> Audience: ...

    @property
    def revision(self) -> int: ...

    def node(self, key: str) -> Node | None:
        """Return one node; an old key of a merged node leads to the one it became."""
        ...

    def nodes(self, kinds: Iterable[str] | None = None, keys: Iterable[str] | None = None) -> list[Node]:
        """Return nodes ordered by key. Without `kinds`: all but reference kinds (municipalities).

        With `keys` and without `kinds`: those nodes of any kind, old keys of merged nodes included.
        """
        ...

    def mapped(self) -> frozenset[str]:
        """Return the keys of bodies that are mapped: not candidates, or tied by a tie that maps."""
        ...

    def ties(self, types: Iterable[str] | None = None) -> list[Tie]:
        """Return ties ordered by key."""
        ...

    def ties_of(self, key: str) -> list[Tie]:
        """Return the ties of one node, ordered by key."""
        ...

    def search(self, text: str, kinds: Iterable[str] | None = None, limit: int = 50) -> list[Node]:
        """Return nodes whose searchable text has every word (the last one by its beginning), best first.

        Case, accents and apostrophes are forgiven. Best: the whole name, then name begins, then
        name contains, then the rest; mapped before candidates; then by name.
        """
        ...

    def box(
        self, south: float, west: float, north: float, east: float, kinds: Iterable[str] | None = None
    ) -> list[Node]:
        """Return nodes with a point inside a box of WGS84 degrees, ordered by key."""
        ...

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return the number of nodes by kind, reference kinds included, and of ties by type."""
        ...

    def near(self, lat: float, lon: float, km: float, kinds: Iterable[str] | None = None) -> list[tuple[Node, float]]:
        """Return nodes with a point within `km` (great circle), each with its distance in km, nearest first."""
        ...

    def history(self, key: str) -> list[Entry]:
        """Return what happened to a node and its ties, oldest first, within what the audience may see."""
        ...

    def entries(self, revision: int) -> list[Entry]:
        """Return what one revision changed, by key, within what the audience may see."""
        ...

    def revisions(self, limit: int = 100) -> list[Revision]:
        """Return the last revisions, newest first."""
        ...

    def loads(self) -> list[Load]:
        """Return every load, newest first."""
        ...


class GraphStore(Protocol):
    """One store, opened from a URL. Close it, or use it in a `with`."""

    @property
    def url(self) -> str: ...

    @property
    def schema(self) -> int: ...

    def revision(self) -> int:
        """Return the number of the last revision, 0 for an empty store."""
        ...

    def stamp(self) -> str:
        """Return what changes with every revision, and when a backup or a copy takes the store's place.

        Cheap to read: what was computed from a view may be kept for as long as the stamp stays.
        """
        ...

    def apply(self, changeset: Changeset, *, dry_run: bool = False) -> Outcome:
        """Apply a changeset as one revision, or say what it would do.

        Raises
        ------
        StaleRevision, MissingEnd, InvalidValue, UnknownKey, ReadOnlyStore
            Nothing is changed then.
        """
        ...

    def revert(self, revision: int, author: str, reason: str = "", *, with_later: bool = False) -> Outcome:
        """Undo one revision by a new one. Raises `LaterWork` where later revisions changed its records.

        With `with_later` those that stand on it are undone with it, all in one.
        """
        ...

    def undoing_takes(self, revision: int) -> tuple[int, ...]:
        """Return the revisions that undoing one takes: itself and all that stands on it, newest first."""
        ...

    def as_of(self, revision: int, audience: Audience) -> View:
        """Return the graph as it was after a revision (search, box and near included)."""
        ...

    def view(self, audience: Audience) -> View: ...

    def erase(self, key: str, author: str, reason: str) -> None:
        """Erase a person or a contact everywhere, audit trail included; the erasure itself is recorded."""
        ...

    def record_load(self, load: Load) -> None:
        """Keep what a load did, outside the revisions."""
        ...

    def decide(self, left: str, right: str, same: bool, author: str) -> None:
        """Remember a person's decision that two keys are, or are not, the same body."""
        ...

    def decisions(self) -> dict[tuple[str, str], bool]:
        """Return every decision, keyed by the two keys in order."""
        ...

    def queue_reviews(self, pairs: Iterable[tuple[str, str]], source: str) -> int:
        """Queue doubtful matches (new key, key it may already be) for a person; return how many are new.

        Pairs that stand in the queue, or on which a person has decided, are left out.
        """
        ...

    def reviews(self) -> list[Review]:
        """Return the doubtful matches that wait for a decision, oldest first; merged nodes need none."""
        ...

    def mark_gap(self, mark: Mark) -> None:
        """Keep what a person said of a gap, outside the revisions; saying the same again adds nothing.

        Raises
        ------
        NoReason, UnknownKey
            It is dismissed without a reason; its next step does not exist.
        """
        ...

    def gap_marks(self) -> list[Mark]:
        """Return all that was ever said of gaps, oldest first; merged members are called by what they became."""
        ...

    def check(self) -> list[str]:
        """Return what is wrong with the store, one Italian sentence each; empty when sound."""
        ...

    def backup(self, file: Path) -> None: ...

    def restore(self, file: Path) -> None: ...

    def copy_to(self, other: GraphStore, progress: Callable[[int], None] | None = None) -> None:
        """Copy everything, history included, into an empty store."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> GraphStore: ...

    def __exit__(self, *exc: object) -> None: ...


OpenStore = Callable[[str], AbstractContextManager[GraphStore]]
Seed = Callable[[], Sequence[Node]]
"""Reference nodes (municipalities) that a new store starts with."""

__all__ = ["Audience", "GraphStore", "OpenStore", "Seed", "Tie", "View"]
