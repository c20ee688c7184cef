"""Ambiti in a browser: the districts side by side on a desk and on a phone, explained, opened, laid beside another."""

from __future__ import annotations

import openpyxl

from tests.browser.running import settled
from tests.browser.test_access import SMALL

FUSO, ORDITO = "district:sample-fuso", "district:sample-ordito"


def test_districts_are_sorted_explained_opened_and_laid_side_by_side(desktop):
    desktop.open("/ambiti", drawn=False)
    page = desktop.page
    page.locator("table.districts").wait_for()
    page.locator('button[data-pick="sort:ties"]').click()
    page.locator('th[aria-sort="descending"] [data-pick="sort:ties"]').wait_for()
    assert page.locator("table.districts tbody th .link").first.inner_text() == "Ambito inventato Conca dell'Ordito"

    page.locator(f'button[data-pick="why:dependence_on_one:{FUSO}"]').click()
    why = page.locator(".why")
    why.wait_for()
    assert "Polisportiva Navetta" in why.inner_text()
    page.locator(f'button[data-pick="why:shape:{FUSO}"]').click()
    page.locator(".why", has_text="stella, se una sola realtà tiene insieme").wait_for()

    page.locator(f'button[data-pick="open:{FUSO}"]').click()
    article = page.locator("article.district")
    article.wait_for()
    assert article.locator(".district-picture svg circle").count() > 10
    page.wait_for_url("**district=*sample-fuso*")
    page.goto(f"{desktop.url}/ambiti?district={FUSO}&district={ORDITO}")
    settled(page)
    page.locator("article.district").nth(1).wait_for()
    page.locator('[data-testid="stPageLink"] a', has_text="Vedi la rete").first.click()
    page.wait_for_url("**/rete?**")
    settled(page)
    assert "sample-fuso" in page.url
    assert desktop.faults == []
    assert desktop.outside == []


def test_on_a_phone_districts_are_cards_and_nothing_scrolls_sideways(phone):
    phone.open("/ambiti", drawn=False)
    page = phone.page
    page.locator("table.districts").wait_for()
    assert phone.widest() <= 0
    assert page.locator("table.districts thead").is_hidden()
    assert page.locator(".cell-label").first.is_visible()
    page.locator(f'button[data-pick="why:isolated:{FUSO}"]').click()
    page.locator(".why").wait_for()
    page.locator(f'button[data-pick="open:{FUSO}"]').click()
    page.locator("article.district").wait_for()
    assert phone.widest() <= 0
    assert page.evaluate(SMALL) == []
    assert phone.faults == []


def test_an_analyst_takes_the_workbook_and_a_report_away(desktop, tmp_path):
    desktop.open("/ambiti", drawn=False)
    page = desktop.page
    page.get_by_role("button", name="Esporta").click()
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name="Ambiti con le definizioni (XLSX)").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert openpyxl.load_workbook(file).sheetnames == ["Ambiti", "Definizioni"]
    page.goto(f"{desktop.url}/ambiti?district={FUSO}")
    settled(page)
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name="Rapporto da stampare").click()
    report = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(report)
    assert report.name.endswith(".html")
    page.goto(report.as_uri())
    page.emulate_media(media="print")
    assert page.locator("h1").inner_text() == "Ambito inventato Piana del Fuso"
    assert page.locator("figure svg").count() >= 3
    assert desktop.outside == []
