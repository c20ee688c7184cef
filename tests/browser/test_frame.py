"""What stands round every screen: the few screens used daily on top, the rest in a menu, a name asked once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import authorship


@pytest.fixture
def unsigned() -> Iterator[None]:
    """Forget afterwards the name that a test gave: others sign as they like."""
    yield
    Path(os.environ["XDG_CONFIG_HOME"], "intreccio", "author.txt").unlink(missing_ok=True)


def _menu(page):
    page.get_by_role("button", name="Altro").click()
    page.get_by_text("Le modifiche sono firmate").wait_for()


def test_on_a_phone_the_menu_leads_to_what_does_not_fit_on_top(phone):
    phone.open("/dati", drawn=False)
    page = phone.page
    assert page.get_by_role("link", name="Mappa").is_visible()
    assert not page.get_by_role("link", name="Dati").is_visible()
    _menu(page)
    assert page.get_by_role("link", name="Dati").is_visible()
    page.get_by_role("link", name="Rete").last.click()
    page.wait_for_url("**/rete*")
    assert phone.widest() <= 0


@pytest.mark.usefixtures("unsigned")
def test_a_name_given_in_the_menu_signs_from_then_on(desktop):
    desktop.open("/dati", drawn=False)
    page = desktop.page
    _menu(page)
    page.get_by_label("Firma come").fill("Anna Prova")
    page.get_by_label("Firma come").press("Enter")
    page.get_by_text("Le modifiche sono firmate: Anna Prova").wait_for()
    assert authorship.author() == "Anna Prova"
