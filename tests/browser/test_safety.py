"""Names are text: whatever is stored, nothing of it runs, nothing breaks, nothing leaves the machine."""

from __future__ import annotations

import urllib.request

import pytest

from tests.browser import hostile

SCREENS = ("/", "/rete", "/misure", "/confronto", "/lacune", "/ambiti", "/dati")
LIVES = ".st-key-nav"


def _quiet(watched):
    page = watched.page
    assert page.evaluate(f"() => {hostile.MARK}") is None, "a stored name ran in the browser"
    assert "1337" not in page.content(), "a stored name ran on the server"
    assert watched.faults == []
    assert watched.outside == []
    assert page.locator(LIVES).is_visible()


@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_full_of_hostile_names_runs_none_and_asks_no_other_machine(desktop, path):
    desktop.open(path, drawn=path == "/")
    desktop.page.wait_for_timeout(400)
    _quiet(desktop)


def test_every_hostile_name_is_shown_as_written_in_list_card_and_tooltip(desktop):
    desktop.open("/?communities=SN&languages=wo&topics=women&kind=association")
    page = desktop.page
    for number, name in enumerate(hostile.NAMES):
        page.locator(f'button.row[data-pick="association:bad{number}"]').click()
        card = page.locator(f'article.card:has(details[data-fold="association:bad{number}"])')
        card.wait_for(timeout=8000)
        shown = card.locator("h2 span:not(.sign)").inner_text()
        assert " ".join(shown.split()) == " ".join(name.split())
        card.locator("summary").click()
        assert card.locator("dd", has_text=name[:20].strip()).count() >= 1
    tip = "n => { const m = window.intreccioMaps.mappa; const d = m.byKey.get(`association:bad${n}`); "
    tip += "d.fire('mouseover', {latlng: d.getLatLng()}, true); return m.dotLayer.getTooltip().getElement()"
    tip += ".querySelector('b').textContent; }"
    assert [page.evaluate(tip, n) for n in range(len(hostile.NAMES))] == list(hostile.NAMES)
    _quiet(desktop)


def test_a_hostile_address_bar_is_words_to_look_for(desktop):
    desktop.open(
        f"/?q=%3Cscript%3E{hostile.MARK}=1%3C/script%3E&sel=%22%3E%3Cimg%20src=x%3E&near=1,NaN&kind=%7B%7B7*191%7D%7D"
    )
    assert desktop.page.get_by_label("Cerca").input_value() == f"<script>{hostile.MARK}=1</script>"
    _quiet(desktop)


def test_every_answer_forbids_other_machines_and_guessing_types(app):
    for path in ("/", "/dati", "/app/static/vendor/leaflet.js", "/_stcore/health", "/app/static/nothing.js"):
        request = urllib.request.Request(app + path)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                headers = answer.headers
        except urllib.error.HTTPError as error:
            headers = error.headers
        assert "default-src 'self'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "same-origin", path


def test_the_page_says_its_language_and_its_name(app):
    for query, language in (("", "it"), ("?lang=en", "en"), ("?lang=%22%3E", "it")):
        with urllib.request.urlopen(f"{app}/{query}", timeout=10) as answer:
            body = answer.read().decode()
        assert f'<html lang="{language}">' in body
        assert "<title>Intreccio</title>" in body


def test_the_browser_refuses_what_a_script_would_ask_of_another_machine(desktop):
    desktop.open("/dati", drawn=False)
    refused = desktop.page.evaluate("() => fetch('https://example.org/').then(() => 'asked', error => error.message)")
    assert refused != "asked"
    assert any("Content Security Policy" in fault for fault in desktop.faults)
