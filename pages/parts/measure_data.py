"""What the screens Misure and Confronto ask the graph, kept while it does not change. Computes nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from graph.measures.change import Change, change
from graph.measures.measure import Measure
from graph.measures.places import COMPARABLE, places
from graph.measures.registry import ONE_MODE, TWO_MODE
from graph.measures.two_mode import tied
from graph.measures.what_if import Effects, Supposition, effects
from graph.measures.whole import WHOLE
from graph.model.label import Language
from graph.network import snapshot
from graph.network.network import Network
from graph.network.periods import Period
from graph.network.scope import Scope
from graph.network.two_mode import TwoMode
from graph.store.records import Node
from pages.parts import network_data, network_names
from pages.parts.graph_view import BY_STAMP, GraphView

Mode = Literal["one", "two"]
MODES: tuple[Mode, ...] = ("one", "two")
WHOLE_SHOWN = ("mean_degree", "density", "isolated", "fragmentation", "betweenness_centralisation", "modularity")
"""Of the network as a whole, what a screen has room for; all of it: `graph measures --whole`."""
Named = Measure[Network] | Measure[TwoMode]


def registry(mode: Mode) -> Mapping[str, Named]:
    """Return the measures of a mode, by name."""
    return ONE_MODE if mode == "one" else TWO_MODE


def comparable(mode: Mode) -> tuple[str, ...]:
    """Return the measures by which nodes can be put in order."""
    return COMPARABLE if mode == "one" else tuple(TWO_MODE)


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs=BY_STAMP)
def two_mode_of(graph: GraphView, scope: Scope) -> TwoMode:
    """Return actors with an event and events with an actor."""
    return tied(snapshot.two_mode(network_data.snapshot_of(graph), scope))


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=BY_STAMP)
def _two_mode_values(graph: GraphView, scope: Scope, name: str) -> Mapping[str, float]:
    of = two_mode_of(graph, scope)
    return dict(zip((*of.actors, *of.events), TWO_MODE[name].compute(of).tolist(), strict=True))


def anyone(graph: GraphView, mode: Mode, scope: Scope) -> bool:
    """Tell whether there is anyone to measure."""
    return bool(
        network_data.network_of(graph, "one", scope).actors if mode == "one" else two_mode_of(graph, scope).actors
    )


def values(graph: GraphView, mode: Mode, scope: Scope, name: str) -> Mapping[str, float]:
    """Return one measure of every actor (and event, in two modes), by key."""
    if mode == "one":
        return network_data.measured(graph, "one", scope, name)
    return _two_mode_values(graph, scope, name)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=BY_STAMP)
def places_of(graph: GraphView, mode: Mode, scope: Scope, name: str) -> Mapping[str, int]:
    """Return everyone's place by a measure."""
    return places(values(graph, mode, scope, name))


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs=BY_STAMP)
def groups_of(graph: GraphView, scope: Scope, lang: Language) -> Mapping[str, str]:
    """Return the name of everyone's group, in the reader's language; who is alone has none."""
    members: dict[int, list[Node]] = {}
    for key, number in values(graph, "one", scope, "community").items():
        members.setdefault(int(number), []).append(graph.nodes[key])
    shared = {number: nodes for number, nodes in members.items() if len(nodes) > 1}
    called = network_names.named(graph, shared, values(graph, "one", scope, "strength"))
    return {node.key: called[number] for number, nodes in shared.items() for node in nodes}


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs=BY_STAMP)
def whole_of(graph: GraphView, scope: Scope) -> Mapping[str, float]:
    """Return what is said of the network as a whole, by measure."""
    network = network_data.network_of(graph, "one", scope)
    return {name: WHOLE[name].compute(network) for name in WHOLE_SHOWN}


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=BY_STAMP)
def effects_of(graph: GraphView, scope: Scope, supposition: Supposition) -> Effects:
    """Return what a supposition changes; who is mapped but not in the network may enter it."""
    known = network_data.snapshot_of(graph).in_scope(scope)
    return effects(network_data.network_of(graph, "one", scope), supposition, known)


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=BY_STAMP)
def change_of(graph: GraphView, before: Period, after: Period, scope: Scope, measure: str) -> Change:
    """Return what changed from one period to another."""
    return change(network_data.snapshot_of(graph), before, after, scope, measure)


def names_of(graph: GraphView, keys: Sequence[str]) -> dict[str, str]:
    """Return what nodes are called."""
    return {key: graph.nodes[key].name for key in keys}
