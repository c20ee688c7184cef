"""Agenda: what is on, by day or by month, for everyone; staff plan events here, and tell how they went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from graph.exchange import ics
from graph.relations import agenda
from graph.relations.agenda import Wanted
from graph.store.opening import open_store
from graph.store.records import Node
from pages.parts import address, agenda_words, card, filters, occasion_form, occasion_told, occasion_written
from pages.parts.agenda_words import DAY, MONTH, MORE
from pages.parts.frame import Session, begin_page, empty, load
from pages.parts.graph_view import GraphView, store_url
from pages.parts.markup import fill, show
from pages.parts.picking import pick
from pages.parts.wording import N_, _, n_

SCREEN = "agenda"
VIEWS = ("list", "month")
PERIODS = ("coming", "week", "days", "past")
LISTS = ("topics", "type", "municipality")
PAGE = 30
YEARS = 200
"""How far from today a month may be asked for: what the address says is anybody's word."""
CLOSE = "+card"


# ---- the state of the screen --------------------------------------------------------------------


def _offered(graph: GraphView) -> list[filters.Filter]:
    return [
        filters.of_property(graph, "topics", _("Topic"), ("event",)),
        filters.of_property(graph, "type", _("Type"), ("event",)),
        filters.of_municipality(graph, _("Municipality"), ("event",)),
    ]


def _open(offered: Sequence[filters.Filter], today: date) -> None:
    """Take the state from the address when the screen is opened or its address was changed by hand."""
    if not address.opened(SCREEN):
        return
    state = st.session_state
    for filter_ in offered:
        state[filter_.key] = address.chosen(filter_.key, list(filter_.options))
    state["when"] = next(iter(address.chosen("when", PERIODS)), "coming")
    state["agenda_view"] = next(iter(address.chosen("view", VIEWS)), "list")
    state["month"] = _month(address.text("month"), today).isoformat()[:7]
    state["day"], state["sel"], state["shown"] = address.text("day"), address.text("sel"), PAGE


