"""A network as it is drawn: places, sizes, groups, thinned ties; communities as nodes where there are too many.

Plain values without colours or words: a screen or a file gives them those.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.network.groups import communities
from graph.network.layout import Points, positions
from graph.network.network import Floats, Integers, Network, symmetric
from graph.network.thinning import thin
from graph.network.two_mode import TwoMode

MOST_NODES = 2_000
"""Past this an eye sees nothing: communities are drawn instead."""
GROUP = "group:"


@dataclass(frozen=True, eq=False)
class Drawing:
    """What is drawn.

    Attributes
    ----------
    keys
        Of actors and events; of a community `group:` and its number, where communities are drawn.
    places
        Rows x (right), y (down); the smallest distance that matters is `layout.SPACING`.
    groups
        Community of each node, as `groups.communities` numbers them; −1 for one alone.
    members
        How many each node stands for: 1, or a community's size.
    sources, targets, weights
        The ties that are drawn, by row of `keys`.
    threshold
        Ties below it are drawn only where they are someone's strongest.
    ties
        How many there are, drawn or not.
    opened
        Numbers of the communities opened one inside the other to come here.
    """

    keys: tuple[str, ...]
    places: Points
    groups: Integers
    members: Integers
    sources: Integers
    targets: Integers
    weights: Floats
    threshold: float
    ties: int
    opened: tuple[int, ...] = ()

    @property
    def collapsed(self) -> bool:
        """Whether nodes are communities."""
        return bool(self.keys) and self.keys[0].startswith(GROUP)

    @property
    def drawn(self) -> int:
        """Return how many ties are drawn."""
        return len(self.weights)


def whole(two_mode: TwoMode) -> Network:
    """Return actors and events as the nodes of one network, every participation a tie of 1."""
    actors, events = len(two_mode.actors), len(two_mode.events)
    entries = two_mode.incidence.tocoo()
    keys = np.array([*two_mode.actors, *two_mode.events], dtype=object)
    order = np.argsort(keys) if len(keys) else np.zeros(0, dtype=np.int64)
    place = np.empty(len(keys), dtype=np.int64)
    place[order] = np.arange(len(keys))
    ends = np.sort(np.column_stack([place[entries.row], place[entries.col + actors]]), axis=1)
    shape = (actors + events, actors + events)
    upper = sparse.csr_array(sparse.coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=shape))
    return Network(tuple(keys[order]), symmetric(upper))


def draw(
    network: Network, threshold: float | None = None, opened: Sequence[int] = (), most: int = MOST_NODES
) -> Drawing:
    """Return the drawing of a network.

    Parameters
    ----------
    threshold
        Ties weaker than this are not drawn; None for the lowest that stays readable. Places do not
        depend on it.
    opened
        Communities to look into, one inside the other; a number that does not exist ends the path.
    most
        Nodes past which communities are drawn.
    """
    path: list[int] = []
    groups = communities(network)
    for number in opened:
        inside = np.flatnonzero(_merged(groups) == number)
        if len(network.actors) <= most or not len(inside) or len(inside) == len(network.actors):
            break
        path.append(number)
        network = network.part(inside)
        groups = communities(network)
    if len(network.actors) > most and _merged(groups).any():
        return _of_communities(network, groups, tuple(path))
    return _of_nodes(network, groups, threshold, tuple(path))


def _merged(groups: Integers) -> Integers:
    """Return groups with those of one member as one, the last."""
    return np.minimum(groups, int((np.bincount(groups) > 1).sum()))


def _of_nodes(network: Network, groups: Integers, threshold: float | None, opened: tuple[int, ...]) -> Drawing:
    i, j, weight = network.edges
    usual = thin(network)
    kept = usual if threshold is None else thin(network, threshold)
    places = positions(len(network.actors), i[usual.kept], j[usual.kept], weight[usual.kept])
    return Drawing(
        network.actors,
        places,
        np.where(network.degree > 0, groups, -1),
        np.ones(len(network.actors), dtype=np.int64),
        i[kept.kept],
        j[kept.kept],
        weight[kept.kept],
        kept.threshold,
        len(weight),
        opened,
    )


def _of_communities(network: Network, groups: Integers, opened: tuple[int, ...]) -> Drawing:
    """Draw each community as a node; those of one member stand together as the last node."""
    merged = _merged(groups)
    count = int(merged.max()) + 1
    belongs = sparse.csr_array((np.ones(len(merged)), (np.arange(len(merged)), merged)), shape=(len(merged), count))
    between = sparse.triu(belongs.T @ network.weights @ belongs, k=1, format="csr")
    grouped = Network(tuple(f"{GROUP}{n}" for n in range(count)), symmetric(between))
    i, j, weight = grouped.edges
    kept = thin(grouped)
    return Drawing(
        grouped.actors,
        positions(count, i[kept.kept], j[kept.kept], weight[kept.kept]),
        np.arange(count, dtype=np.int64),
        np.bincount(merged),
        i[kept.kept],
        j[kept.kept],
        weight[kept.kept],
        kept.threshold,
        len(weight),
        opened,
    )


def community_of(network: Network, drawing: Drawing, key: str) -> int | None:
    """Return the number of the drawn community that a node is in, or None if it is in none."""
    found = (group for group, members in members_of(network, drawing).items() if key in members)
    return next((int(group.removeprefix(GROUP)) for group in found), None)


def members_of(network: Network, drawing: Drawing) -> dict[str, tuple[str, ...]]:
    """Return the keys that each drawn community stands for; `network` is the one that was drawn."""
    for number in drawing.opened:
        network = network.part(np.flatnonzero(_merged(communities(network)) == number))
    groups = _merged(communities(network))
    found: dict[str, list[str]] = {key: [] for key in drawing.keys}
    for actor, group in zip(network.actors, groups.tolist(), strict=True):
        found[f"{GROUP}{group}"].append(actor)
    return {key: tuple(actors) for key, actors in found.items()}


def sized(drawing: Drawing, values: Mapping[str, float], least: float = 9.0, most: float = 30.0) -> Floats:
    """Return the radius of each node: its area grows with its value, the largest is `most`; unknown ones are least."""
    given = np.array([values.get(key, 0.0) for key in drawing.keys], dtype=np.float64)
    given = np.where(np.isfinite(given), np.maximum(given, 0.0), 0.0)
    top = float(given.max(initial=0.0))
    return least + (most - least) * np.sqrt(given / top) if top > 0 else np.full(len(given), (least + 12.0) / 2)
