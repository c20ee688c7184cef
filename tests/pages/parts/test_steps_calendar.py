"""The address of a calendar of promised steps answers only whoever sits at this machine."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from icalendar import Calendar
from starlette.requests import Request

from graph.store.changes import Changeset, PutNode, PutTie
from graph.store.opening import open_store
from pages.parts import roles, steps_calendar

SOON = (date.today() + timedelta(days=3)).isoformat()


def asked(client: str, **headers: str) -> Request:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": pairs, "client": (client, 40_000)})


@pytest.fixture
def promised(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/own.db"
    monkeypatch.setenv("INTRECCIO_STORE", url)
    monkeypatch.setattr(roles, "author", lambda: "Giulia")
    monkeypatch.setattr(steps_calendar.st, "get_option", lambda name: "127.0.0.1")
    step = {"date": "2026-11-01", "channel": "call", "next_step": "Mandare il programma", "by": SOON}
    with open_store(url) as store:
        for author, key in (("Giulia", "contact:1"), ("Marta", "contact:2")):
            body = PutNode(f"association:{author}", "association", {"name": f"Gruppo di {author}"})
            changes = [body, PutNode(key, "contact", step), PutTie("about", body.key, key)]
            store.apply(Changeset(author, "prova", "form", changes))
    return url


def test_a_calendar_program_on_this_machine_gets_ones_own_steps(promised):
    answer = steps_calendar.feed(asked("127.0.0.1", host="127.0.0.1:8501"))
    (entry,) = Calendar.from_ical(answer.body).walk("VEVENT")
    assert (answer.status_code, answer.media_type) == (200, "text/calendar")
    assert str(entry["summary"]) == "Gruppo di Giulia: Mandare il programma" and entry["dtstart"].dt.isoformat() == SOON


@pytest.mark.parametrize(
    "request_",
    [
        asked("192.168.1.7", host="192.168.1.2:8501"),
        asked("127.0.0.1", host="intreccio.example.org"),
        asked("127.0.0.1", host="127.0.0.1:8501", x_forwarded_for="93.1.2.3"),
        asked("127.0.0.1", host="127.0.0.1:8501", origin="https://elsewhere.example"),
    ],
)
def test_whoever_comes_over_a_network_or_a_proxy_gets_nothing(promised, request_):
    answer = steps_calendar.feed(request_)
    assert (answer.status_code, answer.body) == (404, b"")
