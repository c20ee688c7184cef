"""Agenda as people use it: see what is on, plan repeated events with others, tell afterwards how one went."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from graph.store.changes import Changeset, PutNode, PutTie
from graph.store.opening import open_store
from tests.browser import hostile
from tests.browser.running import running, settled

TODAY = date.today()


@pytest.fixture
def own(tmp_path, watch):
    url = f"sqlite:///{tmp_path}/own.db"
    past, soon = ((TODAY + timedelta(days=days)).isoformat() for days in (-3, 2))
    with open_store(url) as store:
        changes = [
            PutNode("association:t", "association", {"name": "Teranga", "municipality": "016024"}),
            PutNode("association:v", "association", {"name": "Vatra", "municipality": "016024"}),
            PutNode("event:past", "event", {"name": "Cena passata", "start": past, "municipality": "016024"}),
            PutTie("organised", "association:t", "event:past", {"roles": ("lead",)}),
            PutNode("event:soon", "event", {"name": hostile.NAMES[0], "start": soon}),
        ]
        store.apply(Changeset("Anna", "prova", "form", changes))
    with running(url, tmp_path / "app.log", environment={"INTRECCIO_AUTHOR": "Bea"}) as address:
        yield url, lambda size: watch(address, size)


def _choose(page, label, words):
    box = page.get_by_label(label, exact=True)
    box.click()
    box.press_sequentially(words)
    page.get_by_role("option", name=words).first.click()
    page.keyboard.press("Escape")


def test_an_event_planned_with_others_is_one_revision_with_its_ties(own):
    url, opened = own
    watched = opened({"width": 1440, "height": 900})
    watched.open("/agenda", drawn=False)
    page = watched.page
    page.get_by_role("button", name="Nuovo evento").click()
    page.get_by_label("Nome").fill("Festa di primavera")
    day = TODAY + timedelta(days=10)
    page.get_by_label("Giorno", exact=True).click()
    page.keyboard.type(day.strftime("%d%m%Y"))
    page.keyboard.press("Enter")
    _choose(page, "Chi lo promuove", "Teranga")
    _choose(page, "Organizzato insieme a", "Vatra")
    settled(page)
    page.get_by_role("button", name="Salva").click()
    page.locator(".st-key-occasion_said").wait_for()
    with open_store(url) as store:
        view = store.view("staff")
        event = next(n for n in view.nodes(["event"]) if n.name == "Festa di primavera")
        assert event.text("start") == day.isoformat()
        roles = {t.source: t.many("roles") for t in view.ties_of(event.key)}
        assert roles == {"association:t": ("lead",), "association:v": ("co_organiser",)}
        assert (view.revision, view.revisions(1)[0].author) == (2, "Bea")
    page.get_by_role("button", name="Annulla").click()
    page.locator(".st-key-occasion_said").wait_for(state="detached")
    with open_store(url) as store:
        assert all(n.name != "Festa di primavera" for n in store.view("staff").nodes(["event"]))
    assert watched.faults == []


def test_after_its_day_an_event_asks_how_it_went_on_a_phone_too(own):
    url, opened = own
    watched = opened({"width": 360, "height": 740})
    watched.open("/agenda", drawn=False)
    page = watched.page
    page.locator("button.row").first.wait_for()
    assert hostile.NAMES[0] in page.locator("button.row").first.inner_text()
    page.get_by_role("button", name="Com'è andata?").click()
    page.get_by_label("Quante persone sono venute, in numero").fill("40")
    page.get_by_label("Quante persone sono venute, in numero").press("Enter")
    settled(page)
    assert watched.widest() <= 0
    page.get_by_role("button", name="Salva").click()
    page.locator(".st-key-occasion_said").wait_for()
    with open_store(url) as store:
        event = store.view("staff").node("event:past")
    assert (event.text("status"), event.number("attendance")) == ("held", 40)
    assert watched.faults == []
    assert watched.outside == []


def test_an_event_picked_low_in_a_long_list_opens_in_sight(phone):
    phone.open("/agenda", drawn=False)
    page = phone.page
    page.locator(".st-key-agenda_days .row").nth(20).wait_for()
    settled(page)
    for n in (2, 20):
        picked = page.locator(".st-key-agenda_days .row").nth(n)
        name, key = picked.locator(".row-name").inner_text(), picked.get_attribute("data-pick")
        picked.click()
        page.wait_for_url(f"**sel={key.replace(':', '%3A')}*")
        settled(page)
        box = page.locator("article.card h2").bounding_box()
        assert page.locator("article.card h2 span").first.inner_text() in name
        assert -1 <= box["y"] < page.viewport_size["height"] - 44
