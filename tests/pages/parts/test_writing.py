"""Nothing is written for a visitor who only reads, whatever was on the screen when it was drawn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.store.changes import Changeset
from graph.store.opening import open_store
from pages.parts import frame, roles
from pages.parts.writing import MayNotWrite, writing
from tests.pages.conftest import changes

ROOT = Path(__file__).resolve().parents[3]
AT_HOME = roles.Visit("127.0.0.1", "127.0.0.1", {"Host": "localhost"})
ABROAD = roles.Visit("0.0.0.0", "192.168.1.9", {"Host": "192.168.1.2"})


@pytest.fixture
def own(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/own.db"
    with open_store(url) as store:
        store.apply(Changeset("test", "small graph", "test", changes()))
    monkeypatch.setenv("INTRECCIO_STORE", url)
    return url


def test_who_sits_at_the_machine_writes_into_the_store_of_the_screens(own, monkeypatch):
    monkeypatch.setattr(frame, "visit", lambda: AT_HOME)
    with writing() as store:
        assert store.revert(1, "Giulia").revision == 2


def test_who_comes_over_a_network_is_refused_before_the_store_is_opened(own, monkeypatch):
    monkeypatch.setattr(frame, "visit", lambda: ABROAD)
    with pytest.raises(MayNotWrite) as refused, writing() as store:
        store.revert(1, "nessuno")
    assert "nulla è stato modificato" in refused.value.italian()
    with open_store(own) as store:
        assert store.revision() == 1


def test_a_button_drawn_for_staff_writes_nothing_when_a_reader_presses_it(own, monkeypatch):
    monkeypatch.setattr(frame, "visit", lambda: AT_HOME)
    drawn = AppTest.from_file(str(ROOT / "pages/da_contattare.py"), default_timeout=30).run()
    monkeypatch.setattr(frame, "visit", lambda: ABROAD)
    ran = drawn.button(key="answer_reached").click().run()
    assert not ran.exception and not ran.button
    with open_store(own) as store:
        assert store.revision() == 1


def test_no_screen_writes_by_another_way():
    block = re.compile(r"^( *)(?:with|async with) [^\n]*open_store\([^\n]*:\n((?:\1 +[^\n]*\n|\n)*)", re.MULTILINE)
    written = re.compile(r"\bstore\.(apply|revert|erase|decide|mark_gap|record_load|restore)\(")
    files = [*(ROOT / "pages").glob("*.py"), *(ROOT / "pages/parts").glob("*.py")]
    found = {file.name: file.read_text(encoding="utf-8") for file in files}
    assert sum(bool(written.search(text)) for text in found.values()) >= 6
    opened = {name: [body for _, body in block.findall(text)] for name, text in found.items()}
    assert {name for name, bodies in opened.items() if any(written.search(body) for body in bodies)} == set()
