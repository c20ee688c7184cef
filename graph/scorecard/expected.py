"""What a figure would be for a district of this size: the rate of all districts, or chance with the same events.

*Rate*: the district has as many as it would with the rate of all districts together; few cases spread more widely
than many, and all spread as much as these districts really do (a funnel plot). *Chance*: the same number of actors
meet at as many events of the same sizes and declare as many collaborations, who with whom drawn at random.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse, stats
from scipy.sparse import csgraph

from graph.model import Label
from graph.network.network import Integers
from graph.scorecard.cell import Cell, Expected

DRAWS = 200
SEED = 20_221_206
LOW, HIGH = 0.05, 0.95
FEWEST_DISTRICTS = 3
_TAIL = 0.1
"""Share of districts on each side whose distance does not count in how much they spread."""
_Z = float(stats.norm.ppf(HIGH))
BY_CHANCE = Label(
    "le stesse realtà negli stessi eventi, distribuite a caso",
    "the same bodies at the same events, drawn at random",
)
BY_RATE = Label("il valore di tutti gli ambiti insieme", "the figure of all districts together")


def fragmentation_by_chance(actors: int, sizes: Integers, pairs: int, draws: int = DRAWS, seed: int = SEED) -> Expected:
    """Return how fragmented a network of a size is when who meets whom is drawn at random.

    Parameters
    ----------
    actors
        At least 2.
    sizes
        Actors of the district at each of its events; at most `actors`.
    pairs
        Declared collaborations between them.
    """
    rng = np.random.default_rng(seed)
    once = np.repeat(np.arange(len(sizes)), sizes)
    taking_part = (once[None, :] + len(sizes) * np.arange(draws)[:, None]).reshape(-1)
    block = np.repeat(np.arange(draws), len(once)) * actors  # each drawn network has nodes of its own
    who = _without_repetition(rng, actors, taking_part) + block
    first = who[np.searchsorted(taking_part, taking_part)]  # whoever meets the first of an event is with all of it
    declared = [_pairs(rng, actors, pairs) + actors * draw for draw in range(draws)]
    ends = np.concatenate([np.column_stack([first, who]), *declared])
    shape = (actors * draws, actors * draws)
    met = sparse.coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=shape)
    _, pieces = csgraph.connected_components(met, directed=False)
    drawn = [fragmented(np.unique(own, return_counts=True)[1]) for own in pieces.reshape(draws, actors)]
    low, high = np.quantile(drawn, [LOW, HIGH])
    return Expected(float(low), float(np.mean(drawn)), float(high), BY_CHANCE)


def _pairs(rng: np.random.Generator, actors: int, count: int) -> Integers:
    """Draw so many different pairs of actors; one row a pair."""
    whole = actors * (actors - 1) // 2
    chosen = rng.choice(whole, size=min(count, whole), replace=False)
    later = np.floor((1 + np.sqrt(1 + 8.0 * chosen)) / 2).astype(np.int64)
    return np.column_stack([chosen - later * (later - 1) // 2, later])


def _without_repetition(rng: np.random.Generator, actors: int, taking_part: Integers) -> Integers:
    """Draw who takes part, nobody twice in one event."""
    who = rng.integers(actors, size=len(taking_part))
    while True:
        _, kept = np.unique(taking_part * actors + who, return_index=True)
        if len(kept) == len(who):
            return who
        again = np.ones(len(who), dtype=np.bool_)
        again[kept] = False
        who[again] = rng.integers(actors, size=int(again.sum()))


def fragmented(sizes: Integers) -> float:
    """Return the share (0–1) of pairs that no chain of ties connects.

    Parameters
    ----------
    sizes
        Of the pieces of a network of two actors or more.

    References
    ----------
    Borgatti 2006, Identifying sets of key players in a social network, CMOT 12, 21 (F).
    """
    count = int(sizes.sum())
    return 1.0 - float((sizes * (sizes - 1)).sum()) / (count * (count - 1))


def of_rate(cells: Sequence[Cell], *, at_most_one: bool, per: float = 1.0) -> list[Expected | None]:
    """Return what each district would have with the rate of all of them, in the cells' own unit.

    Parameters
    ----------
    cells
        Shares or rates, each with numerator and denominator; those without a value are left out.
    at_most_one
        The numerator is part of the denominator (binomial); else it is a count (Poisson).
    per
        What the cells' values are per: 1,000 residents.

    References
    ----------
    Spiegelhalter 2005, Funnel plots for comparing institutional performance, Statist. Med. 24, 1185;
    multiplicative over-dispersion from winsorised distances.
    """
    known = [(c.numerator or 0.0, c.denominator) for c in cells if c.value is not None and c.denominator]
    part, whole = np.array([p for p, _ in known]), np.array([b for _, b in known])
    rate = float(part.sum() / whole.sum()) if known else 0.0
    if len(known) < FEWEST_DISTRICTS or rate <= 0 or (at_most_one and rate >= 1):
        return [None] * len(cells)
    variance = rate * (1 - rate) if at_most_one else rate
    distance = (part / whole - rate) / np.sqrt(variance / whole)
    low, high = np.quantile(distance, [_TAIL, 1 - _TAIL])
    spread = max(1.0, float((np.clip(distance, low, high) ** 2).mean()))
    return [_funnel(cell, rate, variance * spread, at_most_one, per) for cell in cells]


def _funnel(cell: Cell, rate: float, variance: float, at_most_one: bool, per: float) -> Expected | None:
    base = cell.denominator
    if cell.value is None or not base:
        return None
    away = _Z * float(np.sqrt(variance / base))
    high = min(1.0, rate + away) if at_most_one else rate + away
    return Expected(per * max(0.0, rate - away), per * rate, per * high, BY_RATE)
