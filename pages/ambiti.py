"""Ambiti: the districts side by side; one opens in full, two can be laid beside each other."""

from __future__ import annotations

import streamlit as st

from graph.scorecard.scorecard import Scorecard
from pages.parts import address, district_data, district_words, taking_away
from pages.parts.district_words import NAME, OPEN, SHAPE, SORT, WHY, Order
from pages.parts.frame import Session, begin_page, empty, link, load
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, show
from pages.parts.picking import pick
from pages.parts.wording import N_, _, language, say

SCREEN = "ambiti"
VIEWS = ("table", "pictures")
_RISING = frozenset({NAME, SHAPE})
"""Columns that a first click sorts from the smallest."""


# ---- the state of the screen --------------------------------------------------------------------


def _open(card: Scorecard) -> None:
    """Take the state from the address when the screen is opened or its address was changed by hand."""
    if not address.opened(SCREEN):
        return
    state, known = st.session_state, [row.key for row in card.rows if row.known]
    chosen = address.chosen("district", known)
    state["opened"], state["beside"] = (*chosen, "", "")[0], (*chosen, None, None)[1]
    by = next(iter(address.chosen("sort", [NAME, SHAPE, *(c.name for c in card.columns)])), NAME)
    state["sort"], state["down"] = by, address.text("down") == "1"
    state["district_view"] = next(iter(address.chosen("view", VIEWS)), "table")
    state["why"] = ""


def _write_address() -> None:
    state = st.session_state
    opened = state.get("opened") or ""
    address.write(
        SCREEN,
        {
            "district": (opened, *([state["beside"]] if state.get("beside") else [])) if opened else (),
            "sort": "" if state.get("sort") == NAME else state.get("sort") or "",
            "down": "1" if state.get("down") else "",
            "view": "pictures" if state.get("district_view") == "pictures" else "",
        },
    )


def _choose(key: str) -> None:
    state = st.session_state
    if key.startswith(OPEN):
        state["opened"], state["beside"] = key.removeprefix(OPEN), None
    elif key.startswith(SORT):
        by = key.removeprefix(SORT)
        state["down"] = not state.get("down") if by == state.get("sort") else by not in _RISING
        state["sort"] = by
    elif key.startswith(WHY):
        state["why"] = "" if key in (WHY, state.get("why")) else key


def _sorted_by() -> None:
    st.session_state["down"] = st.session_state["sort"] not in _RISING


def _close() -> None:
    st.session_state.update(opened="", beside=None)


# ---- what is drawn ------------------------------------------------------------------------------


@st.fragment
def _explore(graph: GraphView, card: Scorecard, session: Session) -> None:
    """Draw the table, or what was opened in it; picking runs only this."""
    if st.session_state.get("opened") in {row.key for row in card.rows if row.known}:
        _draw_opened(graph, card, session)
    else:
        _draw_all(graph, card, session)
    _write_address()


def _draw_all(graph: GraphView, card: Scorecard, session: Session) -> None:
    state, today = st.session_state, session.today.isoformat()
    show(fill('<p class="lead">{t}</p>', t=district_words.sentence(card)))
    labels = {NAME: _("Name"), SHAPE: _("Shape"), **{c.name: say(c.label) for c in card.columns}}
    with st.container(key="district_controls", horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            _("Shown as"),
            VIEWS,
            key="district_view",
            format_func=lambda name: {"table": _("Table"), "pictures": _("Pictures")}[name],
            label_visibility="collapsed",
            required=True,
        )
        st.selectbox(
            _("Sort by"),
            list(labels),
            key="sort",
            format_func=lambda name: _("Sort by: {name}", name=labels[name]),
            label_visibility="collapsed",
            on_change=_sorted_by,
        )
        taking_away.popover(session, districts=True)
    order = Order(state.get("sort") or NAME, bool(state.get("down")))
    if state.get("district_view") == "pictures":
        rows = district_words.ordered(card, order)
        drawn = [(row, district_data.drawn_of(graph, row.key, today, language())) for row in rows]
        pick(district_words.pictures(drawn), "districts", _choose)
    else:
        pick(district_words.table(card, order, state.get("why") or ""), "districts", _choose)


def _draw_opened(graph: GraphView, card: Scorecard, session: Session) -> None:
    state, today = st.session_state, session.today.isoformat()
    names = {row.key: row.node.name for row in card.rows if row.known}
    others = [key for key in names if key != state["opened"]]
    if state.get("beside") not in others:
        state["beside"] = None
    with st.container(key="district_controls", horizontal=True, vertical_alignment="bottom"):
        st.button(_("All districts"), key="all_districts", icon=":material/arrow_back:", on_click=_close)
        st.selectbox(
            _("Lay beside"),
            others,
            key="beside",
            index=None,
            format_func=lambda key: names[key],
            placeholder=_("Lay another beside it…"),
            label_visibility="collapsed",
        )
    keys = [state["opened"], *([state["beside"]] if state["beside"] else [])]
    for column, key in zip(st.columns(len(keys)), keys, strict=True):
        place = f"district_links_{len(keys)}_{keys.index(key)}"
        with column, st.container(key=place, horizontal=True, vertical_alignment="center"):
            link("rete", _("See it in the network"), ":material/hub:", {"district": key})
            link("lacune", _("See its gaps"), ":material/link_off:", {"district": key})
            taking_away.report(session, key, names[key])
    shown = [
        (
            card.by_key[key],
            district_data.drawn_of(graph, key, today, language()),
            district_data.gaps_of(graph, key, today),
        )
        for key in keys
    ]
    pick(district_words.opened(card, shown), "district", _choose)


session = begin_page(N_("Districts"))
graph = load(session)
card = district_data.scorecard_of(graph, session.today.isoformat())
_open(card)
if any(row.known for row in card.rows):
    _explore(graph, card, session)
elif card.rows:
    empty(
        _("Nobody is mapped in any of the {n} districts yet.", n=len(card.rows)),
        _("Add associations, or load them on the screen Data."),
    )
else:
    empty(
        _("No district is loaded."),
        _("On the screen Data load the districts with their municipalities, or the sample territory."),
    )
