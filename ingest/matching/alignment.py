"""Two names laid beside each other word by word, each word weighing by its rarity.

Equal words first, then like ones, two words written as one, letters for the words they stand for (`AVIS`). What stays
unexplained on either side is what tells bodies apart.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from ingest.matching.likeness import likeness
from ingest.matching.record import PLACE_WEIGHT, Record, Weights
from ingest.matching.words import SMALL

_ACRONYM, _JOINED = 0.9, 0.95
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 3, 8


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two names agree; weights in nats.

    Attributes
    ----------
    matched
        Weight of the words that have a partner, each by how sure the partner is.
    matched_most
        The heaviest word with a partner.
    unsure
        Weight lost to partners that are only like.
    left, right
        Weight of the words without partner on either side.
    left_most, right_most
        The heaviest word without partner.
    numbers
        Whether numbers contradict each other.
    order
        Whether the matched words come in the same order.
    """

    matched: float
    matched_most: float
    unsure: float
    left: float
    right: float
    left_most: float
    right_most: float
    numbers: bool
    order: bool


def align(one: Record, other: Record, weights: Weights) -> Alignment:
    """Lay two names beside each other."""
    apart = bool(one.town and other.town and one.town != other.town)
    here = one.town_words | other.town_words
    left = _Side(one, [_weight(w, one.town_words if apart else here, weights) for w in one.core])
    right = _Side(other, [_weight(w, other.town_words if apart else here, weights) for w in other.core])
    laying = _Laying(left, right)
    return laying.result(_contradict(one, other))


def _weight(word: str, here: frozenset[str], weights: Weights) -> float:
    return weights.of(word) * (PLACE_WEIGHT if word in here else 1.0)


class _Side:
    """One name: its words, what they weigh, which have a partner."""

    __slots__ = ("done", "record", "weights")

    def __init__(self, record: Record, weights: list[float]) -> None:
        self.record, self.weights = record, weights
        self.done: dict[int, int] = {}

    def open(self) -> list[int]:
        return [i for i in range(len(self.weights)) if i not in self.done]


class _Laying:
    """The two sides while partners are found."""

    __slots__ = ("left", "matched", "most", "right", "unsure")

    def __init__(self, left: _Side, right: _Side) -> None:
        self.left, self.right = left, right
        self.matched = self.most = self.unsure = 0.0
        self._equal()
        if left.open() or right.open():
            self._alike()
            self._joined(left, right)
            self._joined(right, left)
            self._acronyms(left, right)
            self._acronyms(right, left)

    def _take(self, weight: float, sure: float) -> None:
        self.matched += weight * sure
        self.most = max(self.most, weight * sure)
        self.unsure += weight * (1 - sure)

    def _equal(self) -> None:
        left, right = self.left, self.right
        places: dict[str, list[int]] = {}
        for j in range(len(right.weights) - 1, -1, -1):
            places.setdefault(right.record.core[j], []).append(j)
        for i, word in enumerate(left.record.core):
            if found := places.get(word):
                j = found.pop()
                left.done[i], right.done[j] = j, i
                self._take((left.weights[i] + right.weights[j]) / 2, 1.0)

    def _alike(self) -> None:
        """Find partners that are only like, the surest first.

        A slip of the pen is as rare as can be: the word that it stands for says how much it tells.
        """
        left, right = self.left, self.right
        one, other = left.record, right.record
        pairs = []
        for i in left.open():
            for j in right.open():
                sure = likeness(one.core[i], other.core[j], one.short[i], other.short[j])
                if sure:
                    pairs.append((-sure * min(left.weights[i], right.weights[j]), i, j, sure))
        for _, i, j, sure in sorted(pairs):
            if i not in left.done and j not in right.done:
                left.done[i], right.done[j] = j, i
                self._take(min(left.weights[i], right.weights[j]), sure)

    def _joined(self, one: _Side, other: _Side) -> None:
        """Find a word of one that two neighbours of the other write apart."""
        whole = {one.record.core[i]: i for i in one.open() if len(one.record.core[i]) > 4}
        for j in range(len(other.weights) - 1 if whole else 0):
            i = whole.get(other.record.core[j] + other.record.core[j + 1])
            if i is not None and j not in other.done and j + 1 not in other.done and i not in one.done:
                one.done[i] = j
                other.done[j] = other.done[j + 1] = i
                self._take(min(one.weights[i], other.weights[j] + other.weights[j + 1]), _JOINED)

    def _acronyms(self, one: _Side, other: _Side) -> None:
        """Find letters of one that stand for words of the other."""
        for i in one.open():
            covered = _stands_for(one.record.core[i], other.record, other.done.keys())
            if covered:
                self._take(min(one.weights[i], max(sum(other.weights[j] for j in covered), 1.0)), _ACRONYM)
                one.done[i] = -1
                other.done.update(dict.fromkeys(covered, -1))

    def result(self, numbers: bool) -> Alignment:
        """Return what has been found."""
        left = [self.left.weights[i] for i in self.left.open()]
        right = [self.right.weights[j] for j in self.right.open()]
        positions = [j for _, j in sorted(self.left.done.items()) if j >= 0]
        return Alignment(
            self.matched,
            self.most,
            self.unsure,
            sum(left),
            sum(right),
            max(left, default=0.0),
            max(right, default=0.0),
            numbers,
            positions == sorted(positions),
        )


def _stands_for(letters: str, record: Record, done: Set[int]) -> list[int]:
    """Return the core words of a run whose initials (small words left out or not) are these letters."""
    size = len(letters)
    if not _SHORTEST_ACRONYM <= size <= _LONGEST_ACRONYM or not letters.isalpha():
        return []
    for words in (record.words, tuple(w for w in record.words if w not in SMALL)):
        at = "".join(word[0] for word in words).find(letters)
        run = set(words[at : at + size]) if at >= 0 else set()
        if run and letters not in run:
            covered = [j for j, word in enumerate(record.core) if word in run and j not in done]
            if covered:
                return covered
    return []


def _contradict(one: Record, other: Record) -> bool:
    a = {word for word in one.core if word.isdigit()}
    b = {word for word in other.core if word.isdigit()}
    return bool(a and b and not a & b)
