"""What a score fitted to a network's own past says of its pairs. How it is fitted and chosen: `evaluation`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.network.network import Floats


@dataclass(frozen=True, eq=False)
class Fitted:
    """A fitted score of every pair it can speak of; rows are the network's actors.

    Attributes
    ----------
    places
        CSR, symmetric: 1 + the place of a pair in `values`, nothing where the score says nothing of it.
    values
        0–1, higher is likelier: chance/(chance + the usual chance of a pair); 0.5 is a pair like any other.
    parts
        By code of a reason: how much of each pair's log-odds it adds to what is usual.
    """

    places: Any
    values: Floats
    parts: Mapping[str, Any]

    def of(self, rows: slice) -> Floats:
        """Return the values of some actors with all; 0 where the score says nothing."""
        return np.asarray(np.concatenate([[0.0], self.values])[self.places[rows].toarray()], dtype=np.float64)

    def adds(self, i: int, j: int) -> dict[str, float] | None:
        """Return what speaks for a pair, by code of a reason; None where the score says nothing of it."""
        place = int(self.places[[i], :][:, [j]].toarray()[0, 0]) - 1
        if place < 0:
            return None
        return {code: float(values[place]) for code, values in self.parts.items() if values[place] > 0}
