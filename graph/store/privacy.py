"""What each audience may see of a record and of its history."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from graph.model import KINDS
from graph.model.schema import Property
from graph.model.ties import TIES
from graph.store.backend import Reader
from graph.store.changes import Entry, Load, Revision
from graph.store.memory import touched
from graph.store.records import Evidence, Node, Properties, Tie

PRIVATE_KINDS = frozenset(k.name for k in KINDS.values() if k.private)
REFERENCE_KINDS = frozenset(k.name for k in KINDS.values() if k.reference)


def _hidden(properties: Iterable[Property]) -> frozenset[str]:
    return frozenset(p.name for p in properties if p.private)


_HIDDEN: Mapping[str, frozenset[str]] = {
    **{k.name: _hidden(k.properties) for k in KINDS.values()},
    **{t.name: _hidden(t.properties) for t in TIES.values()},
}


_PUBLISHED = frozenset(
    {"sample", "labimpact", "istat", "istat-residents", "istat-abolished", "citizenship", "anncsu"}
    | {"mim-schools", "five-per-mille", "runts"}
)
"""Sources whose references are codes, rows and names of documents; any other reference is what a person noted."""
_ADDRESS = re.compile(r"https?://[^\s@]+", re.IGNORECASE)
_CODE = re.compile(r"(?=.*[0-9])[A-Z0-9./:_-]{1,40}")
_PERSONAL = re.compile(r"(?:[0-9][./:_-]?){7}|[A-Z]{6}[0-9A-Z]{2}[A-Z][0-9A-Z]{2}[A-Z][0-9A-Z]{3}[A-Z]")
"""In a code: as many digits as a phone has, or the fiscal code of a person."""


def public_node(node: Node) -> Node | None:
    """Return what everyone may see of a node, None for nothing."""
    if node.kind in PRIVATE_KINDS:
        return None
    return replace(node, properties=_public(node.kind, node.properties), evidence=_evidence(node.evidence))


def public_tie(tie: Tie) -> Tie:
    """Return what everyone may see of a tie between two nodes that everyone may see."""
    return replace(tie, properties=_public(tie.type, tie.properties), evidence=_evidence(tie.evidence))


def _public(declared_by: str, properties: Properties) -> Properties:
    hidden = _HIDDEN[declared_by]
    if hidden.isdisjoint(properties):
        return properties
    return {name: value for name, value in properties.items() if name not in hidden}


def _evidence(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    if all(_publishable(e) for e in evidence):
        return evidence
    return tuple(e if _publishable(e) else replace(e, reference="") for e in evidence)


def _publishable(evidence: Evidence) -> bool:
    reference = evidence.reference
    if not reference or evidence.source in _PUBLISHED or _ADDRESS.fullmatch(reference):
        return True
    return bool(_CODE.fullmatch(reference)) and not _PERSONAL.search(reference)


def public_revision(revision: Revision) -> Revision:
    """Return a revision without its author and words, which staff wrote for staff."""
    return replace(revision, author="", reason="", details={})


def public_load(load: Load) -> Load:
    """Return a load without its author and what staff's files and rows were like."""
    return replace(load, author="", files=(), problems={}, vanished=(), english={})


def public_entries(reader: Reader, entries: Collection[Entry]) -> list[Entry]:
    """Return the part of a history that everyone may see.

    Whatever is or ever was tied to a private node stays hidden, and a change of private properties alone
    does not show.
    """
    secret = _ever_private(reader, {key for e in entries for key in touched(e.key, e.before or e.after)})
    shown: list[Entry] = []
    for entry in entries:
        if not secret.isdisjoint(touched(entry.key, entry.before or entry.after)):
            continue
        before, after = _public_record(entry.before), _public_record(entry.after)
        if not _same(before, after):
            shown.append(replace(entry, before=before, after=after))
    return shown


def _public_record(record: Node | Tie | None) -> Node | Tie | None:
    if record is None:
        return None
    return public_node(record) if isinstance(record, Node) else public_tie(record)


def _same(before: Node | Tie | None, after: Node | Tie | None) -> bool:
    if before is None or after is None:
        return before is after
    return replace(before, revision=0) == replace(after, revision=0)


def _ever_private(reader: Reader, keys: Collection[str]) -> set[str]:
    secret = {n.key for n in reader.nodes(PRIVATE_KINDS, keys)}
    for line in reader.lines(keys=keys):
        for record in (line.entry.before, line.entry.after):
            if isinstance(record, Node) and record.kind in PRIVATE_KINDS:
                secret.add(record.key)
    return secret
