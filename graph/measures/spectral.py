"""Measures by the company one keeps: eigenvector centrality, PageRank. Weights are strengths."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import eigsh

from graph.measures.measure import Measure
from graph.model import Label
from graph.network.network import Floats, Network

DAMPING = 0.85
_DENSE = 24
"""Larger matrices are not handed to LAPACK: with two threads its last digits are others than with one."""
_STILL = 1e-15


def eigenvector(network: Network) -> Floats:
    """Return the leading eigenvector of the largest component, length 1; n/a outside it, and where nobody is tied.

    References
    ----------
    Bonacich 1972, Factoring and weighting approaches to status scores, J. Math. Sociol. 2, 113.
    """
    scores = np.full(len(network.actors), np.nan)
    rows = np.flatnonzero(network.components == 0)
    if len(rows) < 2:
        return scores
    inside = network.weights[rows][:, rows]
    if len(rows) <= _DENSE:
        vector = np.linalg.eigh(inside.toarray())[1][:, -1]
    else:
        vector = eigsh(inside, k=1, which="LA", v0=np.ones(len(rows)), tol=0)[1][:, 0]
    vector = np.abs(vector)
    scores[rows] = vector / np.linalg.norm(vector)
    return scores


def pagerank(network: Network) -> Floats:
    """Return PageRank on strengths, damping .85, summing to 1; an isolate's mass is spread evenly.

    References
    ----------
    Brin and Page 1998, The anatomy of a large-scale hypertextual Web search engine, sect. 2.1.
    """
    n = len(network.actors)
    if not n:
        return np.zeros(0)
    strength = network.strength
    each = np.divide(1.0, strength, out=np.zeros(n), where=strength > 0)
    step = (sparse.diags_array(each) @ network.weights).T.tocsr()
    alone = strength == 0
    rank = np.full(n, 1.0 / n)
    for _ in range(500):  # the error shrinks by .85 a round: below 1e-15 after about 220
        after = DAMPING * (step @ rank + rank[alone].sum() / n) + (1 - DAMPING) / n
        moved = np.abs(after - rank).sum()
        rank = after
        if moved < _STILL:
            break
    return np.asarray(rank, dtype=np.float64)


EIGENVECTOR: Measure[Network] = Measure(
    "eigenvector",
    Label("autovettore", "eigenvector"),
    Label(
        "autovettore principale della matrice dei pesi nella componente più grande, di lunghezza 1",
        "leading eigenvector of the matrix of weights in the largest component, of length 1",
    ),
    "strength",
    "Bonacich 1972, Factoring and weighting approaches to status scores, J. Math. Sociol. 2, 113",
    "number",
    Label("lavora con chi lavora molto con altri", "works with those who work much with others"),
    Label("fuori dalla componente più grande", "outside the largest component"),
    eigenvector,
)
PAGERANK: Measure[Network] = Measure(
    "pagerank",
    Label("PageRank", "PageRank"),
    Label(
        "quota del tempo che passerebbe da lei chi si muove lungo i legami in proporzione al peso, smorzamento 0,85",
        "share of the time that a walker along the ties, in proportion to weight, would spend on it; damping .85",
    ),
    "strength",
    "Brin and Page 1998, The anatomy of a large-scale hypertextual Web search engine, sect. 2.1",
    "number",
    Label("molti, e importanti, arrivano a lei", "many, and important ones, lead to it"),
    None,
    pagerank,
)
