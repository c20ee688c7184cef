"""Degree, closeness and betweenness of actors and events in their two-mode network. Not of its projection.

Borgatti and Everett 1997, Network analysis of 2-mode data, Social Networks 19, 243–269; normalised as
`networkx.algorithms.bipartite` does. Arrays hold the actors first, then the events.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.measures.measure import Measure
from graph.model import Label
from graph.network.network import Floats
from graph.network.two_mode import TwoMode


def tied(two_mode: TwoMode) -> TwoMode:
    """Return the network without actors that have no event: these measures have nothing to say of them."""
    rows = np.flatnonzero(np.diff(two_mode.incidence.indptr))
    actors = tuple(two_mode.actors[i] for i in rows)
    return TwoMode(actors, two_mode.events, two_mode.incidence[rows], two_mode.sizes)


def degree(two_mode: TwoMode) -> Floats:
    """Return the share (0–1) of all events an actor took part in, and of all actors an event had."""
    if not two_mode.ties:
        return np.zeros(0)
    n1, n2 = two_mode.incidence.shape
    actors = np.asarray(two_mode.incidence.sum(axis=1)).reshape(-1) / n2
    events = np.asarray(two_mode.incidence.sum(axis=0)).reshape(-1) / n1
    return np.concatenate([actors, events])


def closeness(two_mode: TwoMode) -> Floats:
    """Return (n2 + 2(n1 − 1))/Σ distances × reached/(n1 + n2 − 1) for an actor, the modes swapped for an event."""
    if not two_mode.ties:
        return np.zeros(0)
    n1, n2 = two_mode.incidence.shape
    most = np.concatenate([np.full(n1, n2 + 2.0 * (n1 - 1)), np.full(n2, n1 + 2.0 * (n2 - 1))])
    # igraph's is reached/Σ: times the ideal sum over n − 1, it is theirs
    mean = np.asarray(_graph(two_mode).closeness(normalized=True), dtype=np.float64)
    return np.asarray(most * mean / (n1 + n2 - 1), dtype=np.float64)


def betweenness(two_mode: TwoMode) -> Floats:
    """Return betweenness over the most it can be in a network of n1 × n2; n/a where that is 0."""
    if not two_mode.ties:
        return np.zeros(0)
    n1, n2 = two_mode.incidence.shape
    most = np.concatenate([np.full(n1, _most(n1, n2)), np.full(n2, _most(n2, n1))])
    raw = np.asarray(_graph(two_mode).betweenness(), dtype=np.float64)
    return np.asarray(np.divide(raw, most, out=np.full(len(raw), np.nan), where=most > 0), dtype=np.float64)


def _most(own: int, other: int) -> float:
    s, t = divmod(own - 1, other)
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2


def _graph(two_mode: TwoMode) -> Any:
    import igraph

    entries = two_mode.incidence.tocoo()
    n1, n2 = two_mode.incidence.shape
    return igraph.Graph(n=n1 + n2, edges=np.column_stack([entries.row, entries.col + n1]).tolist())


_SOURCE = "Borgatti and Everett 1997, Network analysis of 2-mode data, Social Networks 19, 243"
DEGREE: Measure[TwoMode] = Measure(
    "degree",
    Label("partecipazione", "degree"),
    Label(
        "per un attore la quota degli eventi a cui c'era, per un evento la quota degli attori che c'erano",
        "for an actor the share of all events it was at, for an event the share of all actors who were there",
    ),
    "none",
    _SOURCE,
    "number",
    Label("partecipa a molto, o riunisce molti", "takes part in much, or brings many together"),
    None,
    degree,
)
CLOSENESS: Measure[TwoMode] = Measure(
    "closeness",
    Label("vicinanza", "closeness"),
    Label(
        "distanza minima possibile in una rete di queste dimensioni su quella effettiva, per la quota che raggiunge",
        "least distance possible in a network of this size over the actual one, times the share it reaches",
    ),
    "none",
    _SOURCE,
    "number",
    Label("raggiunge presto attori ed eventi", "reaches actors and events soon"),
    None,
    closeness,
)
BETWEENNESS: Measure[TwoMode] = Measure(
    "betweenness",
    Label("intermediazione", "betweenness"),
    Label(
        "percorsi più brevi che passano da qui, sul massimo possibile in una rete a due modi di queste dimensioni",
        "shortest paths that pass here, over the most there can be in a two-mode network of this size",
    ),
    "none",
    _SOURCE,
    "number",
    Label("collega eventi e attori che altrimenti sarebbero lontani", "links events and actors far apart otherwise"),
    Label("dove nessuno può stare in mezzo", "where nobody can be in between"),
    betweenness,
)
