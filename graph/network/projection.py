"""From actors and events to actors and actors: Newman's weights, plus declared collaboration."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy import sparse

from graph.network.network import Network, symmetric
from graph.network.two_mode import TwoMode

LEVELS = 4
"""Levels of declared collaboration; one at the highest weighs as much as an event of two."""


def project(two_mode: TwoMode, collaborations: Iterable[tuple[str, str, int]] = ()) -> Network:
    """Return who is tied to whom.

    Parameters
    ----------
    two_mode
        Its actors are those of the result, isolates included.
    collaborations
        Declared ones as (actor, actor, level 1–4); pairs outside the network and self-ties are left out.

    Returns
    -------
    Weights: Σ over shared events of 1/(size − 1), so that an event shares one unit of each actor's
    time among the others, plus level/4. Events of one actor give nothing.

    References
    ----------
    Newman 2001, Scientific collaboration networks II, Phys. Rev. E 64, 016132.
    """
    shared = two_mode.sizes > 1
    each = np.zeros(len(two_mode.events))
    each[shared] = 1.0 / (two_mode.sizes[shared] - 1)
    weighted = two_mode.incidence.multiply(each[np.newaxis, :]).tocsr()
    met = sparse.triu(weighted @ two_mode.incidence.T, k=1, format="csr")
    return Network(two_mode.actors, symmetric(met + _declared(two_mode.actors, collaborations)))


def _declared(actors: tuple[str, ...], collaborations: Iterable[tuple[str, str, int]]) -> sparse.csr_array:
    row = {key: i for i, key in enumerate(actors)}
    known = sorted(
        (min(row[a], row[b]), max(row[a], row[b]), level / LEVELS)
        for a, b, level in collaborations
        if a != b and a in row and b in row
    )
    table = np.array(known, dtype=np.float64).reshape(-1, 3)
    where = (table[:, 0].astype(np.int64), table[:, 1].astype(np.int64))
    return sparse.csr_array(sparse.coo_array((table[:, 2], where), shape=(len(actors), len(actors))))
