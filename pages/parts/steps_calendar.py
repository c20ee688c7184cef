"""The promised steps as a calendar: a file to keep, and the address from which a calendar program reads them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from graph.exchange.steps import calendar
from graph.relations.promises import of_author, promises
from graph.store.opening import open_store
from pages.parts import calls, network_data
from pages.parts.graph_view import GraphView, store_url
from pages.parts.markup import fill, show
from pages.parts.roles import author
from pages.parts.wording import _


def own(graph: GraphView, today: date, name: str) -> bytes:
    """Return the calendar of the steps that one person promised.

    Parameters
    ----------
    name
        Of the author.
    """
    with open_store(store_url()) as store:
        revisions = store.view(graph.audience).revisions(limit=graph.revision)
    listed = promises(calls.relations_of(graph, today), network_data.snapshot_of(graph).actors, revisions)
    return calendar(of_author(listed, name))


def offer(graph: GraphView, today: date) -> None:
    """Draw the download of one's own steps."""
    name = author()
    st.download_button(
        _("My next steps, for a calendar"),
        lambda: own(graph, today, name),
        file_name="prossimi-passi.ics",
        mime="text/calendar",
        key="own_steps",
        icon=":material/event:",
        width="stretch",
        on_click="ignore",
    )
    show(fill('<p class="quiet">{t}</p>', t=_("Those that you promised and are not done; no phone is in it.")))
