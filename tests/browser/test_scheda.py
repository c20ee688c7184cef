"""Adding and changing a record: fast, once, with nothing typed lost and nothing overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from graph.store.changes import Changeset, PutNode
from graph.store.opening import open_store
from tests.browser.conftest import DESKTOP, PHONE, Watched
from tests.browser.hostile import NAMES
from tests.browser.running import running
from tests.browser.typing import Hand
from tests.pages.conftest import SERIATE, changes

ENOUGH = 120
CANDIDATE = "body:80051890152"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a store that these tests may write to."""
    url = f"sqlite:///{tmp_path_factory.mktemp('scheda')}/desk.db"
    with open_store(url) as store:
        store.apply(Changeset("test", "small graph", "test", changes()))
        known = {"name": "Tessitrici di Seriate", "municipality": SERIATE, "candidate": True}
        hostile = [PutNode(f"association:h{i}", "association", {"name": f"{n} ostile"}) for i, n in enumerate(NAMES)]
        register = PutNode(CANDIDATE, "organisation", {**known, "fiscal_code": "80051890152"})
        store.apply(Changeset("test", "more", "test", [register, *hostile]))
    return url


@pytest.fixture(scope="module")
def desk(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the app on that store."""
    folder = tmp_path_factory.mktemp("desk")
    with running(url, folder / "app.log", environment={"INTRECCIO_AUTHOR": "Giulia"}) as address:
        yield address


@pytest.fixture
def form(desk: str, watch: Callable[..., Watched]) -> Callable[..., Watched]:
    """Return how to open the form."""

    def opened(path: str = "/scheda", size: dict[str, int] = DESKTOP) -> Watched:
        watched = watch(desk, size)
        watched.open(path, drawn=False)
        watched.page.wait_for_selector(".entry-root[data-ready]")
        return watched

    return opened


def _save(page, hand=None):
    button = page.locator(".entry-save").last
    hand.click(button) if hand else button.click()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_association_with_address_communities_and_first_call_is_in_within_two_minutes(
    form, url, size, record_property
):
    watched = form(size=size)
    page, hand = watched.page, Hand(watched.page)
    name = f"Amici del Gambia {'scrivania' if size is DESKTOP else 'telefono'}"
    hand.click(page.locator("#entry-name"))
    hand.type(name)
    hand.press("Tab")
    hand.type("Seria")
    hand.press("Enter")
    page.wait_for_selector(".entry-map[data-ready]")
    hand.click(page.locator("#entry-address"))
    hand.type("via Paderno 40")
    page.locator(".entry-place", has_text="Seriate").wait_for()
    hand.click(page.locator(".entry-map"))
    page.locator(".entry-place-sure").wait_for()
    hand.click(page.locator("#entry-communities"))
    hand.type("gamb")
    hand.press("Enter")
    hand.type("sene")
    hand.press("Enter")
    hand.click(page.locator("#entry-phone"))
    hand.type("035 2940 112")
    hand.click(page.locator(".entry-contact summary"))
    hand.click(page.get_by_role("button", name="raggiunto"))
    hand.click(page.locator("#entry-contact-next_step"))
    hand.type("incontro in sede")
    hand.click(page.get_by_role("button", name="tra una settimana"))
    _save(page, hand)
    page.locator(".st-key-entry_done").wait_for()
    record_property("clicks, keys, seconds", (hand.clicks, hand.keys, round(hand.seconds)))
    assert hand.seconds <= ENOUGH
    with open_store(url) as store:
        view = store.view("staff")
        (node,) = [n for n in view.nodes(["association"]) if n.name == name]
        (tie,) = view.ties_of(node.key)
        contact = view.node(tie.target)
    assert (node.text("municipality"), node.many("communities")) == (SERIATE, ("GM", "SN"))
    assert node.properties["place_confirmed"] is True
    assert (contact.text("channel"), contact.text("answer"), contact.text("date")) == (
        "call",
        "reached",
        date.today().isoformat(),
    )
    assert page.evaluate("() => Object.keys(localStorage).filter(k => k.startsWith('intreccio.entry')).length") == 0
    assert (watched.outside, watched.faults) == ([], [])


def test_a_reload_and_a_lost_connection_lose_nothing_that_was_typed(form):
    watched = form()
    page = watched.page
    page.fill("#entry-name", "Bozza di prova")
    page.get_by_role("button", name="Senegal", exact=True).click()
    page.context.set_offline(True)
    page.fill("#entry-phone", "035 77")
    page.context.set_offline(False)
    page.reload()
    page.wait_for_selector(".entry-root[data-ready]")
    assert page.input_value("#entry-name") == "Bozza di prova"
    assert page.input_value("#entry-phone") == "035 77"
    assert page.get_by_role("button", name="Senegal", exact=True).get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Ricomincia da capo").click()
    page.wait_for_function("() => document.querySelector('#entry-name').value === ''")


def test_a_body_of_a_register_is_offered_while_typing_and_becomes_an_association_with_what_was_typed(form, url):
    page = form().page
    page.fill("#entry-phone", "035 99887")
    page.locator("#entry-name").press_sequentially("tessitr")
    offer = page.locator(f'.entry-like li[data-key="{CANDIDATE}"]')
    offer.get_by_role("button", name="È questa").click()
    page.wait_for_function("() => document.querySelector('#entry-municipality')?.value === 'Seriate'")
    assert page.input_value("#entry-name") == "Tessitrici di Seriate"
    assert page.input_value("#entry-phone") == "035 99887"
    _save(page)
    page.locator(".st-key-entry_done").wait_for()
    with open_store(url) as store:
        node = store.view("staff").node(CANDIDATE)
    assert (node.kind, node.properties.get("candidate"), node.many("phone")) == ("association", None, ("035 99887",))


def test_another_one_of_the_same_name_is_remembered_as_another(form, url):
    page = form().page
    page.fill("#entry-name", "Teranga")
    page.locator("#entry-municipality").press_sequentially("Bergamo")
    page.keyboard.press("Enter")
    page.wait_for_selector(".entry-map[data-ready]")
    offer = page.locator('.entry-like li[data-key="association:teranga"]')
    offer.get_by_text("stesso comune").wait_for()
    offer.get_by_role("button", name="È un'altra").click()
    offer.wait_for(state="detached")
    _save(page)
    page.locator(".st-key-entry_done").wait_for()
    with open_store(url) as store:
        decided = store.decisions()
    assert [same for pair, same in decided.items() if "association:teranga" in pair] == [False]


def test_the_second_of_two_planners_sees_what_the_first_changed_and_decides(form, url):
    first, second = form("/scheda?key=association:vatra").page, form("/scheda?key=association:vatra").page
    for page, words in ((first, "Vatra di Seriate"), (second, "Vatra, gruppo albanese")):
        page.fill("#entry-name", words)
    _save(first)
    first.locator(".st-key-entry_done").wait_for()
    _save(second)
    contested = second.locator('.entry-contested[data-field="name"]')
    contested.get_by_text("Vatra di Seriate").wait_for()
    go = second.locator(".entry-conflict .entry-save")
    assert go.is_disabled()
    with open_store(url) as store:
        assert store.view("staff").node("association:vatra").name == "Vatra di Seriate"
    contested.locator('input[value="mine"]').check()
    go.click()
    second.locator(".st-key-entry_done").wait_for()
    with open_store(url) as store:
        assert store.view("staff").node("association:vatra").name == "Vatra, gruppo albanese"


def test_what_is_wrong_is_said_beside_its_field_and_the_cursor_goes_there(form):
    page = form().page
    page.fill("#entry-phone", "pippo")
    _save(page)
    problem = page.locator("#entry-name-problem")
    problem.get_by_text("obbligatoria").wait_for()
    assert page.locator("#entry-phone-problem").inner_text().startswith("Telefono non valido")
    assert page.evaluate("() => document.activeElement.id") == "entry-name"
    assert page.locator("#entry-name").get_attribute("aria-invalid") == "true"


def test_hostile_names_are_offered_as_they_are_written(form):
    watched = form()
    page = watched.page
    page.locator("#entry-name").press_sequentially("ostile")
    page.locator(".entry-like li").first.wait_for()
    page.goto(f"{watched.url}/scheda?key=association:h3")
    page.wait_for_selector(".entry-root[data-ready]")
    assert page.input_value("#entry-name") == f"{NAMES[3]} ostile"
    assert page.evaluate("() => window.__ran") is None
    assert watched.faults == []


def test_the_form_is_worked_by_keyboard_alone(form):
    page = form().page
    page.focus("#entry-name")
    page.keyboard.type("Solo tasti")
    page.keyboard.press("Tab")
    page.keyboard.type("Dalm")
    page.locator("#entry-municipality-offers li").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#entry-municipality") == "Dalmine"
    page.keyboard.press("Control+Enter")
    page.locator(".st-key-entry_done").wait_for()
