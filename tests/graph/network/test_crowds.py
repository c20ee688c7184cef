"""Outsize events: assemblies put into a territory are found, ordinary large events are left alone."""

import numpy as np
import pytest

from graph.network.crowds import proposed_size
from graph.network.two_mode import TwoMode, from_pairs
from tests.graph.measures.territories import territory


def with_assemblies(network: TwoMode, events: int, size: int) -> TwoMode:
    rows, columns = network.incidence.nonzero()
    pairs = [(network.actors[a], network.events[e]) for a, e in zip(rows.tolist(), columns.tolist(), strict=True)]
    random = np.random.default_rng(1)
    for n in range(events):
        pairs += [(network.actors[a], f"z{n}") for a in random.choice(len(network.actors), size, replace=False)]
    return from_pairs(pairs, network.actors)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("events", "size"), [(1, 40), (2, 40), (3, 60)])
def test_assemblies_are_proposed_to_be_left_out_and_nothing_else(seed: int, events: int, size: int) -> None:
    found = proposed_size(with_assemblies(territory(seed, 480, 480), events, size))
    assert found.size is not None and found.size < size and found.events == events
    assert f"{found.tie_share:.0%}" in found.reason.it and found.tie_share > 0.15


@pytest.mark.parametrize("seed", range(8))
def test_ordinary_large_events_of_a_territory_count(seed: int) -> None:
    assert proposed_size(territory(seed, 480, 480)).size is None


def test_the_same_assembly_held_again_and_again_is_found_though_no_single_one_makes_a_tie_alone() -> None:
    usual = territory(4, 300, 280)
    rows, columns = usual.incidence.nonzero()
    pairs = [(usual.actors[a], usual.events[e]) for a, e in zip(rows.tolist(), columns.tolist(), strict=True)]
    again = [(usual.actors[a], f"z{n}") for n in range(4) for a in range(0, 300, 8)]
    found = proposed_size(from_pairs(pairs + again, usual.actors))
    assert found.events == 4 and "4 eventi su" in found.reason.it


def test_few_events_say_nothing() -> None:
    few = from_pairs([(a, f"e{n}") for n in range(5) for a in "abcdef"[: 2 + n]])
    assert proposed_size(few).size is None and "troppo pochi" in proposed_size(few).reason.it
    assert proposed_size(from_pairs([])).meetings == 0
