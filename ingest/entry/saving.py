"""Saving one record that a person typed: one changeset, or what stands in its way. Nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from graph.model import KINDS, keys
from graph.store.changes import Beside, Change, Changeset, PutNode
from graph.store.errors import StaleRevision
from graph.store.interface import GraphStore, View
from graph.store.records import Evidence, Node, Value
from ingest.entry import contact
from ingest.entry.conflict import Contested, as_seen, contested
from ingest.entry.place import Pin, place
from ingest.sources.register import digest
from ingest.sources.source import Locate

SOURCE = "form"


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as a person wants it.

    Attributes
    ----------
    key
        Of the record that is edited; empty for a new one.
    seen
        The revision of that record that the person saw.
    values
        By property, as stored; None empties a field, what is left out stays.
    known_from
        Where the person knows it from, in their words; kept as evidence.
    apart
        Keys of bodies that were offered and that this one is not.
    contact
        The first contact, by property; empty for none.
    """

    kind: str
    values: Mapping[str, Value | None]
    key: str = ""
    seen: int = 0
    pin: Pin = field(default_factory=Pin)
    known_from: str = ""
    apart: tuple[str, ...] = ()
    contact: Mapping[str, Value | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saved:
    """It is in the store. `revision` is None where nothing was new."""

    key: str
    revision: int | None


@dataclass(frozen=True, slots=True)
class Already:
    """A record with the same identity stands already: the person must say whether it is that one."""

    key: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Someone else changed the record meanwhile. `now` is None where it is gone."""

    now: Node | None
    fields: tuple[Contested, ...] = ()


Answer = Saved | Already | Changed


def save(store: GraphStore, entry: Entry, *, author: str, today: date, locate: Locate) -> Answer:
    """Save a record as one changeset.

    Raises
    ------
    StoreError, InvalidValue
        Nothing is changed then.
    """
    view = store.view("staff")
    there = view.node(entry.key) if entry.key else None
    if entry.key and (there is None or there.revision != entry.seen):
        changed = _changed(view, entry, there)
        if changed is not None:
            return changed
    key = there.key if there is not None else new_key(view, entry)
    if there is None and view.node(key) is not None:
        return Already(key)
    changeset = Changeset(
        author,
        _reason(entry, there),
        SOURCE,
        list(_changes(entry, key, there, view=view, locate=locate, today=today)),
        beside=lambda _outcome: Beside(decisions=tuple((key, other, False) for other in entry.apart)),
    )
    try:
        outcome = store.apply(changeset)
    except StaleRevision:
        return save(store, entry, author=author, today=today, locate=locate)  # what stands now is told or refused
    return Saved(key, outcome.revision)


def new_key(view: View, entry: Entry) -> str:
    """Return the key of a new record: by its code, else by what identifies it.

    A record that was offered and is another one keeps its key; the new one is told from it by a number.
    """
    kind, code = KINDS[entry.kind], _code(entry)
    if code:
        return code
    told = {name: str(entry.values.get(name) or "") for name in ("name", "municipality", "start")}
    identity = [told["name"], told["start"][:10] or told["municipality"]]
    identity = [part for part in identity if part]
    apart = {node.key for node in view.nodes(keys=entry.apart)} if entry.apart else set()
    for number in count(1):
        key = keys.generated(kind.key_prefix, *identity, *([str(number)] if number > 1 else []))
        standing = view.node(key)
        if standing is None or standing.key not in apart:
            break
    return key


def _code(entry: Entry) -> str:
    """Return the key that a register's code gives; empty where the body was offered under it and is another."""
    prefixes = {"fiscal_code": "body", "school_code": KINDS[entry.kind].key_prefix}
    for name, prefix in prefixes.items():
        if entry.values.get(name) and KINDS[entry.kind].by_name[name].matching:
            key = keys.from_code(prefix, str(entry.values[name]))
            return "" if key in entry.apart else key
    return ""


def _changed(view: View, entry: Entry, there: Node | None) -> Changed | None:
    """Return what someone else did to the record; None where nothing of it matters to the writer."""
    if there is None:
        return Changed(None)
    was = as_seen(view, entry.key, entry.seen) or Node(there.key, there.kind, {})
    fields = contested(was, there, entry.values, entry.pin.point if entry.pin.state != "found" else was.point)
    return Changed(there, tuple(fields)) if fields else None


def _changes(
    entry: Entry, key: str, there: Node | None, *, view: View, locate: Locate, today: date
) -> Iterator[Change]:
    properties = wanted(entry, there, locate)
    said = digest(str(there.revision if there else 0), *(f"{n}={v}" for n, v in sorted(properties.items())))
    known_from = Evidence(SOURCE, entry.known_from, today.isoformat(), said)
    if there is None or properties or entry.kind != there.kind or entry.known_from:
        yield PutNode(key, entry.kind, properties, (known_from,), expected_revision=there.revision if there else 0)
    if entry.contact:
        words = Evidence(SOURCE, "", today.isoformat())
        yield from contact.changes(key, entry.contact, words, lambda other: view.node(other) is not None)


def wanted(entry: Entry, there: Node | None, locate: Locate) -> dict[str, Value | None]:
    """Return the properties that change: what differs from what stands, the place, and that it is mapped now."""
    stands = there.properties if there is not None else {}
    located = {**{name: stands.get(name) for name in ("municipality", "address", "postcode")}, **entry.values}
    values = {**entry.values, **place(entry.kind, located, entry.pin, there, locate)}
    if stands.get("candidate"):
        values["candidate"] = None
    return {name: value for name, value in values.items() if value != stands.get(name)}


def _reason(entry: Entry, there: Node | None) -> str:
    """Return what the history says was done; of a private kind, no name."""
    kind = KINDS[entry.kind]
    name = "" if kind.private else f" «{entry.values.get('name') or (there.name if there else '')}»"
    if there is None:
        return f"Aggiunta: {kind.label.it}{name}"
    if there.properties.get("candidate"):
        return f"Dal registro alla mappa: {kind.label.it}{name}"
    return f"Modificata: {kind.label.it}{name}"
