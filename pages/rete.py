"""Rete: who works with whom, as a network beside its card and its ranking."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from graph.measures.places import COMPARABLE
from graph.measures.registry import ONE_MODE
from graph.model.label import Language
from graph.network.drawing import GROUP, community_of
from pages.parts import (
    address,
    filters,
    network_around,
    network_data,
    network_names,
    network_view,
    network_words,
    scoping,
)
from pages.parts.formats import decimal
from pages.parts.frame import Session, begin_page, empty, load
from pages.parts.graph_view import BY_STAMP, GraphView
from pages.parts.markup import own_file, show
from pages.parts.network_around import ANYONE, AROUND, GO, STOP
from pages.parts.network_data import MODES, SIZES, Asked
from pages.parts.network_words import MORE, WHOLE, Drawn
from pages.parts.picking import pick
from pages.parts.wording import N_, _, language, say

SCREEN = "rete"
COLOURS = ("kind", "group", "district", *COMPARABLE)
DEPTHS = ("0", "1", "2")
LEAST = ("auto", "0.25", "0.5", "1", "2", "all")
PAGE = 15
_DEFAULTS = {"mode": "one", "colour": "kind", "size": "strength", "least": "auto", "depth": "0"}


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=BY_STAMP)
def _drawn(graph: GraphView, asked: Asked, colour: str, size: str, lang: Language) -> Drawn:
    drawing = network_data.drawing_of(graph, asked)
    values = {} if size == "same" else network_data.measured(graph, asked.mode, asked.scope, size)
    look, legend = network_names.look(graph, asked, drawing, colour, values)
    data = network_view.data(drawing, look)
    return Drawn(asked, drawing, look, colour, "ties" if size == "same" else size, data, legend)


# ---- the state of the screen --------------------------------------------------------------------


def _open(offered: list[filters.Filter], years: tuple[int, int]) -> None:
    """Take the state from the address when the screen is opened or its address was changed by hand."""
    if not address.opened(SCREEN):
        return
    state = st.session_state
    choices = {"mode": MODES, "colour": COLOURS, "size": SIZES, "least": LEAST, "depth": DEPTHS}
    for key, allowed in choices.items():
        state[key] = next(iter(address.chosen(key, allowed)), _DEFAULTS[key])
    scoping.open_scope(offered, years)
    state["opened"] = tuple(int(n) for n in address.text("opened").split(".") if n.isdigit())
    state["sel"] = address.text("sel")
    state["to"] = address.text("to")
    state["shown"] = PAGE


def _asked(offered: list[filters.Filter], years: tuple[int, int], today: str) -> Asked:
    state = st.session_state
    least = state.get("least") or "auto"
    scope = scoping.scope_of(offered, years, today)
    threshold = None if least == "auto" else 0.0 if least == "all" else float(least)
    return Asked(state.get("mode") or "one", scope, threshold, tuple(state.get("opened") or ()))


def _write_address(asked: Asked) -> None:
    state = st.session_state
    plain = {key: state.get(key) or usual for key, usual in _DEFAULTS.items()}
    address.write(
        SCREEN,
        {
            **{key: "" if value == _DEFAULTS[key] else value for key, value in plain.items()},
            **scoping.written(asked.scope),
            "opened": ".".join(str(n) for n in asked.opened),
            "sel": state.get("sel") or "",
            "to": "" if state.get("to") == ANYONE else state.get("to") or "",
        },
    )


def _choose(key: str) -> None:
    state = st.session_state
    if key == MORE:
        state["shown"] = state.get("shown", PAGE) + 2 * PAGE
    elif key == WHOLE:
        state["opened"], state["sel"] = (), ""
    elif key.startswith(GROUP):
        state["opened"] = (*(state.get("opened") or ()), int(key.removeprefix(GROUP)))
    elif key.startswith(AROUND):
        state["depth"], state["to"] = key.removeprefix(AROUND), ""
    elif key in (GO, STOP):
        state["to"] = ANYONE if key == GO else ""
    elif state.get("to") == ANYONE and key != state.get("sel"):
        state["to"] = key
    else:
        state["sel"], state["to"] = "" if key == state.get("sel") else key, ""


def _picked(key: str) -> None:
    if key != st.session_state.get("sel"):
        _choose(key) if key else _choose(st.session_state.get("sel") or "")


def _found() -> None:
    """Choose what was found; the box is ready for the next search, and never says another name than the card."""
    found, st.session_state["find"] = st.session_state.get("find"), None
    if found and found != st.session_state.get("sel"):
        _choose(found)


# ---- what is drawn ------------------------------------------------------------------------------


def _controls(graph: GraphView, offered: list[filters.Filter], years: tuple[int, int], asked: Asked) -> None:
    search, mode, more = st.columns([2.2, 2.2, 2], vertical_alignment="bottom")
    keys = [key for key in network_data.network_of(graph, asked.mode, asked.scope).actors if key in graph.nodes]
    search.selectbox(
        _("Search"),
        sorted(keys, key=lambda key: graph.nodes[key].name.casefold()),
        key="find",
        index=None,
        format_func=lambda key: graph.nodes[key].name,
        placeholder=_("Find in the network…"),
        label_visibility="collapsed",
        on_change=_found,
    )
    mode.segmented_control(
        _("Network"), MODES, key="mode", format_func=_mode, label_visibility="collapsed", required=True
    )
    with more, st.container(horizontal=True, key="controls"):
        scoping.popover(offered, years, session.audience)
        with st.popover(_("Look"), icon=":material/palette:", width="stretch", key="style"):
            st.selectbox(_("Colour"), COLOURS, key="colour", format_func=_colour)
            st.selectbox(_("Size"), SIZES, key="size", format_func=_size)
            st.selectbox(_("Ties drawn"), LEAST, key="least", format_func=_least)
    scoping.pills(offered)


def _mode(mode: str) -> str:
    return {"one": _("Who with whom"), "two": _("With events"), "projects": _("In projects")}[mode]


def _colour(colour: str) -> str:
    named = {"kind": _("kind"), "group": _("group that works together"), "district": _("district (Ambito)")}
    return named[colour] if colour in named else say(ONE_MODE[colour].label)


def _size(size: str) -> str:
    return _("all the same") if size == "same" else say(ONE_MODE[size].label)


def _least(least: str) -> str:
    if least in ("auto", "all"):
        return _("the strongest (readable)") if least == "auto" else _("all")
    return _("of strength {n} or more", n=decimal(float(least)))


def _follow(graph: GraphView, asked: Asked, drawn: Drawn) -> None:
    """Open the community that was picked, or the one that the selected node is in; then the whole screen runs again."""
    state = st.session_state
    key, opened = state.get("sel") or "", tuple(state.get("opened") or ())
    if drawn.drawing.collapsed and opened == asked.opened and key not in drawn.look.names:
        number = community_of(network_data.network_of(graph, asked.mode, asked.scope), drawn.drawing, key)
        state["opened"] = opened if number is None else (*opened, number)
    now = tuple(state.get("opened") or ())
    if now != asked.opened:
        _write_address(replace(asked, opened=now))
        st.rerun()


@st.fragment
def _explore(graph: GraphView, asked: Asked, drawn: Drawn, session: Session) -> None:
    """Draw the card and what is selected in the network; picking in either runs only this, and sends only this."""
    _follow(graph, asked, drawn)
    state = st.session_state
    key, shown = state.get("sel") or "", state.get("shown", PAGE)
    node = graph.nodes.get(key) if key in drawn.look.names else None
    if node is None:
        network_view.show_chosen(SCREEN, network_view.Chosen(), _picked)
        pick(network_words.whole(graph, drawn, shown), "beside", _choose)
    else:
        around = network_around.around(
            graph, asked, node, depth=state.get("depth") or "0", to=state.get("to") or "", today=session.today
        )
        network_view.show_chosen(SCREEN, around.chosen, _picked)
        pick(network_words.selected(graph, drawn, node, around, shown=shown, today=session.today), "beside", _choose)
    _write_address(asked)


def _split(graph: GraphView, asked: Asked, drawn: Drawn, session: Session) -> None:
    with st.container(key="split"):
        left, right = st.columns([1.05, 2.3], gap="medium")
        with right:
            network_view.draw(SCREEN, drawn.data, network_words.sentence(graph, drawn))
            show(network_words.legend(drawn))
        with left, st.container(key="results"):
            _explore(graph, asked, drawn, session)


session = begin_page(N_("Network"))
st.html(f"<style>{own_file('network.css')}</style>")
graph = load(session)
years = network_names.years(graph, session.today)
offered = [filters.of_district(graph, _("District (Ambito)"))]
_open(offered, years)
asked = _asked(offered, years, session.today.isoformat())
_controls(graph, offered, years, asked)
if network_data.network_of(graph, asked.mode, asked.scope).actors:
    style = (st.session_state.get("colour") or "kind", st.session_state.get("size") or "strength")
    _split(graph, asked, _drawn(graph, asked, *style, language()), session)
else:
    empty(
        _("There is no network yet."),
        _("Relax a filter, or load events and collaborations on the screen Data.")
        if graph.nodes
        else _("The store is empty: load the first data on the screen Data."),
    )
    _write_address(asked)
