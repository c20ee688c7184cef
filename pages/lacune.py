"""Lacune: the collaboration that is missing, best first, with its reasons and the work on it; on map or network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from graph.exchange import gap_list
from graph.gaps import likely, status
from graph.gaps.gap import Gap
from graph.gaps.registry import KINDS
from graph.store.changes import GapStatus
from pages.parts import (
    address,
    card,
    filters,
    gap_bench,
    gap_picture,
    gap_trust,
    gap_words,
    gap_work,
    network_data,
    signature,
)
from pages.parts.formats import integer
from pages.parts.frame import Session, begin_page, empty, load
from pages.parts.gap_bench import PAGE, Bench
from pages.parts.gap_words import CLOSE, MORE, OPEN
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, join, own_file, show
from pages.parts.picking import pick
from pages.parts.wording import N_, _, language, n_, say

SCREEN = "lacune"
VIEWS = ("map", "network")


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
    state["gap_status"] = next(iter(address.chosen("status", list(GapStatus))), GapStatus.OPEN.value)
    state["gap"], state["sel"], state["gap_q"] = address.text("gap"), address.text("sel"), address.text("q")
    state["shown"], state[gap_work.FORM] = PAGE, ""


def _write_address() -> None:
    state = st.session_state
    address.write(
        SCREEN,
        {
            "q": state.get("gap_q") or "",
            "kind": state.get("gap_kinds") or (),
            "district": state.get("district") or (),
            "status": "" if state.get("gap_status") in (None, GapStatus.OPEN) else state["gap_status"],
            "view": "" if state.get("view") in (None, "map") else state["view"],
            "gap": state.get("gap") or "",
            "sel": state.get("sel") or "",
        },
    )


def _choose(key: str, work_on: Gap | None) -> None:
    """Do what was picked; `work_on` is the open gap where this reader may write: what a browser sends is no proof."""
    state = st.session_state
    if key == MORE:
        state["shown"] = state.get("shown", PAGE) + PAGE
    elif key == CLOSE:
        state["gap"] = state["sel"] = state[gap_work.FORM] = ""
    elif key.startswith(OPEN):
        state["gap"], state["sel"], state[gap_work.FORM] = key.removeprefix(OPEN), "", ""
    elif key.startswith(gap_work.ACT):
        if work_on is not None:
            gap_work.act(key, work_on)
    else:
        state["sel"] = "" if key == state.get("sel") else key


# ---- what is drawn ------------------------------------------------------------------------------


def _controls(offered: list[filters.Filter], chosen: Sequence[str]) -> None:
    with st.container(key="controls"):
        words, tune = st.columns([4, 1], vertical_alignment="bottom")
    words.text_input(_("Search by name"), key="gap_q", placeholder=_("Name of a body…"), label_visibility="collapsed")
    with tune:
        filters.popover(offered, len(chosen))
    with st.container(key="kinds"):
        st.pills(
            _("Kinds of gap"),
            list(KINDS),
            selection_mode="multi",
            key="gap_kinds",
            format_func=lambda name: say(KINDS[name].plural).capitalize(),
            label_visibility="collapsed",
        )
    filters.pills(offered, lambda: st.session_state.update(district=[]))


def _bar(work_of: Callable[[], Bench], session: Session) -> Bench:
    """Draw what chooses among the list and what takes it away; return the list."""
    with st.container(key="gap_bar", horizontal=True, vertical_alignment="center", gap="small"):
        if session.may_write:
            st.segmented_control(
                _("Status"),
                [s.value for s in GapStatus],
                key="gap_status",
                format_func=lambda name: _plural(GapStatus(name)),
                label_visibility="collapsed",
                required=True,
            )
        work = work_of()
        if work.known is not None:
            told = (f"{_plural(s)}: {integer(n)}" for s, n in status.counts(work.gaps).items())
            show(fill('<p class="quiet gap-counts">{t}</p>', t=" · ".join(told)))
        _take_away(work)
        st.segmented_control(
            _("Drawn on"),
            VIEWS,
            key="view",
            format_func=lambda name: {"map": _("Map"), "network": _("Network")}[name],
            label_visibility="collapsed",
            required=True,
        )
    return work


def _plural(status_: GapStatus) -> str:
    return {
        GapStatus.OPEN: _("Open ones"),
        GapStatus.TAKEN_UP: _("Taken up"),
        GapStatus.DONE: _("Done ones"),
        GapStatus.DISMISSED: _("Put aside ones"),
    }[status_]


@st.fragment
def _explore(graph: GraphView, work: Bench, session: Session) -> None:
    """Draw the list and what is open, and say to the picture what to show; picking in any runs only this."""
    state, opened = st.session_state, work.opened()
    if state.pop(gap_work.CHANGED, False) or network_data.gap_marks(graph) != work.marks:
        st.rerun()
    choose = partial(_choose, work_on=opened if session.may_write else None)
    with st.container(key="results", gap=None):
        pick(_above(graph, work, opened, session), "gap_card", choose)
        if opened and session.may_write:
            gap_work.form(graph, opened, session)
        pick(_below(graph, work, opened, session), "gaps", choose)
    gap_picture.select(graph, work, opened)
    _write_address()


def _above(graph: GraphView, work: Bench, opened: Gap | None, session: Session) -> Markup:
    if opened is None:
        return Markup()
    told = gap_work.told(graph, opened, work.known.get(opened.id), session) if work.known is not None else Markup()
    return gap_words.opened(opened, told)


def _below(graph: GraphView, work: Bench, opened: Gap | None, session: Session) -> Markup:
    """Return why the open gap is one, the card of whom was picked, and the list with what is to be known of it."""
    parts, node = [], graph.nodes.get(st.session_state.get("sel") or "")
    if opened:
        parts.append(gap_words.details(graph, opened))
    if node:
        parts.append(card.card(graph, node, session.today))
    if not opened:
        kinds = work.kinds or tuple(KINDS)
        parts.append(fill('<p class="says" role="status">{t}</p>', t=gap_words.sentence(work.shown, kinds)))
        if likely.KIND in kinds:
            parts.append(gap_trust.said(graph, session.today.isoformat()))
    parts.append(gap_words.listed(work.shown, opened.id if opened else "", st.session_state.get("shown", PAGE)))
    return join(parts)


def _take_away(work: Bench) -> None:
    if not work.shown:
        return
    with st.popover(_("Take it away"), icon=":material/download:", key="gap_export"):
        st.caption(n_("The list as it is shown: {n} gap.", "The list as it is shown: {n} gaps.", len(work.shown)))
        _download(work, "xlsx", _("Excel workbook"))
        _download(work, "csv", _("CSV table"))


def _download(work: Bench, form: gap_list.Form, label: str) -> None:
    st.download_button(
        label,
        lambda: gap_list.write(form, work.shown, work.known, language()),
        file_name=f"lacune.{form}",
        key=f"gap_{form}",
        on_click="ignore",
        width="stretch",
    )


session = begin_page(N_("Gaps"))
st.html(f"<style>{own_file('network.css')}</style>")
graph = load(session)
offered = [filters.of_district(graph, _("District (Ambito)"))]
_open(offered)
chosen = filters.chosen(offered)["district"]
_controls(offered, chosen)
work = _bar(lambda: gap_bench.work_of(graph, chosen, session), session)
if session.may_write and work.marks:
    signature.ask_once()
if work.shown or work.opened():
    with st.container(key="split"):
        left, right = st.columns([1.3, 2], gap="medium")
    with right:
        gap_picture.draw(graph, work)
    with left:
        _explore(graph, work, session)
    if likely.KIND in (work.kinds or KINDS):
        gap_trust.follow(graph, session.today.isoformat())
elif st.session_state.get("gap_q") or work.gaps:
    empty(_("No gap of this status or name."), _("Choose another status, or use fewer words."))
    _write_address()
else:
    empty(
        _("No gap found here."),
        _("Choose another kind or district; with more events and contacts recorded there will be more to say."),
    )
    _write_address()
