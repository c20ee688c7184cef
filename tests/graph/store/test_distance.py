"""Distance against known figures, and the box that a circle fits in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store.distance import RADIUS, box_around, kilometres


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ((0, 0), (0, 0), 0),
        ((0, 0), (0, 1), 111.195),
        ((36.12, -86.67), (33.94, -118.40), 2886.45),  # Nashville to Los Angeles, the haversine of Rosetta Code
        ((90, 0), (-90, 0), 3.141592653589793 * RADIUS),
    ],
)
def test_great_circle_distances(a: tuple[float, float], b: tuple[float, float], km: float) -> None:
    assert kilometres(*a, *b) == pytest.approx(km, rel=1e-5)
    assert kilometres(*b, *a) == pytest.approx(km, rel=1e-5)


@given(st.floats(-80, 80), st.floats(-100, 100), st.floats(0.01, 500), st.floats(-5, 5), st.floats(-9, 9))
def test_whatever_is_near_is_in_the_box(lat: float, lon: float, km: float, north: float, east: float) -> None:
    south_edge, west_edge, north_edge, east_edge = box_around(lat, lon, km)
    other = (lat + north, lon + east)
    if kilometres(lat, lon, *other) <= km * 0.999:
        assert south_edge <= other[0] <= north_edge
        assert west_edge <= other[1] <= east_edge
