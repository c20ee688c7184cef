"""The form of one record on a screen: drawn once in the browser, answered while it is filled in, saved at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from graph.model.label import Language
from graph.store.records import Node
from pages.parts import entry_fields, scene
from pages.parts.graph_view import BY_STAMP, GraphView
from pages.parts.markup import own_file
from pages.parts.wording import _

_form = st.components.v2.component(
    "intreccio_entry",
    html='<div class="entry-root"></div>',
    js="".join(own_file(f) for f in ("leaflet_frame.js", "entry_fields.js", "entry_map.js", "entry_form.js")),
    isolate_styles=False,
)
_answers = st.components.v2.component(
    "intreccio_entry_answers", html="<span></span>", js=own_file("entry_answers.js"), isolate_styles=False
)


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_STAMP)
def _declared(graph: GraphView, lang: Language, today: date) -> dict[str, Any]:
    """Return what every form of a graph shares."""
    return {"kinds": entry_fields.kinds(graph, entry_fields.offered(None), today), "lists": entry_fields.lists(lang)}


def draw(graph: GraphView, node: Node | None, kind: str, *, name: str, lang: Language, today: date, turn: int) -> None:
    """Draw the form of a record, or of a new one.

    Parameters
    ----------
    kind
        What a new one is, until its writer says otherwise.
    name
        What a new one is called, as was looked for in vain.
    turn
        Another one draws the form anew.
    """
    shared = _declared(graph, lang, today)
    names = entry_fields.offered(node)
    shown = names[0] if node is not None else kind
    _form(
        key="entry_form",
        data={
            "draft": draft(graph, node),
            "turn": f"{turn} {lang}",
            "key": node.key if node else "",
            "kind": shown,
            "seen": node.revision if node else 0,
            "kinds": {name: shared["kinds"][name] for name in dict.fromkeys((*names, shown))},
            "lists": shared["lists"],
            "values": entry_fields.values(graph, node) or {"name": name},
            "codes": entry_fields.codes(node),
            "point": list(node.point) if node and node.point else None,
            "frame": scene.frame(graph).as_data(),
            "words": _words(),
        },
    )


def draft(graph: GraphView, node: Node | None) -> str:
    """Return under what name a browser keeps what is typed: of this store, of this record."""
    return f"{hashlib.blake2b(graph.url.encode(), digest_size=4).hexdigest()}:{node.key if node else 'new'}"


def hear(
    said: Mapping[str, Any] | None,
    on_ask: Callable[[Mapping[str, Any]], None],
    on_save: Callable[[Mapping[str, Any]], None],
    on_open: Callable[[Mapping[str, Any]], None],
) -> None:
    """Send an answer to the form, and hear what it asks next. Stands in the fragment that a key runs."""

    def heard(name: str, call: Callable[[Mapping[str, Any]], None]) -> Callable[[], None]:
        def told() -> None:
            value = st.session_state["entry_answers"].get(name)
            if isinstance(value, Mapping):
                call(value)

        return told

    with st.container(key="entry_selection"):
        _answers(
            key="entry_answers",
            data={"answer": dict(said) if said else None},
            on_ask_change=heard("ask", on_ask),
            on_save_change=heard("save", on_save),
            on_open_change=heard("open", on_open),
        )


def _words() -> dict[str, str]:
    return {
        "save": _("Save"),
        "saving": _("Saving…"),
        "kept": _("Draft kept in this browser"),
        "noDraft": _("This browser keeps no drafts: save before you leave."),
        "late": _("No answer yet. What you typed is kept: try again in a moment."),
        "offline": _("No connection. What you typed is kept in this browser."),
        "resumed": _("You had begun this already: it goes on where you stopped."),
        "discard": _("Start afresh"),
        "required": _("required"),
        "private": _("private"),
        "kind": _("Kind"),
        "otherKinds": _("other…"),
        "fewLetters": _("a few letters, then Enter"),
        "frequent": _("frequent"),
        "remove": _("Remove"),
        "perhaps": _("Perhaps it is here already"),
        "same": _("It is this one"),
        "other": _("It is another"),
        "contact": _("First contact: call or meeting"),
        "contactNote": _("Only staff see it"),
        "knownFrom": _("How it is known"),
        "knownFromHelp": _("A list, a meeting, a site, with its address if it has one. No person's name"),
        "mapLabel": _("Small map: a click or a tap puts the point"),
        "mapFailed": _("The map could not be drawn: the rest works all the same."),
        "tapMap": _("Tap the map where it is: that point counts as confirmed by a person."),
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "pin": _("Point of this record"),
        "pinSet": _("Point put by you: it is kept as confirmed."),
        "pinGone": _("No point: known only to the municipality."),
        "unpin": _("Take the point away"),
        "changed": _("Someone else has changed this record meanwhile"),
        "changedHow": _("Choose for each field what stands; nothing is overwritten before."),
        "was": _("It was"),
        "theirs": _("Theirs"),
        "mine": _("Yours"),
        "goOn": _("Save with these"),
    }
