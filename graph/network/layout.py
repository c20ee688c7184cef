"""Where each node is drawn: fixed places, the same in every run. No physics, nothing moves by itself."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

from graph.network.network import Floats, Integers, renumbered
from graph.network.seeding import seeded

Points = npt.NDArray[np.float64]
"""One row a node, columns x (to the right) and y (down)."""

SPACING = 60.0
"""Distance between neighbours, in drawing units: a node of the usual size is 20 wide."""
_WIDTH_TO_HEIGHT = 1.5
_ROUNDS = 500
_EVENLY = 500
"""Nodes up to which the even layout is fast enough: half a second."""
_ROOM = 1.5
"""Spacings of room that a node has in each direction."""
_APART_ROUNDS = 30


def positions(count: int, sources: Integers, targets: Integers, weights: Floats, seed: int = 7) -> Points:
    """Place nodes so that tied ones are near.

    Each component is laid out by itself (Kamada–Kawai, which fills the room evenly; past 500 nodes
    Fruchterman–Reingold on a grid, which is fast), nodes are moved apart where they overlap, components
    are packed from the largest to the smallest, and those without ties stand in tidy rows under them.

    Parameters
    ----------
    count
        Number of nodes; ties name them by row.
    """
    places = np.zeros((count, 2))
    if not count:
        return places
    pieces = _components(count, sources, targets)
    laid = [(members, _piece(members, sources, targets, weights, seed)) for members in pieces if len(members) > 1]
    alone = np.concatenate([m for m in pieces if len(m) == 1] or [np.zeros(0, dtype=np.int64)])
    width, bottom = _pack(places, laid)
    if len(alone):
        width = max(width, SPACING * math.ceil(math.sqrt(len(alone) * _WIDTH_TO_HEIGHT)))
        columns = max(1, int(width // SPACING))
        steps = np.arange(len(alone))
        places[alone, 0] = (steps % columns) * SPACING
        places[alone, 1] = bottom + (SPACING if laid else 0.0) + (steps // columns) * SPACING
    return np.asarray(np.round(places - (places.max(axis=0) + places.min(axis=0)) / 2, 2), dtype=np.float64)


def _components(count: int, sources: Integers, targets: Integers) -> list[Integers]:
    ties = sparse.coo_array((np.ones(len(sources)), (sources, targets)), shape=(count, count))
    _, raw = csgraph.connected_components(ties, directed=False)
    groups = renumbered(raw)
    order = np.argsort(groups, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(groups[order])) + 1)


def _piece(members: Integers, sources: Integers, targets: Integers, weights: Floats, seed: int) -> Points:
    import igraph

    size = len(members)
    inside = np.isin(sources, members)
    ends = np.column_stack([np.searchsorted(members, sources[inside]), np.searchsorted(members, targets[inside])])
    graph = igraph.Graph(n=size, edges=ends.tolist())
    strength = weights[inside]
    pull = np.clip(strength / np.median(strength), 0.3, 3.0)
    start = np.random.default_rng(seed).uniform(-math.sqrt(size), math.sqrt(size), (size, 2))
    with seeded(seed):
        if size <= _EVENLY:
            laid = graph.layout_kamada_kawai(seed=graph.layout_circle())
        else:
            laid = graph.layout_fruchterman_reingold(
                weights=pull.tolist(), niter=_ROUNDS, seed=start.tolist(), grid=True
            )
    return _apart(_upright(_scaled(np.asarray(laid.coords, dtype=np.float64))))


def _scaled(points: Points) -> Points:
    """Scale so that every node has the same room, whatever the size of the component."""
    extent = np.maximum(points.max(axis=0) - points.min(axis=0), 1e-6)
    room = len(points) * (_ROOM * SPACING) ** 2
    factor = math.sqrt(room / float(max(extent[0] * extent[1], extent.max() ** 2 / 4)))
    return points * factor


def _upright(points: Points) -> Points:
    """Turn so that the longer side lies flat, as screens are wider than high."""
    centred = points - points.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred)[1]
    turned = centred @ axes[:, ::-1]
    return np.asarray(turned * np.where(turned[np.abs(turned).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0), dtype=np.float64)


def _apart(points: Points) -> Points:
    """Move apart nodes that are closer than three quarters of the spacing."""
    least = SPACING * 0.75
    for _ in range(_APART_ROUNDS):
        pairs = cKDTree(points).query_pairs(least, output_type="ndarray")
        if not len(pairs):
            break
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        a, b = pairs[:, 0], pairs[:, 1]
        gap = points[b] - points[a]
        far = np.hypot(gap[:, 0], gap[:, 1])
        angle = (a * 7 + b * 13) % 360 * (math.pi / 180)
        way = np.where(
            far[:, None] > 1e-9,
            gap / np.maximum(far, 1e-9)[:, None],
            np.column_stack([np.cos(angle), np.sin(angle)]),
        )
        push = way * ((least - far) / 2)[:, None]
        np.add.at(points, a, -push)
        np.add.at(points, b, push)
    return points


def _pack(places: Points, laid: list[tuple[Integers, Points]]) -> tuple[float, float]:
    """Put components on shelves, larger first; return the width and the bottom of them all."""
    if not laid:
        return 0.0, -SPACING
    boxes = [points.max(axis=0) - points.min(axis=0) + SPACING for _, points in laid]
    area = sum(float(box[0] * box[1]) for box in boxes)
    shelf = max(math.sqrt(area * _WIDTH_TO_HEIGHT), *(float(box[0]) for box in boxes))
    x = y = tall = 0.0
    for (members, points), box in zip(laid, boxes, strict=True):
        if x and x + box[0] > shelf:
            x, y, tall = 0.0, y + tall, 0.0
        places[members] = points - points.min(axis=0) + (x, y)
        x, tall = x + float(box[0]), max(tall, float(box[1]))
    return shelf, y + tall - SPACING
