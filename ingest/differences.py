"""What a load would change of the records that stand, field by field, for a person to read before it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.model import KINDS
from graph.model.schema import Property, ValueType
from graph.model.taxonomies import value_label
from graph.store.records import Node, Value

_UNTOLD = frozenset({"place_provider", "place_query", "place_matched", "place_score"})
"""How a place was found: it follows from the place itself."""
_REACHES = frozenset({ValueType.PHONE, ValueType.EMAIL})
_LONGEST = 80


def differences(node: Node, wanted: Mapping[str, Value | None]) -> Iterator[str]:
    """Return `campo: vecchio → nuovo` for each property that changes; phone and e-mail values are not told."""
    kind = KINDS[node.kind]
    for name, new in wanted.items():
        declared, old = kind.by_name.get(name), node.properties.get(name)
        if declared is None or name in _UNTOLD or old == new:
            continue
        if kind.private or declared.type in _REACHES or name == "contacts":
            yield f"{declared.label.it}: cambiato"
        else:
            yield f"{declared.label.it}: {_told(declared, old)} → {_told(declared, new)}"


def _told(declared: Property, value: Value | None) -> str:
    if value is None or value == ():
        return "(vuoto)"
    if isinstance(value, bool):
        return "sì" if value else "no"
    several = value if isinstance(value, tuple) else (value,)
    text = ", ".join(value_label(declared, str(one)).it for one in several)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