def _month(text: str, today: date) -> date:
    """Return the first day of a month of the address; this month where it is none that a calendar is drawn for."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return first if abs(first.year - today.year) <= YEARS else today.replace(day=1)


def _write_address(today: date) -> None:
    state = st.session_state
    as_month = state.get("agenda_view") == "month"
    address.write(
        SCREEN,
        {
            **{key: state.get(key) or () for key in LISTS},
            "when": "" if state.get("when") in (None, "coming") or as_month else state["when"],
            "view": "month" if as_month else "",
            "month": state["month"] if as_month and state.get("month") != today.isoformat()[:7] else "",
            "day": state.get("day") or "" if as_month else "",
            "sel": state.get("sel") or "",
        },
    )


def _choose(key: str) -> None:
    state = st.session_state
    if key == MORE:
        state["shown"] = state.get("shown", PAGE) + PAGE
    elif key == CLOSE:
        state["sel"] = ""
    elif key.startswith(MONTH):
        state["month"], state["day"] = _month(key.removeprefix(MONTH), date.today()).isoformat()[:7], ""
    elif key.startswith(DAY):
        state["day"] = "" if key.removeprefix(DAY) == state.get("day") else key.removeprefix(DAY)
    else:
        state["sel"] = "" if key == state.get("sel") else key


def _clear() -> None:
    for key in LISTS:
        st.session_state[key] = []


def _wanted(chosen: dict[str, tuple[str, ...]], today: date) -> Wanted:
    """Return which events are asked for: those of the month shown, or of the period chosen."""
    state = st.session_state
    since, until = today.isoformat(), ""
    if state.get("agenda_view") == "month":
        weeks = agenda.weeks(*map(int, state["month"].split("-")))
        since, until = weeks[0][0].isoformat(), weeks[-1][-1].isoformat()
    elif state.get("when") in ("week", "days"):
        until = (today + timedelta(days=7 if state["when"] == "week" else 30)).isoformat()
    elif state.get("when") == "past":
        since, until = "", (today - timedelta(days=1)).isoformat()
    return Wanted(
        frozenset(chosen["topics"]), frozenset(chosen["type"]), frozenset(chosen["municipality"]), since, until
    )


# ---- what is drawn ------------------------------------------------------------------------------


def _period(name: str) -> str:
    return {
        "coming": _("to come"),
        "week": _("in the next week"),
        "days": _("in the next 30 days"),
        "past": _("past"),
    }[name]


def _controls(offered: list[filters.Filter], active: int) -> None:
    with st.container(key="agenda_controls", horizontal=True, gap="small", vertical_alignment="bottom"):
        st.segmented_control(
            _("Shown as"),
            VIEWS,
            key="agenda_view",
            format_func=lambda name: {"list": _("List"), "month": _("Month")}[name],
            label_visibility="collapsed",
            required=True,
        )
        if st.session_state.get("agenda_view") != "month":
            st.selectbox(_("Period"), PERIODS, key="when", format_func=_period, label_visibility="collapsed", width=190)
        with st.container(width=150, key="agenda_filters"):
            filters.popover(offered, active)
    filters.pills(offered, _clear)


def _events(graph: GraphView, events: Sequence[Node], today: date) -> None:
    """Draw the list or the month; of a month, the events of the day that was picked stand under it."""
    state = st.session_state
    shown, selected = state.get("shown", PAGE), state.get("sel") or ""
    if state.get("agenda_view") != "month":
        if state.get("when") == "past":
            events = events[::-1]
        pick(agenda_words.days(graph, events, selected, shown), "agenda_days", _choose)
        return
    first = _month(state["month"], today)
    pick(agenda_words.grid(events, first, state.get("day") or "", today), "agenda_month", _choose)
    if day := state.get("day"):
        there = [event for event in events if event.text("start")[:10] == day]
        pick(agenda_words.days(graph, there, selected, shown), "agenda_days", _choose)


def _download(events: Sequence[Node]) -> None:
    def calendar() -> bytes:
        with open_store(store_url()) as store:  # what is taken away is what everyone may see, whoever takes it
            return ics.chosen(store.view("public"), [event.key for event in events])

    st.download_button(
        n_("{n} event for a calendar", "{n} events for a calendar", len(events)),
        calendar,
        file_name="agenda.ics",
        mime="text/calendar",
        key="agenda_ics",
        icon=":material/event:",
        on_click="ignore",
    )


def _beside(graph: GraphView, session: Session) -> None:
    node = graph.nodes.get(st.session_state.get("sel") or "")
    shown = card.card(graph, node, session.today, CLOSE) if node is not None else ""
    # drawn empty too: only what is already there can bring into sight what opens in it
    pick(fill('<div data-open="{key}">{card}</div>', key=node.key if node else "", card=shown), "agenda_card", _choose)
    if node is not None:
        if session.may_write and node.kind == "event":
            occasion_form.actions(graph, node)
            if node.text("start")[:10] < session.today.isoformat() and not node.text("status"):
                occasion_told.ask(node)
    elif session.may_write:
        occasion_told.waiting(agenda.untold(graph.nodes.values(), session.today))
    else:
        show(fill('<p class="quiet">{t}</p>', t=_("Pick an event to see who takes part, where and with whom.")))


def _agenda(graph: GraphView, session: Session) -> None:
    offered = _offered(graph)
    _open(offered, session.today)
    chosen = filters.chosen(offered)
    _controls(offered, sum(len(values) for values in chosen.values()))
    events = agenda.listed(graph.nodes.values(), _wanted(chosen, session.today))
    with st.container(key="agenda_split"):
        left, right = st.columns([1.6, 1], gap="medium")
    with right:
        if session.may_write:
            occasion_form.new()
        _beside(graph, session)
    with left:
        if events:
            _events(graph, events, session.today)
            _download(events)
        elif st.session_state.get("agenda_view") == "month":
            _events(graph, events, session.today)
        else:
            empty(_("Nothing is planned here."), _("Take a filter away, or look at another period."))
    _write_address(session.today)


session = begin_page(N_("Agenda"))
graph = load(session)
occasion_written.said()
if session.may_write and occasion_form.is_open():
    occasion_form.draw(graph, session.today)
elif session.may_write and occasion_told.is_open(graph):
    occasion_told.draw(graph, session.today)
else:
    _agenda(graph, session)
