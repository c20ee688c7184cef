"""What people see who do not sit at the machine: the public view, and nothing to change it with."""

from __future__ import annotations

import pytest

from graph.store.opening import open_store
from tests.browser.running import running, settled


@pytest.fixture(scope="module")
def abroad(store, tmp_path_factory):
    """Run the app as it is reached over a network."""
    with running(store, tmp_path_factory.mktemp("abroad") / "app.log", address="0.0.0.0") as url:
        yield url


def test_over_a_network_the_app_is_public_and_read_only(abroad, store, watch):
    with open_store(store) as opened:
        contact = next(t for t in opened.view("staff").ties(["about"]) if t.target.startswith("contact"))
        actor = opened.view("staff").node(contact.source)
    watched = watch(abroad)
    watched.open(f"/?sel={actor.key}")
    assert "sola lettura" in watched.page.content()
    watched.page.locator(f'details[data-fold="{actor.key}"] summary').click()
    assert "ultimo contatto" not in watched.page.locator("article.card").inner_text()
    assert watched.page.locator(".st-key-remove_sample").count() == 0
    watched.open("/dati", drawn=False)
    assert watched.page.get_by_text("Territorio di esempio").first.is_visible()
    for what in ("load_", "fetch_", "undo_", "rejects_", "revert_"):
        assert watched.page.locator(f'[class*="st-key-{what}"]').count() == 0
    assert "contatti" not in watched.page.locator(".source").first.inner_text()


def test_over_a_network_no_gap_can_be_marked_even_by_a_page_that_was_tampered_with(abroad, store, watch):
    watched = watch(abroad)
    watched.open("/lacune", drawn=False)
    page = watched.page
    page.locator(".gap-card").first.click()
    page.locator(".gap-open").wait_for()
    assert page.locator(".gap-actions").count() == 0 and page.locator(".gap-counts").count() == 0
    page.evaluate(
        "() => document.querySelector('.gap-open').insertAdjacentHTML('beforeend',"
        " '<button id=forged data-pick=\"do:done\">x</button>')"
    )
    page.locator("#forged").click()
    settled(page)
    page.wait_for_timeout(1000)
    with open_store(store) as opened:
        assert opened.gap_marks() == []


def test_at_the_machine_the_same_card_tells_of_contacts(desktop, store):
    with open_store(store) as opened:
        contact = next(t for t in opened.view("staff").ties(["about"]) if t.target.startswith("contact"))
    desktop.open(f"/?sel={contact.source}")
    assert "ultimo contatto" in desktop.page.locator("article.card").inner_text()
