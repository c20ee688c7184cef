"""Where an actor of a known place would stand if more were known, learnt from thinner copies of the network itself.

Each thinner copy is to the network as it is what that is to the network in full: it pairs a place seen
with less with the place seen with more. Intervals are read off such pairs, not off the spread of one
actor's own places, because thinning only ever shows who loses what it has: who jumps up once a missing
event ties two groups is seen on others who did. `bench/intervals.py` measures how often they hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from scipy.stats import rankdata

from graph.network.network import Floats, Integers

LEVEL = 0.9
TOP = 50
"""Intervals are set so that they hold for the first so many, as they truly stand."""
_INNER_LEVEL = 0.93
"""Share that must hold on thinner copies: there less is at stake than between what is known and all there is."""
_BETTER = (0.0, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05)
_WORSE = (0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2)
"""Shares that may fall outside on either side. The first are seen lower than they are more often than higher."""
_WINDOW, _LEAST_PLACES, _POINTS = 0.8, 20, 50


@dataclass(frozen=True, eq=False)
class Seen:
    """One measure of every actor, seen once, or once in each resample.

    Attributes
    ----------
    values
        Actors on the last axis; −inf where undefined, below everyone.
    events
        How many events each actor had, of the same shape: tells apart those whose values are equal.
    """

    values: Floats
    events: Integers

    @property
    def positions(self) -> Floats:
        """Places by value, then by events; those equal in both share the mean place."""
        worst_first = rankdata(_settled(self.values), "dense", axis=-1)
        most = int(self.events.max(initial=0)) + 1
        return np.asarray(rankdata(-(worst_first * most + self.events), "average", axis=-1), dtype=np.float64)


def shared_places(values: Floats) -> Floats:
    """Return places, 1 for the highest value; equal values share the better place."""
    return np.asarray(rankdata(-_settled(values), "min"), dtype=np.float64)


def intervals(now: Seen, thinner: Seen) -> tuple[Floats, Floats]:
    """Return the best and the worst place that every actor may have once more is known.

    Parameters
    ----------
    now
        What is known, finite values.
    thinner
        The same with events hidden, resamples × actors.

    Returns
    -------
    Whole places, 1 is the best; where an actor may be among those of the lowest value, the worst is
    the last place that these share.
    """
    best = shared_places(now.values)
    last = best.max(initial=0.0)
    top = best <= min(TOP, int((best < last).sum()))
    if not top.any():
        return np.ones(len(best)), np.full(len(best), float(len(best)))
    pairs = _Pairs(thinner.positions, best, top)
    better, worse = _narrowest(pairs)
    return pairs.low(now.positions, better), pairs.high(now.positions, worse)


class _Pairs:
    """Positions seen in thinner copies, with the places that the same actors have now.

    What is read off them is by how much places change, as a factor: the first ten move little, the
    hundredth may move by fifty, and few actors stand at any one place.
    """

    def __init__(self, seen: Floats, best: Floats, top: Any) -> None:
        self.copies, self.actors = seen.shape
        order = np.argsort(seen.reshape(-1), kind="stable")
        self.seen = seen.reshape(-1)[order]
        self.best, self.top = np.tile(best, self.copies)[order], np.tile(top, self.copies)[order]
        self.last = best.max()
        self._points = np.unique(np.round(np.exp(np.linspace(0.0, np.log(self.actors), _POINTS)), 1))
        change = self.best / self.seen
        near = list(self._near())
        by_point = self._points[:, np.newaxis]
        self._lows = (np.array([np.quantile(change[a:b], _BETTER) for a, b in near]) * by_point).T
        self._highs = (
            np.array([np.quantile(change[a:b], [1 - share for share in _WORSE]) for a, b in near]) * by_point
        ).T

    def _near(self) -> Iterator[tuple[int, int]]:
        """Return, for each point, which pairs were seen about there: two actors' worth at least."""
        for point in self._points:
            reach = max(point * _WINDOW, _LEAST_PLACES / 2)
            a, b = np.searchsorted(self.seen, (point - reach - 0.01, point + reach + 0.01)).tolist()
            if b - a < 2 * self.copies:
                a, b = max(0, (a + b) // 2 - self.copies), (a + b) // 2 + self.copies
            yield a, b

    def low(self, positions: Floats, better: int) -> Floats:
        """Return the best place at some positions when a share is left outside on that side."""
        line = np.floor(np.interp(np.log(positions), np.log(self._points), self._lows[better]))
        return np.asarray(np.maximum(1.0, line), dtype=np.float64)

    def high(self, positions: Floats, worse: int) -> Floats:
        """Return the worst place at some positions when a share is left outside on that side.

        Where that is among those of the lowest value, it is the last place of all.
        """
        line = np.ceil(np.interp(np.log(positions), np.log(self._points), self._highs[worse]))
        return np.asarray(np.where(line >= self.last, float(self.actors), line), dtype=np.float64)


def _narrowest(pairs: _Pairs) -> tuple[int, int]:
    """Return which shares make the narrowest intervals among those that hold often enough; else the widest."""
    lows = [pairs.low(pairs.seen, i) for i in range(len(_BETTER))]
    highs = [pairs.high(pairs.seen, j) for j in range(len(_WORSE))]
    best = (np.inf, 0, 0)
    for i, j in product(range(len(lows)), range(len(highs))):
        holds = (lows[i] <= pairs.best) & (pairs.best <= highs[j])
        if holds.mean() >= LEVEL and holds[pairs.top].mean() >= _INNER_LEVEL:
            best = min(best, (float((np.minimum(highs[j], pairs.last) - lows[i])[pairs.top].mean()), i, j))
    return best[1], best[2]


def _settled(values: Floats) -> Floats:
    """Return values that differ by no more than rounding as equal."""
    finite = np.abs(values[np.isfinite(values)])
    return np.round(values / max(float(finite.max(initial=0.0)), np.finfo(float).tiny), 11)
