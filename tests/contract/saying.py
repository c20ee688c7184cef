"""Short ways to ask a store for something, as the contract tests say it."""

from collections.abc import Iterable
from typing import Any

from graph.store.changes import Change, Changeset, Outcome, PutNode, PutTie
from graph.store.core import Store
from graph.store.records import Evidence, Value


def put(store: Store, *changes: Change, reason: str = "prova", **more: Any) -> Outcome:
    """Apply changes as one changeset."""
    dry_run = more.pop("dry_run", False)
    return store.apply(Changeset("Giulia", reason, "form", changes, **more), dry_run=dry_run)


def stream(store: Store, changes: Iterable[Change], source: str = "register") -> Outcome:
    """Apply a generator of changes as one changeset."""
    return store.apply(Changeset("Giulia", "caricamento", source, changes))


def association(key: str, name: str, *evidence: Evidence, **properties: Value | None) -> PutNode:
    """Return a change that puts an association."""
    return PutNode(key, "association", {"name": name, **properties}, evidence)


def organisation(key: str, name: str, *evidence: Evidence, **properties: Value | None) -> PutNode:
    """Return a change that puts an organisation."""
    return PutNode(key, "organisation", {"name": name, **properties}, evidence)


def event(key: str, name: str, start: str = "2026-05-10", **properties: Value | None) -> PutNode:
    """Return a change that puts an event."""
    return PutNode(key, "event", {"name": name, "start": start, **properties})


def person(key: str, name: str, **properties: Value | None) -> PutNode:
    """Return a change that puts a person."""
    return PutNode(key, "person", {"name": name, **properties})


def organised(actor: str, event_: str, **properties: Value | None) -> PutTie:
    """Return a change that ties an actor to an event."""
    return PutTie("organised", actor, event_, properties)


def contents(store: Store) -> tuple[list[object], list[object]]:
    """Return every node and tie, their revisions left out: what a revert or a replay must give back."""
    view = store.view("staff")
    return (
        [(n.key, n.kind, _typed(n.properties), n.evidence, n.former) for n in view.nodes()],
        [(t.key, t.source, t.target, _typed(t.properties), t.evidence) for t in view.ties()],
    )


def _typed(properties: Any) -> list[tuple[str, str]]:
    return [(name, repr(value)) for name, value in sorted(properties.items())]
