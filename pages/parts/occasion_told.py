"""After its day an event asks how it went: held or not, how many came, who was there. Written by `ingest.entry`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from graph.model import KINDS
from graph.store.changes import Changeset
from graph.store.records import Node
from ingest.entry import occasions
from ingest.entry.occasions import Told
from ingest.sources.source import Context
from pages.parts import card
from pages.parts.formats import day
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, show
from pages.parts.occasion_written import write
from pages.parts.roles import author
from pages.parts.wording import _, n_, say

_OPEN = "told_open"
SHOWN = 5


def is_open(graph: GraphView) -> bool:
    """Tell whether an event that stands is being told."""
    return st.session_state.get(_OPEN, "") in graph.nodes


def waiting(events: Sequence[Node]) -> None:
    """Draw the events of the last weeks that nobody has told of yet."""
    if not events:
        return
    head = n_("{n} past event waits to be told", "{n} past events wait to be told", len(events))
    show(fill('<h2 class="waiting-head">{t}</h2>', t=head))
    for event in events[:SHOWN]:
        with st.container(key=f"told_{event.key}", horizontal=True, vertical_alignment="center", gap="small"):
            show(fill('<p>{name}<br><span class="quiet">{d}</span></p>', name=event.name, d=day(event.text("start"))))
            ask(event)


def ask(event: Node) -> None:
    """Draw the button that begins to tell of an event."""
    st.button(_("How did it go?"), key=f"tell_{event.key}", on_click=_start, args=(event.key,))


def _start(key: str) -> None:
    st.session_state[_OPEN] = key
    for name in ("attendance", "classes", "notes", "came", "held"):
        st.session_state.pop(f"told_{name}", None)


def _close() -> None:
    st.session_state.pop(_OPEN, None)


def draw(graph: GraphView, today: date) -> None:
    """Draw the few questions: none must be answered but whether it took place."""
    event = graph.nodes[st.session_state[_OPEN]]
    when = day(event.text("start"))
    show(fill('<h2 class="entry-title">{t}</h2><p class="quiet">{when}</p>', t=event.name, when=when))
    answers = {"yes": _("It took place"), "no": _("It did not")}
    st.segmented_control(
        _("How did it go?"),
        list(answers),
        key="told_held",
        default="yes",
        format_func=answers.__getitem__,
        required=True,
    )
    if st.session_state.get("told_held", "yes") == "yes":
        people, classes = st.columns(2)
        people.number_input(_("How many people came, as a number"), 0, 1_000_000, value=None, key="told_attendance")
        if event.text("type") == "school_campaign":
            classes.number_input(
                say(KINDS["event"].by_name["classes"].label), 0, 10_000, value=None, key="told_classes"
            )
        _came(graph, event)
    st.text_area(_("Note, for those who work on the map"), key="told_notes")
    with st.container(key="occasion_save", horizontal=True, gap="small"):
        label = _("Save")
        st.button(
            label, key="told_save", type="primary", icon=":material/check:", on_click=_save, args=(graph, event, today)
        )
        st.button(_("Cancel"), key="told_cancel", on_click=_close)


def _came(graph: GraphView, event: Node) -> None:
    has = {tie.source for tie in graph.ties_of.get(event.key, ()) if tie.type == "organised"}
    listed = [
        key
        for key, node in graph.nodes.items()
        if KINDS[node.kind].actor and key not in has and (node.kind == "school" or not graph.is_candidate(node))
    ]
    st.multiselect(
        _("Who else was there"),
        sorted(listed, key=lambda key: card.called(graph.nodes[key]).casefold()),
        key="told_came",
        format_func=lambda key: card.called(graph.nodes[key]) if key in graph.nodes else key,
        placeholder=_("Type a name"),
    )


def _number(key: str) -> int | None:
    given = st.session_state.get(key)
    return None if given is None else int(given)


def _save(graph: GraphView, event: Node, today: date) -> None:
    state = st.session_state
    told = Told(
        state.get("told_held", "yes") == "yes",
        attendance=_number("told_attendance"),
        classes=_number("told_classes"),
        came=tuple(state.get("told_came") or ()),
        notes=state.get("told_notes") or "",
    )

    def made(context: Context) -> Changeset:
        return occasions.telling(context.view, event, told, today, author())

    if write(graph, today, made, event.name):
        _close()
