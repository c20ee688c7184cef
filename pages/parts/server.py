"""The web server round the screens: headers that keep the browser at home, the page's language, a warm start.

    python -m streamlit run pages/parts/server.py --server.address 127.0.0.1 --server.port 8501

`app.py` stays a plain Streamlit script; nothing here knows what a screen shows.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # `streamlit run` puts this file's folder on the path, not the project's
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from starlette.routing import Route  # noqa: E402
from starlette.types import ASGIApp, Message, Receive, Scope, Send  # noqa: E402
from streamlit import net_util  # noqa: E402
from streamlit.runtime.pages_manager import PagesManager  # noqa: E402

from pages.parts import failures, steps_calendar  # noqa: E402

TITLE = "Intreccio"
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline' blob:",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'self' blob: data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
"""No address but our own; Streamlit and its components need inline scripts and styles."""

HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"permissions-policy", b"geolocation=(), camera=(), microphone=()"),
)
_FILES = ("/_stcore/", "/static/", "/app/static/", "/media/", "/component/")
_PRELOAD = "".join(
    f'<link rel="preload" href="/app/static/{name}" as="{kind}"{extra}>'
    for name, kind, extra in (
        ("vendor/leaflet.js", "script", ""),
        ("vendor/leaflet.css", "style", ""),
        ("vendor/leaflet.markercluster.js", "script", ""),
    )
)


def _language(scope: Scope) -> str:
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    return "en" if asked == "en" else "it"


def _page(body: bytes, language: str, start: bool) -> bytes:
    """Return Streamlit's one HTML page in our language, with our title and what the start screen needs."""
    return (
        body.replace(b'<html lang="en">', f'<html lang="{language}">'.encode())
        .replace(b"<title>Streamlit</title>", f"<title>{TITLE}</title>".encode())
        .replace(b'href="./favicon.png"', b'href="/app/static/favicon.svg"')
        .replace(b"</head>", f"{_PRELOAD if start else ''}</head>".encode())
    )


class Headers:
    """Puts our headers on every answer, and language and title into the page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        page = not scope["path"].startswith(_FILES)
        if page:  # uncompressed, so that it can be rewritten
            kept = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
            scope = {**scope, "headers": kept}
        await self.app(scope, receive, _Answer(send, scope, page))


class _Answer:
    """One answer on its way out; an HTML page is held back until it is whole."""

    def __init__(self, send: Send, scope: Scope, page: bool) -> None:
        self.send, self.scope, self.page = send, scope, page
        self.start: MutableMapping[str, Any] = {}
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif self.start and message["type"] == "http.response.body":
            await self._collect(message)
        else:
            await self.send(message)

    async def _begin(self, message: Message) -> None:
        ours = {name for name, _ in HEADERS}
        headers = [(k, v) for k, v in message["headers"] if k.lower() not in ours]
        content_type = dict(headers).get(b"content-type", b"")
        message = {**message, "headers": [*headers, *HEADERS]}
        if self.page and message["status"] == 200 and content_type.startswith(b"text/html"):
            self.start = message
        else:
            await self.send(message)

    async def _collect(self, message: Message) -> None:
        self.body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = _page(self.body, _language(self.scope), self.scope["path"] == "/")
        changed = (b"content-length", b"etag", b"last-modified")
        headers = [(k, v) for k, v in self.start["headers"] if k not in changed]
        await self.send({**self.start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await self.send({"type": "http.response.body", "body": b"" if self.scope["method"] == "HEAD" else body})


def _warm_up() -> None:
    """Import and load what the first visitor would otherwise wait for."""
    try:
        from pages.parts.warm import warm_up

        warm_up()
    except Exception:  # a screen will say what is wrong; the server goes on
        logging.getLogger(__name__).exception("warm-up failed")


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()
    yield {}


# With a folder `pages/` beside app.py, the first address opened would run that screen without app.py: no navigation.
PagesManager.uses_pages_directory = False

# Streamlit would ask another machine for our address: at the start, and for every socket with a foreign origin.
net_util.get_external_ip = lambda: None

failures.log_without_data()

app = st.App(
    ROOT / "app.py",
    routes=[Route(steps_calendar.ADDRESS, steps_calendar.feed)],
    middleware=[Middleware(Headers)],
    lifespan=_lifespan,
    on_script_error=failures.tell,
)
