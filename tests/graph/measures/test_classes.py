"""Classes of values for the eye."""

import math

from hypothesis import given
from hypothesis import strategies as st

from graph.measures.classes import Classes, classes

VALUES = st.lists(st.one_of(st.just(0.0), st.floats(0, 1e6), st.just(math.nan)), max_size=60)


@given(VALUES, st.integers(2, 6))
def test_every_defined_value_is_in_the_class_whose_bounds_hold_it(values: list[float], most: int) -> None:
    found = classes(values, most)
    assert len(found.bounds) <= most
    for value in values:
        place = found.of(value)
        if math.isnan(value):
            assert place is None
        else:
            low, high = found.bounds[place]
            assert low <= value <= high
    assert all(high < low for (_, high), (low, _) in zip(found.bounds, found.bounds[1:], strict=False))


def test_values_that_all_differ_make_classes_of_one_size() -> None:
    found = classes([float(n) for n in range(1, 101)], 5)
    sizes = [sum(found.of(float(n)) == k for n in range(1, 101)) for k in range(5)]
    assert sizes == [20] * 5


def test_zero_stands_alone_and_nothing_makes_no_class() -> None:
    assert classes([0.0, 0.0, 1.0, 2.0], 3).bounds[0] == (0.0, 0.0)
    assert classes([]) == classes([math.nan]) == Classes(())
