"""Two-step floating catchment, against a calculation by hand and its law."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.gaps.catchment import REACH_KM, Catchment, decay
from graph.gaps.nearness import Places

KM = 180 / np.pi / 6371.0088  # degrees of latitude in one kilometre


def at(*km: float, towns: tuple[int, ...] = ()) -> Places:
    """Return places on one meridian, so many kilometres north of the first."""
    lat = np.radians(45.0 + np.array(km) * KM)
    codes = np.array(towns or [-1] * len(km), dtype=np.int64)
    return Places(lat, np.full(len(km), np.radians(9.0)), codes)


def test_decay_is_one_at_the_place_and_nothing_at_the_edge() -> None:
    assert decay(np.array([0.0, REACH_KM, REACH_KM * 2])).tolist() == [1.0, 0.0, 0.0]
    near, half, far = decay(np.array([1.0, 5.0, 9.0]))
    assert near > half > far > 0
    assert half == pytest.approx((np.exp(-0.125) - np.exp(-0.5)) / (1 - np.exp(-0.5)))


def test_a_supply_is_shared_among_those_around_the_nearer_more() -> None:
    catchment = Catchment(at(0, 5, 50), np.array([1_000.0, 2_000.0, 500.0]))
    half = float(decay(np.array([5.0]))[0])
    share = 1 / (1_000 + half * 2_000)
    assert catchment.access(catchment.weights(at(0))).tolist() == pytest.approx([share, share * half, 0.0])


def test_a_supply_of_the_same_municipality_is_within_reach_at_any_distance_and_one_without_a_place_nowhere() -> None:
    catchment = Catchment(at(0, towns=(15146,)), np.array([100.0]))
    far = at(14, towns=(15146,))
    nowhere = Places(np.array([np.nan]), np.array([np.nan]), np.array([-1]))
    only_town = Places(np.array([np.nan]), np.array([np.nan]), np.array([15146]))
    assert catchment.access(catchment.weights(far)).tolist() == [0.01]
    assert catchment.access(catchment.weights(only_town)).tolist() == [0.01]
    assert catchment.access(catchment.weights(nowhere)).tolist() == [0.0]


PLACES = st.lists(st.floats(0, 40), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(PLACES, PLACES, st.data())
def test_over_all_people_access_adds_up_to_the_supplies_that_anyone_reaches(homes, supplies, data) -> None:
    persons = np.array(data.draw(st.lists(st.integers(1, 10_000), min_size=len(homes), max_size=len(homes))), float)
    catchment = Catchment(at(*homes), persons)
    weights = catchment.weights(at(*supplies))
    reached = int((np.asarray(weights.sum(axis=1)).reshape(-1) > 0).sum())
    assert float(catchment.access(weights) @ persons) == pytest.approx(reached)
