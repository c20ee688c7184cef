"""What is asked of a store and what it answers: changes, changesets, outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from graph.store.records import Evidence, Node, Tie, Value


@dataclass(frozen=True, slots=True)
class PutNode:
    """Create a node or merge properties into it.

    Attributes
    ----------
    properties
        Merged into what is there; None deletes a property.
    evidence
        Added to what is there. If every evidence given stands already with the same source,
        reference and (non-empty) digest, the change is a no-op whatever the properties say.
    expected_revision
        When given, the change is refused (`StaleRevision`) if the node has changed since.
    """

    key: str
    kind: str
    properties: Mapping[str, Value | None]
    evidence: tuple[Evidence, ...] = ()
    expected_revision: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveNode:
    """Remove a node and every tie it has; both stay in the history."""

    key: str
    expected_revision: int | None = None


@dataclass(frozen=True, slots=True)
class PutTie:
    """Create the tie of a type between two nodes, or merge properties into it."""

    type: str
    source: str
    target: str
    properties: Mapping[str, Value | None] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    expected_revision: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveTie:
    """Remove one tie by its key."""

    key: str
    expected_revision: int | None = None


@dataclass(frozen=True, slots=True)
class MergeNodes:
    """Two nodes are the same body: `gone` becomes part of `keep`.

    Ties, evidence and names move (the name becomes an alias), properties that `keep` lacks are
    filled, and the old key goes on leading to `keep`.
    """

    keep: str
    gone: str


Change = PutNode | RemoveNode | PutTie | RemoveTie | MergeNodes


class GapStatus(StrEnum):
    """Where the work on a gap stands, by what people said of it."""

    OPEN = "open"
    TAKEN_UP = "taken_up"
    DONE = "done"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Mark:
    """What one person said of a gap on one day.

    Attributes
    ----------
    gap, kind, members
        The gap's id, kind and the keys it is about: the id is made from the other two, so that a gap whose
        members were merged with others since can still be told.
    reason
        Why; a gap is not dismissed without.
    step
        Key of the contact or event that is to come of it, empty if there is none.
    at
        ISO 8601, UTC, seconds; the store writes it.
    """

    gap: str
    kind: str
    members: tuple[str, ...]
    status: GapStatus
    author: str
    reason: str = ""
    step: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is kept of a changeset outside the revisions, in one with it: nobody finds the one without the other.

    Attributes
    ----------
    decisions
        Two keys, and whether a person says that they are the same body.
    reviews
        Doubtful matches (new key, key it may already be).
    """

    load: Load | None = None
    decisions: tuple[tuple[str, str, bool], ...] = ()
    reviews: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Changeset:
    """Changes that come into force together or not at all.

    Attributes
    ----------
    changes
        Read once, in order, while the write transaction is open; may be a generator.
    details
        Plain facts about the whole (file name, its SHA-256, counts), shown in the history.
    expected_revision
        When given, the whole is refused (`StaleRevision`) if the store has moved on.
    marks
        What is said of gaps together with the changes, or not at all; outside the revision, as all marks are.
    beside
        Says, once the changes are made, what else is kept with them; not asked in a dry run.
    """

    author: str
    reason: str
    source: str
    changes: Iterable[Change]
    details: Mapping[str, str | int] = field(default_factory=dict)
    expected_revision: int | None = None
    marks: tuple[Mark, ...] = ()
    beside: Callable[[Outcome], Beside] | None = None


class Effect(StrEnum):
    """What one change did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a changeset did.

    Attributes
    ----------
    revision
        The new revision, or None when nothing changed.
    effects
        One for each change, in order.
    nodes, ties
        Counts by effect.
    """

    revision: int | None
    effects: tuple[Effect, ...]
    nodes: Mapping[Effect, int]
    ties: Mapping[Effect, int]


@dataclass(frozen=True, slots=True)
class Revision:
    """One changeset that was applied."""

    number: int
    author: str
    reason: str
    source: str
    at: str  # ISO 8601, UTC, seconds
    details: Mapping[str, str | int]
    changed: int  # records touched


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit trail: a record before and after a revision (None: it was not there)."""

    revision: int
    key: str
    before: Node | Tie | None
    after: Node | Tie | None


@dataclass(frozen=True, slots=True)
class Load:
    """One file that was loaded, kept for screen Dati whether or not it changed anything.

    Attributes
    ----------
    vanished
        Keys of bodies that an earlier file of the same register had, within what this one covers, and it has not.
    """

    source: str
    files: tuple[str, ...]
    at: str  # ISO 8601, UTC, seconds
    author: str
    revision: int | None
    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    problems: Mapping[str, int] = field(default_factory=dict)  # Italian wording -> rows
    vanished: tuple[str, ...] = ()
    english: Mapping[str, str] = field(default_factory=dict)  # Italian wording of a problem -> English


@dataclass(frozen=True, slots=True)
class Review:
    """Two keys that may be the same body, waiting for a person to say so."""

    left: str
    right: str
    at: str  # ISO 8601, UTC, seconds
    source: str
