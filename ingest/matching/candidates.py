"""Which rows of the other list a row may be at all: the nearest by letters, words, and words in the same town.

Sparse and pruned, so that 12,000 rows meet 12,000 in a second; whether they are the same is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ingest.matching.record import Record

PER_ROW = 8
_CHUNK = 512
_COMMONEST = 0.03
"""Signs that more than this share of rows carry say nothing and cost most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the right list that a row of the left one may be; `near` is their cosine."""

    right: int
    near: float


def _signs(record: Record) -> list[str]:
    """Return the signs of a row: letters in threes, words, words and beginnings within the town."""
    signs: list[str] = []
    place = record.town
    itself = record.town_words.issuperset(record.core)
    for word in record.core:
        padded = f" {word} "
        if itself or word not in record.town_words:
            signs.extend(padded[i : i + 3] for i in range(len(padded) - 2))
        signs.append("w" + word)
        if place:
            signs.append(f"@{place}|{word[:4]}")
            signs.append(f"@{place}|{word}")
    if len(record.words) > 2:
        signs.append("i" + "".join(w[0] for w in record.words if len(w) > 2))
    signs.append("c" + "".join(record.core))
    if place:
        signs.append("t" + place)
        signs.append(f"k{place}|{record.kind}")
    return signs


class Index:
    """The right list, to be asked for candidates.

    Parameters
    ----------
    right
        Its rows.
    """

    def __init__(self, right: Sequence[Record]) -> None:
        self._columns: dict[str, int] = {}
        counts: list[int] = []
        rows: list[set[str]] = [set(_signs(record)) for record in right]
        for signs in rows:
            for sign in signs:
                column = self._columns.setdefault(sign, len(counts))
                if column == len(counts):
                    counts.append(0)
                counts[column] += 1
        number = max(len(right), 1)
        common = max(number * _COMMONEST, 50)
        frequency = np.array(counts, dtype=np.float64)
        self._weights = np.where(frequency > common, 0.0, np.log((number + 1) / (frequency + 0.5)))
        self._matrix = self._vectors(rows).T.tocsr()

    def _vectors(self, rows: Sequence[set[str]]) -> sparse.csr_matrix:
        columns: list[int] = []
        ends = [0]
        for signs in rows:
            columns.extend(c for sign in signs if (c := self._columns.get(sign)) is not None and self._weights[c] > 0)
            ends.append(len(columns))
        data = self._weights[columns] if columns else np.zeros(0)
        made = sparse.csr_matrix(
            (data.astype(np.float32), np.array(columns, dtype=np.int32), np.array(ends, dtype=np.int32)),
            shape=(len(rows), len(self._weights)),
        )
        lengths = np.sqrt(np.asarray(made.multiply(made).sum(axis=1)).ravel())
        lengths[lengths == 0] = 1
        return sparse.csr_matrix(sparse.diags(1 / lengths).astype(np.float32) @ made)

    def candidates(self, left: Sequence[Record], per_row: int = PER_ROW) -> Iterator[list[Candidate]]:
        """Return for each row its nearest ones, nearest first."""
        for start in range(0, len(left), _CHUNK):
            rows = self._vectors([set(_signs(record)) for record in left[start : start + _CHUNK]])
            near = sparse.csr_matrix(rows @ self._matrix)
            for i in range(near.shape[0]):
                begin, end = near.indptr[i], near.indptr[i + 1]
                yield _best(near.indices[begin:end], near.data[begin:end], per_row)


def _best(columns: NDArray[np.int32], values: NDArray[np.float32], count: int) -> list[Candidate]:
    if len(values) > count:
        chosen = np.argpartition(values, -count)[-count:]
        columns, values = columns[chosen], values[chosen]
    order = np.lexsort((columns, -values))
    return [Candidate(int(columns[i]), float(values[i])) for i in order]
