import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.territory import distance
from graph.territory.former import Former
from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Municipality

latitudes, longitudes = st.floats(-90, 90), st.floats(-180, 180)


def test_known_distances_are_right() -> None:
    assert float(distance.kilometres(0, 0, 0, 90)) == pytest.approx(math.pi / 2 * distance.RADIUS)
    assert float(distance.kilometres(45.4642, 9.19, 45.6983, 9.6773)) == pytest.approx(46.0, abs=0.5)  # Milano, Bergamo


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_is_symmetric_and_at_most_half_way_round(a: float, b: float, c: float, d: float) -> None:
    there, back = float(distance.kilometres(a, b, c, d)), float(distance.kilometres(c, d, a, b))
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= math.pi * distance.RADIUS * (1 + 1e-12)


def test_a_matrix_has_a_row_for_each_point_and_nan_for_unknown_ones() -> None:
    found = distance.matrix([(45.0, 9.0), (math.nan, math.nan)], [(45.0, 9.0), (45.0, 10.0), (46.0, 9.0)])
    assert found.shape == (2, 3)
    assert found[0, 0] == 0
    assert found[0, 2] == pytest.approx(math.radians(1) * distance.RADIUS)
    assert np.isnan(found[1]).all()
    assert distance.matrix([]).shape == (0, 0)


def test_places_known_by_municipality_are_near_when_it_is_the_same_or_adjoins(italy: Gazetteer) -> None:
    assert distance.near(italy, "016024", "016024") is True
    assert distance.near(italy, "016024", "016198") is True  # Seriate
    assert distance.near(italy, "016024", "015146") is False
    assert distance.near(italy, "016024", "999999") is None


def test_a_merged_municipality_is_where_its_successor_is() -> None:
    towns = [
        Municipality("016001", "Alfa", "", "BG", "", "", abolished="2019-01-01", successors=("016002",)),
        Municipality("016002", "Beta", "", "BG", "", ""),
        Municipality("016003", "Gamma", "", "BG", "", ""),
    ]
    gazetteer = Gazetteer(towns, Former(), {"016002": frozenset({"016003"}), "016003": frozenset({"016002"})})
    assert distance.near(gazetteer, "016001", "016002") is True
    assert distance.near(gazetteer, "016001", "016003") is True
