"""A network beside chance: what is kept, what is dealt out, and what is told from it."""

import numpy as np

from graph.measures.chance import against_chance, in_words, shuffled, swapped
from graph.network.two_mode import from_pairs
from tests.graph.measures.territories import territory


def test_random_company_keeps_how_much_each_did_and_how_large_each_event_was() -> None:
    real = territory(2, 160, 150)
    made = shuffled(real, np.random.default_rng(1))
    for axis in (0, 1):
        assert np.array_equal(made.incidence.sum(axis=axis), real.incidence.sum(axis=axis))
    assert (made.incidence != real.incidence).nnz > real.ties / 2
    assert (made.incidence != shuffled(real, np.random.default_rng(1)).incidence).nnz == 0


def test_exchanged_partners_keep_how_many_each_has() -> None:
    random = np.random.default_rng(5)
    declared = sorted({(f"a{i}", f"b{j}", 1 + i % 4) for i, j in random.integers(0, 20, (60, 2)).tolist()})
    made = swapped(declared, np.random.default_rng(2))
    ends = [sorted(key for a, b, _ in pairs for key in (a, b)) for pairs in (declared, made)]
    assert ends[0] == ends[1] and len({frozenset((a, b)) for a, b, _ in made}) == len(declared)
    assert all(a != b for a, b, _ in made) and len(set(made) - set(declared)) > 30


def test_groups_near_one_another_are_told_from_chance() -> None:
    found = against_chance(territory(3, 200, 200), draws=8)
    assert found["modularity"].side == 1 and found["density"].side == -1
    assert found == against_chance(territory(3, 200, 200), draws=8)
    said = in_words("modularity", found["modularity"])
    assert "più che nel caso" in said.it and "more than by chance" in said.en and "." not in said.it


def test_random_company_is_not_told_from_chance() -> None:
    made = shuffled(territory(3, 200, 200), np.random.default_rng(77))
    sides = [chance.side for chance in against_chance(made, draws=30).values()]
    assert sides.count(0) >= 6


def test_where_nothing_is_defined_nothing_is_said() -> None:
    assert all(in_words(name, chance) is None for name, chance in against_chance(from_pairs([]), draws=3).items())
    alone = against_chance(from_pairs([("a", "x")]), draws=3)
    assert all(chance.side == 0 for chance in alone.values()) and in_words("density", alone["density"]) is None
