"""Records as JSON, for columns, the audit trail and backups. Order and number types survive."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from graph.store.records import Evidence, Node, Properties, Tie, Value

Plain = dict[str, Any]
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)  # made once: loads write many


def dumps(value: object) -> str:
    """Return JSON on one line, as short as it gets."""
    return _ENCODER.encode(value)


def dumped_properties(properties: Properties) -> str:
    """Return properties as JSON, ordered by name."""
    return _ENCODER.encode(dict(sorted(properties.items())))


def properties(plain: Mapping[str, Any]) -> dict[str, Value]:
    """Return properties from parsed JSON: lists are tuples again."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}


def plain_evidence(evidence: Iterable[Evidence]) -> list[list[str]]:
    """Return evidence as lists of four texts."""
    return [[e.source, e.reference, e.retrieved, e.digest] for e in evidence]


def evidence(plain: Iterable[Iterable[str]]) -> tuple[Evidence, ...]:
    """Return evidence from lists of four texts."""
    return tuple(Evidence(*parts) for parts in plain)


def plain(record: Node | Tie) -> Plain:
    """Return a record as what JSON can hold."""
    common: Plain = {
        "key": record.key,
        "properties": dict(sorted(record.properties.items())),
        "evidence": plain_evidence(record.evidence),
        "revision": record.revision,
    }
    if isinstance(record, Tie):
        return {"type": record.type, "source": record.source, "target": record.target, **common}
    return {"kind": record.kind, **common, **({"former": list(record.former)} if record.former else {})}


def record(plain_: Plain) -> Node | Tie:
    """Return the record that `plain` wrote."""
    values, known = properties(plain_["properties"]), evidence(plain_["evidence"])
    if "type" in plain_:
        return Tie(plain_["key"], plain_["type"], plain_["source"], plain_["target"], values, known, plain_["revision"])
    return Node(plain_["key"], plain_["kind"], values, known, plain_["revision"], tuple(plain_.get("former", ())))


def dumped(record_: Node | Tie | None) -> str | None:
    """Return a record as JSON, None for none."""
    return None if record_ is None else dumps(plain(record_))


def loaded(text: str | None) -> Node | Tie | None:
    """Return the record that `dumped` wrote."""
    return None if text is None else record(json.loads(text))
