"""The gaps of the screen Lacune on its map or in its network, and the open one standing out there."""

from __future__ import annotations

import streamlit as st

from graph.gaps.gap import Gap
from graph.network.scope import Scope
from pages.parts import gap_map, gap_words, map_data, map_frame, map_view, network_data, network_names, network_view
from pages.parts.gap_bench import PAGE, Bench
from pages.parts.graph_view import BY_STAMP, GraphView
from pages.parts.map_view import Picked
from pages.parts.markup import fill, show
from pages.parts.network_data import Asked
from pages.parts.wording import _, language


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_STAMP)
def _frame(graph: GraphView) -> map_frame.Frame:
    regions = map_data.regions(graph, "Lombardia")
    return map_frame.frame(regions, map_data.towns(graph, regions), (45.6, 9.8), 8)


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_STAMP)
def _picture(graph: GraphView, scope: Scope, lang: str) -> dict[str, object]:
    asked = Asked("one", scope)
    drawing = network_data.drawing_of(graph, asked)
    values = network_data.measured(graph, "one", scope, "strength")
    look, _legend = network_names.look(graph, asked, drawing, "kind", values)
    return network_view.data(drawing, look)


def draw(graph: GraphView, work: Bench) -> None:
    """Draw the picture; it stands outside what a click runs, so that it is not sent again."""
    if st.session_state.get("view") == "network":
        picture = _("The network; the list beside it says the same")
        network_view.draw("gap_network", _picture(graph, work.scope, language()), picture)
    else:
        scene = gap_map.scene(graph, work.shown, language())
        map_view.draw("gap_map", _frame(graph), scene, order_from_here=False)
    show(gap_words.legend())


def select(graph: GraphView, work: Bench, opened: Gap | None) -> None:
    """Show what is open and what was picked, in the picture that is drawn."""
    if st.session_state.get("view") == "network":
        _select_in_network(graph, work, opened)
    else:
        _select_on_map(graph, work, opened)


def _select_on_map(graph: GraphView, work: Bench, opened: Gap | None) -> None:
    network = network_data.network_of(graph, "one", work.scope)
    picked = graph.nodes.get(st.session_state.get("sel") or "")
    about = picked or (graph.node(opened.members[0]) if opened else None)
    map_view.select(
        "gap_map",
        map_data.where(graph, about) if about else None,
        gap_map.lines(graph, work.shown[: st.session_state.get("shown", PAGE)], opened, network),
        follow=bool(about),
        focus=gap_map.focus(graph, opened, network),
        on_pick=_on_map,
    )


def _select_in_network(graph: GraphView, work: Bench, opened: Gap | None) -> None:
    keys = [node.key for node in gap_map.ends(graph, opened)] if opened else []
    inside = [key for key in keys if key in network_data.network_of(graph, "one", work.scope).index]
    focus = st.session_state.get("sel") or (inside[0] if inside else "")
    others = [key for key in inside if key != focus] if opened and opened.members[0] in inside else []
    pair = opened is not None and opened.tie == opened.members and focus in opened.members
    chosen = network_view.Chosen(focus, others, pair=pair, focus=bool(inside))
    network_view.show_chosen("gap_network", chosen, _in_network)
    if opened and opened.members[0] not in inside:
        show(fill('<p class="quiet">{t}</p>', t=_("It has no tie yet: the picture shows who could bring it in.")))


def _on_map(picked: Picked) -> None:
    if picked.key:
        st.session_state["sel"] = picked.key


def _in_network(key: str) -> None:
    st.session_state["sel"] = key
