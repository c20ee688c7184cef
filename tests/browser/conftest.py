"""One app, one browser and one store for all browser tests; every request of every page is written down."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from graph.store.changes import Changeset
from graph.store.opening import open_store
from ingest.loading import load
from ingest.sources import registry
from tests.browser import hostile
from tests.browser.running import browser as launched
from tests.browser.running import chromium, map_drawn, running, settled

DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}


@dataclass
class Watched:
    """A page, and what went wrong or outside while it was looked at.

    Attributes
    ----------
    outside
        Addresses asked for that are not the app's.
    faults
        Errors in the console and in scripts, answers that say so.
    """

    page: object
    url: str
    outside: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def open(self, path: str = "/", drawn: bool = True) -> None:
        """Go to a screen and wait until it has settled; with `drawn`, until its map is."""
        self.page.goto(self.url + path)
        if drawn:
            map_drawn(self.page)
        settled(self.page)

    def widest(self) -> int:
        """Return how far the page can be scrolled sideways, pixels."""
        return self.page.evaluate(
            "() => Math.max(...['html', '[data-testid=stMain]'].map(s => document.querySelector(s))"
            ".map(e => e.scrollWidth - e.clientWidth))"
        )


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a store with the programme's facts, the sample and hostile names."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store')}/test.db"
    with open_store(url) as opened:
        for name in ("labimpact", "sample"):
            load(opened, registry.source(name), [], author="test", now=datetime.now(UTC))
        opened.apply(Changeset("test", hostile.NAMES[0], "associations", hostile.changes()))
    return url


@pytest.fixture(scope="session")
def app(store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the app for the whole session."""
    with running(store, tmp_path_factory.mktemp("app") / "app.log") as url:
        yield url


@pytest.fixture(scope="session")
def chrome() -> Iterator[object]:
    """Run one Chromium for the whole session."""
    if chromium() is None:
        if os.environ.get("INTRECCIO_REQUIRE_ALL") == "1":
            pytest.fail("Chromium is required here: apt-get install chromium")
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with launched() as browser:
        yield browser


@pytest.fixture
def watch(chrome: object) -> Iterator[Callable[..., Watched]]:
    """Return how to open a page of an app that is watched; closed after the test."""
    contexts = []

    def opened(url: str, size: dict[str, int] = DESKTOP) -> Watched:
        context = chrome.new_context(viewport=size, locale="it-IT", accept_downloads=True)
        contexts.append(context)
        watched = Watched(context.new_page(), url)
        home = urlsplit(url).netloc
        context.on(
            "request",
            lambda r: (
                watched.outside.append(r.url)
                if urlsplit(r.url).scheme in ("http", "https", "ws", "wss") and urlsplit(r.url).netloc != home
                else None
            ),
        )
        watched.page.on("websocket", lambda s: watched.outside.append(s.url) if home not in s.url else None)
        watched.page.on("pageerror", lambda error: watched.faults.append(f"script: {error}"))
        watched.page.on("console", lambda m: watched.faults.append(m.text) if _is_fault(m) else None)
        watched.page.on("dialog", lambda dialog: (watched.faults.append("a dialog opened"), dialog.dismiss()))
        return watched

    yield opened
    for context in contexts:
        context.close()


def _is_fault(message: object) -> bool:
    # Streamlit looks for its own server below the page's path first; that answer is a 404 by design
    return message.type == "error" and "404" not in message.text


@pytest.fixture
def desktop(app: str, watch: Callable[..., Watched]) -> Watched:
    """Return a page of the app at a desk."""
    return watch(app)


@pytest.fixture
def phone(app: str, watch: Callable[..., Watched]) -> Watched:
    """Return a page of the app on a phone."""
    return watch(app, PHONE)


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for files of browser tests."""
    return tmp_path_factory.mktemp("browser")
