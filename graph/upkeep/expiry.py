"""Persons and contacts whose data should have been erased by now."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Label, dates
from graph.upkeep.finding import Finding
from graph.upkeep.stock import Stock

KIND = "expired"


def find(stock: Stock) -> Iterator[Finding]:
    """Yield them, the longest overdue first."""
    today = stock.today.toordinal()
    for node in stock.private.values():
        due = dates.ordinal(node.text("expires"))
        if due is not None and due < today:
            day = node.text("expires")
            yield Finding(KIND, node, Label(f"da cancellare entro il {day}", f"to be erased by {day}"), today - due)
