"""Storia as staff use it: see what a revision changed, undo it with what stands on it, read a record's own history."""

from __future__ import annotations

import pytest

from graph.store.changes import Changeset, PutNode
from graph.store.opening import open_store
from tests.browser.running import running, settled


@pytest.fixture
def own(tmp_path, watch):
    url = f"sqlite:///{tmp_path}/own.db"
    with open_store(url) as store:
        for name, reason in (("Teranga", "primo <b>incontro</b>"), ("Teranga Bergamo", "nome corretto")):
            change = PutNode("association:t", "association", {"name": name})
            store.apply(Changeset("Anna", reason, "form", [change]))
    with running(url, tmp_path / "app.log") as address:
        yield url, watch(address)


def test_a_revision_is_undone_together_with_what_stands_on_it(own):
    url, watched = own
    watched.open("/storia", drawn=False)
    page = watched.page
    page.get_by_role("button", name="primo <b>incontro</b>").click()
    page.locator("article.change").get_by_text("Teranga", exact=True).first.wait_for()
    page.get_by_role("button", name="Annulla questa revisione").click()
    page.get_by_text("si può annullare solo insieme a 1 altra revisione").wait_for()
    page.get_by_role("button", name="Annulla tutte e 2").click()
    page.get_by_text("Annullate le revisioni 2, 1.").wait_for()
    settled(page)
    with open_store(url) as store:
        assert store.view("staff").node("association:t") is None
        assert store.view("staff").revisions(1)[0].details == {"reverts": "2, 1"}
    assert watched.faults == []
    assert watched.outside == []


def test_a_record_tells_its_own_history_newest_first(own):
    _url, watched = own
    watched.open("/storia?key=association:t", drawn=False)
    cards = watched.page.locator("article.change")
    assert [cards.nth(i).locator("h2").inner_text() for i in range(2)] == ["nome corretto", "primo <b>incontro</b>"]
    assert cards.first.locator("dd").inner_text().split() == ["Teranga", "→", "Teranga", "Bergamo"]
