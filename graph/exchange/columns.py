"""Nodes and ties as rows under named columns, for every flat format. Not how a format writes a cell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from graph.exchange.content import Content, said
from graph.model import KINDS, TIES, Label, Property, ValueType
from graph.model import properties as p
from graph.store.interface import Audience
from graph.store.records import Node, Scalar, Tie, Value

Form = Literal["text", "integer", "number", "yes_no"]
Row = dict[str, Value]

_FORMS: Mapping[ValueType, Form] = {
    ValueType.INTEGER: "integer",
    ValueType.NUMBER: "number",
    ValueType.LATITUDE: "number",
    ValueType.LONGITUDE: "number",
    ValueType.YES_NO: "yes_no",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    declared
        The property that it shows, as the first kind that has it declares it; None for what is derived.
    """

    name: str
    label: Label
    form: Form = "text"
    declared: Property | None = None
    help: Label | None = None


_KEY = Column("key", Label("Chiave", "Key"), help=Label("Stabile: non cambia col nome", "Stable, whatever the name"))
_EVIDENCE = (
    Column("sources", Label("Fonti", "Sources"), help=Label("Da dove è noto", "Where it is known from")),
    Column(
        "evidence",
        Label("Evidenze", "Evidence"),
        help=Label("Fonte, riferimento e data di ciascuna", "Source, reference and date of each"),
    ),
    Column("updated", Label("Aggiornato il", "Updated"), help=Label("Ultima modifica, UTC", "Last change, UTC")),
)
_TOWN = (
    Column("municipality_name", Label("Nome del comune", "Name of the municipality")),
    Column("province", Label("Provincia", "Province")),
)


def node_columns(audience: Audience) -> tuple[Column, ...]:
    """Return the columns of nodes that an audience may see."""
    kinds = [kind for kind in KINDS.values() if audience == "staff" or not kind.private]
    declared = _columns(audience, (q for kind in kinds for q in kind.properties))
    first = (
        _KEY,
        Column("kind", Label("Tipo di scheda", "Kind")),
        declared.pop("name"),
        Column("candidate", p.CANDIDATE.label, "yes_no", help=p.CANDIDATE.help),
        declared.pop("invented"),
    )
    declared.pop("candidate")
    for column in _TOWN:
        declared.pop(column.name, None)
    ordered: list[Column] = []
    for column in declared.values():
        ordered += (column, *_TOWN) if column.name == "municipality" else (column,)
    return (*first, *ordered, *_EVIDENCE)


def tie_columns(audience: Audience) -> tuple[Column, ...]:
    """Return the columns of ties that an audience may see."""
    declared = _columns(audience, (q for type_ in TIES.values() for q in type_.properties))
    first = (
        _KEY,
        Column("type", Label("Tipo di legame", "Type of tie")),
        Column("source", Label("Da (chiave)", "From (key)")),
        Column("target", Label("A (chiave)", "To (key)")),
        Column("source_name", Label("Da", "From")),
        Column("target_name", Label("A", "To")),
        Column(
            "symmetric",
            Label("Senza verso", "Without direction"),
            "yes_no",
            help=Label("Da e A sono scambiabili", "From and To are interchangeable"),
        ),
        declared.pop("invented"),
    )
    return (*first, *declared.values(), *_EVIDENCE)


def _columns(audience: Audience, properties: Iterable[Property]) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for q in properties:
        if audience == "public" and q.private:
            continue
        form: Form = "text" if q.many else _FORMS.get(q.type, "text")
        known = found.setdefault(q.name, Column(q.name, q.label, form, q, q.help))
        if known.form != form:
            found[q.name] = Column(q.name, known.label, "text", known.declared, known.help)
    return found


def node_row(content: Content, node: Node) -> Row:
    """Return a node's values by column; absent ones are not there."""
    row: Row = {"key": node.key, "kind": node.kind, **node.properties}
    if KINDS[node.kind].body:
        row["candidate"] = content.candidate(node)
    if town := content.town(node):
        row["municipality_name"] = town.name
        if province := town.text("province"):
            row["province"] = province
    return row | _known_from(content, node)


def tie_row(content: Content, tie: Tie) -> Row:
    """Return a tie's values by column; absent ones are not there."""
    row: Row = {
        **tie.properties,
        "key": tie.key,
        "type": tie.type,
        "source": tie.source,
        "target": tie.target,
        "source_name": content.by_key[tie.source].name,
        "target_name": content.by_key[tie.target].name,
        "symmetric": TIES[tie.type].symmetric,
    }
    return row | _known_from(content, tie)


def _known_from(content: Content, record: Node | Tie) -> Row:
    found: Row = {}
    if record.evidence:
        found["sources"] = tuple(dict.fromkeys(e.source for e in record.evidence))
        found["evidence"] = tuple(said(e) for e in record.evidence)
    if at := content.changed.get(record.revision):
        found["updated"] = at
    return found


def flat(column: Column, value: Value) -> Scalar:
    """Return a value as one scalar of the column's form.

    Several values stand apart by `; `; where one of them has a `;` or `|` of its own, they are a JSON list.
    """
    if isinstance(value, tuple):
        texts = [str(v) for v in value]
        if any(";" in t or "|" in t or t.startswith("[") for t in texts):
            return json.dumps(texts, ensure_ascii=False)
        return "; ".join(texts)
    if column.form == "number" and not isinstance(value, str):
        return float(value)
    return str(value) if column.form == "text" else value


def neutral(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula; loading it again takes the apostrophe away."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")) else text
