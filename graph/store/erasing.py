"""Erasing a person or a contact everywhere, history included. Removing any other node keeps its history."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from graph.model import KINDS
from graph.model.schema import Property, ValueType
from graph.model.ties import TIES
from graph.store import documents
from graph.store.backend import Line, Writer
from graph.store.changes import Entry, Revision
from graph.store.desk import indexed
from graph.store.errors import NotErasable, UnknownKey
from graph.store.memory import touched
from graph.store.privacy import PRIVATE_KINDS
from graph.store.records import Evidence, Node, Scalar, Tie, Value

ERASED = "[cancellato]"
_NOTES = frozenset(k.name for k in KINDS.values() if k.private and not k.actor)  # what was noted about others
SHELVES = ("load", "decision", "review", "gap")
_SHORTEST = 3  # letters of a text that identifies someone
_PHONES = ("phone", "public_phone")
_IDENTIFYING = (*_PHONES, "email", "public_email")
_SPACE, _GAP = r"[\s,]+", r"[\s./()-]*"  # between the words of a name, the digits of a phone
_MOST_WORDS = 4  # of a name, looked for in any order
_PHONE_DIGITS = 6  # the fewest that identify someone
_FREE = frozenset({ValueType.TEXT, ValueType.LONG_TEXT})
_REACHING = frozenset({ValueType.PHONE, ValueType.EMAIL, ValueType.URL})
Scrub = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Blots:
    """What blots out who is erased: in what only staff reads, and in what everyone reads.

    A name of one word is not blotted out of public texts: `Maria` is not only her.
    """

    gone: set[str]
    staff: Scrub
    public: Scrub


def erase(writer: Writer, key: str, author: str, reason: str, at: str) -> Revision:
    """Erase what a key leads to, what only it was about, and every mention, and return the revision that says so.

    Contacts that were about this person alone go with them. The person's name, its words in any order,
    phones and addresses are blotted out of every text, present and past, of evidence and of the words of revisions.

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
    known = _versions(writer, gone)
    scrub = _scrub(gone, known)
    blots = _Blots(gone, scrub, _scrub(gone, known, public=True))
    nodes = [n.key for n in writer.nodes(None, gone)]
    ties = [t.key for t in writer.ties_of(gone)]
    writer.remove_ties(ties)
    writer.remove_nodes(gone)
    _scrub_history(writer, blots)
    _scrub_present(writer, blots)
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


def _scrub(gone: set[str], records: Iterable[Node | Tie], *, public: bool = False) -> Scrub:
    """Return what blots out of a text everything that identifies who is erased."""
    words, phones = set(gone), set[str]()
    for record in records:
        if isinstance(record, Node) and record.kind in PRIVATE_KINDS:
            names = {*record.many("name"), *record.many("aliases")}
            words.update(name for name in names if not public or len(name.split()) > 1)
            words.update(order for name in names for order in _orders(name))
            words.update(value for name in _IDENTIFYING for value in record.many(name))
            phones.update(_digits(value) for name in _PHONES for value in record.many(name))
    longest_first = sorted((w for w in words if len(w) >= _SHORTEST), key=len, reverse=True)
    patterns = [rf"(?<!\w){_SPACE.join(map(re.escape, w.split()))}(?!\w)" for w in longest_first if w.split()]
    patterns += [
        rf"(?<![\w+])(?:(?:\+|00)?39{_GAP})?{_GAP.join(digits)}(?!\d)"
        for digits in sorted(phones, key=len, reverse=True)
        if len(digits) >= _PHONE_DIGITS
    ]
    if not patterns:
        return str
    pattern = re.compile("|".join(patterns), re.IGNORECASE)
    return lambda text: pattern.sub(ERASED, text)


def _orders(name: str) -> Iterable[str]:
    """Yield the words of a name in every order."""
    words = name.replace(",", " ").split()
    return (" ".join(order) for order in itertools.permutations(words)) if 1 < len(words) <= _MOST_WORDS else ()


