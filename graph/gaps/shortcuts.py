"""What one new tie would change in how near everyone is to everyone, in steps. Which tie: see `bridging`.

Nearness of two actors is 1/steps, 0 out of reach; a tie's gain is what it adds over all pairs of actors. Up to
`LANDMARKS` tied actors it is exact; above, paths within one component are measured between a seeded sample of
that many and scaled up.

References
----------
Latora and Marchiori 2001, Efficient behavior of small-world networks, Phys. Rev. Lett. 87, 198701.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.network.network import Floats, Integers, Network

LANDMARKS = 600
_SEED = 20_180_901
_AT_ONCE = 64
_FEW = 32
"""Landmarks, about, from which a lower bound of the steps between two others is read."""
_SMALL = 2_000
"""Components up to this size are walked from end to end where two are joined; of larger ones the sample is."""
_OUT = np.int16(-1)

Steps = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Gain:
    """What one tie would change.

    Attributes
    ----------
    nearness
        Sum over pairs of what 1/steps grows by.
    joined
        Pairs that could reach each other only then.
    shortened
        Pairs that are nearer then, though within reach today.
    before, after
        Mean steps between those pairs; 0 where there is none.
    """

    nearness: float
    joined: int = 0
    shortened: int = 0
    before: float = 0.0
    after: float = 0.0


class Shortcuts:
    """A network, seen from its landmarks."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.tied: Integers = np.flatnonzero(network.degree > 0)
        random = np.random.default_rng(_SEED)
        every = len(self.tied) <= LANDMARKS
        self.landmarks = self.tied if every else np.sort(random.choice(self.tied, LANDMARKS, replace=False))
        self._sizes = np.bincount(network.components, minlength=1)
        self._seen = np.bincount(network.components[self.landmarks], minlength=len(self._sizes))

    @cached_property
    def steps(self) -> Steps:
        """Return landmarks × actors: steps, −1 out of reach."""
        return self._steps_from(self.landmarks.tolist())

    @cached_property
    def hub(self) -> Floats:
        """Return every actor's Σ 1/(1 + steps) over those it reaches, itself included: how much a tie of it opens."""
        near = np.where(self.steps == _OUT, 0.0, 1.0 / (1.0 + np.maximum(self.steps, 0)))
        seen = self._seen[self.network.components]
        scale = np.divide(self._sizes[self.network.components], seen, out=np.zeros(len(seen)), where=seen > 0)
        return np.asarray(np.maximum(near.sum(axis=0) * scale, 1.0), dtype=np.float64)

    def apart(self, rows: Integers, others: Integers) -> Integers:
        """Return a lower bound of the steps between actors of one component, exact where all are landmarks."""
        place = np.full(len(self.network.actors), -1)
        place[self.landmarks] = np.arange(len(self.landmarks))
        if (place[rows] >= 0).all():
            return np.asarray(self.steps[np.ix_(place[rows], others)], dtype=np.int64)
        few = self.steps[:: max(1, len(self.landmarks) // _FEW)]
        found = np.zeros((len(rows), len(others)), dtype=np.int16)
        for from_one in few:  # of one component a landmark reaches both or neither: −1 and −1 differ by nothing
            np.maximum(found, np.abs(from_one[rows][:, None] - from_one[others][None, :]), out=found)
        return np.maximum(found, 2).astype(np.int64)

    def gain(self, i: int, j: int) -> Gain:
        """Return what a tie between two tied actors (rows) would change."""
        components = self.network.components
        return self._within(i, j) if components[i] == components[j] else self._across(i, j)

    @cached_property
    def nearness(self) -> float:
        """Return Σ 1/steps over all pairs today."""
        if not len(self.landmarks):
            return 0.0
        near = np.divide(1.0, self.steps, out=np.zeros(self.steps.shape), where=self.steps > 0)
        return float(near.sum()) * len(self.tied) / len(self.landmarks) / 2

    def _across(self, i: int, j: int) -> Gain:
        here, there = self._rings(i), self._rings(j)
        steps = np.arange(len(here))[:, None] + 1 + np.arange(len(there))[None, :]
        joined = int(self._sizes[self.network.components[i]] * self._sizes[self.network.components[j]])
        return Gain(float((here[:, None] * there[None, :] / steps).sum()), joined)

    def _within(self, i: int, j: int) -> Gain:
        component = self.network.components[i]
        inside = np.flatnonzero(self.network.components[self.landmarks] == component)
        if not len(inside):
            return Gain(0.0)
        to_i, to_j = (self.steps[inside, row].astype(np.int64) for row in (i, j))
        ours, theirs = inside[to_j - to_i >= 2], inside[to_i - to_j >= 2]
        old = self.steps[np.ix_(ours, self.landmarks[theirs])].astype(np.float64)
        new = (self.steps[ours, i][:, None] + 1 + self.steps[theirs, j][None, :]).astype(np.float64)
        nearer = new < old
        count = int(nearer.sum())
        if not count:
            return Gain(0.0)
        scale = (int(self._sizes[component]) / len(inside)) ** 2
        before, after = old[nearer], new[nearer]
        grown = float((1 / after - 1 / before).sum())
        return Gain(grown * scale, 0, round(count * scale), float(before.mean()), float(after.mean()))

    def _rings(self, row: int) -> Floats:
        """Return how many actors are 0, 1, 2… steps away, itself included."""
        component = self.network.components[row]
        size = int(self._sizes[component])
        if size <= _SMALL or not self._seen[component]:
            steps = self._steps_from([row])[0]
            return np.bincount(steps[steps >= 0]).astype(np.float64)
        column = self.steps[:, row]
        rings = np.bincount(column[column >= 0]) * (size / int(self._seen[component]))
        return np.asarray(rings, dtype=np.float64)

    def _steps_from(self, rows: Sequence[int]) -> Steps:
        found = np.empty((len(rows), len(self.network.actors)), dtype=np.int16)
        for start in range(0, len(rows), _AT_ONCE):
            chosen = rows[start : start + _AT_ONCE]
            block = np.array(self.network.graph.distances(source=chosen), dtype=np.float64)
            found[start : start + len(chosen)] = np.where(np.isinf(block), -1.0, block)
        return found
