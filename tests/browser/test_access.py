"""Every screen can be used by everyone: on a phone, with a keyboard, with a screen reader."""

from __future__ import annotations

import pytest

from tests.browser.running import settled

SCREENS = (
    "/",
    "/rete",
    "/misure",
    "/confronto",
    "/lacune",
    "/ambiti",
    "/agenda",
    "/da_contattare",
    "/dati",
    "/storia?rev=1",
    "/importa",
    "/scheda",
    "/unisci?a=association:bad13&b=association:bad14",
)
SMALL = """() => [...document.querySelectorAll('button, a[href], summary, input, [role=tab]')].filter(e => {
  const r = e.getBoundingClientRect();
  if (r.width <= 1 || r.height <= 1 || getComputedStyle(e).visibility === 'hidden') return false;
  if (e.closest('.leaflet-control-attribution, p, li:not(.rows > li), .quiet')) return false;
  if (e.tabIndex < 0) return false;  // kept for forms, never touched
  if (e.tagName === 'INPUT') return e.closest('div')?.getBoundingClientRect().height < 36;
  return r.height < 43;
}).map(e => [e.tagName, e.className, e.innerText || e.outerHTML.slice(0, 200), e.getBoundingClientRect().height])"""


def _taking_up(page) -> None:
    """Open a gap and the form that takes it up."""
    page.locator(".gap-card").first.click()
    page.locator('[data-pick="do:take"]').click()
    page.locator(".st-key-take_up [data-testid=stMultiSelect]").wait_for(timeout=15_000)
    settled(page)


@pytest.mark.parametrize("path", SCREENS)
def test_nothing_scrolls_sideways_on_a_phone(phone, path):
    phone.open(path, drawn=path == "/")
    assert phone.widest() <= 0


@pytest.mark.parametrize("path", SCREENS)
def test_what_is_touched_on_a_phone_is_large_enough(phone, path):
    phone.open(path, drawn=path == "/")
    assert phone.page.evaluate(SMALL) == []


@pytest.mark.parametrize("path", SCREENS)
def test_no_serious_barrier_on_a_screen(desktop, path):
    from axe_playwright_python.sync_playwright import Axe

    desktop.open(path, drawn=path == "/")
    if path == "/":
        desktop.page.locator("button.row").first.click()
        desktop.page.locator("article.card").wait_for()
    elif path == "/lacune":
        _taking_up(desktop.page)
    found = Axe().run(desktop.page).response["violations"]
    serious = [
        (v["id"], v["help"], [n["html"][:160] for n in v["nodes"][:3]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_map_and_list_can_be_used_with_the_keyboard_alone(desktop):
    desktop.open()
    page = desktop.page
    page.locator("button.row").nth(2).focus()
    key = page.evaluate("() => document.activeElement.dataset.pick")
    page.keyboard.press("Enter")
    page.locator(f'details[data-fold="{key}"]').wait_for(timeout=5000)
    page.locator("article.card summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("article.card details").get_attribute("open") is not None
    page.locator(".leaflet-control-zoom-in").focus()
    zoom = page.evaluate("() => window.intreccioMaps.mappa.map.getZoom()")
    page.keyboard.press("Enter")
    page.wait_for_function("z => window.intreccioMaps.mappa.map.getZoom() > z", arg=zoom)
