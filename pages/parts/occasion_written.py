"""Writing what a person planned or told of an event, and saying so with the way back. The forms are drawn elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from graph.errors import GraphError
from graph.model.values import InvalidValue
from graph.store.changes import Changeset
from ingest.sources.source import Context, Problem
from pages.parts.entry_answers import gazetteer, places
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, show
from pages.parts.roles import author
from pages.parts.wording import _, say
from pages.parts.writing import writing

_DONE, _WHY = "occasion_done", "occasion_why"


def write(graph: GraphView, today: date, made: Callable[[Context], Changeset | list[Problem]], words: str) -> bool:
    """Write a changeset; return whether it was. What stands in its way is said on the next run, nothing is lost."""
    state = st.session_state
    try:
        with writing() as store:
            changeset = made(Context(store.view("staff"), gazetteer(graph), places(graph), today))
            if isinstance(changeset, list):
                state[_WHY] = [f"{say(p.problem).capitalize()}. {say(p.remedy)}." for p in changeset]
                return False
            outcome = store.apply(changeset)
    except InvalidValue as error:
        state[_WHY] = [f"{say(error.problem).capitalize()}. {say(error.remedy)}."]
        return False
    except GraphError as error:
        state[_WHY] = [error.italian()]
        return False
    state[_DONE] = (words, outcome.revision)
    return True


def said() -> None:
    """Say what was just written, with the button that takes it back; or why it could not be."""
    for why in st.session_state.pop(_WHY, ()):
        st.error(why, icon=":material/error:")
    done = st.session_state.get(_DONE)
    if done is None:
        return
    words, revision = done
    with st.container(key="occasion_said", horizontal=True, vertical_alignment="center", gap="small"):
        show(fill('<p role="status"><b>{head}</b> {words}</p>', head=_("Saved."), words=words))
        if revision:
            st.button(_("Undo"), key="occasion_undo", icon=":material/undo:", on_click=_undo, args=(revision,))
        st.button(_("Close"), key="occasion_close", on_click=_forget, type="tertiary")


def _forget() -> None:
    st.session_state.pop(_DONE, None)


def _undo(revision: int) -> None:
    _forget()
    try:
        with writing() as store:
            store.revert(revision, author())
    except GraphError as error:
        st.session_state[_WHY] = [error.italian()]
