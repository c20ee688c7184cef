"""Importa as a planner uses it: a list of her own, proposed columns, a doubtful case by keyboard, in and out again."""

from __future__ import annotations

import pytest

from graph.store.changes import Changeset, PutNode
from graph.store.opening import open_store
from tests.browser.running import running, settled

LIST = """Elenco delle realtà incontrate
Denominazione;Città;Recapito telefonico;Ambiti
Donne in Camino;Bergamo;035 123456 / 347 1234567;culturale, penale
Circolo Baobab;Treviglio;0363-45678;sport
Voci del Sahel;Atlantide;;
"""


@pytest.fixture
def desk(watch, tmp_path):
    """Run the app on a store of its own, which a test may change, with one association."""
    url = f"sqlite:///{tmp_path}/own.db"
    known = {"name": "Associazione Donne in Cammino", "municipality": "016024"}
    with open_store(url) as store:
        store.apply(Changeset("Ada", "", "form", [PutNode("association:donne", "association", known)]))
    with running(url, tmp_path / "app.log") as own:
        watched = watch(own)
        watched.open("/importa", drawn=False)
        settled(watched.page)
        yield watched.page, url


def _next(page):
    page.locator(".st-key-import_next button").click()
    settled(page)


def test_a_list_comes_in_step_by_step_and_goes_again(desk, tmp_path):
    page, url = desk
    sheet = tmp_path / "realtà.csv"
    sheet.write_text(LIST, encoding="utf-8")
    page.locator('input[type="file"]').set_input_files(str(sheet))
    page.locator(".st-key-import_sheet tr.heading").get_by_text("Denominazione").wait_for()
    _next(page)
    page.locator(".st-key-import_columns").get_by_text("Ambiti").first.wait_for()
    page.reload()
    settled(page)
    assert page.locator('input[type="file"]').count() == 1  # a new session begins at the beginning, nothing is stored
    page.locator('input[type="file"]').set_input_files(str(sheet))
    page.locator(".st-key-import_sheet").wait_for()
    _next(page)
    _next(page)
    page.locator(".st-key-import_values").get_by_text("penale", exact=True).wait_for()
    _next(page)
    page.locator(".st-key-import_same").wait_for(timeout=60_000)
    assert "Associazione Donne in Cammino" in page.locator(".sides").inner_text()
    page.keyboard.press("s")
    page.get_by_text("1 caso deciso.").wait_for()
    _next(page)
    page.locator(".st-key-import_now").wait_for(timeout=60_000)
    assert page.locator(".import-figures").inner_text().split()[1::2] == ["1", "1", "0", "1"]
    with open_store(url) as store:
        assert store.revision() == 1, "nothing is stored before the last step"
    page.locator(".st-key-import_now button").click()
    page.locator(".st-key-import_after").wait_for(timeout=60_000)
    with open_store(url) as store:
        names = {node.name for node in store.view("staff").nodes(["association"])}
    assert "Circolo Baobab" in names and len(names) == 2
    page.locator(".st-key-import_undo button").click()
    page.locator(".st-key-undo_now button").click()
    page.get_by_text("è stata annullata").wait_for()
    with open_store(url) as store:
        assert {node.name for node in store.view("staff").nodes(["association"])} == {"Associazione Donne in Cammino"}
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
