"""How sure places are, for screens: the intervals if they are ready, else how far they are. Computes nothing itself.

A screen asks `asked(graph, scope, measure)` at every run and shows `state.result.of(key)` once `state.ready`;
while `state.underway` it says so ("12 of 50") and asks again from a fragment with `run_every`.
"""

from __future__ import annotations

from collections.abc import Hashable

from graph.measures.apart import rank_intervals_apart
from graph.measures.intervals import RankIntervals
from graph.network import snapshot
from graph.network.scope import Scope
from pages.parts.background import Desk, Progress, State
from pages.parts.graph_view import GraphView
from pages.parts.network_data import snapshot_of

_DESK: Desk[RankIntervals] = Desk()


def asked(graph: GraphView, scope: Scope, measure: str = "betweenness") -> State[RankIntervals]:
    """Return the rank intervals of a measure in a scope, or how far they are; nobody waits.

    They are kept under the graph's stamp: once the store changes, what was asked of it before is dropped.
    """
    read = snapshot_of(graph)

    def work(progress: Progress) -> RankIntervals:
        two_mode, declared = snapshot.two_mode(read, scope), snapshot.collaborations(read, scope)
        return rank_intervals_apart(two_mode, declared, [measure], progress)[measure]

    _DESK.forget(lambda key: _outdated(key, graph))
    return _DESK.ask((graph.stamp, scope, measure), work)


def _outdated(key: Hashable, graph: GraphView) -> bool:
    """Tell whether a key is of the same store and audience as a graph, at another state of it."""
    url, version, revision, audience = key[0]  # type: ignore[index]
    now = graph.stamp
    return (url, audience) == (now[0], now[3]) and (version, revision) != now[1:3]
