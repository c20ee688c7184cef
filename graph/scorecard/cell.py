"""One figure of one district: its value or why there is none, what it is made of, what was to be expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph.model import Label

Verdict = Literal["above", "within", "below"]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a district of this size would have: 90 times in 100 between `low` and `high`, in the cell's own unit.

    Attributes
    ----------
    against
        What the expectation comes from, in words.
    """

    low: float
    mean: float
    high: float
    against: Label

    def verdict(self, value: float) -> Verdict:
        """Say where a value lies."""
        return "above" if value > self.high + 1e-9 else "below" if value < self.low - 1e-9 else "within"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure.

    Attributes
    ----------
    value
        None where it is not defined; never 0 instead.
    numerator, denominator
        What it was divided from, where it is a share or a rate.
    why
        Why there is no value, and what would give one.
    note
        What must be known beside the value: who is meant, what is left out.
    """

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    why: Label | None = None
    note: Label | None = None
    expected: Expected | None = None

    @property
    def verdict(self) -> Verdict | None:
        """Where the value lies beside what was to be expected; None where nothing was."""
        return None if self.expected is None or self.value is None else self.expected.verdict(self.value)


def missing(it: str, en: str) -> Cell:
    """Return a cell without a value, and why."""
    return Cell(None, why=Label(it, en))


def share(part: float, whole: float, note: Label | None = None, per: float = 1.0) -> Cell:
    """Return part over whole, times `per`; the whole is above 0."""
    return Cell(per * part / whole, part, whole, note=note)
