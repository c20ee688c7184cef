"""Agenda over a network: events and who organises them, never persons, contacts, notes or a way to change anything."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.exchange import ics
from graph.store.changes import Changeset, PutNode, PutTie
from graph.store.opening import open_store
from pages.parts import frame, roles
from pages.parts.agenda_words import MONTH
from tests.pages.conftest import changes

ROOT = Path(__file__).resolve().parents[2]
AT_HOME = roles.Visit("127.0.0.1", "127.0.0.1", {"Host": "localhost"})
ABROAD = roles.Visit("0.0.0.0", "192.168.1.9", {"Host": "192.168.1.2"})
SECRETS = ("Rosa Segreta", "appunto segreto", "esito segreto", "333 9876543", "035 111")
SOON = (date.today() + timedelta(days=3)).isoformat()


@pytest.fixture
def planted(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/own.db"
    told = {"date": "2026-11-01", "outcome": "esito segreto", "next_step": "esito segreto", "by": SOON}
    secret = (
        PutNode("event:vera", "event", {"name": "Festa vera", "start": SOON, "notes": "appunto segreto"}),
        PutNode("person:rosa", "person", {"name": "Rosa Segreta", "phone": ("333 9876543",)}),
        PutTie("organised", "person:rosa", "event:vera", {"roles": ("lead",)}),
        PutTie("organised", "association:teranga", "event:vera", {"roles": ("co_organiser",)}),
        PutNode("contact:s", "contact", told),
        PutTie("about", "event:vera", "contact:s"),
    )
    with open_store(url) as store:
        store.apply(Changeset("test", "small graph", "test", [*changes(), *secret]))
    monkeypatch.setenv("INTRECCIO_STORE", url)
    return url


def _said(monkeypatch, visit: roles.Visit, **params: str) -> str:
    """Return everything that a screen sends to a browser, components included."""
    monkeypatch.setattr(frame, "visit", lambda: visit)
    screen = AppTest.from_file(str(ROOT / "pages/agenda.py"), default_timeout=30)
    for name, value in params.items():
        screen.query_params[name] = value
    ran = screen.run()
    assert not ran.exception
    return "".join(repr(getattr(element, "proto", "")) for element in ran)


def test_nobody_over_a_network_sees_a_person_a_contact_or_a_note(planted, monkeypatch):
    for params in ({}, {"sel": "event:vera"}, {"view": "month"}, {"when": "past"}, {"sel": "person:rosa"}):
        said = _said(monkeypatch, ABROAD, **params)
        assert [secret for secret in SECRETS if secret in said] == []
    assert "Festa vera" in _said(monkeypatch, ABROAD)
    assert "appunto segreto" in _said(monkeypatch, AT_HOME, sel="event:vera"), "the secret is there to be found"


def test_what_is_taken_away_for_a_calendar_is_what_everyone_may_see(planted):
    with open_store(planted) as store:
        public = ics.chosen(store.view("public"), ["event:vera"]).decode()
        staff = ics.chosen(store.view("staff"), ["event:vera"]).decode()
    assert "Festa vera" in public and "Teranga" in public and "Festa past" not in public
    assert [secret for secret in SECRETS if secret in public] == []
    assert "Rosa Segreta" in staff, "the secret is there to be found"


@pytest.mark.parametrize("month", ["9999-12", "0001-01", "2026-13", "<b>"])
def test_a_month_that_no_calendar_is_drawn_for_shows_this_one(planted, monkeypatch, month):
    next_one = (date.today().replace(day=1) + timedelta(days=32)).isoformat()[:7]
    assert f"{MONTH}{next_one}" in _said(monkeypatch, ABROAD, view="month", month=month)
