"""Cura as a planner uses it: what is wrong with a record in words, and *still true* in one click."""

from __future__ import annotations

from graph.store.changes import Changeset, PutNode
from graph.store.opening import open_store
from tests.browser import hostile
from tests.browser.running import running, settled


def test_still_true_is_one_click_and_is_signed(tmp_path, watch):
    url = f"sqlite:///{tmp_path}/own.db"
    with open_store(url) as store:
        change = PutNode("association:t", "association", {"name": hostile.NAMES[0], "municipality": "016024"})
        store.apply(Changeset("Anna", "prova", "form", [change]))
    with running(url, tmp_path / "app.log", environment={"INTRECCIO_AUTHOR": "Bea"}) as address:
        watched = watch(address, {"width": 360, "height": 740})
        watched.open("/cura?what=coarse", drawn=False)
        page = watched.page
        row = page.locator(".upkeep-row")
        assert "posto noto solo al comune" in row.inner_text()
        assert hostile.NAMES[0] in row.inner_text()
        row.get_by_role("button", name="Ancora vero").click()
        page.get_by_text("Senza un punto sulla mappa").wait_for(state="detached")
        settled(page)
        assert watched.widest() <= 0
        assert watched.faults == []
    with open_store(url) as store:
        view = store.view("staff")
        assert (view.revisions(1)[0].author, view.revision) == ("Bea", 2)
        assert [(e.source, e.reference) for e in view.node("association:t").evidence][-1] == ("upkeep", "coarse")
