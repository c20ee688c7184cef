"""A one-mode network of actors as arrays: strengths, distances, degrees, components. Not its measures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse import csgraph

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

_GRAIN = 2.0**-20
"""Distances are multiples of this: sums of them are exact, so that equal paths are seen as equal."""


@dataclass(frozen=True, eq=False)
class Network:
    """Who is tied to whom, and how strongly.

    Attributes
    ----------
    actors
        Keys, sorted; isolates are there.
    weights
        CSR, actors × actors, symmetric, zero diagonal; tie strengths, not distances.
    """

    actors: tuple[str, ...]
    weights: Any

    @cached_property
    def index(self) -> dict[str, int]:
        """Return the row of each actor."""
        return {key: i for i, key in enumerate(self.actors)}

    @cached_property
    def strength(self) -> Floats:
        """Return the sum of every actor's tie strengths."""
        return np.asarray(self.weights.sum(axis=1), dtype=np.float64).reshape(-1)

    @cached_property
    def degree(self) -> Integers:
        """Return every actor's number of neighbours."""
        return np.asarray(np.diff(self.weights.indptr), dtype=np.int64)

    @cached_property
    def components(self) -> Integers:
        """Return every actor's component, numbered from 0: larger first, then by first key."""
        if not self.actors:
            return np.zeros(0, dtype=np.int64)
        _, raw = csgraph.connected_components(self.weights, directed=False)
        return renumbered(raw)

    @cached_property
    def edges(self) -> tuple[Integers, Integers, Floats]:
        """Return every tie once, as rows (i < j) and strength, ordered by i, then j."""
        upper = sparse.triu(self.weights, k=1, format="csr").sorted_indices().tocoo()
        return upper.row.astype(np.int64), upper.col.astype(np.int64), upper.data

    @cached_property
    def distances(self) -> Floats:
        """Return the length of every tie of `edges`: 1/strength, rounded to a multiple of 2⁻²⁰."""
        return np.maximum(np.round(1.0 / self.edges[2] / _GRAIN), 1.0) * _GRAIN

    @cached_property
    def graph(self) -> Any:
        """Return the igraph graph with the ties in the order of `edges`; made once."""
        import igraph  # 0.1 s: only where a compiled measure is asked for

        i, j, _ = self.edges
        return igraph.Graph(n=len(self.actors), edges=np.column_stack([i, j]).tolist(), directed=False)

    def part(self, rows: Integers) -> Network:
        """Return some of the actors, by row in order, and the ties between them."""
        return Network(tuple(self.actors[i] for i in rows), self.weights[rows][:, rows].tocsr())

    def neighbours(self, key: str) -> dict[str, float]:
        """Return an actor's neighbours with tie strengths, strongest first, then by key; empty if unknown."""
        row = self.index.get(key)
        if row is None:
            return {}
        start, end = self.weights.indptr[row], self.weights.indptr[row + 1]
        pairs = zip(self.weights.indices[start:end], self.weights.data[start:end], strict=True)
        found = ((self.actors[int(i)], float(w)) for i, w in pairs)
        return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def from_edges(actors: Iterable[str], edges: Iterable[tuple[str, str, float]]) -> Network:
    """Return the network of weighted pairs; repeated pairs add up, self-ties are left out."""
    listed = [(a, b, w) for a, b, w in edges if a != b]
    keys = tuple(sorted(set(actors) | {a for a, _, _ in listed} | {b for _, b, _ in listed}))
    row = {key: i for i, key in enumerate(keys)}
    ends = sorted((min(row[a], row[b]), max(row[a], row[b]), w) for a, b, w in listed)
    i = np.fromiter((e[0] for e in ends), dtype=np.int64, count=len(ends))
    j = np.fromiter((e[1] for e in ends), dtype=np.int64, count=len(ends))
    w = np.fromiter((e[2] for e in ends), dtype=np.float64, count=len(ends))
    upper = sparse.csr_array(sparse.coo_array((w, (i, j)), shape=(len(keys), len(keys))))
    return Network(keys, symmetric(upper))


def symmetric(upper: Any) -> Any:
    """Return a symmetric CSR array from the part above the diagonal."""
    whole = sparse.csr_array(upper + upper.T)
    whole.sum_duplicates()
    whole.eliminate_zeros()
    whole.sort_indices()
    return whole


def renumbered(raw: Integers) -> Integers:
    """Return groups numbered from 0: larger first, then the one whose first member comes first."""
    groups, first, inverse, counts = np.unique(raw, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -counts))
    place = np.empty(len(groups), dtype=np.int64)
    place[order] = np.arange(len(groups))
    return place[inverse.reshape(-1)]
