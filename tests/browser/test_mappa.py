"""Mappa as a person uses it: find, pick, see who works with whom, share a link."""

from __future__ import annotations

import re

from tests.browser.running import LONELY, map_drawn, settled

RING = "() => window.intreccioMaps.mappa.ring?.getLatLng()"
LINES = "() => window.intreccioMaps.mappa.lines.getLayers().length"


def _results(page):
    """Return how many results the list says it has."""
    settled(page)
    return int(re.sub(r"\D", "", page.locator(".count").inner_text().split("risultat")[0]))


def test_a_row_of_the_list_opens_its_card_its_ring_and_its_lines_and_the_link_shows_the_same(desktop):
    desktop.open()
    page = desktop.page
    row = page.locator("button.row").nth(3)
    key, name = row.get_attribute("data-pick"), row.locator(".row-name").inner_text()
    row.click()
    page.locator(f'details[data-fold="{key}"]').wait_for()
    settled(page)
    assert page.locator("article.card h2").inner_text().split("\n")[0] in name
    ring, lines = page.evaluate(RING), page.evaluate(LINES)
    assert ring and lines > 0
    desktop.open(page.url.removeprefix(desktop.url))
    assert page.locator(f'details[data-fold="{key}"]').is_visible()
    assert page.evaluate(RING) == ring
    assert page.evaluate(LINES) == lines


def test_a_dot_of_the_map_opens_its_card_above_the_list(desktop):
    desktop.open()
    dot = desktop.page.evaluate(LONELY)[0]
    desktop.page.mouse.click(dot["x"], dot["y"])
    desktop.page.locator(f'details[data-fold="{dot["key"]}"]').wait_for(timeout=5000)
    first = desktop.page.locator(".markup-root > *").first
    assert first.locator("details").get_attribute("data-fold") == dot["key"]


def test_a_partner_named_on_a_card_opens_its_own(desktop):
    desktop.open()
    page = desktop.page
    page.locator("button.row").first.click()
    partner = page.locator("article.card .partners button.link").first
    partner.wait_for()
    key = partner.get_attribute("data-pick")
    partner.click()
    page.locator(f'details[data-fold="{key}"]').wait_for(timeout=5000)


