"""Ties between groups against ties within them: Krackhardt and Stern's E-I index, of an actor and of a network.

(E − I)/(E + I), E ties to other groups, I ties to one's own: −1 all within, 1 all between. Ties count, not strengths.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.measures.grouping import Grouped
from graph.measures.measure import Measure
from graph.model import Label
from graph.network.network import Floats, Integers

SOURCE = "Krackhardt and Stern 1988, Informal networks and organizational crises, Soc. Psychol. Q. 51, 123"
PERMUTATIONS, SEED = 2_000, 20_231_123
DEFINITION = Label(
    "(E − I)/(E + I): E legami verso altri gruppi, I legami nel proprio; contano i legami, non i pesi",
    "(E − I)/(E + I): E ties to other groups, I ties within its own; ties count, not strengths",
)
READING = Label("lavora più fuori dal proprio gruppo che dentro", "works more outside its own group than within")
UNDEFINED = Label(
    "per chi non è in alcun gruppo, o non ha legami con chi lo è",
    "for who is in no group, or has no tie to who is",
)


@dataclass(frozen=True, slots=True)
class External:
    """The E-I index of a network beside chance.

    Attributes
    ----------
    value
        −1 (all ties within groups) to 1; None where no tie has both ends in a group.
    expected, low, high
        Mean of the index, and the middle 90%, when groups are dealt out anew among the actors.
    p_value
        Share of such deals at least as far from the mean as the value (two-sided). None where groups
        were found from the ties, or are all one: chance says nothing then.
    ties
        How many have both ends in a group.
    """

    value: float | None
    expected: float | None
    low: float | None
    high: float | None
    p_value: float | None
    ties: int


def external(grouped: Grouped) -> Floats:
    """Return the index of every actor."""
    within, between = (np.diff(ties.indptr).astype(np.float64) for ties in (grouped.within, grouped.between))
    both = within + between
    return np.asarray(np.divide(between - within, both, out=np.full(len(both), np.nan), where=both > 0))


def of_network(grouped: Grouped, permutations: int = PERMUTATIONS, seed: int = SEED) -> External:
    """Return the index of a network with a permutation test: the same groups, dealt out anew among the same actors."""
    i, j = grouped.ends
    if not len(i):
        return External(None, None, None, None, None, 0)
    value = _index(grouped.groups, i, j)
    if grouped.from_ties or len(np.unique(grouped.groups[grouped.known])) < 2:
        return External(value, None, None, None, None, len(i))
    random, dealt = np.random.default_rng(seed), grouped.groups.copy()
    found = np.empty(permutations)
    for n in range(permutations):
        dealt[grouped.known] = random.permutation(grouped.groups[grouped.known])
        found[n] = _index(dealt, i, j)
    mean = float(found.mean())
    as_far = int((np.abs(found - mean) >= abs(value - mean) - 1e-12).sum())
    low, high = np.quantile(found, (0.05, 0.95)).tolist()
    return External(value, mean, low, high, (1 + as_far) / (1 + permutations), len(i))


def _index(groups: Integers, i: Integers, j: Integers) -> float:
    apart = int((groups[i] != groups[j]).sum())
    return (2 * apart - len(i)) / len(i)


EXTERNAL: Measure[Grouped] = Measure(
    "e_i", Label("apertura (E-I)", "E-I index"), DEFINITION, "none", SOURCE, "number", READING, UNDEFINED, external
)
