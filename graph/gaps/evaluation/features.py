"""What is known of a pair that has not met, as columns for a fitted score. How they are weighed: `logistic`.

Values are logarithms of a column over its own median, so that they mean the same at any moment of a
history and in a network of any size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.gaps.affinity import PROPERTIES, WEIGHTS, Affinities
from graph.gaps.evaluation.past import Pairs, Past
from graph.gaps.evaluation.scores import RECENT, resource_allocation
from graph.gaps.ground import Ground
from graph.gaps.nearness import Flags
from graph.network.network import Floats

_FRESH = 0.125
_FLOOR = 0.05
_ABOUT_A_MONTH = 30.0
_BLOCK = 256
KNOWN_BEFORE = (*PROPERTIES, "near")
"""What actors share, as known today. Not projects: they would tell what came later."""
_TELLING = frozenset({*PROPERTIES.values(), "municipality", "lat"})


def features(pairs: Pairs, ground: Ground, common: Alike | None = None) -> Mapping[str, Floats]:
    """Return the columns, one value a pair each, by name; `common` where it is known already."""
    return {
        **{name: _logarithm(values) for name, values in _history(pairs, ground).items()},
        **{name: np.log(values + _ABOUT_A_MONTH) for name, values in _times(pairs).items()},
        **(common or alike(pairs, ground)).parts,
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


@dataclass(frozen=True, eq=False)
class Alike:
    """What pairs have in common of `KNOWN_BEFORE`.

    Attributes
    ----------
    parts
        0–1 by code; empty where nobody says anything of themselves.
    far
        Known to be too far from each other for a list to propose them.
    """

    parts: Mapping[str, Floats]
    far: Flags

    @property
    def total(self) -> Floats:
        """Affinity of each pair, 0–1."""
        weighted = [WEIGHTS[code] * values for code, values in self.parts.items()]
        return np.asarray(sum(weighted, np.zeros(len(self.far))), dtype=np.float64)


def alike(pairs: Pairs, ground: Ground) -> Alike:
    """Return what pairs have in common.

    Rows of the ground's network are those of the history: both have every actor of the same days.
    """
    far = np.zeros(len(pairs), dtype=np.bool_)
    if not any(node.properties.keys() & _TELLING for node in ground.nodes):
        return Alike({}, far)
    affinities, i, j = Affinities(ground), pairs.i, pairs.j
    found = {code: np.zeros(len(pairs)) for code in KNOWN_BEFORE}
    for start in range(0, len(ground.nodes), _BLOCK):
        first, end = np.searchsorted(i, (start, start + _BLOCK)).tolist()
        if end > first:
            rows, columns = i[first:end] - start, j[first:end]
            block = affinities.of(slice(start, min(start + _BLOCK, len(ground.nodes))))
            far[first:end] = block.nearness.far[rows, columns]
            for code, values in found.items():
                values[first:end] = block.parts[code][rows, columns] / WEIGHTS[code]
    return Alike(found, far)


def _logarithm(values: Floats) -> Floats:
    known = values[values > 0]
    middle = float(np.median(known)) if len(known) else 1.0
    return np.asarray(np.log(np.maximum(values, 0.0) / middle + _FLOOR), dtype=np.float64)
