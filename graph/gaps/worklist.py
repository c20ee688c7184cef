"""A list of gaps as someone works through it: narrowed by words and by status. Not how it is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from graph.gaps.gap import Gap
from graph.model.folding import words
from graph.store.records import Node


def named(gaps: Iterable[Gap], asked: str, node: Callable[[str], Node | None]) -> list[Gap]:
    """Return the gaps that are about, or suggest, bodies whose names have every word; case and accents are forgiven.

    Parameters
    ----------
    node
        Returns the node of a key, for the names of who is suggested.
    """
    wanted = words(asked)
    if not wanted:
        return list(gaps)

    def has(gap: Gap) -> bool:
        suggested = (found.name for key in gap.suggested if (found := node(key)))
        known = " ".join(words(" ".join((*gap.names, *suggested))))
        return all(word in known for word in wanted)

    return [gap for gap in gaps if has(gap)]


def in_turn(gaps: Iterable[Gap]) -> list[Gap]:
    """Return gaps with the best of each kind first, then the second best: scores compare within a kind only."""
    seen: Counter[str] = Counter()
    placed = []
    for gap in gaps:
        placed.append((seen[gap.kind], gap))
        seen[gap.kind] += 1
    return [gap for _, gap in sorted(placed, key=lambda pair: pair[0])]


def standing(gaps: Iterable[Gap], status: str) -> list[Gap]:
    """Return the gaps of one status; of any where it is empty."""
    return [gap for gap in gaps if status in ("", gap.status)]
