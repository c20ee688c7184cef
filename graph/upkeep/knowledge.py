"""What is not known of a record: its place, where it is known from, what one needs to find and invite it."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import KINDS, Label
from graph.upkeep.finding import Finding
from graph.upkeep.stock import Stock

COARSE, UNSOURCED, INCOMPLETE = "coarse", "unsourced", "incomplete"
WANTED = ("communities", "languages", "topics", "phone")
"""Of an association, what an organiser looks for."""
_REACH = ("phone", "email", "public_phone", "public_email", "website")
_OURS = frozenset({"form", "revert", "merge", "upkeep", ""})


def coarse(stock: Stock) -> Iterator[Finding]:
    """Yield the records that are no point on the map: those with an address first, which can become one."""
    for node in stock.mapped.values():
        if node.point:
            continue
        if node.text("address"):
            why = Label("ha un indirizzo che non è sulla mappa", "has an address that is not on the map")
        elif node.text("municipality"):
            why = Label("posto noto solo al comune", "known only to the municipality")
        else:
            why = Label("posto ignoto", "place unknown")
        weight = 2.0 if node.text("address") else 1.0 if node.kind == "association" else 0.0
        yield Finding(COARSE, node, why, weight)


def unsourced(stock: Stock) -> Iterator[Finding]:
    """Yield the records that nothing but our own word stands for."""
    for node in stock.mapped.values():
        if all(e.source in _OURS and not (e.source == "form" and e.reference) for e in node.evidence):
            yield Finding(UNSOURCED, node, Label("nessuna fonte indicata", "no source given"), 0.0)


def incomplete(stock: Stock) -> Iterator[Finding]:
    """Yield the associations of which one lacks what it takes to find and to invite them, the emptiest first."""
    declared = KINDS["association"].by_name
    for node in stock.mapped.values():
        if node.kind != "association":
            continue
        lacks = [name for name in WANTED if not node.properties.get(name)]
        if "phone" in lacks and any(node.properties.get(name) for name in _REACH):
            lacks.remove("phone")
        if lacks:
            it, en = (
                ", ".join(declared[name].label.in_language(lang).lower() for name in lacks) for lang in ("it", "en")
            )
            yield Finding(INCOMPLETE, node, Label(f"manca: {it}", f"missing: {en}"), float(len(lacks)))
