"""What remains of a body that was merged with an invented one: its own history, told again without the other's.

Which nodes go altogether: see `removal`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model import KINDS
from graph.model import properties as declared
from graph.store.changes import Entry
from graph.store.records import Node, Value
from ingest.sources.sample_territory.cast import is_key


@dataclass(frozen=True, slots=True)
class RealPart:
    """A real body as it would be had it never been merged with an invented one.

    Attributes
    ----------
    key
        Its own key, whichever was kept in the merge.
    former
        Keys of other real bodies that were merged with it.
    """

    key: str
    former: tuple[str, ...]
    kind: str
    properties: Mapping[str, Value]


def real_part(node: Node, history: Iterable[Entry]) -> RealPart | None:
    """Return the real body in a node, or None when all of it is invented.

    Parameters
    ----------
    history
        Of the node and of everything merged into it, oldest first.
    """
    real = [key for key in (node.key, *node.former) if not is_key(key)]
    if not real:
        return None
    entries: dict[str, list[tuple[Entry, Node | None, Node | None]]] = {}
    for entry in history:
        before, after = (r if isinstance(r, Node) else None for r in (entry.before, entry.after))
        if before or after:
            entries.setdefault(entry.key, []).append((entry, before, after))
    told = _told(node.key, entries, None)
    if told is None:  # no trail of it: better all of it than nothing
        told = (node.kind, dict(node.properties))
    kind, properties = told
    properties = {name: value for name, value in properties.items() if name in KINDS[kind].by_name}
    return RealPart(real[0], tuple(real[1:]), kind, _without_names(properties, _invented_names(entries)))


_SEAT = frozenset(p.name for p in declared.SEAT)
_NOT_FILLED = frozenset({"aliases", "candidate", "invented"})
_Entries = Mapping[str, list[tuple[Entry, Node | None, Node | None]]]
_Told = tuple[str, dict[str, Value]]


def _told(key: str, entries: _Entries, until: int | None) -> _Told | None:
    """Return kind and properties of a node before a revision, merges with invented ones left out."""
    told: _Told | None = None
    for entry, before, after in entries.get(key, ()):
        if until is not None and entry.revision >= until:
            break
        if after is None:
            told = None
            continue
        merged = set(after.former) ^ set(before.former if before else ())
        real = [k for k in after.former if k in merged and not is_key(k)]
        if is_key(key) and told is None:
            told = _told(real[0], entries, entry.revision) if real else None
        elif real or not merged:
            told = _changed(told, before, after)
            for other in real:
                _fill(told[1], _told(other, entries, entry.revision))
    return told


def _fill(properties: dict[str, Value], other: _Told | None) -> None:
    """Put in what another real body brought to a merge, where something invented stood in its way."""
    if other is None:
        return
    seated = not _SEAT.isdisjoint(properties)
    for name, value in other[1].items():
        if name not in properties and name not in _NOT_FILLED and not (seated and name in _SEAT):
            properties[name] = value


def _changed(told: _Told | None, before: Node | None, after: Node) -> _Told:
    """Return what is told with one change put in."""
    if told is None or before is None:
        return after.kind, dict(after.properties)
    kind, properties = told[0] if after.kind == before.kind else after.kind, dict(told[1])
    for name in before.properties.keys() | after.properties.keys():
        if name not in after.properties:
            properties.pop(name, None)
        elif before.properties.get(name) != after.properties[name]:
            properties[name] = after.properties[name]
    return kind, properties


def _invented_names(entries: _Entries) -> frozenset[str]:
    """Return every name that invented nodes had before they were merged away or took a real one in."""
    names: set[str] = set()
    for key, lines in entries.items():
        for _, _, after in lines if is_key(key) else ():
            if after is None or not all(is_key(k) for k in after.former):
                break
            names.update((after.text("name"), *after.many("aliases")))
    return frozenset(names)


def _without_names(properties: dict[str, Value], names: frozenset[str]) -> dict[str, Value]:
    aliases = properties.get("aliases")
    result = {name: value for name, value in properties.items() if name not in ("aliases", "invented")}
    if isinstance(aliases, tuple) and (kept := tuple(a for a in aliases if a not in names)):
        result["aliases"] = kept
    return result
