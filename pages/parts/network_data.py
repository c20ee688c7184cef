"""What the screens Rete and Lacune ask the graph, kept while its revision does not change. Computes nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from graph.gaps import gain, likely, registry, status, survey
from graph.gaps.evaluation import in_use
from graph.gaps.evaluation.judgement import Judgement
from graph.gaps.gain import Gain
from graph.gaps.gap import Gap
from graph.gaps.ground import Ground
from graph.measures.registry import ONE_MODE
from graph.network import drawing, overview, snapshot
from graph.network.crowds import Proposal, proposed_size
from graph.network.drawing import Drawing
from graph.network.network import Network
from graph.network.overview import Overview
from graph.network.scope import Scope
from graph.network.snapshot import Snapshot
from graph.store.changes import Mark
from graph.store.opening import open_store
from pages.parts.background import Desk, State
from pages.parts.graph_view import BY_STAMP, GraphView

Mode = Literal["one", "two", "projects"]
MODES: tuple[Mode, ...] = ("one", "two", "projects")
SIZES = ("strength", "ties", "betweenness", "same")
"""Measures that may be the size of a node; `same` is none."""
_GHOSTS = 5
_JUDGES: Desk[tuple[Ground, Judgement]] = Desk()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which network a reader asked for, and how thin."""

    mode: Mode = "one"
    scope: Scope = field(default_factory=Scope)
    threshold: float | None = None
    opened: tuple[int, ...] = ()


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_STAMP)
def snapshot_of(graph: GraphView) -> Snapshot:
    """Return what networks need of a graph."""
    return snapshot.compose(graph.audience, graph.revision, graph.nodes.values(), graph.ties, graph.mapped)


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=BY_STAMP)
def network_of(graph: GraphView, mode: Mode, scope: Scope) -> Network:
    """Return the network of a mode and scope; two-mode ones with events or projects as nodes."""
    read = snapshot_of(graph)
    if mode == "one":
        return snapshot.network(read, scope)
    of = snapshot.two_mode if mode == "two" else snapshot.partners
    return drawing.whole(of(read, scope))


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=BY_STAMP)
def drawing_of(graph: GraphView, asked: Asked) -> Drawing:
    """Return how the network asked for is drawn."""
    return drawing.draw(network_of(graph, asked.mode, asked.scope), asked.threshold, asked.opened)


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=BY_STAMP)
def overview_of(graph: GraphView, mode: Mode, scope: Scope) -> Overview:
    """Return the network in a few numbers."""
    left_out = 0 if mode == "projects" else overview.crowded(snapshot_of(graph), scope)
    return overview.overview(network_of(graph, mode, scope), left_out)


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=BY_STAMP)
def proposal_of(graph: GraphView, scope: Scope) -> Proposal:
    """Return above which size, of the events that count in a scope, one is better not counted."""
    return proposed_size(snapshot.two_mode(snapshot_of(graph), scope))


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=BY_STAMP)
def measured(graph: GraphView, mode: Mode, scope: Scope, name: str) -> Mapping[str, float]:
    """Return one measure of every node, by key."""
    network = network_of(graph, mode, scope)
    return dict(zip(network.actors, ONE_MODE[name].compute(network).tolist(), strict=True))


def rank(values: Mapping[str, float], key: str) -> int:
    """Return the place (from 1) of a node by a measure; equal values share the better place."""
    return 1 + sum(value > values[key] for value in values.values())


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_STAMP)
def ground_of(graph: GraphView, today: str) -> Ground:
    """Return what gaps are found on; what ended before today (ISO date) does not count."""
    nodes, towns = graph.nodes.values(), graph.municipalities.values()
    return survey.ground(snapshot_of(graph), nodes, towns, ties=graph.ties, today=today)


def judged(graph: GraphView, today: str) -> State[tuple[Ground, Judgement]]:
    """Return how the network's own past speaks of its likely ties, and the ground with the score in use; nobody waits.

    What was asked of an earlier state of the store is dropped.
    """
    ground, key = ground_of(graph, today), (graph.stamp, today)
    _JUDGES.forget(lambda other: other != key and other[0][0] == key[0][0] and other[0][3] == key[0][3])  # type: ignore[index]
    return _JUDGES.ask(key, lambda _tell: in_use.judged(ground))


def _ground_in_use(graph: GraphView, today: str) -> Ground:
    found = judged(graph, today).result
    return found[0] if found else ground_of(graph, today)


def gaps_of(graph: GraphView, kinds: tuple[str, ...], top: int, districts: tuple[str, ...], today: str) -> list[Gap]:
    """Return the best gaps of some kinds; in some districts where their names are given.

    Likely ties by the score in use; until it is known which that is, by the simple one.
    """
    return _gaps_of(graph, kinds, top, districts, today, fitted=_ground_in_use(graph, today).fitted is not None)


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=BY_STAMP)
def _gaps_of(
    graph: GraphView, kinds: tuple[str, ...], top: int, districts: tuple[str, ...], today: str, *, fitted: bool
) -> list[Gap]:
    return registry.find(_ground_in_use(graph, today), kinds, top, districts)


def gap_marks(graph: GraphView) -> tuple[Mark, ...]:
    """Return all that was said of gaps, read anew each time: it makes no revision, and is to be seen at once."""
    with open_store(graph.url) as store:
        return tuple(store.gap_marks())


def closed_gaps(graph: GraphView, today: str) -> frozenset[str]:
    """Return the ids of gaps that were done or put aside by now."""
    return status.closed(status.standings(gap_marks(graph), snapshot_of(graph), today))


def ghosts_of(graph: GraphView, key: str, today: str) -> list[Gap]:
    """Return the likeliest ties that an actor does not have yet, by the score in use as far as it is known.

    What was put aside is none.
    """
    found = _ghosts_of(graph, key, today, _ground_in_use(graph, today).fitted is not None)
    closed = closed_gaps(graph, today)
    return [gap for gap in found if gap.id not in closed]


@st.cache_resource(max_entries=256, show_spinner=False, hash_funcs=BY_STAMP)
def _ghosts_of(graph: GraphView, key: str, today: str, fitted: bool) -> list[Gap]:
    return likely.find_for(_ground_in_use(graph, today), key, _GHOSTS)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=BY_STAMP)
def gain_of(graph: GraphView, event: str, members: tuple[str, ...]) -> Gain:
    """Return what the network gained by an event that was held."""
    return gain.gained(snapshot_of(graph), event, members)
