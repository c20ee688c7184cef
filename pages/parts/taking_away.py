"""What a reader may take away: one popover with every format, and the report of a district.

Files are made when they are asked for, not when the screen is drawn; for the public unless staff asks otherwise.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from graph.exchange import scorecards
from graph.exchange.registry import FORMATS, export
from graph.exchange.report import export_report
from graph.exchange.scorecards import CARD_FORMATS
from graph.store.interface import Audience
from graph.store.opening import open_store
from graph.territory.borders import slug
from pages.parts.frame import Session
from pages.parts.graph_view import store_url
from pages.parts.wording import _, say

AUDIENCES: tuple[Audience, ...] = ("public", "staff")
_WHO = "export_audience"


def popover(session: Session, *, districts: bool = False) -> None:
    """Draw the popover; with `districts` it also offers the districts side by side."""
    with st.popover(_("Export"), icon=":material/download:", key="export"):
        audience = _audience(session)
        if districts:
            for card in CARD_FORMATS.values():
                make = partial(_card, store_url(), card.name, audience, session.today.isoformat())
                _button(say(card.label), make, f"ambiti{card.suffix}", card.media, f"export_card_{card.name}")
        for format_ in FORMATS.values():
            make = partial(_file, store_url(), format_.name, audience, session.today.isoformat())
            _button(say(format_.label), make, f"intreccio{format_.suffix}", format_.media, f"export_{format_.name}")


def report(session: Session, key: str, name: str) -> None:
    """Draw the button that makes a district's report, for the public."""
    make = partial(_report, store_url(), key, session.today.isoformat())
    _button(_("Report to print"), make, f"{slug(name)}.html", "text/html", f"report_{key}", icon=":material/print:")


def _audience(session: Session) -> Audience:
    if session.audience != "staff":
        return "public"
    chosen: Audience = st.segmented_control(
        _("For whom"),
        AUDIENCES,
        key=_WHO,
        default="public",
        format_func=lambda who: {"public": _("everyone"), "staff": _("staff only")}[who],
        required=True,
    )
    if chosen == "staff":
        st.warning(_("The file will hold persons, contacts and private phones: do not publish it."))
    return chosen


def _button(
    label: str, make: Callable[[], bytes], file: str, media: str, key: str, *, icon: str = ":material/download:"
) -> None:
    label = label[:1].upper() + label[1:]
    st.download_button(label, make, file_name=file, mime=media, key=key, icon=icon, on_click="ignore")


def _file(url: str, format_: str, audience: Audience, today: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder, open_store(url) as store:
        file = Path(folder) / "export"
        export(store.view(audience), format_, file, today=today)
        return file.read_bytes()


def _card(url: str, format_: str, audience: Audience, today: str) -> bytes:
    out = io.BytesIO()
    with open_store(url) as store:
        scorecards.export_card(store.view(audience), format_, out, today=today)
    return out.getvalue()


def _report(url: str, key: str, today: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder, open_store(url) as store:
        file = Path(folder) / "report.html"
        export_report(store.view("public"), key, file, today=today)
        return file.read_bytes()
