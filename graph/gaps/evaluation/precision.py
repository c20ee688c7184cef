"""How good a ranking was: PR AUC, precision and lift of its first pairs; never ROC AUC.

Popularity alone reaches a ROC AUC of .74–.92 and finds nothing at the top of the list. Pairs with the
same score share their places: each counts as the average over all orders of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.network.network import Floats, Integers

TOPS = (10, 20, 50)
_DIGITS = 10


@dataclass(frozen=True, eq=False)
class Ranking:
    """Where the pairs that met stand in a ranking of all pairs, best first.

    Attributes
    ----------
    order
        The pairs that met, as positions among those that met, best first.
    before, tied
        How many pairs stand above each of them; how many share its score, itself included.
    pairs
        All pairs ranked.
    """

    order: Integers
    before: Integers
    tied: Integers
    pairs: int

    def pr_auc(self, weights: Floats) -> Floats:
        """Return the average precision; NaN where nobody met.

        Parameters
        ----------
        weights
            Rows of how often each pair that met counts (in the order they were given to `rank`).

        References
        ----------
        Sum over thresholds of (gain in recall) × precision, as usual; no interpolation.
        """
        if not len(self.order):
            return np.full(len(weights), np.nan)
        counted = weights[:, self.order]
        running = np.cumsum(counted, axis=1)
        last = np.searchsorted(self.before, self.before, side="right") - 1
        found, missed = running[:, last], self.before + self.tied - (last + 1)
        total = running[:, -1]
        share = np.divide(found, found + missed, out=np.zeros_like(found), where=found + missed > 0)
        summed = (counted * share).sum(axis=1)
        return np.asarray(np.divide(summed, total, out=np.full(len(total), np.nan), where=total > 0), dtype=np.float64)

    def precision(self, weights: Floats, top: int) -> Floats:
        """Return the share of the first `top` pairs that met; NaN where there are fewer pairs."""
        if self.pairs < top:
            return np.full(len(weights), np.nan)
        inside = np.clip((top - self.before) / np.maximum(self.tied, 1), 0.0, 1.0)
        found = (weights[:, self.order] * inside).sum(axis=1)
        return np.asarray(found / (found + top - inside.sum()), dtype=np.float64)

    def base_rate(self, weights: Floats) -> Floats:
        """Return the share of all pairs that met."""
        found = weights.sum(axis=1)
        everyone = found + self.pairs - len(self.order)
        share = np.divide(found, everyone, out=np.full(len(found), np.nan), where=everyone > 0)
        return np.asarray(share, dtype=np.float64)


def rank(score: Floats, met: Integers) -> Ranking:
    """Rank pairs by score.

    Parameters
    ----------
    met
        Positions of the pairs that met.
    """
    rounded = _rounded(score)
    sorted_ = np.sort(rounded)
    of_met = rounded[met]
    above = len(sorted_) - np.searchsorted(sorted_, of_met, side="right")
    tied = np.searchsorted(sorted_, of_met, side="right") - np.searchsorted(sorted_, of_met, side="left")
    order = np.argsort(above, kind="stable")
    return Ranking(order, above[order], tied[order], len(score))


def _rounded(score: Floats) -> Floats:
    """Return scores to ten digits of the largest: what differs by less is the same score, summed otherwise."""
    largest = float(np.abs(score).max(initial=0.0))
    return np.round(score / largest, _DIGITS) if largest else np.zeros(len(score))
