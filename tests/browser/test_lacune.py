"""Lacune as a person uses it: read what is missing and why, see it drawn, open who is meant, share the link."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta

import openpyxl
import pytest

from graph.store.changes import Changeset, PutNode
from graph.store.opening import open_store
from tests.browser import hostile
from tests.browser.conftest import PHONE
from tests.browser.running import map_drawn, running, settled

LINES = "() => window.intreccioMaps.gap_map.lines.getLayers().map(l => l.options.dashArray)"
NETWORK = "window.intreccioNetworks.gap_network"


def opened(watched, path: str = "/lacune"):
    watched.open(path, drawn=False)
    watched.page.wait_for_selector(".gap-card", timeout=30_000)
    settled(watched.page)
    return watched.page


def test_a_gap_says_why_and_what_it_would_change_and_the_link_shows_the_same(desktop):
    page = opened(desktop)
    page.locator(".gap-card").nth(2).click()
    page.locator(".gap-open").wait_for()
    said = page.locator(".gap-why").inner_text()
    assert "Perché" in said and "Che cosa cambierebbe" in said and "%" in said
    page.wait_for_url(re.compile("gap="))
    again = opened(desktop, page.url.removeprefix(desktop.url))
    assert again.locator(".gap-why").inner_text() == said
    assert desktop.faults == [] and desktop.outside == []


def test_a_gap_opened_from_far_down_the_list_comes_into_sight(desktop, phone):
    for watched in (desktop, phone):
        page = opened(watched)
        last = page.locator(".gap-card").last
        last.scroll_into_view_if_needed()
        last.click()
        page.locator(".gap-open").wait_for()
        page.wait_for_function(
            "() => { const top = document.querySelector('.gap-open h2').getBoundingClientRect().top;"
            " return top >= 0 && top < innerHeight; }",
            timeout=20_000,
        )


def test_gaps_are_dotted_lines_on_the_map_and_the_open_one_stands_alone_with_its_common_partners(desktop):
    page = opened(desktop, "/lacune?kind=likely-tie")
    map_drawn(page)
    assert len(page.evaluate(LINES)) > 5 and set(page.evaluate(LINES)) == {"2 7"}
    page.locator(".gap-card").first.click()
    page.locator(".gap-open").wait_for()
    page.wait_for_function(f"() => ({LINES})().filter(Boolean).length === 1", timeout=20_000)
    assert None in page.evaluate(LINES), "ties to common partners are solid"


def test_the_pair_is_dotted_in_the_network_with_everyone_else_faded(desktop):
    page = opened(desktop, "/lacune?kind=likely-tie&view=network")
    page.wait_for_selector(".network-root[data-ready]:not([data-ready=''])")
    page.locator(".gap-card").first.click()
    page.wait_for_function(f"() => {NETWORK}.key && {NETWORK}.pair && {NETWORK}.ghosts.length === 1")
    names = page.evaluate(f"() => {NETWORK}.egoRows().centres.map(i => {NETWORK}.nodes[i].label)")
    assert all(name in page.locator(".gap-open h2").inner_text() for name in names) and len(names) == 2


def test_the_kinds_can_be_chosen_and_each_says_its_rule(desktop):
    page = opened(desktop)
    page.get_by_role("button", name="Scuole non raggiunte").click()
    page.wait_for_url(re.compile("kind=school"))
    settled(page)
    assert {k.split(" · ")[0] for k in page.locator(".gap-card .gap-kind").all_inner_texts()} == {
        "scuola non raggiunta"
    }
    rule = page.locator(".says").inner_text()
    assert "scuole mappate" in rule and "stranieri" in rule
    page.locator(".gap-card").first.click()
    assert "residenti" in page.locator(".gap-why").inner_text()


def test_every_kind_of_gap_opens_with_its_reasons_on_the_map_whatever_it_is_about(desktop):
    for kind in ("fragile", "territory", "service"):
        page = opened(desktop, f"/lacune?kind={kind}")
        map_drawn(page)
        page.locator(".gap-card").first.click()
        page.locator(".gap-why .weights li").first.wait_for(timeout=20_000)
        assert "Che cosa cambierebbe" in page.locator(".gap-why").inner_text(), kind
    assert desktop.faults == [] and desktop.outside == []


def test_a_district_leaves_only_its_own_gaps(desktop):
    page = opened(desktop)
    page.get_by_role("button", name="Filtri").click()
    page.get_by_role("combobox").first.click()
    page.keyboard.type("Ambito inventato Conca")
    page.get_by_role("option", name=re.compile("Ambito inventato Conca")).first.click()
    page.wait_for_url(re.compile("district="))
    settled(page)
    kinds = page.locator(".gap-card .gap-kind").all_inner_texts()
    assert kinds and all("Ambito inventato Conca" in kind for kind in kinds)


def test_the_cards_of_the_members_open_beside(desktop):
    page = opened(desktop, "/lacune?kind=isolate")
    page.locator(".gap-card").first.click()
    member = page.locator(".gap-why .who .link").first
    member.wait_for()
    key = member.get_attribute("data-pick")
    member.click()
    page.locator(f'details[data-fold="{key}"]').wait_for(timeout=15_000)
    page.get_by_role("button", name="Torna all'elenco").click()
    page.locator(".gap-open").wait_for(state="detached")


def test_what_is_invented_is_marked_in_the_list_and_when_open(desktop):
    page = opened(desktop)
    card = page.locator(".gap-card:has(.mark-invented)").first
    card.click()
    page.locator(".gap-open .mark-invented").wait_for(timeout=15_000)


def test_hostile_names_are_shown_as_text_and_run_nowhere(desktop):
    page = opened(desktop, "/lacune?kind=school")
    for _ in range(8):
        if not page.locator("button.more").count():
            break
        page.locator("button.more").click()
        settled(page)
    shown = {" ".join(text.split()) for text in page.locator(".gap-card .gap-pair").all_inner_texts()}
    bad = [name for name in hostile.NAMES if " ".join(name.split()) in shown]
    assert bad, "some hostile names are gaps"
    page.locator(".gap-card").filter(has=page.locator(".gap-pair", has_text=bad[0])).first.click()
    page.locator(".gap-open h2", has_text=bad[0]).wait_for(timeout=15_000)
    assert page.evaluate(f"() => {hostile.MARK}") is None and "1337" not in page.content()
    assert desktop.faults == [] and desktop.outside == []


def test_it_can_be_used_on_a_phone_and_in_english(phone):
    page = opened(phone, "/lacune?lang=en")
    assert phone.widest() <= 0
    page.locator(".gap-card").first.click()
    page.locator(".gap-open").wait_for()
    assert "What it would change" in page.locator(".gap-why").inner_text()
    assert phone.widest() <= 0 and phone.faults == []


def test_a_link_to_a_gap_that_is_gone_shows_the_list(desktop):
    page = opened(desktop, "/lacune?gap=gap:nessuna&kind=x&view=giro&sel=niente")
    assert page.locator(".gap-open").count() == 0 and page.locator(".gap-card").count() > 0
    assert desktop.faults == []


@pytest.fixture(scope="module")
def desk(store, tmp_path_factory) -> Iterator[tuple[str, str]]:
    """Run the app on a copy of the store that may be written to; yield where it answers, and the copy's address."""
    folder = tmp_path_factory.mktemp("bench")
    shutil.copy(store.removeprefix("sqlite:///"), folder / "bench.db")
    url = f"sqlite:///{folder}/bench.db"
    with running(url, folder / "app.log", environment={"INTRECCIO_AUTHOR": "Giulia"}) as address:
        yield address, url


