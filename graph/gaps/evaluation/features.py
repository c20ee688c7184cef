"""What is known of a pair that has not met, as columns for a fitted score. How they are weighed: `logistic`.

Values are logarithms of a column over its own median, so that they mean the same at any moment of a
history and in a network of any size.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy import sparse

from graph.gaps.affinity import PROPERTIES, WEIGHTS, Affinities
from graph.gaps.evaluation.past import Pairs, Past
from graph.gaps.evaluation.scores import RECENT, resource_allocation
from graph.gaps.ground import Ground
from graph.network.network import Floats

_FRESH = 0.125
_FLOOR = 0.05
_ABOUT_A_MONTH = 30.0
_BLOCK = 256
KNOWN_BEFORE = (*PROPERTIES, "near")
"""What actors share, as known today. Not projects: they would tell what came later."""
_TELLING = frozenset({*PROPERTIES.values(), "municipality", "lat"})


def features(pairs: Pairs, ground: Ground) -> Mapping[str, Floats]:
    """Return the columns, one value a pair each, by name."""
    return {
        **{name: _logarithm(values) for name, values in _history(pairs, ground).items()},
        **{name: np.log(values + _ABOUT_A_MONTH) for name, values in _times(pairs).items()},
        **_alike(pairs, ground),
    }


def _history(pairs: Pairs, ground: Ground) -> dict[str, Floats]:
    past, i, j = pairs.past, pairs.i, pairs.j
    recent = past.recency(RECENT)
    events = np.diff(past.incidence.indptr).astype(np.float64)
    size = np.asarray(past.incidence @ past.sizes).reshape(-1) / np.maximum(events, 1.0)
    return {
        "allocation": resource_allocation(pairs, ground),
        "recent_allocation": _recent_allocation(pairs),
        "three_steps": _three_steps(pairs),
        "crowds": _crowds(pairs),
        "recency": np.sqrt(recent[i] * recent[j]),
        "events": np.sqrt(events[i] * events[j]),
        "partners": np.sqrt(past.partners[i] * past.partners[j]),
        "event_size": np.sqrt(size[i] * size[j]),
    }


def _recent_allocation(pairs: Pairs) -> Floats:
    """Return resource allocation over ties that fade with time, each partner dividing what is left of theirs."""
    past = pairs.past
    fresh = np.exp(-past.ages / (_FRESH * past.span))
    met = (past.incidence * fresh[np.newaxis, :]).tocsr() @ past.incidence.T
    above = sparse.triu(met, k=1, format="csr")
    faded = sparse.csr_array(above + above.T)
    strength = np.asarray(faded.sum(axis=1)).reshape(-1)
    each = np.divide(1.0, strength, out=np.zeros(len(strength)), where=strength > 0)
    return pairs.of((faded * each[np.newaxis, :]).tocsr() @ faded)


def _crowds(pairs: Pairs) -> Floats:
    """Return how much of events too big to be a meeting both attended: Σ 1/(size − 1)."""
    history, known = pairs.past.history, pairs.past.known
    big = np.flatnonzero(~history.meeting[:known])
    attended = history.incidence[:, big].tocsr()
    each = 1.0 / (history.sizes[big] - 1.0)
    return pairs.of((attended * each[np.newaxis, :]).tocsr() @ attended.T)


def _three_steps(pairs: Pairs) -> Floats:
    """Return paths of three ties, each tie divided by the partners of those between."""
    past, rows = pairs.past, pairs.rows
    each = np.divide(1.0, past.partners, out=np.zeros(len(past.partners)), where=past.partners > 0)
    divided = (past.tied * each[np.newaxis, :]).tocsr()
    reached = (divided[rows] @ divided @ past.tied[:, rows]).toarray()
    return np.asarray(reached[pairs.a, pairs.b], dtype=np.float64)


def _times(pairs: Pairs) -> dict[str, Floats]:
    first, last = _ends(pairs.past)
    return {
        "since_last": np.maximum(last[pairs.i], last[pairs.j]),
        "since_first": np.minimum(first[pairs.i], first[pairs.j]),
    }


def _ends(past: Past) -> tuple[Floats, Floats]:
    """Return how many days ago each actor's first and last small event was; the whole span for who has none."""
    entries = past.incidence.tocoo()
    first, last = np.zeros(past.incidence.shape[0]), np.full(past.incidence.shape[0], past.span)
    np.maximum.at(first, entries.row, past.ages[entries.col])
    np.minimum.at(last, entries.row, past.ages[entries.col])
    return first, last


def _alike(pairs: Pairs, ground: Ground) -> dict[str, Floats]:
    """Return what both have in common of `KNOWN_BEFORE`, 0–1; nothing where nobody says anything of themselves.

    Rows of the ground's network are those of the history: both have every actor of the same days.
    """
    if not any(node.properties.keys() & _TELLING for node in ground.nodes):
        return {}
    affinities, i, j = Affinities(ground), pairs.i, pairs.j
    found = {code: np.zeros(len(pairs)) for code in KNOWN_BEFORE}
    for start in range(0, len(ground.nodes), _BLOCK):
        first, end = np.searchsorted(i, (start, start + _BLOCK)).tolist()
        if end > first:
            parts = affinities.of(slice(start, min(start + _BLOCK, len(ground.nodes)))).parts
            for code, values in found.items():
                values[first:end] = parts[code][i[first:end] - start, j[first:end]] / WEIGHTS[code]
    return found


def _logarithm(values: Floats) -> Floats:
    known = values[values > 0]
    middle = float(np.median(known)) if len(known) else 1.0
    return np.asarray(np.log(np.maximum(values, 0.0) / middle + _FLOOR), dtype=np.float64)
