"""A two-mode network as arrays: actors by events, or actors by projects. Not its projection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

Incidence = Any
"""A scipy CSR array; scipy carries no types."""
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class TwoMode:
    """Who took part in what.

    Attributes
    ----------
    actors, events
        Keys, sorted; `events` are projects where the network is one of partners. Actors without an
        event are there too, events without an actor are not.
    incidence
        CSR, actors × events, 1 where an actor took part.
    sizes
        Actors of each event on the whole territory, also those that a filter left out: filtering
        never makes an event smaller than it was.
    """

    actors: tuple[str, ...]
    events: tuple[str, ...]
    incidence: Incidence
    sizes: Counts

    @property
    def ties(self) -> int:
        """Return how many actors took part in how many events, summed."""
        return int(self.incidence.nnz)


def from_pairs(
    pairs: Iterable[tuple[str, str]], actors: Iterable[str] = (), sizes: Mapping[str, int] | None = None
) -> TwoMode:
    """Return the two-mode network of (actor, event) pairs; repetitions count once.

    Parameters
    ----------
    actors
        More actors, who may have no event.
    sizes
        True sizes of events that have more actors than the pairs say.
    """
    distinct = sorted(set(pairs))
    rows = tuple(sorted({a for a, _ in distinct} | set(actors)))
    columns = tuple(sorted({e for _, e in distinct}))
    row, column = {k: i for i, k in enumerate(rows)}, {k: i for i, k in enumerate(columns)}
    where = (
        np.fromiter((row[a] for a, _ in distinct), dtype=np.int64, count=len(distinct)),
        np.fromiter((column[e] for _, e in distinct), dtype=np.int64, count=len(distinct)),
    )
    incidence = sparse.csr_array((np.ones(len(distinct)), where), shape=(len(rows), len(columns)))
    seen = np.bincount(where[1], minlength=len(columns)).astype(np.int64)
    given = sizes or {}
    true = np.fromiter((given.get(e, 0) for e in columns), dtype=np.int64, count=len(columns))
    return TwoMode(rows, columns, incidence, np.maximum(seen, true))
