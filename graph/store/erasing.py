"""Erasing a person or a contact everywhere, history included. Removing any other node keeps its history."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from graph.model import KINDS
from graph.model.ties import TIES
from graph.store import documents
from graph.store.backend import Line, Writer
from graph.store.changes import Entry, Revision
from graph.store.desk import indexed
from graph.store.errors import NotErasable, UnknownKey
from graph.store.memory import touched
from graph.store.privacy import PRIVATE_KINDS
from graph.store.records import Evidence, Node, Properties, Tie, Value

ERASED = "[cancellato]"
_NOTES = frozenset(k.name for k in KINDS.values() if k.private and not k.actor)  # what was noted about others
SHELVES = ("load", "decision", "review")
_SHORTEST = 3  # letters of a text that identifies someone
_IDENTIFYING = ("name", "phone", "email", "public_phone", "public_email", "aliases")
Scrub = Callable[[str], str]


def erase(writer: Writer, key: str, author: str, reason: str, at: str) -> Revision:
    """Erase what a key leads to, what only it was about, and every mention, and return the revision that says so.

    Contacts that were about this person alone go with them. In private properties, contacts, evidence and
    the words of revisions, the person's name, phones and addresses are blotted out; public texts of other
    bodies are left as they are.

    Raises
    ------
    UnknownKey, NotErasable
    """
    gone = _all_keys(writer, key)
    records = _versions(writer, gone)
    if not records:
        raise UnknownKey(key)
    kinds = {r.kind for r in records if isinstance(r, Node)}
    if not kinds & PRIVATE_KINDS:
        raise NotErasable(key, next(iter(sorted(kinds)), "tie"))
    gone |= _only_about(writer, gone)
    scrub = _scrub(gone, _versions(writer, gone))
    nodes = [n.key for n in writer.nodes(None, gone)]
    ties = [t.key for t in writer.ties_of(gone)]
    writer.remove_ties(ties)
    writer.remove_nodes(gone)
    _scrub_history(writer, gone, scrub)
    _scrub_present(writer, gone, scrub)
    _scrub_words(writer, gone, scrub)
    number = writer.revision() + 1
    details = {"erased_nodes": len(nodes), "erased_ties": len(ties)}
    revision = Revision(number, author, scrub(reason), "erasure", at, details, len(nodes) + len(ties))
    writer.put_revisions([revision])
    return revision


def _all_keys(writer: Writer, key: str) -> set[str]:
    """Return a key with every key that was ever merged with it."""
    found: set[str] = set()
    wanted = {key}
    while wanted:
        found |= wanted
        wanted |= set(writer.leads(wanted).values())
        for record in _versions(writer, wanted):
            if isinstance(record, Node):
                wanted.update(record.former)
        wanted -= found
    return found


def _versions(writer: Writer, keys: set[str]) -> list[Node | Tie]:
    """Return every version of some records, present and past, their ties left out."""
    present: list[Node | Tie] = [*writer.nodes(None, keys)]
    past = (r for line in writer.lines(keys=keys) for r in (line.entry.before, line.entry.after))
    return present + [r for r in past if r is not None and r.key in keys]


def _only_about(writer: Writer, gone: set[str]) -> set[str]:
    """Return the keys of contacts that were never about anyone but who is erased."""
    lines = list(writer.lines(keys=gone))
    ties = [r for line in lines for r in (line.entry.before, line.entry.after) if isinstance(r, Tie)]
    others = {end for t in ties for end in (t.source, t.target)} - gone
    private = {r.key for r in _versions(writer, others) if isinstance(r, Node) and r.kind in _NOTES}
    return {key for key in private if _ends(writer, key) <= gone | {key}}


def _ends(writer: Writer, key: str) -> set[str]:
    return {k for line in writer.lines(keys=[key]) for k in touched(key, line.entry.before or line.entry.after)}


def _scrub(gone: set[str], records: Iterable[Node | Tie]) -> Scrub:
    """Return what blots out of a text everything that identifies who is erased."""
    words = set(gone)
    for record in records:
        if isinstance(record, Node) and record.kind in PRIVATE_KINDS:
            words.update(value for name in _IDENTIFYING for value in record.many(name))
    longest_first = sorted((w for w in words if len(w) >= _SHORTEST), key=len, reverse=True)
    if not longest_first:
        return str
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(w)}(?!\w)" for w in longest_first), re.IGNORECASE)
    return lambda text: pattern.sub(ERASED, text)


def _scrub_history(writer: Writer, gone: set[str], scrub: Scrub) -> None:
    writer.remove_lines([line.number for line in writer.lines(keys=gone)])
    changed: list[Line] = []
    for line in writer.lines():
        before, after = (_scrubbed(r, gone, scrub) for r in (line.entry.before, line.entry.after))
        if (before, after) != (line.entry.before, line.entry.after):
            changed.append(Line(line.number, Entry(line.entry.revision, line.entry.key, before, after)))
    writer.replace_lines(changed)


def _scrub_present(writer: Writer, gone: set[str], scrub: Scrub) -> None:
    nodes = [(node, _scrubbed(node, gone, scrub)) for node in writer.nodes(None, None)]
    writer.put_nodes([indexed(new) for old, new in nodes if old != new and isinstance(new, Node)])
    ties = [(tie, _scrubbed(tie, gone, scrub)) for tie in writer.ties(None, None)]
    writer.put_ties([new for old, new in ties if old != new and isinstance(new, Tie)])


def _scrub_words(writer: Writer, gone: set[str], scrub: Scrub) -> None:
    """Blot out of revisions, loads and decisions."""
    revisions = [(r, _scrubbed_revision(r, scrub)) for r in writer.revisions(None)]
    writer.put_revisions([new for old, new in revisions if old != new])
    for shelf in SHELVES:
        memos = writer.memos(shelf)
        writer.remove_memos(shelf, [k for k, _ in memos if any(part in gone for part in k.split("\x1f"))])
        writer.put_memos(shelf, [(k, _scrubbed_json(v, scrub)) for k, v in writer.memos(shelf)])


def _scrubbed_json(text: str, scrub: Scrub) -> str:
    """Blot out of the texts in a flat JSON object, its names left alone."""
    plain: dict[str, object] = json.loads(text)
    return documents.dumps(
        {
            name: scrub(v) if isinstance(v, str) else [scrub(str(one)) for one in v] if isinstance(v, list) else v
            for name, v in plain.items()
        }
    )


def _scrubbed_revision(revision: Revision, scrub: Scrub) -> Revision:
    details = {name: scrub(v) if isinstance(v, str) else v for name, v in revision.details.items()}
    return replace(revision, reason=scrub(revision.reason), details=details)


def _scrubbed(record: Node | Tie | None, gone: set[str], scrub: Scrub) -> Node | Tie | None:
    if record is None:
        return None
    evidence = tuple(Evidence(e.source, scrub(e.reference), e.retrieved, e.digest) for e in record.evidence)
    if isinstance(record, Tie):
        hidden = {p.name for p in TIES[record.type].properties if p.private}
        return replace(
            record, properties=_scrubbed_properties(record.properties, hidden, gone, scrub), evidence=evidence
        )
    kind = KINDS[record.kind]
    hidden = {p.name for p in kind.properties if p.private or kind.private}
    properties = _scrubbed_properties(record.properties, hidden, gone, scrub)
    return replace(record, properties=properties, evidence=evidence)


def _scrubbed_properties(properties: Properties, hidden: set[str], gone: set[str], scrub: Scrub) -> dict[str, Value]:
    """Return properties without the keys that are gone and, where only staff reads, without the words."""
    result: dict[str, Value] = {}
    for name, value in properties.items():
        if isinstance(value, tuple):
            kept = tuple(v for v in value if v not in gone)
            result[name] = tuple(scrub(v) if isinstance(v, str) else v for v in kept) if name in hidden else kept
        else:
            result[name] = scrub(value) if isinstance(value, str) and name in hidden else value
    return result