def _counts(page, wanted: str) -> None:
    page.locator(".gap-counts", has_text=wanted).wait_for(timeout=20_000)


def test_a_gap_taken_up_becomes_an_event_and_closes_itself_once_held_and_says_what_was_gained(desk, watch):
    address, url = desk
    watched = watch(address)
    page = opened(watched, "/lacune?kind=likely-tie")
    page.locator(".gap-card").first.click()
    names = page.locator(".gap-open h2").inner_text()
    page.get_by_role("button", name="Prendi in carico").click()
    page.get_by_label("Titolo dell'evento").fill("Cena insieme")
    page.get_by_role("button", name="Salva", exact=True).click()
    page.locator(".gap-said", has_text="Presa in carico · Giulia").wait_for(timeout=20_000)
    assert "Cena insieme" in page.locator(".gap-next").inner_text()
    _counts(page, "Prese in carico: 1")
    with open_store(url) as store:
        (mark,) = store.gap_marks()
        held = PutNode(mark.step, "event", {"start": (date.today() - timedelta(days=1)).isoformat()})
        store.apply(Changeset("test", "the day has come", "form", [held]))
    page = opened(watched, "/lacune?kind=likely-tie&status=done")
    assert page.locator(".gap-card").count() == 1
    page.locator(".gap-card").click()
    gained = page.locator(".gap-gain")
    gained.wait_for(timeout=20_000)
    assert re.search("«Cena insieme» ha portato .*legam", gained.inner_text())
    assert page.locator(".gap-open h2").inner_text() == names.replace("potrebbe lavorare con", "lavora con") != names
    assert watched.faults == [] and watched.outside == []


def test_a_gap_is_put_aside_with_a_reason_only_and_can_be_opened_again(desk, watch):
    watched = watch(desk[0], PHONE)
    page = opened(watched, "/lacune?kind=isolate")
    page.locator(".gap-card").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Non serve, perché…").press("Enter")
    page.get_by_role("button", name="Metti da parte").click()
    page.get_by_text("Scrivere il motivo").wait_for(timeout=20_000)
    page.get_by_label("Perché non serve?").fill("<b>si conoscono</b>")
    page.get_by_role("button", name="Metti da parte").click()
    said = page.locator(".gap-said", has_text="<b>si conoscono</b>")
    said.wait_for(timeout=20_000)
    assert watched.widest() <= 0
    _counts(page, "Messe da parte: 1")
    page.get_by_role("button", name="Riapri").click()
    _counts(page, "Messe da parte: 0")
    assert watched.faults == []


def test_the_list_can_be_searched_and_taken_away(desktop):
    page = opened(desktop, "/lacune?kind=likely-tie")
    name = page.locator(".gap-card .gap-pair").nth(3).inner_text().split("\n")[0].strip()
    page.get_by_label("Cerca per nome").fill(name)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q="))
    settled(page)
    pairs = page.locator(".gap-card .gap-pair").all_inner_texts()
    assert pairs and all(name in pair for pair in pairs)
    page.get_by_role("button", name="Esporta").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Foglio Excel").click()
    assert download.value.suggested_filename == "lacune.xlsx"
    rows = list(openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))["Lacune"].values)
    assert len(rows) > 1 and rows[0][:2] == ("Tipo", "Chi")


def test_opening_a_gap_sends_neither_map_nor_other_gaps_again(desktop):
    page = opened(desktop, "/lacune?kind=likely-tie")
    map_drawn(page)
    page.wait_for_selector('[data-trust="ready"]', timeout=30_000)
    settled(page)
    session, received = page.context.new_cdp_session(page), []
    session.send("Network.enable")
    session.on("Network.webSocketFrameReceived", lambda f: received.append(len(f["response"]["payloadData"])))
    page.locator(".gap-card").first.click()
    page.locator(".gap-why").wait_for()
    settled(page)
    assert sum(received) < 60_000
