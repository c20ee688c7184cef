"""Logistic regression with a ridge, by Newton's method: how columns of a pair are weighed into a chance.

Sums run in a fixed order on one thread (`einsum` without BLAS), so that two runs agree to the last digit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.network.network import Floats

RIDGE = 30.0
"""Penalty on standardised weights, in pairs: pulls what few meetings say towards nothing."""
_STEPS, _TOLERANCE = 50, 1e-9


@dataclass(frozen=True, eq=False)
class Logistic:
    """A fitted score.

    Attributes
    ----------
    names
        Of the columns, in order.
    weights
        Of the standardised columns.
    """

    names: tuple[str, ...]
    means: Floats
    spreads: Floats
    weights: Floats
    intercept: float

    def score(self, columns: Mapping[str, Floats]) -> Floats:
        """Return the log-odds of each pair."""
        total = np.full(len(next(iter(columns.values()))), self.intercept)
        for name, mean, spread, weight in zip(self.names, self.means, self.spreads, self.weights, strict=True):
            total += weight * (columns[name] - mean) / spread
        return total


def fit(windows: Sequence[tuple[Mapping[str, Floats], Floats]], ridge: float = RIDGE) -> Logistic:
    """Fit columns of several windows of time to who met after each (1 or 0); constant columns weigh nothing."""
    names = tuple(windows[0][0])
    table = np.column_stack([np.concatenate([columns[name] for columns, _ in windows]) for name in names])
    met = np.concatenate([found for _, found in windows])
    means, spreads = table.mean(axis=0), table.std(axis=0)
    varies = spreads > 1e-9
    names = tuple(name for name, kept in zip(names, varies, strict=True) if kept)
    table, means, spreads = table[:, varies], means[varies], spreads[varies]
    solved = _newton(np.column_stack([np.ones(len(met)), (table - means) / spreads]), met, ridge)
    return Logistic(names, means, spreads, solved[1:], float(solved[0]))


def _newton(table: Floats, met: Floats, ridge: float) -> Floats:
    """Return intercept and weights; steps are halved until the penalised likelihood grows."""
    penalty = np.full(table.shape[1], ridge)
    penalty[0] = 1e-6
    weights = np.zeros(table.shape[1])
    share = float(np.clip(met.mean(), 1e-6, 1 - 1e-6))
    weights[0] = np.log(share / (1 - share))
    loss = _loss(table, met, weights, penalty)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.einsum("pk,k->p", table, weights)))
        gradient = np.einsum("pk,p->k", table, chance - met) + penalty * weights
        curved = table * (chance * (1 - chance))[:, np.newaxis]
        bend = np.stack([np.einsum("pk,p->k", curved, column) for column in table.T]) + np.diag(penalty)
        step, size = np.linalg.solve(bend, gradient), 1.0
        while (trial := _loss(table, met, weights - size * step, penalty)) > loss and size > 1e-6:
            size /= 2
        weights, gain, loss = weights - size * step, loss - trial, trial
        if gain < _TOLERANCE * max(loss, 1.0):
            break
    return weights


def _loss(table: Floats, met: Floats, weights: Floats, penalty: Floats) -> float:
    odds = np.einsum("pk,k->p", table, weights)
    return float((np.logaddexp(0.0, odds) - met * odds).sum() + (penalty * weights * weights).sum() / 2)
