"""Structural holes: constraint and effective size. Weights are strengths; both n/a for an isolate.

Burt 1992, Structural Holes, ch. 2. p_iq is the share of i's strength that goes to q.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from graph.measures.measure import ISOLATE, Measure
from graph.model import Label
from graph.network.network import Floats, Network


def constraint(network: Network) -> Floats:
    """Return Σ_j (p_ij + Σ_q p_iq p_qj)² over an actor's partners j: 0 (free) to about 1.125; eq. 2.4."""
    share = _shares(network)
    direct = share + _tied(network).multiply(share @ share)
    squared = direct.multiply(direct).sum(axis=1)
    return _of_tied(network, np.asarray(squared, dtype=np.float64).reshape(-1))


def effective_size(network: Network) -> Floats:
    """Return Σ_j [1 − Σ_{q≠i,j} p_iq m_jq], m_jq = w_jq/max_k w_jk: partners less what they repeat; eq. 2.2."""
    if not network.actors:
        return np.zeros(0)
    strongest = np.asarray(network.weights.max(axis=1).todense(), dtype=np.float64).reshape(-1)
    marginal = _rows_over(network.weights, strongest)
    repeated = _tied(network).multiply(_shares(network) @ marginal.T).sum(axis=1)
    return _of_tied(network, network.degree - np.asarray(repeated, dtype=np.float64).reshape(-1))


def _shares(network: Network) -> Any:
    return _rows_over(network.weights, network.strength)


def _rows_over(weights: Any, by: Floats) -> Any:
    each = np.divide(1.0, by, out=np.zeros(len(by)), where=by > 0)
    return (sparse.diags_array(each) @ weights).tocsr()


def _tied(network: Network) -> Any:
    w = network.weights
    return sparse.csr_array((np.ones(w.nnz), w.indices, w.indptr), shape=w.shape)


def _of_tied(network: Network, values: Floats) -> Floats:
    return np.where(network.degree > 0, values, np.nan)


CONSTRAINT: Measure[Network] = Measure(
    "constraint",
    Label("vincolo", "constraint"),
    Label(
        "Σ (p_ij + Σ p_iq p_qj)² sui partner, dove p è la quota della forza che va a ciascuno: quanto i suoi contatti "
        "riportano alle stesse persone",
        "Σ (p_ij + Σ p_iq p_qj)² over its partners, p the share of strength that goes to each: how far its contacts "
        "lead back to the same ones",
    ),
    "strength",
    "Burt 1992, Structural Holes, eq. 2.4",
    "number",
    Label("dipende da pochi, legati fra loro", "depends on a few who are tied to one another"),
    ISOLATE,
    constraint,
)
EFFECTIVE_SIZE: Measure[Network] = Measure(
    "effective_size",
    Label("ampiezza effettiva", "effective size"),
    Label(
        "numero di partner meno quanto si ripetono, cioè quanto sono legati fra loro",
        "number of partners less what they repeat, that is how far they are tied to one another",
    ),
    "strength",
    "Burt 1992, Structural Holes, eq. 2.2",
    "number",
    Label("ha partner che non si ripetono", "has partners who do not repeat one another"),
    ISOLATE,
    effective_size,
)