def _digits(phone: str) -> str:
    """Return the digits of a phone without the prefix of Italy."""
    digits = re.sub(r"\D", "", phone)
    return re.sub(r"^(?:00)?39", "", digits) if phone.strip().startswith(("+39", "0039")) else digits


def _scrub_history(writer: Writer, blots: _Blots) -> None:
    writer.remove_lines([line.number for line in writer.lines(keys=blots.gone)])
    changed: list[Line] = []
    for line in writer.lines():
        before, after = (_scrubbed(r, blots) for r in (line.entry.before, line.entry.after))
        if (before, after) != (line.entry.before, line.entry.after):
            changed.append(Line(line.number, Entry(line.entry.revision, line.entry.key, before, after)))
    writer.replace_lines(changed)


def _scrub_present(writer: Writer, blots: _Blots) -> None:
    nodes = [(node, _scrubbed(node, blots)) for node in writer.nodes(None, None)]
    writer.put_nodes([indexed(new) for old, new in nodes if old != new and isinstance(new, Node)])
    ties = [(tie, _scrubbed(tie, blots)) for tie in writer.ties(None, None)]
    writer.put_ties([new for old, new in ties if old != new and isinstance(new, Tie)])


def _scrub_words(writer: Writer, gone: set[str], scrub: Scrub) -> None:
    """Blot out of revisions, loads, decisions and what was said of gaps; what is about who is gone goes whole."""
    revisions = [(r, _scrubbed_revision(r, scrub)) for r in writer.revisions(None)]
    writer.put_revisions([new for old, new in revisions if old != new])
    for shelf in SHELVES:
        memos = writer.memos(shelf)
        writer.remove_memos(shelf, [k for k, _ in memos if any(part in gone for part in k.split("\x1f"))])
        writer.put_memos(shelf, [(k, _scrubbed_json(v, gone, scrub)) for k, v in writer.memos(shelf)])


def _scrubbed_json(text: str, gone: set[str], scrub: Scrub) -> str:
    """Blot out of the texts in a flat JSON object, its names left alone; a text that is a key gone leaves nothing."""
    plain: dict[str, object] = json.loads(text)

    def left(value: object) -> object:
        if isinstance(value, list):
            return [scrub(str(one)) for one in value]
        if isinstance(value, str):
            return "" if value in gone else scrub(value)
        return value

    return documents.dumps({name: left(value) for name, value in plain.items()})


def _scrubbed_revision(revision: Revision, scrub: Scrub) -> Revision:
    details = {name: scrub(v) if isinstance(v, str) else v for name, v in revision.details.items()}
    return replace(revision, reason=scrub(revision.reason), details=details)


def _scrubbed(record: Node | Tie | None, blots: _Blots) -> Node | Tie | None:
    if record is None:
        return None
    evidence = tuple(Evidence(e.source, blots.staff(e.reference), e.retrieved, e.digest) for e in record.evidence)
    if isinstance(record, Tie):
        declared, private = TIES[record.type].by_name, False
    else:
        declared, private = KINDS[record.kind].by_name, KINDS[record.kind].private
    properties: dict[str, Value] = {}
    for name, value in record.properties.items():
        left = _scrubbed_value(declared[name], value, blots, private=private)
        if left is not None:
            properties[name] = left
    return replace(record, properties=properties, evidence=evidence)


def _scrubbed_value(property_: Property, value: Value, blots: _Blots, *, private: bool) -> Value | None:
    """Return a value without keys that are gone and words; None where no valid phone or address is left."""
    scrub = blots.staff if private or property_.private else blots.public
    given = value if isinstance(value, tuple) else (value,)
    kept: list[Scalar] = []
    for one in given:
        if not isinstance(one, str):
            kept.append(one)
        elif isinstance(value, tuple) and one in blots.gone:
            continue
        elif property_.type in _FREE:
            kept.append(scrub(one))
        elif property_.type not in _REACHING or scrub(one) == one:
            kept.append(one)
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(kept)) if kept or not value else None
    return kept[0] if kept else None
