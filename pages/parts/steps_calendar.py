"""The promised steps as a calendar: a file to keep, and the address from which a calendar program reads them.

The address answers only whoever sits at this machine, as the screens of staff do.
"""

from __future__ import annotations

from datetime import date

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from graph.errors import GraphError
from graph.exchange.steps import of_view
from graph.store.opening import open_store
from pages.parts import roles
from pages.parts.graph_view import store_url
from pages.parts.markup import fill, show
from pages.parts.wording import _

ADDRESS = "/calendario/prossimi-passi.ics"
CALENDAR = "text/calendar"


def own(today: date, name: str) -> bytes:
    """Return the calendar of the steps that one author promised."""
    with open_store(store_url()) as store:
        return of_view(store.view("staff"), today, name)


def offer(today: date) -> None:
    """Draw the download of one's own steps, and the address for a calendar program on this machine."""
    name = roles.author()
    st.download_button(
        _("My next steps, for a calendar"),
        lambda: own(today, name),
        file_name=ADDRESS.rpartition("/")[2],
        mime=CALENDAR,
        key="own_steps",
        icon=":material/event:",
        width="stretch",
        on_click="ignore",
    )
    host = st.context.headers.get("host") or f"localhost:{st.get_option('server.port')}"
    text = _("What you promised and have not done; no phone is in it. A calendar program on this machine reads it at:")
    show(fill('<p class="quiet">{text} <code>{address}</code></p>', text=text, address=f"http://{host}{ADDRESS}"))


def feed(request: Request) -> Response:
    """Answer a calendar program: staff's own steps, nothing to anyone else."""
    visit = roles.Visit(
        st.get_option("server.address") or "", request.client.host if request.client else "", dict(request.headers)
    )
    if not roles.may_write(roles.role_of(visit)):
        return PlainTextResponse("", status_code=404)
    try:
        return Response(own(date.today(), roles.author()), media_type=CALENDAR, headers={"cache-control": "no-store"})
    except GraphError as error:
        return PlainTextResponse(error.italian(), status_code=503)
