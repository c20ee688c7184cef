"""Rete as a person uses it: see who works with whom, pick one, thin and filter, share the link."""

from __future__ import annotations

import re

import pytest

from tests.browser import hostile
from tests.browser.running import settled

READY = ".network-root[data-ready]:not([data-ready=''])"
PICTURE = "window.intreccioNetworks.rete"
MOST_TIED = (
    f"() => {{ const n = {PICTURE}, i = n.order[0], box = n.place.getBoundingClientRect();"
    " const at = n.vis.canvasToDOM(n.nodes[i]);"
    " return {key: n.data.keys[i], name: n.nodes[i].label, x: box.x + at.x, y: box.y + at.y}; }"
)
PLACES = f"() => JSON.stringify({PICTURE}.nodes.map(n => [n.x, n.y]))"


def opened(watched, path: str = "/rete"):
    watched.open(path, drawn=False)
    watched.page.wait_for_selector(READY, timeout=30_000)
    settled(watched.page)
    return watched.page


def chosen(page, label: str) -> None:
    """Choose what is drawn, and wait until it is."""
    stamp = page.evaluate(f"() => {PICTURE}.stamp")
    page.get_by_role("radio", name=label).or_(page.get_by_role("button", name=label, exact=True)).first.click()
    page.wait_for_function(f"stamp => ({PICTURE}?.stamp ?? stamp) !== stamp", arg=stamp, timeout=20_000)
    settled(page)


def test_a_node_that_is_clicked_opens_its_card_and_lights_its_partners_and_the_link_shows_the_same(desktop):
    page = opened(desktop)
    node = page.evaluate(MOST_TIED)
    page.mouse.click(node["x"], node["y"])
    page.locator(f'details[data-fold="{node["key"]}"]').wait_for(timeout=15_000)
    assert node["name"] in page.locator("article.card h2").inner_text()
    ego = page.evaluate(f"() => {PICTURE}.egoRows().partners.length")
    assert re.search(rf"\b{ego}\b", page.locator(".standing dd").first.inner_text()), (
        "as many partners as the card says ties"
    )
    page.wait_for_url(re.compile("sel="))
    link = page.url.removeprefix(desktop.url)
    again = opened(desktop, link)
    assert again.locator(f'details[data-fold="{node["key"]}"]').is_visible()
    assert again.evaluate(f"() => {PICTURE}.key") == node["key"]
    assert desktop.faults == [] and desktop.outside == []


def test_the_picture_is_the_same_whenever_it_is_drawn(desktop, phone):
    first = opened(desktop).evaluate(PLACES)
    assert opened(desktop).evaluate(PLACES) == first
    assert opened(phone).evaluate(PLACES) == first


def test_the_list_says_the_same_as_the_picture_and_opens_the_same_card(desktop):
    page = opened(desktop)
    row = page.locator(".ranking button.link").first
    key = row.get_attribute("data-pick")
    assert key == page.evaluate(MOST_TIED)["key"], "the largest node leads the ranking"
    row.click()
    page.locator(f'details[data-fold="{key}"]').wait_for(timeout=15_000)
    page.wait_for_function(f"key => {PICTURE}.key === key", arg=key)


def test_the_network_is_found_by_name(desktop):
    page = opened(desktop)
    name = page.locator(".ranking button.link").nth(2).inner_text()
    page.get_by_role("combobox").first.click()
    page.keyboard.type(name[:12])
    page.get_by_role("option", name=name, exact=True).first.click()
    page.wait_for_function(
        f"name => {PICTURE}.key && {PICTURE}.nodes[{PICTURE}.row.get({PICTURE}.key)].label === name", arg=name
    )
    assert name in page.locator("article.card h2").inner_text()


def test_a_click_beside_everything_closes_the_card(desktop):
    page = opened(desktop)
    page.locator(".ranking button.link").first.click()
    page.locator("article.card").wait_for()
    page.wait_for_function(f"() => {PICTURE}.key")
    box = page.locator(".network-place").bounding_box()
    page.mouse.click(box["x"] + box["width"] - 8, box["y"] + box["height"] - 8)
    page.locator("article.card").wait_for(state="detached", timeout=15_000)


def test_events_and_projects_have_networks_of_their_own(desktop):
    page = opened(desktop)
    kinds = f"() => [...new Set({PICTURE}.nodes.map(n => n.shape))].sort().join()"
    assert "star" not in page.evaluate(kinds)
    chosen(page, "Con gli eventi")
    assert "star" in page.evaluate(kinds)
    chosen(page, "Nei progetti")
    assert "diamond" in page.evaluate(kinds) and "star" not in page.evaluate(kinds)
    assert "mode=projects" in page.url


def test_fewer_ties_are_drawn_without_moving_anyone_and_the_sentence_says_so(desktop):
    page = opened(desktop)
    places, ties = page.evaluate(PLACES), page.evaluate(f"() => {PICTURE}.data.edges.length")
    thinned = opened(desktop, "/rete?least=2")
    assert thinned.evaluate(PLACES) == places
    drawn = thinned.evaluate(f"() => {PICTURE}.data.edges.length")
    assert 0 < drawn < ties
    assert f"Disegnati {drawn} legami" in thinned.locator(".says").inner_text()


