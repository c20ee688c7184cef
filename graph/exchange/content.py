"""What an export says, read once from a view: the same for every format, whatever its form.

Texts carry no character that XML forbids, places known only roughly carry no coordinates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from graph.model import KINDS, Label, keys
from graph.store.interface import Audience, View
from graph.store.records import Evidence, Node, Properties, Tie, Value

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COARSE = frozenset({"postcode", "municipality"})
INVENTED = Label("Esempio inventato: non esiste", "Invented example: does not exist")


@dataclass(frozen=True)
class Content:
    """What an audience may take away, at one revision.

    Attributes
    ----------
    nodes
        Ordered by key; of the municipalities only those that end a tie.
    ties
        Ordered by key, both ends among `nodes`.
    mapped
        Keys of bodies that are mapped; the others are known from a register only.
    municipalities
        Those that `nodes` name, by ISTAT code.
    changed
        When each revision was made, ISO in UTC.
    today
        The ISO date it is: what is only planned then is no tie. Empty: everything counts.
    """

    audience: Audience
    revision: int
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    mapped: frozenset[str]
    municipalities: Mapping[str, Node]
    changed: Mapping[int, str]
    today: str = ""

    @cached_property
    def by_key(self) -> dict[str, Node]:
        """Return the nodes by key."""
        return {node.key: node for node in self.nodes}

    @property
    def at(self) -> str:
        """Return when what is exported last changed, ISO in UTC; empty for a store without revisions."""
        return self.changed.get(self.revision, "")

    def candidate(self, node: Node) -> bool:
        """Tell whether a body is known from a register only."""
        return KINDS[node.kind].body and node.key not in self.mapped

    def town(self, node: Node) -> Node | None:
        """Return the municipality where a node is."""
        return self.municipalities.get(node.text("municipality"))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many records a format cannot say, and why."""

    count: int
    reason: Label


def invented(record: Node | Tie) -> bool:
    """Tell whether a record is part of the invented sample."""
    return record.properties.get("invented") is True


def said(evidence: Evidence) -> str:
    """Return a piece of evidence as one text: source, reference, date."""
    return " · ".join(part for part in (evidence.source, evidence.reference, evidence.retrieved) if part)


def read(view: View, today: str = "") -> Content:
    """Read what a view's audience may take away; `today` as in `Content`."""
    ties = view.ties()
    nodes = {node.key: node for node in view.nodes()}
    ends = {end for tie in ties for end in (tie.source, tie.target)} - nodes.keys()
    nodes |= {node.key: node for node in view.nodes(keys=ends)} if ends else {}
    whole = [tie for tie in ties if tie.source in nodes and tie.target in nodes]
    return Content(
        view.audience,
        view.revision,
        tuple(_clean_node(nodes[key]) for key in sorted(nodes)),
        tuple(_clean_tie(tie) for tie in whole),
        frozenset(_clean(key) for key in view.mapped()),
        _towns(view, nodes.values()),
        {r.number: r.at for r in view.revisions(view.revision or 1) if r.number <= view.revision},
        today,
    )


def _towns(view: View, nodes: Iterable[Node]) -> dict[str, Node]:
    named = {node.text("municipality") for node in nodes} - {""}
    towns = view.nodes(keys={keys.municipality(istat) for istat in named}) if named else []
    return {town.text("istat"): _clean_node(town) for town in towns}


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _clean_node(node: Node) -> Node:
    properties = _clean_properties(node.properties)
    if properties.get("precision") in _COARSE and not KINDS[node.kind].reference:
        properties = {name: value for name, value in properties.items() if name not in ("lat", "lon")}
    return replace(node, key=_clean(node.key), properties=properties, evidence=_clean_evidence(node.evidence))


def _clean_tie(tie: Tie) -> Tie:
    return replace(
        tie,
        source=_clean(tie.source),
        target=_clean(tie.target),
        properties=_clean_properties(tie.properties),
        evidence=_clean_evidence(tie.evidence),
    )


def _clean_properties(properties: Properties) -> Properties:
    return {name: _clean_value(value) for name, value in properties.items()}


def _clean_value(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(_clean(v) if isinstance(v, str) else v for v in value)
    return _clean(value) if isinstance(value, str) else value


def _clean_evidence(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(Evidence(_clean(e.source), _clean(e.reference), _clean(e.retrieved)) for e in evidence)
