"""Lacune: the collaboration that is missing, best first, with its reasons; drawn on the map or in the network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st
from markupsafe import Markup

from graph.gaps.gap import Gap
from graph.gaps.ground import CROWD
from graph.gaps.registry import DEFAULT_TOP, KINDS
from graph.network.scope import Scope
from pages.parts import (
    address,
    card,
    filters,
    gap_map,
    gap_words,
    map_data,
    map_frame,
    map_view,
    network_data,
    network_names,
    network_view,
)
from pages.parts.frame import Session, begin_page, empty, load
from pages.parts.gap_words import CLOSE, MORE, OPEN
from pages.parts.graph_view import BY_STAMP, GraphView
from pages.parts.map_view import Picked
from pages.parts.markup import fill, join, own_file, show
from pages.parts.network_data import Asked
from pages.parts.picking import pick
from pages.parts.wording import N_, _, language, say

SCREEN = "lacune"
VIEWS = ("map", "network")
PAGE = 20
_SCOPE = Scope(max_event_size=CROWD, today=date.today().isoformat())
_ASKED = Asked("one", _SCOPE)


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_STAMP)
def _frame(graph: GraphView) -> map_frame.Frame:
    regions = map_data.regions(graph, "Lombardia")
    return map_frame.frame(regions, map_data.towns(graph, regions), (45.6, 9.8), 8)


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_STAMP)
def _picture(graph: GraphView, lang: str) -> dict[str, object]:
    drawing = network_data.drawing_of(graph, _ASKED)
    values = network_data.measured(graph, "one", _SCOPE, "strength")
    look, _legend = network_names.look(graph, _ASKED, drawing, "kind", values)
    return network_view.data(drawing, look)


# ---- the state of the screen --------------------------------------------------------------------


def _open(offered: list[filters.Filter]) -> None:
    """Take the state from the address when the screen is opened or its address was changed by hand."""
    if not address.opened(SCREEN):
        return
    state = st.session_state
    state["gap_kinds"] = address.chosen("kind", list(KINDS))
    for filter_ in offered:
        state[filter_.key] = address.chosen(filter_.key, list(filter_.options))
    state["view"] = next(iter(address.chosen("view", VIEWS)), "map")
    state["gap"], state["sel"] = address.text("gap"), address.text("sel")
    state["shown"] = PAGE


def _write_address() -> None:
    state = st.session_state
    address.write(
        SCREEN,
        {
            "kind": state.get("gap_kinds") or (),
            "district": state.get("district") or (),
            "view": "" if state.get("view") in (None, "map") else state["view"],
            "gap": state.get("gap") or "",
            "sel": state.get("sel") or "",
        },
    )


def _choose(key: str) -> None:
    state = st.session_state
    if key == MORE:
        state["shown"] = state.get("shown", PAGE) + PAGE
    elif key == CLOSE:
        state["gap"] = state["sel"] = ""
    elif key.startswith(OPEN):
        state["gap"], state["sel"] = key.removeprefix(OPEN), ""
    else:
        state["sel"] = "" if key == state.get("sel") else key


def _on_map(picked: Picked) -> None:
    if picked.key:
        st.session_state["sel"] = picked.key


def _in_network(key: str) -> None:
    st.session_state["sel"] = key


# ---- what is drawn ------------------------------------------------------------------------------


def _controls(offered: list[filters.Filter], chosen: Sequence[str]) -> None:
    kinds, tune, view = st.columns([3.4, 1, 1.4], vertical_alignment="bottom")
    kinds.pills(
        _("Kinds of gap"),
        list(KINDS),
        selection_mode="multi",
        key="gap_kinds",
        format_func=lambda name: say(KINDS[name].plural).capitalize(),
        label_visibility="collapsed",
    )
    with tune:
        filters.popover(offered, len(chosen))
    view.segmented_control(
        _("Drawn on"),
        VIEWS,
        key="view",
        format_func=lambda name: {"map": _("Map"), "network": _("Network")}[name],
        label_visibility="collapsed",
        required=True,
    )
    filters.pills(offered, lambda: st.session_state.update(district=[]))


@st.fragment
def _explore(graph: GraphView, gaps: list[Gap], kinds: Sequence[str], session: Session) -> None:
    """Draw list and picture in step; picking in either runs only this."""
    opened = next((gap for gap in gaps if gap.id == st.session_state.get("gap")), None)
    with st.container(key="split"):
        left, right = st.columns([1.3, 2], gap="medium")
        with left, st.container(key="results"):
            pick(_beside(graph, gaps, opened, kinds, session), "gaps", _choose)
        with right:
            if st.session_state.get("view") == "network":
                _draw_network(graph, opened)
            else:
                _draw_map(graph, gaps, opened)
            show(gap_words.legend())
    _write_address()


def _beside(
    graph: GraphView, gaps: Sequence[Gap], opened: Gap | None, kinds: Sequence[str], session: Session
) -> Markup:
    node = graph.nodes.get(st.session_state.get("sel") or "")
    parts = [gap_words.opened(graph, opened)] if opened else []
    parts += [card.card(graph, node, session.today)] if node else []
    if not opened:
        parts.append(fill('<p class="says" role="status">{t}</p>', t=gap_words.sentence(gaps, kinds)))
    parts.append(gap_words.listed(gaps, opened.id if opened else "", st.session_state.get("shown", PAGE)))
    return join(parts)


def _draw_map(graph: GraphView, gaps: list[Gap], opened: Gap | None) -> None:
    network = network_data.network_of(graph, "one", _SCOPE)
    shown = gaps[: st.session_state.get("shown", PAGE)]
    scene = gap_map.scene(graph, shown, opened, network, language())
    map_view.draw("gap_map", _frame(graph), scene, _on_map, order_from_here=False)
    picked = graph.nodes.get(st.session_state.get("sel") or "")
    about = picked or (graph.nodes.get(opened.members[0]) if opened else None)
    point = map_data.where(graph, about) if about else None
    map_view.select("gap_map", point, gap_map.lines(graph, shown, opened, network), follow=bool(picked))


def _draw_network(graph: GraphView, opened: Gap | None) -> None:
    drawn = _picture(graph, language())
    network_view.draw("gap_network", drawn, _("The network; the list beside it says the same"), _in_network)
    keys = [node.key for node in gap_map.ends(graph, opened)] if opened else []
    inside = [key for key in keys if key in network_data.network_of(graph, "one", _SCOPE).index]
    focus = st.session_state.get("sel") or (inside[0] if inside else "")
    others = [key for key in inside if key != focus] if opened and opened.members[0] in inside else []
    pair = opened is not None and len(opened.members) == 2 and focus in opened.members
    network_view.select("gap_network", focus, others, pair=pair, focus=bool(inside))
    if opened and opened.members[0] not in inside:
        show(fill('<p class="quiet">{t}</p>', t=_("It has no tie yet: the picture shows who could bring it in.")))


session = begin_page(N_("Gaps"))
st.html(f"<style>{own_file('network.css')}</style>")
graph = load(session)
offered = [filters.of_district(graph, _("District (Ambito)"))]
_open(offered)
chosen = filters.chosen(offered)["district"]
_controls(offered, chosen)
kinds = tuple(kind for kind in KINDS if kind in (st.session_state.get("gap_kinds") or ()))
districts = tuple(graph.nodes[key].name for key in chosen)
gaps = network_data.gaps_of(graph, kinds, DEFAULT_TOP, districts, session.today.isoformat())
if gaps:
    _explore(graph, gaps, kinds or tuple(KINDS), session)
else:
    empty(
        _("No gap found here."),
        _("Choose another kind or district; with more events and contacts recorded there will be more to say."),
    )
    _write_address()
