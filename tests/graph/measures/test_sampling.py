"""Path measures from some sources: unbiased, the same in any run, and with their agreement told."""

import numpy as np
import pytest

from graph.measures import paths, sampling
from graph.measures.sampling import estimate
from graph.network.network import Network
from graph.network.projection import project
from tests.graph.measures.territories import territory


@pytest.fixture(scope="module")
def network() -> Network:
    return project(territory(3, 600, 560))


def test_where_all_are_sources_the_estimate_is_the_count(network: Network) -> None:
    counted, n = estimate(network, sources=600), len(network.actors)
    assert counted.agreement == {}
    assert counted.between * 2 / ((n - 1) * (n - 2)) == pytest.approx(paths.betweenness(network), abs=1e-12)
    assert counted.inverse / (n - 1) == pytest.approx(paths.harmonic(network), abs=1e-12)


def test_estimates_are_right_on_average(network: Network) -> None:
    counted = estimate(network, sources=600)
    drawn = [estimate(network, sources=60, seed=seed) for seed in range(40)]
    for name in ("between", "distance", "inverse"):
        truth = getattr(counted, name)
        values = np.array([getattr(one, name) for one in drawn])
        top = np.argsort(-truth)[:60]
        assert values.mean(axis=0)[top].sum() == pytest.approx(truth[top].sum(), rel=0.03), name
        error = values.std(axis=0)[top] / np.sqrt(len(drawn))
        assert np.abs((values.mean(axis=0)[top] - truth[top]) / error).mean() < 1.3, name


def test_small_components_are_counted_in_full(network: Network) -> None:
    counted, drawn = estimate(network, sources=600), estimate(network, sources=60)
    small = np.bincount(network.components)[network.components] <= 60
    assert small.sum() > 20
    for name in ("between", "distance", "inverse"):
        assert getattr(drawn, name)[small] == pytest.approx(getattr(counted, name)[small], abs=1e-9)


def test_a_large_network_says_how_far_two_halves_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    first, again = project(territory(3, 1_000, 1_000)), project(territory(3, 1_000, 1_000))
    exact = {name: getattr(paths, name)(first) for name in ("betweenness", "closeness", "harmonic")}
    assert sampling.sampled(first) is None
    monkeypatch.setattr(sampling, "EXACT_MOST", 900)
    agreement = sampling.sampled(first).agreement
    assert 0.8 < agreement["between"].rank_correlation < 1 and 0.5 < agreement["between"].shared <= 1
    for name, truth in exact.items():
        ours = getattr(paths, name)(first)
        assert np.array_equal(ours, getattr(paths, name)(again)), name
        assert not np.array_equal(ours, truth) and np.corrcoef(ours, truth)[0, 1] > 0.97, name


def test_the_agreement_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    network = project(territory(3, 1_000, 1_000))
    assert sampling.in_words(network) is None
    monkeypatch.setattr(sampling, "EXACT_MOST", 900)
    said, half = sampling.in_words(network), sampling.sampled(network).agreement["between"]
    assert f"{half.rank_correlation:.2f}" in said.en and f"{half.shared:.0%}" in said.it and "Due metà" in said.it
