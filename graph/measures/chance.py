"""A network beside chance: the same actors at as many events, events as large, but with random company.

Networks of different size have different density, clustering and modularity by themselves, and events make triangles
by themselves. What the same actors would show in random company corrects for both. Declared collaborations are
dealt out anew too, each actor keeping as many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import sparse

from graph.measures.whole import WHOLE
from graph.model import Label
from graph.network.projection import project
from graph.network.two_mode import TwoMode

DRAWS, SEED = 20, 20_240_512
COMPARED = (
    "density",
    "fragmentation",
    "degree_centralisation",
    "betweenness_centralisation",
    "transitivity",
    "clustering",
    "modularity",
)
"""Measures that size and shared events alone move."""
_TRADES, _SWAPS = 5, 10
Declared = list[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class Chance:
    """One measure of a network beside the same in random company.

    Attributes
    ----------
    value
        Of the network itself.
    expected, low, high
        Mean and range over the random ones; NaN, as the value, where undefined.
    """

    value: float
    expected: float
    low: float
    high: float

    @property
    def side(self) -> int:
        """1 above every random one, −1 below every one, 0 among them or undefined."""
        return int(self.value > self.high) - int(self.value < self.low)


def against_chance(
    two_mode: TwoMode,
    collaborations: Iterable[tuple[str, str, int]] = (),
    names: Sequence[str] = COMPARED,
    draws: int = DRAWS,
    seed: int = SEED,
) -> dict[str, Chance]:
    """Return measures of a network as a whole beside those of `draws` networks in random company."""
    declared = list(collaborations)
    real = project(two_mode, declared)
    random = [np.random.default_rng([seed, n]) for n in range(draws)]
    made = [project(shuffled(two_mode, each), swapped(declared, each)) for each in random]
    found = {}
    for name in names:
        compute = WHOLE[name].compute
        values = np.array([compute(network) for network in made])
        known = values[~np.isnan(values)]
        spread = (known.mean(), known.min(), known.max()) if len(known) else (np.nan,) * 3
        found[name] = Chance(compute(real), *map(float, spread))
    return found


def shuffled(two_mode: TwoMode, random: np.random.Generator) -> TwoMode:
    """Return who took part in what, dealt out anew: every actor at as many events, every event with as many actors.

    References
    ----------
    Strona et al. 2014, A fast and unbiased procedure to randomize ecological binary matrices, Nat. Commun. 5, 4114.
    """
    starts, columns = two_mode.incidence.indptr, two_mode.incidence.indices
    rows = [set(columns[a:b].tolist()) for a, b in pairwise(starts)]
    some = [n for n, row in enumerate(rows) if row]
    if len(some) > 1:
        for one, other in random.choice(some, (_TRADES * len(some), 2)).tolist():
            _trade(rows[one], rows[other], random)
    ends = [(n, event) for n, row in enumerate(rows) for event in sorted(row)]
    where = np.array(ends, dtype=np.int64).reshape(-1, 2).T
    incidence = sparse.csr_array((np.ones(len(ends)), (where[0], where[1])), shape=two_mode.incidence.shape)
    return TwoMode(two_mode.actors, two_mode.events, incidence, two_mode.sizes)


def _trade(one: set[int], other: set[int], random: np.random.Generator) -> None:
    """Deal out between two actors the events that only one of them was at."""
    mine, theirs = one - other, other - one
    if not mine or not theirs:
        return
    pool = sorted(mine | theirs)
    kept = {pool[n] for n in random.permutation(len(pool))[: len(mine)].tolist()}
    one -= mine
    other -= theirs
    one |= kept
    other |= set(pool) - kept


def swapped(declared: Declared, random: np.random.Generator) -> Declared:
    """Return declared collaborations with partners exchanged, never one's own nor one declared already."""
    pairs = [tuple(sorted((a, b))) for a, b, _ in declared]
    taken = set(pairs)
    for one, other in random.integers(0, max(len(pairs), 1), (_SWAPS * len(pairs), 2)).tolist():
        (a, b), (c, d) = pairs[one], pairs[other]
        new = tuple(sorted((a, d))), tuple(sorted((c, b)))
        if a == d or c == b or new[0] == new[1] or new[0] in taken or new[1] in taken:
            continue
        taken -= {pairs[one], pairs[other]}
        taken |= set(new)
        pairs[one], pairs[other] = new
    return [(a, b, level) for (a, b), (_, _, level) in zip(pairs, declared, strict=True)]


_SIDES: Mapping[int, Label] = {
    1: Label("più che nel caso", "more than by chance"),
    -1: Label("meno che nel caso", "less than by chance"),
    0: Label("come nel caso", "as by chance"),
}


def in_words(name: str, chance: Chance) -> Label | None:
    """Return how a measure stands beside chance, in words; None where it is undefined."""
    if np.isnan((chance.value, chance.expected)).any():
        return None
    label, side = WHOLE[name].label, _SIDES[chance.side]
    value, expected, low, high = (f"{x:.2g}" for x in (chance.value, chance.expected, chance.low, chance.high))
    it = (
        f"{label.it} {value}, {side.it}: le stesse realtà, con altrettanti eventi altrettanto grandi ma con compagni a "
        f"caso, avrebbero {expected} (fra {low} e {high})"
    )
    en = (
        f"{label.en} {value}, {side.en}: the same bodies at as many events as large, in random company, would have "
        f"{expected} (between {low} and {high})"
    )
    return Label(it.replace(".", ","), en)