def test_moving_the_map_tells_the_server_nothing(desktop):
    desktop.open()
    page, sent = desktop.page, []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.webSocketFrameSent", lambda _frame: sent.append(True))
    box = page.locator(".map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 150, y + 60, steps=5)
    page.mouse.up()
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(700)
    assert sent == []
    page.locator(".map-here").click()
    page.wait_for_url(lambda url: "near=" in url)
    assert sent != [], "asking for the list from here does"


def test_one_box_finds_by_name_language_community_topic_place_and_kind(desktop):
    desktop.open()
    everything = _results(desktop.page)
    for words, expected in (
        ("Ruah", "Ruah"),
        ("wolof", "wolof"),
        ("MAROCCO", "Marocco"),
        ("donne bergamo", "Bergamo"),
        ("natta", "Natta"),
        ("treviglio", "Treviglio"),
    ):
        desktop.page.get_by_label("Cerca").fill(words)
        desktop.page.wait_for_url(lambda url, words=words: words.replace(" ", "+") in url)
        assert 0 < _results(desktop.page) < everything, words
        assert expected.casefold() in desktop.page.locator(".rows").inner_text().casefold(), words


def test_typing_narrows_list_and_map_together(desktop):
    desktop.open()
    page = desktop.page
    dots = page.evaluate("() => window.intreccioMaps.mappa.byKey.size")
    page.get_by_label("Cerca").fill("senegal")
    page.wait_for_function("n => window.intreccioMaps.mappa.byKey.size < n", arg=dots, timeout=8000)
    settled(page)
    assert "q=senegal" in page.url
    keys = page.evaluate("() => [...window.intreccioMaps.mappa.byKey.keys()]")
    assert 0 < len(keys) <= _results(page)


def test_filters_count_what_is_active_and_each_is_removed_with_one_touch(desktop):
    desktop.open("/?communities=SN&topics=women")
    page = desktop.page
    both = _results(page)
    assert "Filtri · 2" in page.locator(".st-key-filters").inner_text()
    page.locator(".st-key-active_filters button", has_text="Senegal").first.click()
    page.wait_for_url(lambda url: "communities" not in url)
    assert "topics=women" in page.url
    assert _results(page) > both


def test_what_is_known_only_to_the_town_is_a_counted_circle_that_opens_its_list(desktop):
    desktop.open("/?municipality=016024")
    page = desktop.page
    circle = page.locator(".map-circle-place").first
    count = int(circle.locator(".map-circle").evaluate("e => e.firstChild.textContent"))
    circle.click()
    page.wait_for_url(lambda url: "place=016024" in url)
    assert _results(page) == count
    keys = page.eval_on_selector_all("button.row", "rows => rows.map(r => r.dataset.pick)")
    assert not set(keys) & set(page.evaluate("() => [...window.intreccioMaps.mappa.byKey.keys()]"))


def test_bodies_from_a_register_only_are_off_until_switched_on(desktop):
    desktop.open()
    mapped = _results(desktop.page)
    assert desktop.page.locator(".rows .mark", has_text="solo da un registro").count() == 0
    desktop.open("/?candidates=1")
    assert _results(desktop.page) > mapped


def test_coming_events_come_first_and_past_ones_are_a_choice(desktop):
    desktop.open("/?kind=event")
    coming = _results(desktop.page)
    dates = desktop.page.locator(".row .quiet").all_inner_texts()
    assert dates
    desktop.open("/?kind=event&period=past")
    assert _results(desktop.page) > coming


def test_english_is_one_touch_away_and_keeps_what_was_found(desktop):
    desktop.open("/?q=senegal")
    page = desktop.page
    found = _results(page)
    page.get_by_role("button", name="English").click()
    page.wait_for_url(lambda url: "lang=en" in url)
    page.get_by_text("results", exact=False).first.wait_for()
    assert "q=senegal" in page.url
    assert f"{found} results" in page.locator(".count").inner_text()
    page.locator(".st-key-nav a", has_text="Data").click()
    page.get_by_text("The store holds", exact=False).wait_for()
    assert "lang=en" in page.url
    page.get_by_role("button", name="Italiano").click()
    page.get_by_text("L'archivio contiene", exact=False).wait_for()
    assert "lang=" not in page.url


def test_on_a_phone_the_map_stands_above_the_list_and_takes_most_of_the_height(phone):
    phone.open()
    page = phone.page
    map_, rows = page.locator(".map-root").bounding_box(), page.locator(".rows").bounding_box()
    assert map_["y"] < rows["y"]
    assert 0.45 * 740 < map_["height"] < 0.7 * 740
    assert map_["width"] > 320


def test_the_map_comes_back_after_another_screen(desktop):
    desktop.open()
    desktop.page.locator(".st-key-nav a", has_text="Dati").click()
    desktop.page.get_by_text("L'archivio contiene", exact=False).wait_for()
    desktop.page.locator(".st-key-nav a", has_text="Mappa").click()
    map_drawn(desktop.page)
    settled(desktop.page)
    assert desktop.page.evaluate("() => window.intreccioMaps.mappa.byKey.size") > 0
    assert desktop.faults == []


def test_quick_clicks_never_kill_the_page_and_the_last_one_wins(desktop):
    """Runs that interrupt each other made the browser miss a message it was told to have, and disconnect for good."""
    desktop.open()
    page = desktop.page
    click = """keys => { let n = 0; const next = () => {
      document.querySelector(`button.row[data-pick="${keys[n]}"]`)?.click();
      if (++n < keys.length) setTimeout(next, 90); }; next(); }"""
    for turn in range(6):
        keys = page.eval_on_selector_all("button.row", "rows => rows.slice(0, 9).map(r => r.dataset.pick)")
        chosen = [keys[(turn + step) % len(keys)] for step in (0, 3, 5)]
        page.evaluate(click, chosen)
        page.locator(f'details[data-fold="{chosen[-1]}"]').wait_for(timeout=10_000)
    settled(page)
    assert page.locator('[data-testid="stApp"]').get_attribute("data-test-connection-state") == "CONNECTED"
    assert desktop.faults == []


def test_a_click_sends_little_and_never_the_map_again(desktop):
    desktop.open()
    page, received = desktop.page, []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.webSocketFrameReceived", lambda f: received.append(f["response"]["payloadData"]))
    row = page.locator("button.row").nth(4)
    key = row.get_attribute("data-pick")
    row.click()
    page.locator(f'details[data-fold="{key}"]').wait_for()
    settled(page)
    assert 0 < sum(map(len, received)) < 120_000
