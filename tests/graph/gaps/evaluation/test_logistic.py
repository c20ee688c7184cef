"""The fitted score, against an optimiser that knows nothing of it."""

import numpy as np
import pytest
from scipy import optimize

from graph.gaps.evaluation.logistic import fit


def drawn(pairs: int = 4000) -> tuple[dict[str, np.ndarray], np.ndarray]:
    rng = np.random.default_rng(1)
    one, other = rng.normal(2, 3, pairs), rng.normal(0, 1, pairs)
    chance = 1 / (1 + np.exp(-(one - 2 - 2 * other - 2)))
    return {"one": one, "other": other, "always": np.full(pairs, 7.0)}, (rng.random(pairs) < chance).astype(float)


def test_it_finds_the_same_weights_as_a_general_optimiser() -> None:
    columns, met = drawn()
    model = fit([(columns, met)], ridge=5.0)
    assert model.names == ("one", "other")
    table = np.column_stack([(columns[n] - columns[n].mean()) / columns[n].std() for n in model.names])

    def loss(weights: np.ndarray) -> float:
        odds = weights[0] + table @ weights[1:]
        return float((np.logaddexp(0, odds) - met * odds).sum() + 2.5 * (weights[1:] ** 2).sum())

    best = optimize.minimize(loss, np.zeros(3), method="BFGS").x
    assert [model.intercept, *model.weights] == pytest.approx(best.tolist(), rel=1e-3)


def test_columns_that_tell_them_apart_perfectly_do_not_run_away() -> None:
    met = np.repeat([0.0, 1.0], 50)
    model = fit([({"told": met * 1000}, met)])
    assert 0 < model.weights[0] < 10


def test_nothing_that_varies_leaves_the_base_rate() -> None:
    model = fit([({"same": np.ones(100)}, np.repeat([0.0, 1.0], [90, 10]))])
    assert model.names == () and model.intercept == pytest.approx(np.log(10 / 90), rel=1e-3)
    assert model.score({"same": np.ones(3)}).tolist() == [model.intercept] * 3
