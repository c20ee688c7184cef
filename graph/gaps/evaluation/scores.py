"""The simple scores that others are held against: each takes pairs, gives one number a pair, higher is likelier.

Nothing here is fitted. References: Zhou, Lü, Zhang 2009, Eur. Phys. J. B 71, 623 (resource allocation);
Adamic, Adar 2003, Social Networks 25, 211; Katz 1953, Psychometrika 18, 39.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from scipy import sparse

from graph.gaps.evaluation.past import Pairs, Past
from graph.gaps.ground import Ground
from graph.network.network import Floats

SIMPLE = "ra_recency"
"""The score that is used where nothing better is shown."""
RECENT = 0.25
"""τ of recency as a share of the time between first and last event."""
_TERMS, _STEPS, _BLOCK = 20, 200, 256


def resource_allocation(pairs: Pairs, ground: Ground) -> Floats:
    """Return Σ over common partners of 1/(number of their partners)."""
    return pairs.of(_through(pairs.past, _inverse(pairs.past.partners)))


def adamic_adar(pairs: Pairs, ground: Ground) -> Floats:
    """Return Σ over common partners of 1/log(number of their partners)."""
    return pairs.of(_through(pairs.past, _inverse(np.log(np.maximum(pairs.past.partners, 1.0)))))


def katz(pairs: Pairs, ground: Ground) -> Floats:
    """Return Σ over walks of any length of β^length, β half of 1/λmax, to twenty steps (an error of 10⁻⁶)."""
    tied, largest = pairs.past.tied, _largest_eigenvalue(pairs.past.tied)
    if not largest:
        return np.zeros(len(pairs))
    reached = np.empty((len(pairs.rows), len(pairs.rows)))
    for start in range(0, len(pairs.rows), _BLOCK):
        columns = pairs.rows[start : start + _BLOCK]
        walks = tied[:, columns].toarray() * (0.5 / largest)
        total = walks[pairs.rows].copy()
        for _ in range(_TERMS - 1):
            walks = (tied @ walks) * (0.5 / largest)
            total += walks[pairs.rows]
        reached[:, start : start + _BLOCK] = total
    return np.asarray(reached[pairs.a, pairs.b], dtype=np.float64)


def popularity_recency(pairs: Pairs, ground: Ground) -> Floats:
    """Return r_i r_j, r = Σ exp(−age/τ) over an actor's events."""
    recent = pairs.past.recency(RECENT)
    return recent[pairs.i] * recent[pairs.j]


def same_municipality(pairs: Pairs, ground: Ground) -> Floats:
    """Return 1 where both have their seat in the same municipality, else (or where unknown) 0."""
    actors = [ground.snapshot.actors[key].text("municipality") for key in pairs.past.history.actors]
    codes = {code: n for n, code in enumerate(sorted(set(actors) - {""}))}
    towns = np.array([codes.get(code, -1) for code in actors], dtype=np.int64)
    same = (towns[pairs.i] >= 0) & (towns[pairs.i] == towns[pairs.j])
    return np.asarray(same, dtype=np.float64)


def ra_recency(pairs: Pairs, ground: Ground) -> Floats:
    """Return resource allocation × √(r_i r_j); pairs without a common partner follow, by r_i r_j."""
    allocation, product = resource_allocation(pairs, ground), popularity_recency(pairs, ground)
    return np.where(allocation > 0, 1 + allocation * np.sqrt(product), product / (1 + product))


Score = Callable[[Pairs, Ground], Floats]
BASELINES: Mapping[str, Score] = {
    "ra": resource_allocation,
    "adamic_adar": adamic_adar,
    "katz": katz,
    "popularity_recency": popularity_recency,
    "same_municipality": same_municipality,
    SIMPLE: ra_recency,
}


def _inverse(values: Floats) -> Floats:
    return np.asarray(np.divide(1.0, values, out=np.zeros(len(values)), where=values > 0), dtype=np.float64)


def _through(past: Past, each: Floats) -> Any:
    return (past.tied * each[np.newaxis, :]).tocsr() @ past.tied


def _largest_eigenvalue(tied: Any) -> float:
    """Return λmax by power iteration on A + I (of two-sided networks too), summed in a fixed order."""
    if not tied.nnz:
        return 0.0
    shifted = sparse.csr_array(tied + sparse.eye_array(tied.shape[0]))
    vector, value = np.ones(tied.shape[0]), 0.0
    for _ in range(_STEPS):
        vector = shifted @ (vector / np.sqrt((vector * vector).sum()))
        last, value = value, float(np.sqrt((vector * vector).sum()))
        if abs(value - last) < 1e-12 * value:
            break
    return value - 1.0
