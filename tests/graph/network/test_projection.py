"""From who took part in what to who is tied to whom."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.network.network import Network
from graph.network.projection import project
from graph.network.two_mode import from_pairs

PAIRS = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(["e1", "e2", "e3", "e4", "e5"])), max_size=40)


def weight(network: Network, a: str, b: str) -> float:
    return network.neighbours(a).get(b, 0.0)


def test_an_event_shares_one_unit_of_each_actors_time_among_the_others() -> None:
    network = project(from_pairs([("a", "x"), ("b", "x"), ("c", "x"), ("a", "y"), ("b", "y")]))
    assert weight(network, "a", "b") == pytest.approx(1 / 2 + 1)
    assert weight(network, "a", "c") == pytest.approx(1 / 2)


def test_an_event_of_one_actor_ties_nobody_and_its_actor_is_an_isolate() -> None:
    network = project(from_pairs([("a", "x"), ("b", "y"), ("c", "y")], actors=["d"]))
    assert network.actors == ("a", "b", "c", "d")
    assert network.degree.tolist() == [0, 1, 1, 0]


def test_declared_collaboration_adds_a_quarter_for_each_level() -> None:
    two_mode = from_pairs([("a", "x"), ("b", "x")], actors=["c"])
    network = project(two_mode, [("b", "a", 3), ("c", "a", 4), ("a", "stranger", 4), ("c", "c", 4)])
    assert weight(network, "a", "b") == pytest.approx(1 + 3 / 4)
    assert weight(network, "a", "c") == pytest.approx(1)
    assert network.degree.tolist() == [2, 1, 1]


def test_filtering_actors_out_never_makes_an_event_smaller_than_it_was() -> None:
    network = project(from_pairs([("a", "x"), ("b", "x")], sizes={"x": 11}))
    assert weight(network, "a", "b") == pytest.approx(1 / 10)


def test_the_same_participation_written_twice_counts_once() -> None:
    once, twice = (project(from_pairs([("a", "x"), ("b", "x")] * n)) for n in (1, 2))
    assert weight(once, "a", "b") == weight(twice, "a", "b") == 1


@given(PAIRS)
def test_strength_is_the_number_of_events_with_company(pairs: list[tuple[str, str]]) -> None:
    two_mode = from_pairs(pairs)
    network = project(two_mode)
    events_with_company = two_mode.incidence @ (two_mode.sizes > 1)
    assert np.allclose(network.strength, events_with_company)


@given(PAIRS, st.randoms())
def test_the_order_of_the_rows_never_changes_a_number(pairs: list[tuple[str, str]], random: object) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = project(from_pairs(pairs)), project(from_pairs(shuffled))
    assert one.actors == other.actors
    assert (one.weights != other.weights).nnz == 0
    assert (one.weights != one.weights.T).nnz == 0


def test_distances_are_multiples_of_a_fixed_grain_so_that_equal_paths_are_equal() -> None:
    network = project(from_pairs([(a, f"e{n}") for n in range(3) for a in "abcd"]))
    assert set(np.unique(network.distances * 2**20 % 1)) == {0.0}
    assert math.isclose(network.distances[0], 1.0, abs_tol=2**-20)


def test_components_are_numbered_from_the_largest_then_by_name() -> None:
    network = project(from_pairs([("z", "x"), ("y", "x"), ("w", "x"), ("a", "q"), ("b", "q")], actors=["m"]))
    assert dict(zip(network.actors, network.components.tolist(), strict=True)) == {
        "a": 1, "b": 1, "m": 2, "w": 0, "y": 0, "z": 0,
    }  # fmt: skip


def test_an_empty_territory_is_an_empty_network() -> None:
    network = project(from_pairs([]))
    assert network.actors == () and len(network.edges[0]) == 0 and len(network.components) == 0
