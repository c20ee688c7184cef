"""Confronto di periodi: who came, left, rose, fell between two stretches of time; ties made and not renewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from graph.measures.places import COMPARABLE
from graph.measures.registry import ONE_MODE
from graph.network.periods import Period, last_two_years
from pages.parts import address, card, change_words, filters, measure_data, network_names, scoping
from pages.parts.formats import capital
from pages.parts.frame import Session, begin_page, empty, load
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, own_file, show
from pages.parts.measure_words import to_network
from pages.parts.picking import hear, pick
from pages.parts.wording import N_, _, say

SCREEN = "confronto"
_MEASURE = "strength"
_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 12, 31)


def _open(offered: list[filters.Filter], years: tuple[int, int], today: date) -> None:
    """Take the state from the address when the screen is opened or its address was changed by hand."""
    if not address.opened(SCREEN):
        return
    state = st.session_state
    scoping.open_scope(offered, years)
    for name, usual in zip(("before", "after"), last_two_years(today.isoformat()), strict=True):
        state[name] = _dates(address.text(name)) or (date.fromisoformat(usual.since), date.fromisoformat(usual.until))
    state["measure"] = next(iter(address.chosen("measure", COMPARABLE)), _MEASURE)
    state["sel"] = address.text("sel")


def _dates(text: str) -> tuple[date, date] | None:
    try:
        since, until = (date.fromisoformat(part) for part in text.split(".."))
    except ValueError:
        return None
    return (since, until) if _EARLIEST <= since <= until <= _LATEST else None


def _period(name: str) -> Period | None:
    """Return a period that is chosen whole; None while its second day is still to be picked."""
    chosen: Sequence[date] = st.session_state.get(name) or []
    return Period(chosen[0].isoformat(), chosen[1].isoformat()) if len(chosen) == 2 else None


def _written(name: str, usual: Period) -> str:
    period = _period(name)
    return "" if period is None or period == usual else f"{period.since}..{period.until}"


def _write_address(usual: tuple[Period, Period]) -> None:
    state = st.session_state
    measure = state.get("measure") or _MEASURE
    address.write(
        SCREEN,
        {
            **{name: _written(name, plain) for name, plain in zip(("before", "after"), usual, strict=True)},
            "measure": "" if measure == _MEASURE else measure,
            "kind": state.get("kinds") or (),
            "district": state.get("district") or (),
            "largest": "" if (state.get("largest") or scoping.USUAL) == scoping.USUAL else state["largest"],
            "sel": state.get("sel") or "",
        },
    )


def _choose(key: str) -> None:
    state = st.session_state
    state["sel"] = "" if key in (state.get("sel"), card.CLOSE) else key


def _controls(offered: list[filters.Filter], years: tuple[int, int], session: Session) -> None:
    first, second, third, fourth = st.columns([1.6, 1.6, 1.2, 1.2], vertical_alignment="bottom")
    for column, name, label in ((first, "before", _("First period")), (second, "after", _("Second period"))):
        column.date_input(label, key=name, min_value=_EARLIEST, max_value=_LATEST, format="DD/MM/YYYY")
    third.selectbox(
        _("Places by"), COMPARABLE, key="measure", format_func=lambda name: capital(say(ONE_MODE[name].label))
    )
    with fourth:
        scoping.popover(offered, years, session.audience, dated=False)
    scoping.pills(offered)


@st.fragment
def _card(graph: GraphView, session: Session, usual: tuple[Period, Period], whole: str) -> None:
    """Draw the card of the selected; picking runs only this."""
    key = st.session_state.get("sel") or ""
    node = graph.nodes.get(key)
    hear(SCREEN, key if node else "", _choose)
    if node:
        body = '<div data-open="{key}">{card}{link}</div>'
        shown = card.card(graph, node, session.today, card.CLOSE)
        pick(fill(body, key=key, card=shown, link=to_network(key, {})), "beside", _choose)
    else:
        st.html(whole)
    _write_address(usual)


def _draw(graph: GraphView, before: Period, after: Period, session: Session, usual: tuple[Period, Period]) -> None:
    scope = scoping.scope_of(offered, years, session.today.isoformat())
    found = measure_data.change_of(graph, before, after, scope, st.session_state.get("measure") or _MEASURE)
    show(fill('<p class="says" role="status">{t}</p>', t=change_words.sentence(found)))
    if cautions := change_words.cautions(found):
        show(cautions)
    with st.container(key="measured"):
        left, right = st.columns([2.3, 1.05], gap="medium")
        with left:
            pick(change_words.lists(graph, found), "changes", _choose, told=SCREEN)
        with right, st.container(key="results"):
            _card(graph, session, usual, str(change_words.whole(found)))


session = begin_page(N_("Two periods"))
st.html(f"<style>{own_file('measures.css')}</style>")
graph = load(session)
years = network_names.years(graph, session.today)
offered = [filters.of_district(graph, _("District (Ambito)"))]
usual = last_two_years(session.today.isoformat())
_open(offered, years, session.today)
_controls(offered, years, session)
before, after = _period("before"), _period("after")
if not graph.nodes:
    empty(_("There is nothing to compare yet."), _("The store is empty: load the first data on the screen Data."))
elif before is None or after is None:
    empty(_("A period is missing its last day."), _("Pick two days for each period: the first and the last."))
else:
    _draw(graph, before, after, session, usual)
