"""Mappa, the start screen: who is where, who works with whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st
from markupsafe import Markup

from graph.model import KINDS
from graph.store.records import Node
from pages.parts import address, card, filters, finding, map_data, map_view, scene
from pages.parts.finding import Answer, Question
from pages.parts.formats import integer
from pages.parts.frame import Session, begin_page, empty, load
from pages.parts.graph_view import GraphView
from pages.parts.markup import esc, fill, join, show
from pages.parts.picking import pick
from pages.parts.scene import Drawn
from pages.parts.wording import N_, _, language, n_, say

SCREEN = "mappa"
PAGE = 30
LISTS = ("communities", "languages", "topics", "municipality", "district")
MORE, CLOSE_PLACE, CLOSE_CARD = "+more", "+place", card.CLOSE


# ---- the state of the screen --------------------------------------------------------------------


def _open(offered: list[filters.Filter]) -> None:
    """Take the state from the address when the screen is opened or its address was changed by hand."""
    if not address.opened(SCREEN):
        return
    state = st.session_state
    state["q"] = address.text("q")
    state["kinds"] = address.chosen("kind", finding.SHOWN)
    for filter_ in offered:
        state[filter_.key] = address.chosen(filter_.key, list(filter_.options))
    state["period"] = next(iter(address.chosen("period", finding.PERIODS)), "coming")
    state["candidates"] = address.text("candidates") == "1"
    state["sel"], state["place"] = address.text("sel"), address.text("place")
    state["sel_linked"] = state["sel"]
    state["near"] = _point(address.text("near"))
    state["shown"] = PAGE


def _point(text: str) -> tuple[float, float] | None:
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        return None
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


def _question(offered: list[filters.Filter]) -> Question:
    state = st.session_state
    return Question(
        text=(state.get("q") or "").strip(),
        kinds=tuple(state.get("kinds") or ()),
        period=state.get("period") or "coming",
        candidates=bool(state.get("candidates")),
        near=state.get("near"),
        **filters.chosen(offered),
    )


def _write_address() -> None:
    state = st.session_state
    near = state.get("near")
    address.write(
        SCREEN,
        {
            "q": state.get("q") or "",
            "kind": state.get("kinds") or (),
            **{key: state.get(key) or () for key in LISTS},
            "period": "" if state.get("period") in (None, "coming") else state["period"],
            "candidates": "1" if state.get("candidates") else "",
            "near": f"{near[0]},{near[1]}" if near else "",
            "place": state.get("place") or "",
            "sel": state.get("sel") or "",
        },
    )


def _select(key: str) -> None:
    if key == MORE:
        st.session_state["shown"] = st.session_state.get("shown", PAGE) + PAGE
    elif key == CLOSE_CARD:
        st.session_state["sel"] = ""
    elif key == CLOSE_PLACE:
        st.session_state["place"] = ""
    else:
        st.session_state["sel"], st.session_state["sel_on_map"], st.session_state["sel_linked"] = key, False, ""


def _picked(picked: map_view.Picked) -> None:
    if picked.key:
        st.session_state["sel"], st.session_state["sel_on_map"] = picked.key, True
    elif picked.municipality:
        st.session_state["place"], st.session_state["shown"] = picked.municipality, PAGE
    elif picked.here:
        st.session_state["near"] = picked.here[:2]


def _clear() -> None:
    for key in LISTS:
        st.session_state[key] = []
    for forget in (_all_periods, _hide_candidates, _anywhere):
        forget()


def _all_periods() -> None:
    st.session_state["period"] = "coming"


def _hide_candidates() -> None:
    st.session_state["candidates"] = False


def _show_candidates() -> None:
    st.session_state["candidates"] = True


def _anywhere() -> None:
    st.session_state["near"] = None


def _others(question: Question) -> dict[str, Callable[[], None]]:
    """Return what limits or orders the answer beside the filters by value."""
    others: dict[str, Callable[[], None]] = {}
    if question.period != "coming":
        others[f"{_('Events')}: {_period(question.period)}"] = _all_periods
    if question.candidates:
        others[_("Also from registers")] = _hide_candidates
    if question.near:
        others[_("Nearest first")] = _anywhere
    return others


# ---- what is drawn ------------------------------------------------------------------------------


def _controls(offered: list[filters.Filter]) -> None:
    with st.container(key="controls"):
        search, tune = st.columns([5, 1.2], vertical_alignment="bottom")
    search.text_input(
        _("Search"),
        key="q",
        placeholder=_("Name, language, community, topic, school, place…"),
        label_visibility="collapsed",
        icon=":material/search:",
        live=True,
    )
    with tune:
        filters.popover(offered, _question(offered).active, _further)


def _further() -> None:
    st.selectbox(_("Events"), finding.PERIODS, key="period", format_func=_period)
    st.toggle(
        _("Also bodies known from a register only"),
        key="candidates",
        help=_("They are in a public register, but nobody has mapped them yet."),
    )


def _period(period: str) -> str:
    return {
        "coming": _("to come"),
        "month": _("this month"),
        "year": _("last twelve months"),
        "past": _("past"),
        "all": _("all"),
    }[period]


def _kind_pills(answer: Answer) -> None:
    st.pills(
        _("Show"),
        finding.SHOWN,
        selection_mode="multi",
        key="kinds",
        format_func=lambda kind: f"{say(KINDS[kind].plural).capitalize()} {integer(answer.by_kind.get(kind, 0))}",
        label_visibility="collapsed",
        width="content",
    )


@st.fragment
def _explore(graph: GraphView, drawn: Drawn, session: Session) -> None:
    """Draw the list, and on the map what is selected; picking in either runs only this."""
    selected = graph.nodes.get(st.session_state.get("sel") or "")
    _list(graph, drawn, selected, session)
    point = map_data.where(graph, selected) if selected else None
    lines = map_data.lines(graph, selected.key) if selected else ()
    follow = not st.session_state.get("sel_on_map")
    map_view.select(SCREEN, point, lines, follow=follow, on_pick=_picked)
    _write_address()


def _list(graph: GraphView, drawn: Drawn, selected: Node | None, session: Session) -> None:
    place = st.session_state.get("place") or ""
    nodes = (
        [n for n in drawn.answer.nodes if n.point is None and n.text("municipality") == place]
        if place
        else (drawn.answer.nodes)
    )
    shown = nodes[: st.session_state.get("shown", PAGE)]
    in_place = selected is not None and selected in shown and not _above(selected)
    body = fill(
        '{card}<div class="quiet count" role="status">{count}</div><ul class="rows">{rows}</ul>{more}',
        card=card.card(graph, selected, session.today, CLOSE_CARD) if selected and not in_place else "",
        count=_count(graph, len(nodes), place),
        rows=join(_item(graph, node, selected, in_place, session.today) for node in shown),
        more=fill('<button type="button" class="more" data-pick="{m}">{t}</button>', m=MORE, t=_("Show more"))
        if len(nodes) > len(shown)
        else "",
    )
    if drawn.answer.nodes or selected:
        with st.container(key="results"):
            if session.may_write:
                with st.container(key="add_on_phone"):  # at a desk it stands in the navigation
                    _add(_("New record"))
            pick(body, "list", _select)
    else:
        empty(_("Nothing found."), _advice(graph, drawn.answer))
        words = (st.session_state.get("q") or "").strip()
        if session.may_write and words:
            _add(_("Add “{name}”", name=words), words)
        if drawn.answer.hidden_candidates and st.button(
            _("Show them too"), key="show_candidates", icon=":material/visibility:", on_click=_show_candidates
        ):
            st.rerun()


def _add(words: str, name: str = "") -> None:
    """Lead to the form of a new record, with the name that was looked for in vain."""
    link = '<a class="action" href="{to}" target="_self">{words}</a>'
    show(fill(link, to=address.href("scheda", name=name), words=words))


def _above(selected: Node) -> bool:
    """Tell whether the card stands above the list: what was picked on the map or came with a link."""
    return bool(st.session_state.get("sel_on_map")) or st.session_state.get("sel_linked") == selected.key


def _item(graph: GraphView, node: Node, selected: Node | None, in_place: bool, today: date) -> Markup:
    """Return a row of the list, or the card in its place: what was picked on the map has its card above the list."""
    if selected is None or node.key != selected.key:
        return card.row(graph, node)
    return fill("<li>{card}</li>", card=card.card(graph, node, today, CLOSE_CARD)) if in_place else Markup()


def _count(graph: GraphView, number: int, place: str) -> Markup:
    words = n_("{n} result", "{n} results", number)
    if place:
        town = _("{town}: known only to the municipality", town=graph.municipality_name(place))
        close = fill('<button type="button" class="link" data-pick="{m}">{t}</button>', m=CLOSE_PLACE, t=_("show all"))
        return fill("{words} · {town} · {close}", words=words, town=town, close=close)
    return esc(words)


def _advice(graph: GraphView, answer: Answer) -> str:
    if not graph.nodes:
        return _("The store is empty: load the first data on the screen Data.")
    if answer.hidden_candidates:
        return n_(
            "{n} body known from a register only answers.",
            "{n} bodies known from a register only answer.",
            answer.hidden_candidates,
        )
    return _("Use fewer words, or remove a filter.")


session = begin_page(N_("Map"))
graph = load(session)
offered = scene.offered(graph, language())
_open(offered)
_controls(offered)
question = _question(offered)
drawn = scene.draw(graph, question, session.today, language())
with st.container(key="asked", horizontal=True, vertical_alignment="center", gap="small"):
    _kind_pills(drawn.answer)
    filters.pills(offered, _clear, _others(question))
with st.container(key="split"):
    left, right = st.columns([1.05, 2.3], gap="medium")
with right:
    map_view.draw(SCREEN, scene.frame(graph), drawn.scene)
    show(card.legend(finding.SHOWN))
with left:
    _explore(graph, drawn, session)
