"""How what is given joins what is there: properties, evidence, two nodes that are one. Pure rules, no store."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.model import KINDS, Label
from graph.model.properties import ADDRESS, PLACE, POSTCODE
from graph.model.schema import Kind, Property
from graph.model.values import InvalidValue, normalise_properties
from graph.store.records import Evidence, Node, Properties, Tie, Value

_PLACE = frozenset(p.name for p in PLACE)
_BOTH = ("candidate", "invented")  # true of two merged nodes only if true of both
_APART = _PLACE | {*_BOTH, "aliases"}  # joined by rules of their own
_WITHIN = {ADDRESS.name, POSTCODE.name}  # mean nothing in another municipality
_LEVEL, _DECLARED = "level", "declared_by"
LONGEST_KEY = 300


def clean(text: str) -> str:
    """Return a text of ours (author, reason, source) as every backend can hold it."""
    if text.isascii() and text.isprintable():
        return text.strip()
    plain = "".join(c if c >= " " and not "\ud800" <= c <= "\udfff" else " " for c in text)
    return unicodedata.normalize("NFC", plain).strip()


def kind_of(name: str) -> Kind:
    """Return a kind by name; refuse one that the model does not know."""
    kind = KINDS.get(name)
    if kind is None:
        raise InvalidValue(
            "kind",
            name,
            Label("tipo di scheda sconosciuto", "unknown kind"),
            Label(f"Usare uno fra: {', '.join(KINDS)}", f"Use one of: {', '.join(KINDS)}"),
        )
    return kind


def checked_key(key: str) -> str:
    """Return a key as it is, or refuse one that is empty, overlong or not printable."""
    if not key or len(key) > LONGEST_KEY or any(c < " " or "\ud800" <= c <= "\udfff" or c == "\x7f" for c in key):
        raise InvalidValue(
            "key",
            key,
            Label("chiave non valida", "not a valid key"),
            Label(
                f"Usare da 1 a {LONGEST_KEY} caratteri stampabili",
                f"Use between 1 and {LONGEST_KEY} printable characters",
            ),
        )
    return key


def same(left: Value | None, right: Value | None) -> bool:
    """Tell whether two values are equal and of the same type: 1, 1.0 and True are three values."""
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(same(a, b) for a, b in zip(left, right, strict=True))
    return type(left) is type(right) and left == right


def same_properties(left: Properties, right: Properties) -> bool:
    """Tell whether two sets of properties hold the same values of the same types."""
    return left.keys() == right.keys() and all(same(left[name], right[name]) for name in left)


def merged_properties(
    declared: Mapping[str, Property], there: Properties, given: Mapping[str, Value | None]
) -> dict[str, Value]:
    """Return properties with what is given put in, checked; None deletes.

    What is there but not declared (of a kind it had before) is dropped.
    """
    result = {name: value for name, value in there.items() if name in declared}
    for name, value in normalise_properties(declared, given).items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = value
    return result


def merged_evidence(there: tuple[Evidence, ...], given: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence with what is given added.

    One source says one thing about one reference: the later word replaces the earlier. The date alone
    is no news.
    """
    result = {(e.source, e.reference): e for e in there}
    for raw in given:
        new = Evidence(clean(raw.source), clean(raw.reference), clean(raw.retrieved), clean(raw.digest))
        old = result.get((new.source, new.reference))
        if old is None or old.digest != new.digest:
            result[(new.source, new.reference)] = new
    return tuple(result.values())


def said_before(there: tuple[Evidence, ...], given: tuple[Evidence, ...]) -> bool:
    """Tell whether every evidence given stands already, word for word by its digest."""
    known = {(e.source, e.reference, e.digest) for e in there}
    return bool(given) and all(
        e.digest and (clean(e.source), clean(e.reference), clean(e.digest)) in known for e in given
    )


def filled(there: Node, given: Node) -> Node:
    """Return a node with what it lacks filled from another one that is the same body.

    The other's names become aliases. A place is taken whole, and only where this one has no point and
    no other address; of another municipality no address is taken.
    """
    kind = KINDS[there.kind]
    result = dict(there.properties)
    towns = {there.text("municipality"), given.text("municipality")} - {""}
    apart = _APART if len(towns) < 2 else _APART | _WITHIN
    for name, value in given.properties.items():
        if name in kind.by_name and name not in result and name not in apart:
            result[name] = value
    for name in _BOTH:
        if result.get(name) is True and given.properties.get(name) is not True:
            del result[name]
    _take_place(there, given, result)
    _take_names(kind, given, result)
    return replace(there, properties=result, evidence=merged_evidence(there.evidence, given.evidence))


def _take_place(there: Node, given: Node, result: dict[str, Value]) -> None:
    same_address = there.text("address") in ("", given.text("address"))
    same_town = there.text("municipality") in ("", given.text("municipality"))
    if there.point is None and given.point is not None and same_address and same_town:
        for name in _PLACE & KINDS[there.kind].by_name.keys():
            result.pop(name, None)
            if name in given.properties:
                result[name] = given.properties[name]
    elif not _PLACE & result.keys() and same_town:
        result.update({name: given.properties[name] for name in _PLACE & given.properties.keys() & kind_names(there)})


def kind_names(node: Node) -> frozenset[str]:
    """Return the names of the properties that a node may have."""
    return frozenset(KINDS[node.kind].by_name)


def _take_names(kind: Kind, given: Node, result: dict[str, Value]) -> None:
    if "aliases" not in kind.by_name:
        return
    known = result.get("aliases", ())
    names = [*(known if isinstance(known, tuple) else ()), given.text("name"), *given.many("aliases")]
    aliases = tuple(dict.fromkeys(n for n in names if n and n != result.get("name")))
    if aliases:
        result["aliases"] = aliases


def declared(tie: Tie, gone: str, keep: str) -> Tie:
    """Return a tie with the declarer that became another node known by that one's key."""
    by = tie.many(_DECLARED)
    if gone not in by:
        return tie
    now = tuple(dict.fromkeys(keep if key == gone else key for key in by))
    return replace(tie, properties={**tie.properties, _DECLARED: now})


def joined(there: Tie | None, moved: Tie) -> Tie:
    """Return a tie that moved to other ends, joined with the one that stands there already.

    Of several values all are kept, of two levels the higher; else what stands there goes first.
    """
    if there is None:
        return moved
    properties = {**moved.properties, **there.properties}
    for name, value in moved.properties.items():
        stands = there.properties.get(name)
        if isinstance(value, tuple) and isinstance(stands, tuple):
            properties[name] = tuple(dict.fromkeys((*stands, *value)))
    levels = [level for t in (there, moved) if isinstance(level := t.properties.get(_LEVEL), int)]
    if levels:
        properties[_LEVEL] = max(levels)
    return replace(there, properties=properties, evidence=merged_evidence(there.evidence, moved.evidence))
