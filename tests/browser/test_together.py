"""Two people at once, one at a form and one with a list: nothing is lost, and the second is told. On both stores."""

from __future__ import annotations

import pytest

from graph.store.changes import Changeset, PutNode
from graph.store.opening import open_store
from tests.browser.running import running, settled

ROWS = [f"Circolo numero {n};Treviglio;0363 45{n:03d}" for n in range(40)]
LIST = "\n".join(["Denominazione;Comune;Telefono", "Associazione Donne in Cammino;Bergamo;035 123456", *ROWS, ""])


@pytest.fixture(params=["sqlite", "neo4j"])
def url(request, tmp_path):
    """Return the address of a store with one association."""
    there = request.getfixturevalue("neo4j_url") if request.param == "neo4j" else f"sqlite:///{tmp_path}/own.db"
    known = {"name": "Associazione Donne in Cammino", "municipality": "016024"}
    with open_store(there) as store:
        store.apply(Changeset("Ada", "", "form", [PutNode("association:donne", "association", known)]))
    return there


def _import(page, sheet):
    page.locator('input[type="file"]').set_input_files(str(sheet))
    page.locator(".st-key-import_sheet tr.heading").first.wait_for()
    now = page.locator(".st-key-import_now button")
    for _step in range(6):
        if now.count():
            break
        page.locator(".st-key-import_next button").click()
        settled(page)
    now.click()


def test_a_list_that_came_in_meanwhile_is_shown_to_who_saves_after_it(url, watch, tmp_path):
    sheet = tmp_path / "elenco.csv"
    sheet.write_text(LIST, encoding="utf-8")
    with running(url, tmp_path / "app.log", environment={"INTRECCIO_AUTHOR": "Bea"}) as address:
        at_form, with_list = watch(address), watch(address)
        at_form.open("/scheda?key=association:donne", drawn=False)
        form = at_form.page
        form.wait_for_selector(".entry-root[data-ready]")
        form.fill("#entry-phone", "035 999999")
        with_list.open("/importa", drawn=False)
        settled(with_list.page)
        _import(with_list.page, sheet)
        with_list.page.locator(".st-key-import_after").wait_for(timeout=60_000)
        form.locator(".entry-save").last.click()
        contested = form.locator('.entry-contested[data-field="phone"]')
        contested.get_by_text("035 123456").wait_for()
        contested.locator('input[value="mine"]').check()
        form.locator(".entry-conflict .entry-save").click()
        form.locator(".st-key-entry_done").wait_for()
    with open_store(url) as store:
        view = store.view("staff")
        assert view.node("association:donne").many("phone") == ("035 999999",)
        assert len(view.nodes(["association"])) == 1 + len(ROWS)
        assert view.revision == 3
        assert store.check() == []
