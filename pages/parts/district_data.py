"""What the screen Ambiti asks the graph, kept while its revision does not change. Computes nothing itself."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from graph.exchange.pictures.network import Sign
from graph.gaps.gap import Gap
from graph.model import KINDS
from graph.network import drawing
from graph.network.drawing import Drawing
from graph.network.network import Network
from graph.scorecard.census import Census, District, compose
from graph.scorecard.scorecard import Scorecard, scorecard
from pages.parts import network_data
from pages.parts.graph_view import BY_STAMP, GraphView
from pages.parts.wording import say

TOP_GAPS = 5


@dataclass(frozen=True, eq=False)
class Drawn:
    """A district's network as it is drawn."""

    network: Network
    drawing: Drawing
    signs: tuple[Sign, ...]


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_STAMP)
def census_of(graph: GraphView, today: str) -> Census:
    """Return what scorecards look at, as known today (ISO date)."""
    return compose(network_data.ground_of(graph, today), graph.nodes.values())


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_STAMP)
def scorecard_of(graph: GraphView, today: str) -> Scorecard:
    """Return the districts side by side."""
    return scorecard(census_of(graph, today))


def district_of(graph: GraphView, key: str, today: str) -> District:
    """Return one district of the census."""
    return next(district for district in census_of(graph, today).districts if district.key == key)


@st.cache_resource(max_entries=128, show_spinner=False, hash_funcs=BY_STAMP)
def drawn_of(graph: GraphView, key: str, today: str, lang: str) -> Drawn:
    """Return how a district's network is drawn; `lang` is the reader's."""
    network = district_of(graph, key, today).network
    drawn = drawing.draw(network, most=max(drawing.MOST_NODES, len(network.actors)))
    return Drawn(network, drawn, tuple(_sign(graph, network, actor) for actor in drawn.keys))


def _sign(graph: GraphView, network: Network, key: str) -> Sign:
    node = graph.nodes[key]
    kind, town = KINDS[node.kind], node.text("municipality")
    made_up = node.properties.get("invented") is True
    place = graph.municipality_name(town) if town else ""
    ties = int(network.degree[network.index[key]])
    return Sign(node.name, say(kind.label), place, kind.colour, kind.shape, made_up, ties)


def gaps_of(graph: GraphView, key: str, today: str) -> list[Gap]:
    """Return the best gaps of a district, of every kind in turn; none that was done or put aside."""
    closed = network_data.closed_gaps(graph, today)
    found = network_data.gaps_of(graph, (), TOP_GAPS + len(closed), (key,), today)
    return [gap for gap in found if gap.id not in closed][:TOP_GAPS]
