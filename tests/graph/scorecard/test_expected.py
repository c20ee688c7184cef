"""What is expected of a district of a size: exact where chance leaves no choice, and Spiegelhalter's funnel."""

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.scorecard.cell import Cell
from graph.scorecard.expected import fragmentation_by_chance, fragmented, of_rate
from tests.graph.scorecard.conftest import Districts


def sizes(*given: int) -> np.ndarray:
    return np.array(given, dtype=np.int64)


def test_fragmentation_is_exact_where_chance_leaves_no_choice() -> None:
    one_pair_of_three = fragmentation_by_chance(3, sizes(2), 0)
    assert (one_pair_of_three.low, one_pair_of_three.high) == pytest.approx((2 / 3, 2 / 3))
    assert fragmentation_by_chance(5, sizes(5), 0).mean == 0.0
    assert fragmentation_by_chance(4, sizes(), 6).mean == 0.0  # every pair declared
    assert fragmentation_by_chance(4, sizes(), 0).mean == 1.0


def test_two_meetings_of_two_among_four_give_what_the_count_of_cases_gives() -> None:
    # the second pair is the first (1/6): F 5/6; shares one (4/6): F 1/2; is apart (1/6): F 2/3
    found = fragmentation_by_chance(4, sizes(2, 2), 0, draws=4000)
    assert found.mean == pytest.approx((5 / 6 + 4 * 0.5 + 2 / 3) / 6, abs=0.01)


def test_two_runs_agree() -> None:
    first = fragmentation_by_chance(30, sizes(2, 3, 3, 4, 2), 2)
    assert fragmentation_by_chance(30, sizes(2, 3, 3, 4, 2), 2) == first


def test_declared_pairs_alone_are_as_fragmented_as_a_random_graph_of_as_many_ties() -> None:
    ours = fragmentation_by_chance(30, sizes(), 20, draws=2000)
    graphs = (nx.gnm_random_graph(30, 20, seed=seed) for seed in range(2000))
    theirs = [fragmented(sizes(*(len(piece) for piece in nx.connected_components(graph)))) for graph in graphs]
    assert ours.mean == pytest.approx(np.mean(theirs), abs=0.01)


@given(st.lists(st.integers(1, 30), min_size=2, max_size=12))
def test_fragmentation_is_a_share_and_grows_as_pieces_part(pieces: list[int]) -> None:
    whole = fragmented(sizes(sum(pieces)))
    apart = fragmented(sizes(*pieces))
    assert whole == 0.0
    assert 0.0 < apart <= 1.0
    joined = fragmented(sizes(pieces[0] + pieces[1], *pieces[2:]))
    assert joined < apart


def cells(*pairs: tuple[float, float]) -> list[Cell]:
    return [Cell(part / whole, part, whole) for part, whole in pairs]


def test_the_funnel_is_wider_for_the_smaller_district() -> None:
    expected = of_rate(cells((10, 100), (11, 100), (4, 40)), at_most_one=True)
    widths = [one.high - one.low for one in expected if one]
    assert widths[0] == pytest.approx(2 * 1.6449 * math.sqrt(25 / 240 * (1 - 25 / 240) / 100), rel=1e-3)
    assert widths[2] > widths[0]


def test_one_of_many_alike_that_differs_is_flagged_and_the_others_are_not() -> None:
    known = cells(*[(20, 100)] * 20, (60, 100))
    verdicts = [
        expected.verdict(cell.value)
        for cell, expected in zip(known, of_rate(known, at_most_one=False), strict=True)
        if expected and cell.value is not None
    ]
    assert verdicts == ["within"] * 20 + ["above"]


def test_districts_that_all_differ_widely_are_not_all_flagged() -> None:
    known = cells(*[(part, 100) for part in (2, 8, 20, 35, 50, 66, 80, 95)])
    expected = of_rate(known, at_most_one=False)
    flagged = [e for c, e in zip(known, expected, strict=True) if e and c.value and e.verdict(c.value) != "within"]
    assert len(flagged) <= 2


def test_too_few_districts_or_a_rate_of_nothing_give_no_expectation() -> None:
    assert of_rate(cells((1, 10), (2, 10)), at_most_one=True) == [None, None]
    assert of_rate(cells((0, 10), (0, 20), (0, 30)), at_most_one=True) == [None] * 3


def test_real_districts_are_never_held_against_invented_ones(districts: Districts) -> None:
    for number in range(3):
        key = f"district:finto{number}"
        districts.node(key, "district", invented=True)
        districts.tie("part_of", "municipality:016091", key)
    for name in ("ada", "bice"):
        districts.body(name)
    districts.bodies("finta falsa", invented=True, town="016091")
    districts.event("e", "ada", "bice")
    districts.event("f", "finta", "falsa", invented=True)
    assert districts.row("district:finto0").cells["ties"].expected is not None
    assert districts.row("district:bg").cells["ties"].expected is None
