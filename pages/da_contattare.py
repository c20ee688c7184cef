"""Da contattare: one body at a time, why now, its number, what to talk about; one touch notes it and the next comes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from graph.relations.queue import Call, Turn, contacted
from graph.store.records import Node
from pages.parts import address, call_words, calls, card, contact_form, filters, steps_calendar
from pages.parts.contact_form import Whom
from pages.parts.frame import Session, begin_page, empty, load
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, join, show
from pages.parts.picking import pick
from pages.parts.wording import N_, _, n_

SCREEN = "da_contattare"


# ---- the state of the screen --------------------------------------------------------------------


def _open(offered: list[filters.Filter]) -> None:
    """Take the state from the address when the screen is opened or its address was changed by hand."""
    if not address.opened(SCREEN):
        return
    state = st.session_state
    state["with"] = address.text("with")
    for filter_ in offered:
        state[filter_.key] = address.chosen(filter_.key, list(filter_.options))


def _write_address() -> None:
    state = st.session_state
    address.write(SCREEN, {"with": state.get("with") or "", "district": state.get("district") or ()})


def _next(key: str) -> None:
    """Go on to the next of the queue; what was just dealt with or skipped does not come again meanwhile."""
    state = st.session_state
    state["skipped"] = (*state.get("skipped", ()), key)
    state["with"] = state["whom"] = ""


def _back(key: str) -> None:
    state = st.session_state
    state["skipped"] = tuple(k for k in state.get("skipped", ()) if k != key)
    state["with"] = key


def _from_start() -> None:
    st.session_state["skipped"] = ()


def _choose(key: str) -> None:
    st.session_state["with"], st.session_state["whom"] = key, ""


# ---- what is drawn ------------------------------------------------------------------------------


def _within(graph: GraphView, queue: Sequence[Call], districts: Sequence[str]) -> list[Call]:
    if not districts:
        return list(queue)
    return [call for call in queue if not set(graph.districts_around(call.node)).isdisjoint(districts)]


def _sentence(queue: Sequence[Call], done: int) -> str:
    due = sum(call.turn is Turn.DUE for call in queue)
    silent = sum(call.turn is Turn.SILENT for call in queue)
    parts = [
        n_("{n} step promised within a week", "{n} steps promised within a week", due),
        n_("{n} body to be heard of again", "{n} bodies to be heard of again", silent),
        n_("{n} contact noted today", "{n} contacts noted today", done),
    ]
    return " · ".join(parts)


def _find(graph: GraphView) -> None:
    """Draw the box that finds anyone to note a contact with."""
    typed = st.text_input(
        _("With whom?"),
        key="whom",
        placeholder=_("With someone else? Write the name"),
        label_visibility="collapsed",
        icon=":material/search:",
        live=True,
    )
    if not (typed or "").strip():
        return
    found = calls.called(graph, typed)
    if found:
        rows = join(card.row(graph, node) for node in found)
        pick(fill('<ul class="rows">{rows}</ul>', rows=rows), "whom_found", _choose)
    else:
        empty(_("Nobody here has this name."), _("Try fewer letters, or add the body first."))


def _sheet(graph: GraphView, node: Node, call: Call | None, session: Session) -> None:
    relation = calls.relations_of(graph, session.today).get(node.key)
    reasons = call.reasons if call else ()
    step = relation.step if relation else None
    whom = Whom(node.key, card.called(node), session.today, _next)
    with st.container(key="call_sheet"):
        left, right = st.columns([1.25, 1], gap="medium")
    with left:
        parts = (
            call_words.sheet(graph, node, relation, reasons, session.today),
            call_words.about(calls.subjects_of(graph, node.key, session.today)),
            call_words.last(relation.talks if relation else ()),
        )
        show(join(parts))
    with right, st.container(key="contact_note_box"):
        contact_form.fields(whom)
        contact_form.outcomes(whom)
        with st.container(key="set_aside", horizontal=True, gap="small"):
            st.button(
                _("Skip"), key="skip", icon=":material/skip_next:", on_click=_next, args=(node.key,), width="stretch"
            )
            contact_form.later(whom, step)
            if step:
                contact_form.step_taken(whom, step)


session = begin_page(N_("To contact"))
if not session.may_write:
    empty(_("Only those who work on the map see this screen."), _("Contacts and persons are private."))
    st.stop()
graph = load(session)
offered = [filters.of_district(graph, _("District (Ambito)"))]
_open(offered)
chosen = filters.chosen(offered)["district"]
with st.container(key="controls"):
    search, tune = st.columns([5, 1.2], vertical_alignment="bottom")
with tune:
    filters.popover(offered, len(chosen), lambda: steps_calendar.offer(session.today))
filters.pills(offered, lambda: st.session_state.update(district=[]))
queue = _within(graph, calls.queue_of(graph, session.today), chosen)
waiting = [call for call in queue if call.node.key not in st.session_state.get("skipped", ())]
asked = graph.nodes.get(st.session_state.get("with") or "")
shown = asked or (waiting[0].node if waiting else None)
with search:
    _find(graph)
contact_form.told(_back)
done = contacted(calls.relations_of(graph, session.today).values(), session.today.isoformat())
show(fill('<p class="says" role="status">{t}</p>', t=_sentence(queue, done)))
if shown is not None:
    _sheet(graph, shown, next((call for call in queue if call.node.key == shown.key), None), session)
elif queue:
    empty(_("You have been through the whole list."), _("What you skipped is still there."))
    st.button(_("From the start"), key="again", on_click=_from_start)
else:
    empty(_("Nobody has to be called now."), _("Choose another district, or write a name above to note a contact."))
_write_address()
