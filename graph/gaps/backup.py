"""Who could hold together what hangs on one actor or one tie: two of its partners, one of either part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.gaps import nearness, pair_words, phrases
from graph.gaps.affinity import WEIGHTS, overlap
from graph.gaps.ground import Ground
from graph.model import Label
from graph.network.network import Integers
from graph.store.records import Node

_TRIED = 6
"""Partners of either part, strongest first, among whom the two are looked for."""
_PIECES = 5
"""Pieces, largest first, that one tries to hold to the first."""


@dataclass(frozen=True, slots=True)
class Backup:
    """Two actors whose tie would hold two parts together, and what they have in common, in words."""

    one: Node
    other: Node
    common: Label

    @property
    def sentence(self) -> Label:
        """Say what their tie would do."""
        one, other = phrases.quoted(self.one.name), phrases.quoted(self.other.name)
        why = Label(f" ({self.common.it})", f" ({self.common.en})") if self.common.it else Label("", "")
        return Label(
            f"Un legame fra {one.it} e {other.it}{why.it} terrebbe insieme le due parti.",
            f"A tie between {one.en} and {other.en}{why.en} would hold the two parts together.",
        )


def for_actor(ground: Ground, row: int, pieces: Sequence[Integers]) -> tuple[int, Backup] | None:
    """Return two partners of an actor who could back it up.

    Parameters
    ----------
    row
        Of the actor.
    pieces
        Rows of what its component falls into without it, largest first.

    Returns
    -------
    Which piece would be held to the first, the largest for which there are two near enough, and who would do it.
    """
    partners = _partners(ground, row)
    for place, piece in enumerate(pieces[1 : 1 + _PIECES], start=1):
        found = _most_alike(ground, *(partners[np.isin(partners, side)] for side in (pieces[0], piece)))
        if found:
            return place, found
    return None


def for_tie(ground: Ground, i: int, j: int) -> Backup | None:
    """Return a partner of each end of a tie (rows) who could back it up."""
    here, there = (_partners(ground, row) for row in (i, j))
    return _most_alike(ground, here[here != j], there[there != i])


def _partners(ground: Ground, row: int) -> Integers:
    """Return the rows of an actor's partners, strongest first."""
    weights = ground.network.weights
    start, end = weights.indptr[row], weights.indptr[row + 1]
    order = np.lexsort((weights.indices[start:end], -weights.data[start:end]))
    return np.asarray(weights.indices[start:end][order], dtype=np.int64)


def _most_alike(ground: Ground, here: Integers, there: Integers) -> Backup | None:
    """Return the two, one of either side, with most in common; None if all are known to be too far apart."""
    pairs = [(ground.nodes[a], ground.nodes[b]) for a in here[:_TRIED].tolist() for b in there[:_TRIED].tolist()]
    rated = [(_affinity(ground, *pair), pair) for pair in pairs]
    if not rated or max(rate for rate, _ in rated) < 0:
        return None
    one, other = min(rated, key=lambda each: (-each[0], each[1][0].key, each[1][1].key))[1]
    return Backup(one, other, _common(ground, one, other))


def _affinity(ground: Ground, one: Node, other: Node) -> float:
    """Return the affinity (0–1) of two actors; −1 where they are known to be too far."""
    found = nearness.between(nearness.places([one]), nearness.places([other]), ground.adjoining)
    if found.far[0, 0]:
        return -1.0
    interests = sum(WEIGHTS[code] * overlap(code, one, other) for code in ("community", "language", "topic"))
    return interests + WEIGHTS["near"] * float(found.score[0, 0])


def _common(ground: Ground, one: Node, other: Node) -> Label:
    words = [pair_words.shared(code, values) for code, values in pair_words.interests(one, other)]
    place = nearness.of_pair(one, other, ground.adjoining, ground.municipalities)
    return phrases.apart([*words, *([place.at] if place else [])])
