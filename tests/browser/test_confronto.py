"""Confronto di periodi as a person uses it: two stretches of time, who came and rose, a link to it."""

from __future__ import annotations

import re

from tests.browser.running import settled


def opened(watched, path: str = "/confronto"):
    watched.open(path, drawn=False)
    watched.page.wait_for_selector(".changes", timeout=30_000)
    settled(watched.page)
    return watched.page


def counted(page, name: str) -> int:
    return int(page.locator(f".change-{name} h3 .quiet").inner_text().replace(".", ""))


def test_two_periods_say_who_came_and_the_link_shows_the_same_and_a_name_opens_its_card(desktop):
    page = opened(desktop, "/confronto?before=2024-01-01..2024-12-31&after=2025-01-01..2025-12-31")
    came, made = counted(page, "came"), counted(page, "made")
    said = page.locator(".says").first.inner_text()
    assert came > 0 and f"{came} arrivat" in said and f"{made} legami sono nuovi" in said
    assert page.locator(".change-rose li").first.inner_text().count("→") == 2
    link = page.locator(".change-came .link").first
    key = link.get_attribute("data-pick")
    link.click()
    page.locator(f'details[data-fold="{key}"]').wait_for()
    page.wait_for_url(re.compile("sel="))
    back = opened(desktop, "/confronto?before=2025-01-01..2025-12-31&after=2024-01-01..2024-12-31")
    assert counted(back, "left") == came and counted(back, "lapsed") == made
    assert desktop.faults == [] and desktop.outside == []


def test_a_period_that_is_not_over_is_said_and_it_fits_a_phone(phone):
    page = opened(phone, "/confronto?before=2024-01-01..2024-12-31&after=2025-01-01..2100-01-01")
    assert "mancano" in page.locator(".cautions").inner_text() and "i conteggi non si confrontano" in page.content()
    assert phone.widest() <= 0
    assert phone.faults == []
