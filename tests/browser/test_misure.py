"""Misure as a person uses it: order, read, see how sure a place is, compare, suppose."""

from __future__ import annotations

import re

from tests.browser.running import settled


def opened(watched, path: str = "/misure", what: str = "table.measures"):
    watched.open(path, drawn=False)
    watched.page.wait_for_selector(what, timeout=30_000)
    settled(watched.page)
    return watched.page


def test_a_heading_orders_a_name_opens_the_card_and_intervals_fill_in(desktop):
    page = opened(desktop)
    page.locator(".range").first.wait_for(timeout=90_000)
    page.locator("th button", has_text="forza").click()
    page.locator('th[aria-sort="descending"]', has_text="forza").wait_for()
    settled(page)
    shown = [float(text.replace(".", "").replace(",", ".")) for text in page.locator("td.by .figure").all_inner_texts()]
    assert len(shown) == 30 and shown == sorted(shown, reverse=True)
    name = page.locator("td.who .link").nth(1)
    key = name.get_attribute("data-pick")
    name.click()
    page.locator(f'details[data-fold="{key}"]').wait_for()
    assert "2ª" in page.locator(".standing").inner_text()
    assert page.locator(f'td.who [data-pick="{key}"][aria-current]').count() == 1
    assert f"sel={key}" in re.sub("%3A", ":", page.locator('.to-network[href^="rete"]').get_attribute("href"))
    with page.expect_download() as taken:
        page.get_by_role("button", name="Scarica CSV").click()
    lines = taken.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert "forza" in lines[0] and len(lines) > 100, "the whole table, not what is shown"
    assert desktop.faults == [] and desktop.outside == []


def test_a_point_of_two_measures_opens_its_card_and_a_supposition_says_what_changes(desktop):
    page = opened(desktop, "/misure?view=scatter", ".scatter")
    point = page.locator(".scatter [data-pick]").first
    key = point.get_attribute("data-pick")
    point.dispatch_event("click")
    page.locator(f'details[data-fold="{key}"]').wait_for()
    page = opened(desktop, f"/misure?view=if&without={key}", "table.before-after")
    ties = page.locator("table.before-after tr", has_text="realtà").first.locator("td").all_inner_texts()
    assert int(ties[0]) == int(ties[1]) + 1
    assert desktop.faults == []


def test_it_can_be_read_on_a_phone(phone):
    page = opened(phone)
    assert phone.widest() <= 0
    assert page.locator("td.by").first.is_visible() and not page.locator("td.other").first.is_visible()
