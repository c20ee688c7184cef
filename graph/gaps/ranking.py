"""A list that says more than one thing: nobody fills it alone, nothing is in it twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
MOST_TIMES = 5
"""How often one actor may be in a list of pairs, whatever its length: a shorter list is the head of a longer one."""
SPARE, AT_LEAST = 20, 20_000
"""How many more pairs than asked for, and how many at least, are kept before the list is diversified."""


def diversified(ranked: Iterable[T], names: Callable[[T], Sequence[str]], top: int, most: int) -> list[T]:
    """Return the first `top` of a ranked list in which none of `names` occurs more than `most` times.

    What is left out is not shown lower either: it would say again what the list has said.
    """
    seen: Counter[str] = Counter()
    kept: list[T] = []
    for item in ranked:
        if len(kept) >= top:
            break
        called = names(item)
        if all(seen[name] < most for name in called):
            seen.update(called)
            kept.append(item)
    return kept
