"""What a load would change of the records that stand, field by field, for a person to read before it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.model import KINDS, Label
from graph.model.schema import Property, ValueType
from graph.model.taxonomies import value_label
from graph.store.records import Node, Value

_UNTOLD = frozenset({"place_provider", "place_query", "place_matched", "place_score"})
"""How a place was found: it follows from the place itself."""
_REACHES = frozenset({ValueType.PHONE, ValueType.EMAIL})
_LONGEST = 80
_EMPTY = Label("(vuoto)", "(empty)")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One property that changes; without values where they are not told (phones, e-mails, private records)."""

    label: Label
    before: Label | None = None
    after: Label | None = None

    def italian(self) -> str:
        """Return `campo: vecchio → nuovo`."""
        if self.before is None or self.after is None:
            return f"{self.label.it}: cambiato"
        return f"{self.label.it}: {self.before.it} → {self.after.it}"


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What one row makes or changes.

    Attributes
    ----------
    line
        In the file.
    name
        Empty for a private record.
    fields
        Of a record that stands, those that change.
    """

    line: int
    kind: str
    name: str
    new: bool
    fields: tuple[FieldChange, ...] = ()

    def italian(self) -> Iterator[str]:
        """Return a line for each field that changes."""
        name = f"«{self.name}»" if self.name else KINDS[self.kind].label.it
        return (f"riga {self.line}: {name}: {field.italian()}" for field in self.fields)


def differences(node: Node, wanted: Mapping[str, Value | None]) -> Iterator[FieldChange]:
    """Return each property that changes; phone and e-mail values are not told."""
    kind = KINDS[node.kind]
    for name, new in wanted.items():
        declared, old = kind.by_name.get(name), node.properties.get(name)
        if declared is None or name in _UNTOLD or old == new:
            continue
        if kind.private or declared.type in _REACHES or name == "contacts":
            yield FieldChange(declared.label)
        else:
            yield FieldChange(declared.label, _told(declared, old), _told(declared, new))


def _told(declared: Property, value: Value | None) -> Label:
    if value is None or value == ():
        return _EMPTY
    if isinstance(value, bool):
        return Label("sì", "yes") if value else Label("no", "no")
    several = value if isinstance(value, tuple) else (value,)
    labels = [value_label(declared, str(one)) for one in several]
    return Label(_short(", ".join(label.it for label in labels)), _short(", ".join(label.en for label in labels)))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
