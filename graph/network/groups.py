"""Groups of actors who work with one another more than with the rest (Leiden)."""

from __future__ import annotations

import numpy as np

from graph.network.network import Integers, Network, renumbered
from graph.network.seeding import seeded

SEED = 20_180_901
_ROUNDS = 20


def communities(network: Network, seed: int = SEED) -> Integers:
    """Return every actor's community, numbered from 0: larger first, then by first key.

    An isolate is a community of its own. The same network and seed give the same answer.

    References
    ----------
    Traag, Waltman, van Eck 2019, From Louvain to Leiden, Sci. Rep. 9, 5233; modularity on tie strengths.
    """
    if not network.actors:
        return np.zeros(0, dtype=np.int64)
    with seeded(seed):
        found = network.graph.community_leiden(
            objective_function="modularity", weights=network.edges[2].tolist(), n_iterations=_ROUNDS
        )
    return renumbered(np.asarray(found.membership, dtype=np.int64))
