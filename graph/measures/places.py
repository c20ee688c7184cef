"""Who stands where by a measure: places from the highest value down. Not the measures themselves."""

from __future__ import annotations

import math
from collections.abc import Mapping

from graph.errors import UsageError
from graph.measures.measure import Measure
from graph.measures.registry import ONE_MODE
from graph.network.network import Network

GRAIN = 1e-9
"""Values nearer than this are the same: sums of strengths differ in their last digits."""
COMPARABLE = tuple(measure.name for measure in ONE_MODE.values() if measure.form in ("number", "count"))
"""Measures by which actors can be put in order."""


class NotComparable(UsageError):
    """No measure by which actors can be put in order has this name; `known` are those there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"actors cannot be put in order by {name!r}")
        self.name, self.known = name, known

    def italian(self) -> str:
        """Return what may be asked for."""
        return (
            f"Nessuna misura «{self.name}» mette in ordine gli attori. Si può scegliere fra: {', '.join(self.known)}."
        )


def comparable(name: str) -> Measure[Network]:
    """Return the measure of this name, by which actors can be put in order.

    Raises
    ------
    NotComparable
    """
    if name not in COMPARABLE:
        raise NotComparable(name, COMPARABLE)
    return ONE_MODE[name]


def places(values: Mapping[str, float]) -> dict[str, int]:
    """Return the place of each key, 1 for the highest value; equal values share the better place.

    Those without a value (NaN) have no place.
    """
    ordered = sorted((value for value in values.values() if not math.isnan(value)), reverse=True)
    first: dict[float, int] = {}
    for place, value in enumerate(ordered, start=1):
        first.setdefault(value, place)
    return {key: first[value] for key, value in values.items() if not math.isnan(value)}


def ordered(values: Mapping[str, float], names: Mapping[str, str], *, lowest_first: bool = False) -> list[str]:
    """Return the keys by value, the highest first, equal ones by name; those without a value (NaN) last."""
    sign = 1.0 if lowest_first else -1.0

    def rank(key: str) -> tuple[bool, float, str, str]:
        value = values[key]
        missing = math.isnan(value)
        return missing, 0.0 if missing else sign * value, names.get(key, key).casefold(), key

    return sorted(values, key=rank)
