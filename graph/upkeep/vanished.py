"""Mapped bodies that the last file of a register no longer has."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Label
from graph.upkeep.finding import Finding
from graph.upkeep.stock import Stock

KIND = "vanished"


def find(stock: Stock) -> Iterator[Finding]:
    """Yield them, those that vanished last first; a body that was confirmed after the load is left out."""
    seen: set[str] = set()
    for load in stock.loads:
        if load.source in seen:
            continue
        seen.add(load.source)
        day = load.at[:10]
        for key in load.vanished:
            node = stock.mapped.get(key)
            if node is not None:
                why = Label(
                    f"non è più nel registro caricato il {day} ({', '.join(load.files)})",
                    f"no longer in the register loaded on {day} ({', '.join(load.files)})",
                )
                yield Finding(KIND, node, why, float(day.replace("-", "")))
