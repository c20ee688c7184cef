"""What Mappa shows for a question: found, laid out for the map, kept while the graph stays the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from graph.model.label import Language
from pages.parts import filters, finding, map_data, map_frame, map_view
from pages.parts.finding import Answer, Question
from pages.parts.graph_view import BY_STAMP, GraphView
from pages.parts.wording import _

DEFAULT_REGION, DEFAULT_CENTER, DEFAULT_ZOOM = "Lombardia", (45.6, 9.8), 8


@dataclass(frozen=True)
class Drawn:
    """Everything a question puts on the screen, made once and kept while nothing changes."""

    answer: Answer
    scene: map_view.Scene


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_STAMP)
def index(graph: GraphView) -> finding.Index:
    """Return the words by which everything is found."""
    return finding.index(graph)


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_STAMP)
def frame(graph: GraphView) -> map_frame.Frame:
    """Return the map under the data: the regions where things are."""
    regions = map_data.regions(graph, DEFAULT_REGION)
    return map_frame.frame(regions, map_data.towns(graph, regions), DEFAULT_CENTER, DEFAULT_ZOOM)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=BY_STAMP)
def draw(graph: GraphView, question: Question, today: date, lang: Language) -> Drawn:
    """Return what a question puts on the screen; the map goes to where words and places lead, else it stays."""
    answer = finding.find(graph, index(graph), question, today)
    follow = question.text or question.municipality or question.district
    shown = map_data.extent(graph, answer.nodes) if follow else None
    view = shown or map_data.extent(graph, graph.nodes.values()) or {"center": DEFAULT_CENTER, "zoom": DEFAULT_ZOOM}
    dots, circles = map_data.dots(graph, answer.nodes), map_data.circles(graph, answer.nodes)
    return Drawn(answer, map_view.Scene(dots, circles, map_data.kinds(finding.SHOWN, lang), view))


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs=BY_STAMP)
def offered(graph: GraphView, lang: Language) -> list[filters.Filter]:
    """Return the filters of the screen, with what may be chosen."""
    return [
        filters.of_property(graph, "communities", _("Community"), finding.SHOWN),
        filters.of_property(graph, "languages", _("Language"), finding.SHOWN),
        filters.of_property(graph, "topics", _("Topic"), finding.SHOWN),
        filters.of_municipality(graph, _("Municipality"), finding.SHOWN),
        filters.of_district(graph, _("District (Ambito)")),
    ]
