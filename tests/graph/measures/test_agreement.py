"""Whether two measures agree, against scipy."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from graph.measures.agreement import agreement


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=30))
def test_it_is_spearman_s(pairs: list[tuple[int, int]]) -> None:
    one, other = ({str(n): float(pair[side]) for n, pair in enumerate(pairs)} for side in (0, 1))
    found = agreement(one, other)
    if len(set(one.values())) == 1 or len(set(other.values())) == 1:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(spearmanr(list(one.values()), list(other.values())).statistic, abs=1e-12)


def test_those_without_a_value_do_not_count() -> None:
    one = {"a": 1.0, "b": 2.0, "c": 3.0, "d": math.nan}
    assert agreement(one, {"a": 3.0, "b": 2.0, "c": 1.0, "d": 9.0}) == pytest.approx(-1)
    assert math.isnan(agreement({"a": 1.0}, {"a": 1.0}))
