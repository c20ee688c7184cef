"""The notice that what shows is partly invented, and how the invented part goes away: said first, then one click."""

from __future__ import annotations

import streamlit as st

from pages.parts.graph_view import GraphView
from pages.parts.roles import author
from pages.parts.wording import _, say


def notice(graph: GraphView, may_write: bool) -> None:
    """Draw the notice where anything of the sample is there."""
    if not graph.has_invented:
        return
    with st.container(key="invented", horizontal=True, vertical_alignment="center"):
        words = _("**Invented example data** around Bergamo, to try things out. What is marked so does not exist.")
        st.markdown(words, width="content")
        if may_write and st.button(_("Remove the examples"), key="remove_sample", type="tertiary"):
            st.dialog(_("Remove the invented examples?"))(_confirm)()


def _confirm() -> None:
    from ingest.sources.sample_territory.removal import removal  # deferred: only this click needs what enters
    from pages.parts.frame import said_clearly  # deferred, as the next one: the frame draws this notice
    from pages.parts.writing import writing

    with said_clearly(), writing() as store:
        planned = removal(store.view("staff"))
        st.write(say(planned.said))
        st.caption(_("It can be undone on the screen Data."))
        if planned.changes and st.button(_("Remove"), key="remove_sample_now", type="primary"):
            store.apply(planned.changeset(author()))
            st.rerun()
