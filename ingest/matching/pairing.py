"""Two lists brought together: which rows are the same body, which a person should look at.

Rows that say the same letter for letter find each other first. For the rest every likely pair has odds; a pair is the
same body when its odds stand out among those of either row. `same` is one to one; ties go to a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.matching.candidates import Index
from ingest.matching.comparison import Lists, features, may_be
from ingest.matching.model import odds
from ingest.matching.record import Body, Record, read_all
from ingest.matching.towns import Towns

SAME = 0.52
"""Probability among all likely partners from which a pair is decided alone."""
REVIEW = 0.08
"""Probability from which a pair is shown to a person."""
PER_ROW = 3
"""Pairs that a person is shown for one row at most."""

_NONE = 1.0  # odds that a row has no partner at all
_AS_NEAR = 0.35  # of the nearest candidate's cosine: farther ones are not compared
_TO_THE_LETTER, _WORD_FOR_WORD = 1.0, 0.999

Decision = Literal["same", "review"]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two rows, by position from 0; `score` is a probability."""

    left: int
    right: int
    score: float
    decision: Decision


@dataclass(frozen=True, slots=True)
class Compared:
    """Two rows that may be the same, with the signs of their comparison (see `comparison.features`).

    `free` is False where the right one has been found by another row already, letter for letter.
    """

    left: int
    right: int
    signs: Mapping[str, float]
    free: bool


def pair(left: Sequence[Body], right: Sequence[Body], towns: Mapping[str, str] | None = None) -> list[Pairing]:
    """Bring two lists together.

    Parameters
    ----------
    towns
        Municipalities that exist, with their province (see `towns.real_towns`); without them a mistyped town is
        told by how rarely it is written.

    Returns
    -------
    Ordered by left, then by score; rows without partner are left out.
    """
    sure, compared = comparisons(left, right, towns)
    likely = [_Likely(one.left, one.right, odds(one.signs), one.free) for one in compared]
    return sorted([*sure, *_decided(likely, {p.right for p in sure})], key=lambda p: (p.left, -p.score, p.right))


def comparisons(
    left: Sequence[Body], right: Sequence[Body], towns: Mapping[str, str] | None = None
) -> tuple[list[Pairing], Iterator[Compared]]:
    """Return the pairs that say the same, and for the other rows every pair that is likely enough to be weighed."""
    known = Towns((body.town for body in (*left, *right)), towns)
    rows, others = read_all(left, known), read_all(right, known)
    sure = _sure(list(zip(left, rows, strict=True)), list(zip(right, others, strict=True)))
    open_ = [i for i, row in enumerate(rows) if row.words and i not in sure]
    taken = {pairing.right for pairing in sure.values()}
    return list(sure.values()), _compared(rows, others, open_, taken, Lists.of(rows, others, known))


@dataclass(frozen=True, slots=True)
class _Likely:
    left: int
    right: int
    odds: float
    free: bool


_Row = tuple[Body, Record]


def _sure(left: Sequence[_Row], right: Sequence[_Row]) -> dict[int, Pairing]:
    """Return pairs that say the same in the same town, where only one row of either list says it."""
    found: dict[int, Pairing] = {}
    taken: set[int] = set()
    ways: tuple[tuple[Callable[[_Row], Hashable], float], ...] = (
        (lambda row: (" ".join(row[0].name.casefold().split()), row[1].town), _TO_THE_LETTER),
        (lambda row: (row[1].words, row[1].town), _WORD_FOR_WORD),
    )
    for said, score in ways:
        ours = _grouped(said, left, found.keys())
        theirs = _grouped(said, right, taken)
        for key, rows in ours.items():
            others = theirs.get(key, ())
            if len(rows) == 1 and len(others) == 1:
                found[rows[0]] = Pairing(rows[0], others[0], score, "same")
                taken.add(others[0])
    return found


def _grouped(said: Callable[[_Row], Hashable], rows: Sequence[_Row], done: Iterable[int]) -> dict[Hashable, list[int]]:
    skipped = set(done)
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if i not in skipped and row[1].town:
            groups[said(row)].append(i)
    return groups


def _compared(
    rows: Sequence[Record], others: Sequence[Record], open_: Sequence[int], taken: set[int], lists: Lists
) -> Iterator[Compared]:
    if not open_ or not others:
        return
    index = Index(others)
    for i, candidates in zip(open_, index.candidates([rows[i] for i in open_]), strict=True):
        nearest = candidates[0].near if candidates else 0.0
        for candidate in candidates:
            other = others[candidate.right]
            if candidate.near >= nearest * _AS_NEAR and may_be(rows[i], other):
                signs = features(rows[i], other, candidate.near, lists)
                yield Compared(i, candidate.right, signs, candidate.right not in taken)


def _decided(likely: Sequence[_Likely], taken: set[int]) -> list[Pairing]:
    """Decide on pairs, surest first; a partner that has been found to the letter can only be looked at."""
    scored = _scored(likely)
    done_left: set[int] = set()
    done_right: set[int] = set(taken)
    result = []
    for score, one in scored:
        if one.free and score >= SAME and one.left not in done_left and one.right not in done_right:
            done_left.add(one.left)
            done_right.add(one.right)
            result.append(Pairing(one.left, one.right, score, "same"))
    shown: dict[int, int] = defaultdict(int)
    for score, one in scored:
        alone = one.odds / (1 + one.odds)
        if one.left not in done_left and max(score, alone) >= REVIEW and shown[one.left] < PER_ROW:
            shown[one.left] += 1
            result.append(Pairing(one.left, one.right, score, "review"))
    return result


def _scored(likely: Sequence[_Likely]) -> list[tuple[float, _Likely]]:
    """Return each pair with its probability among all partners of either row, surest first."""
    by_left: dict[int, float] = defaultdict(float)
    by_right: dict[int, float] = defaultdict(float)
    for one in likely:
        if one.free:
            by_left[one.left] += one.odds
            by_right[one.right] += one.odds
    scored = []
    for one in likely:
        if one.free:
            score = one.odds / (_NONE + max(by_left[one.left], by_right[one.right]))
        else:
            score = one.odds / (_NONE + by_left[one.left] + one.odds)
        scored.append((score, one))
    return sorted(scored, key=lambda s: (-s[0], s[1].left, s[1].right))
