"""Bodies of which nothing was heard for a year: no contact that was answered, no event, no collaboration."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Label
from graph.relations.relation import Relation, months_between
from graph.relations.states import DORMANT_AFTER
from graph.store.records import Node
from graph.upkeep.finding import Finding
from graph.upkeep.stock import Stock

KIND = "silent"


def find(stock: Stock) -> Iterator[Finding]:
    """Yield them, those heard of longest ago first; one never heard of counts from when it became known."""
    for key, relation in stock.relations.items():
        node = stock.mapped.get(key)
        finding = node and _finding(node, relation, stock)
        if finding:
            yield finding


def _finding(node: Node, relation: Relation, stock: Stock) -> Finding | None:
    heard = relation.months is not None
    known = min((e.retrieved for e in node.evidence if e.retrieved), default="")
    months = relation.months if heard else months_between(known, stock.today)
    if months is None:
        return Finding(KIND, node, Label("mai sentita", "never heard of"), float("inf"))
    if months < DORMANT_AFTER:
        return None
    if heard:
        why = Label(f"niente di nuovo da {months} mesi", f"nothing new for {months} months")
    else:
        why = Label(f"nota da {months} mesi e mai sentita", f"known for {months} months and never heard of")
    return Finding(KIND, node, why, float(months))
