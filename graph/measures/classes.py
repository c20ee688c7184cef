"""Values in a few classes, so that an eye can tell them apart by shade. Not for any computation."""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes of values from the lowest up.

    Attributes
    ----------
    bounds
        Smallest and largest value that occurs in each class; no value lies between two classes.
    """

    bounds: tuple[tuple[float, float], ...]

    def of(self, value: float) -> int | None:
        """Return the class (from 0) of a value that occurs; None for one that is undefined."""
        if math.isnan(value) or not self.bounds:
            return None
        return max(0, bisect.bisect_right([low for low, _ in self.bounds], value) - 1)


def classes(values: Iterable[float], most: int = 5) -> Classes:
    """Return classes of about equally many values; equal values are never parted, zero is a class of its own.

    Parameters
    ----------
    most
        Classes wanted; fewer where there are fewer different values.
    """
    known = np.sort(np.array([value for value in values if not math.isnan(value)], dtype=np.float64))
    zeros = known[known == 0]
    rest = known[known != 0]
    parts = [zeros] if len(zeros) else []
    wanted = most - len(parts)
    inner = np.linspace(0, 1, wanted + 1)[1:-1]
    cuts = np.unique(np.quantile(rest, inner)) if len(rest) else np.zeros(0)
    parts += [part for part in np.split(rest, np.searchsorted(rest, cuts)) if len(part)]
    return Classes(tuple(sorted((float(part[0]), float(part[-1])) for part in parts)))
