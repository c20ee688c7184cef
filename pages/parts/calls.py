"""Relations, queue and what to talk about, as the screens of contacts ask for them; kept while the graph stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from graph.gaps.conversation import Subject, subjects
from graph.gaps.registry import DEFAULT_TOP
from graph.model import KINDS
from graph.relations import queue, relation
from graph.relations.queue import Call
from graph.relations.relation import Relation
from graph.store import search
from graph.store.records import Node
from pages.parts import network_data, scene
from pages.parts.graph_view import BY_STAMP, GraphView


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_STAMP)
def relations_of(graph: GraphView, today: date) -> Mapping[str, Relation]:
    """Return the relation with every actor; nothing in a public view, where contacts are not known."""
    contacts = [node for node in graph.nodes.values() if node.kind == "contact"]
    about = [tie for tie in graph.ties if tie.type == "about"]
    return relation.relations(network_data.snapshot_of(graph), contacts, about, today) or {}


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_STAMP)
def queue_of(graph: GraphView, today: date) -> tuple[Call, ...]:
    """Return whom to call, in order."""
    ground = network_data.ground_of(graph, today.isoformat())
    return queue.queue(relations_of(graph, today), ground.snapshot.actors, ground.network, today)


def subjects_of(graph: GraphView, key: str, today: date) -> tuple[Subject, ...]:
    """Return what to talk about with one body; never what was done or put aside."""
    return _subjects_of(graph, key, today, network_data.closed_gaps(graph, today.isoformat()))


@st.cache_resource(max_entries=256, show_spinner=False, hash_funcs=BY_STAMP)
def _subjects_of(graph: GraphView, key: str, today: date, closed: frozenset[str]) -> tuple[Subject, ...]:
    day = today.isoformat()
    gaps = network_data.gaps_of(graph, (), DEFAULT_TOP, (), day)
    return subjects(network_data.ground_of(graph, day), key, gaps, today, closed=closed)


def called(graph: GraphView, text: str, most: int = 6) -> list[Node]:
    """Return the actors whose words answer what was typed: mapped ones first, then by how well the name does."""
    query = search.question(text)
    hits = scene.index(graph).answering(query) if query else frozenset()
    found = [node for node in map(graph.nodes.__getitem__, hits) if KINDS[node.kind].actor]
    names = scene.index(graph).names
    return sorted(
        found, key=lambda n: (graph.is_candidate(n), search.tier(query, names[n.key]) if query else 0, n.name)
    )[:most]
