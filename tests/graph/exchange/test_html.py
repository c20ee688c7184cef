"""The page, read back by an HTML parser and looked at in a real browser."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.browser.running import browser, chromium
from tests.graph.exchange.conftest import HOSTILE, Export


class Page(HTMLParser):
    """What tags, buttons and data a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.buttons: list[str] = []
        self.data = ""
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in = "data" if dict(attrs).get("id") == "data" else tag
        if tag == "button":
            self.buttons.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in == "button":
            self.buttons[-1] += data
        elif self._in == "data":
            self.data += data


def parsed(exported: Export) -> Page:
    page = Page()
    page.feed(exported("html").read_text(encoding="utf-8"))
    return page


def test_names_are_text_in_the_list_and_in_the_drawing(exported: Export) -> None:
    page = parsed(exported)
    assert set(HOSTILE) <= set(page.buttons)
    nodes = json.loads(page.data)["nodes"]
    assert set(HOSTILE) <= {node["name"] for node in nodes}
    assert [tag for tag, _ in page.tags if tag == "script"] == ["script"] * 3
    assert "img" not in {tag for tag, _ in page.tags}
    assert json.loads(page.data)["options"]["physics"] == {"enabled": False}


def test_the_page_names_no_other_file(exported: Export) -> None:
    asks = [(tag, attrs) for tag, attrs in parsed(exported).tags if {"src", "href"} & set(attrs)]
    assert asks == []


def test_who_is_known_from_a_register_only_is_not_in_the_network(exported: Export) -> None:
    buttons = parsed(exported).buttons
    assert "Ente tirato dentro" in buttons
    assert "Ente del registro" not in buttons


def test_a_browser_draws_it_asks_for_nothing_and_runs_no_name(exported: Export) -> None:
    if not chromium():
        if os.environ.get("INTRECCIO_REQUIRE_ALL") == "1":
            pytest.fail("a browser is required here")
        pytest.skip("no Chromium on this machine")
    file = exported("html")
    with ThreadPoolExecutor(1) as apart:  # the screens' tests may hold this thread's Playwright
        asked, faults, said = apart.submit(_opened, file).result()
    assert asked == [file.as_uri()]
    assert faults == []
    assert said.startswith("Baobab · associazione · Bergamo")
    assert "Ente tirato dentro" in said


def _opened(file: Path) -> tuple[list[str], list[str], str]:
    """Open the page in a browser: what it asked for, what went wrong, what it says of who was picked."""
    asked: list[str] = []
    faults: list[str] = []
    with browser() as launched:
        page = launched.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.goto(file.as_uri())
        page.wait_for_selector("body[data-drawn]")
        page.get_by_role("button", name="Baobab").click()
        said = page.locator("#said").inner_text()
    return asked, faults, said
