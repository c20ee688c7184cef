"""What a backend supplies: a few primitives to read and to write inside one transaction. No rules: see `core`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from graph.store.changes import Entry, Revision
from graph.store.records import Node, Tie
from graph.store.search import Query

T = TypeVar("T")

SCHEMA = 2
"""Version of what is stored; both backends bring older stores up to it when they open them."""

OWN = "own"
"""The shelf of what a store knows about itself; neither copied nor backed up."""

COMMON = 20_000
"""A search looks at no more than this many matches of its words."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A match of the text search, still to be ranked; `name` is folded."""

    key: str
    name: str
    candidate: bool


@dataclass(frozen=True, slots=True)
class Indexed:
    """A node with what its backend keeps beside it so as to find it."""

    node: Node
    name: str
    public: str
    private: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the audit trail with its place in it."""

    number: int
    entry: Entry


class Reader(Protocol):
    """One consistent state of a store. What it yields must be consumed before its transaction ends."""

    def revision(self) -> int: ...

    def nodes(self, kinds: Collection[str] | None, keys: Collection[str] | None) -> Iterator[Node]:
        """Yield nodes ordered by key; None asks for all."""
        ...

    def ties(self, types: Collection[str] | None, keys: Collection[str] | None) -> Iterator[Tie]:
        """Yield ties ordered by key; None asks for all."""
        ...

    def ties_of(self, keys: Collection[str]) -> list[Tie]:
        """Return the ties that have any of these nodes as an end, each once, ordered by key."""
        ...

    def leads(self, keys: Collection[str]) -> dict[str, str]:
        """Return, for those keys that were merged away, the node they lead to."""
        ...

    def candidates(self, keys: Collection[str] | None) -> set[str]:
        """Return the keys of nodes marked as candidates, among some or all."""
        ...

    def tied(self, keys: Collection[str], types: Collection[str], without: Collection[str]) -> set[str]:
        """Return those of the keys that have a tie of these types to a node not of the kinds `without`."""
        ...

    def keys(self, kinds: Collection[str]) -> set[str]: ...

    def counts(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Return the number of nodes by kind and of ties by type."""
        ...

    def hits(self, query: Query, kinds: Collection[str], private: bool) -> list[Hit]:
        """Return nodes whose indexed text has the words; at most `COMMON`, and any whose whole name it is."""
        ...

    def box(self, south: float, west: float, north: float, east: float, kinds: Collection[str]) -> Iterator[Node]:
        """Yield nodes with a point inside a box, borders included, ordered by key."""
        ...

    def lines(
        self, *, after: int | None = None, revision: int | None = None, keys: Collection[str] | None = None
    ) -> Iterator[Line]:
        """Yield the audit trail in order: later than a revision, of one revision, or about some nodes and ties."""
        ...

    def revisions(self, limit: int | None) -> list[Revision]:
        """Return the last revisions, newest first."""
        ...

    def memos(self, shelf: str) -> list[tuple[str, str]]:
        """Return what is kept on a shelf outside the graph, as (key, JSON), ordered by key."""
        ...

    def indexed(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield (key, folded name, public text, private text) as the search index holds them, by key."""
        ...


class Writer(Reader, Protocol):
    """The one transaction that may write. What it wrote, it reads."""

    def put_nodes(self, nodes: Sequence[Indexed]) -> None: ...

    def remove_nodes(self, keys: Collection[str]) -> None: ...

    def put_ties(self, ties: Sequence[Tie]) -> None: ...

    def remove_ties(self, keys: Collection[str]) -> None: ...

    def add_entries(self, entries: Sequence[Entry]) -> None: ...

    def replace_lines(self, lines: Sequence[Line]) -> None: ...

    def remove_lines(self, numbers: Collection[int]) -> None: ...

    def put_revisions(self, revisions: Sequence[Revision]) -> None:
        """Keep revisions; the highest number is the store's revision from then on."""
        ...

    def put_memos(self, shelf: str, memos: Iterable[tuple[str, str]]) -> None: ...

    def remove_memos(self, shelf: str, keys: Collection[str]) -> None: ...

    def wipe(self) -> None:
        """Remove everything, municipalities and history included."""
        ...


Part = Callable[[Writer], None]
"""Something to write that can share its transaction with others, or not."""


class Backend(Protocol):
    """One kind of database."""

    @property
    def url(self) -> str: ...

    @property
    def repeats(self) -> bool:
        """Whether `write` may run its work more than once."""
        ...

    def schema(self) -> int: ...

    def read(self) -> AbstractContextManager[Reader]: ...

    def still(self) -> AbstractContextManager[Reader]:
        """Open one state to read from beginning to end, however long it takes and whoever wants to write."""
        ...

    def write(self, work: Callable[[Writer], T], *, trial: bool = False) -> T:
        """Run work in the only write transaction there is; commit, or on an error roll everything back.

        With `trial`, roll back in any case and leave no file behind.
        """
        ...

    def fill(self, prepare: Callable[[Writer], None], parts: Callable[[], Iterator[Part]]) -> None:
        """Put parts in the place of everything, unless `prepare` refuses by what the store holds.

        Where a database cannot take a whole territory at once, nobody can use the store until it is filled.
        """
        ...

    def compact(self) -> None:
        """Leave nothing of what was removed in files, journals and indices."""
        ...

    def damage(self) -> list[str]:
        """Return what the database itself finds wrong with its files, in Italian."""
        ...

    def close(self) -> None: ...