def test_a_district_leaves_only_its_own_and_groups_have_names(desktop):
    page = opened(desktop)
    everyone = page.evaluate(f"() => {PICTURE}.nodes.length")
    page = opened(desktop, "/rete?colour=group")
    assert len(page.evaluate(f"() => {PICTURE}.data.hulls.map(h => h.name)")) >= 3
    page.get_by_role("button", name="Filtri").click()
    page.locator(".st-key-district").get_by_role("combobox").click()
    page.keyboard.type("Ambito inventato Conca")
    page.get_by_role("option", name=re.compile("Ambito inventato Conca")).first.click()
    page.wait_for_function(f"n => ({PICTURE}?.nodes?.length ?? n) < n", arg=everyone, timeout=20_000)
    page.wait_for_url(re.compile("district="))


def test_what_is_around_one_is_shown_alone_and_the_way_to_another_with_its_evidence(desktop):
    page, received = opened(desktop), []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    first = page.locator(".ranking button.link").first
    key = first.get_attribute("data-pick")
    session.on("Network.webSocketFrameReceived", lambda f: received.append(len(f["response"]["payloadData"])))
    first.click()
    page.locator("article.card").wait_for()
    settled(page)
    whole = page.evaluate(f"() => JSON.stringify({PICTURE}.data).length")
    assert whole > 40_000 > sum(received), "the network is not sent again for a click"
    page.get_by_role("button", name="A un passo").click()
    page.wait_for_function(f"() => {PICTURE}.alone && {PICTURE}.rings.length === 1")
    ties = int(re.match(r"\d+", page.locator(".standing dd").first.inner_text())[0])
    assert page.evaluate(f"() => {PICTURE}.egoRows().partners.length") == ties
    page.get_by_role("button", name="A due passi").click()
    page.wait_for_function(f"() => {PICTURE}.rings.length === 2")
    settled(page)
    page.get_by_role("button", name="Trova il percorso").click()
    page.get_by_text("Ora scegli l'altra realtà").wait_for()
    page.wait_for_function(f"() => {PICTURE}.waits")
    far = page.evaluate(f"() => {PICTURE}.data.keys[{PICTURE}.rings[1].at(-1)]")
    page.locator('details[data-fold="ranking"] summary').click()
    while not page.locator(f'.ranking [data-pick="{far}"]').count():
        shown = page.locator(".ranking tbody tr").count()
        page.locator(".more").click()
        page.locator(f".ranking tbody tr:nth-child({shown + 1})").wait_for()
    page.wait_for_timeout(300)
    settled(page)
    page.locator(f'.ranking [data-pick="{far}"]').click()
    page.locator(".way li").first.wait_for()
    assert page.locator(".way li").count() == page.evaluate(f"() => {PICTURE}.way.length") - 1 >= 2
    for step in page.locator(".way li").all_inner_texts():
        assert re.search(r"\d+ event[oi] insieme|collaborazione dichiarata", step)
    page.wait_for_url("**to=**")  # the address follows what is drawn
    again = opened(desktop, page.url.removeprefix(desktop.url))
    again.locator(".way li").first.wait_for()
    assert again.evaluate(f"() => {PICTURE}.data.keys[{PICTURE}.way[0]]") == key
    assert desktop.faults == []


def test_colours_can_stand_for_a_measure_and_the_legend_says_which_values(desktop):
    page = opened(desktop, "/rete?colour=betweenness")
    shades = page.locator(".legend .swatch").count()
    assert shades >= 4 and "Intermediazione" in page.locator(".legend").inner_text()
    assert len(page.evaluate(f"() => [...new Set({PICTURE}.nodes.map(n => n.color))]")) == shades


def test_moving_the_picture_tells_the_server_nothing(desktop):
    page, sent = opened(desktop), []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.webSocketFrameSent", lambda frame: sent.append(frame["timestamp"]))
    box = page.locator(".network-place").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 260, steps=5)
    page.mouse.up()
    page.mouse.wheel(0, -300)
    page.get_by_role("button", name="Ingrandisci").click()
    page.wait_for_timeout(500)
    assert sent == []


def test_hostile_names_are_drawn_and_shown_as_text(desktop):
    page = opened(desktop)
    labels = set(page.evaluate(f"() => {PICTURE}.nodes.map(n => n.label)"))
    assert set(hostile.NAMES) - {hostile.NAMES[12]} <= labels
    for number in (0, 3, 4):
        page.goto(f"{desktop.url}/rete?sel=association:bad{number}")
        page.locator(f'details[data-fold="association:bad{number}"]').wait_for(timeout=20_000)
        page.wait_for_selector(READY)
        box = page.locator(".network-place").bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.evaluate(f"() => {hostile.MARK}") is None
    assert desktop.faults == [] and desktop.outside == []


@pytest.mark.parametrize(
    "link",
    ["sel=nessuno", "opened=9.9&since=1066&until=x&least=molto", "mode=tre&colour=%3Cb%3E", "kind=school&kind=x"],
)
def test_a_link_that_names_what_is_not_there_shows_the_network_all_the_same(desktop, link):
    assert opened(desktop, f"/rete?{link}").evaluate(f"() => {PICTURE}.key") == ""
    assert desktop.faults == []


def test_it_can_be_used_on_a_phone(phone):
    page = opened(phone)
    assert phone.widest() <= 0
    node = page.evaluate(MOST_TIED)
    page.mouse.click(node["x"], node["y"])
    page.locator(f'details[data-fold="{node["key"]}"]').wait_for(timeout=15_000)
    assert phone.faults == []


def test_it_speaks_english_too(desktop):
    page = opened(desktop, "/rete?lang=en")
    assert re.search(r"\d+ bodies, \d+ ties", page.locator(".says").inner_text())
