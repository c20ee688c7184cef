"""Doubtful matches worked through by keyboard; two records made one, seen before, undone after."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.store.changes import Changeset, PutNode, PutTie
from graph.store.opening import open_store
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.hostile import NAMES
from tests.browser.running import running, settled
from tests.pages.conftest import BERGAMO, SERIATE, changes


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a store with two doubtful matches and a pair of hostile names."""
    url = f"sqlite:///{tmp_path_factory.mktemp('unisci')}/desk.db"
    second = {"name": "Teranga Bergamo", "municipality": BERGAMO, "communities": ("GM",), "phone": ("035 222",)}
    more = [
        PutNode("association:teranga-bergamo", "association", second),
        PutTie("organised", "association:teranga-bergamo", "event:later"),
        PutNode("association:vatra-dalmine", "association", {"name": "Vatra", "municipality": SERIATE}),
        *(PutNode(f"association:h{i}", "association", {"name": name}) for i, name in enumerate(NAMES[:2])),
    ]
    with open_store(url) as store:
        store.apply(Changeset("test", "small graph", "test", [*changes(), *more]))
        store.queue_reviews([("association:teranga-bergamo", "association:teranga")], "associations")
        store.queue_reviews([("association:vatra-dalmine", "association:vatra")], "associations")
    return url


@pytest.fixture(scope="module")
def desk(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the app on that store."""
    folder = tmp_path_factory.mktemp("desk")
    with running(url, folder / "app.log", environment={"INTRECCIO_AUTHOR": "Giulia"}) as address:
        yield address


def test_doubtful_cases_are_worked_by_keyboard_and_a_merge_is_undone(desk, url, watch):
    watched = watch(desk, DESKTOP)
    watched.open("/dati", drawn=False)
    page = watched.page
    page.get_by_role("link", name="2 casi dubbi").click()
    page.get_by_text("Teranga Bergamo").first.wait_for()
    page.locator(".join-after").get_by_text("Teranga Bergamo").wait_for()
    settled(page)
    page.keyboard.press("s")
    page.locator(".st-key-join_done").wait_for()
    with open_store(url) as store:
        view = store.view("staff")
        node = view.node("association:teranga-bergamo")
        assert node.key == "association:teranga"
        assert (node.many("communities"), node.many("phone")) == (("SN", "GM"), ("035 111", "035 222"))
        assert "organised" in {tie.type for tie in view.ties_of(node.key) if tie.other(node.key) == "event:later"}
    page.get_by_text("1 caso da guardare").wait_for()
    settled(page)
    page.keyboard.press("n")
    page.get_by_text("Nessun caso dubbio").wait_for()
    with open_store(url) as store:
        assert store.decisions() == {("association:vatra", "association:vatra-dalmine"): False}
    page.get_by_role("button", name="Annulla").click()
    page.get_by_text("1 caso da guardare").wait_for()
    with open_store(url) as store:
        assert store.view("staff").node("association:teranga-bergamo").key == "association:teranga-bergamo"
    assert (watched.outside, watched.faults) == ([], [])


def test_a_planner_with_a_phone_looks_for_the_other_record_of_a_card(desk, watch):
    watched = watch(desk, PHONE)
    watched.open("/unisci?a=association:vatra", drawn=False)
    page = watched.page
    page.locator(".join-offers a", has_text="Vatra").click()
    page.locator("table.sides").wait_for()
    assert "a=association" in page.url
    assert watched.widest() <= 0


def test_hostile_names_are_held_side_by_side_as_they_are_written(desk, watch):
    watched = watch(desk, DESKTOP)
    watched.open("/unisci?a=association:h0&b=association:h1", drawn=False)
    page = watched.page
    page.locator("table.sides").wait_for()
    settled(page)
    said = page.locator(".st-key-join_choices").inner_text()
    assert NAMES[0].split()[0] in said
    assert page.evaluate("() => window.__ran") is None
    assert watched.faults == []
