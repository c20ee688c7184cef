"""Da contattare: one touch notes a contact and the next comes, undo takes it back, and nobody else sees any of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.store.changes import Changeset
from graph.store.opening import open_store
from pages.parts import frame, roles
from pages.parts.contact_form import day_of
from tests.pages.conftest import changes

ROOT = Path(__file__).resolve().parents[2]
AT_HOME = roles.Visit("127.0.0.1", "127.0.0.1", {"Host": "localhost"})
ABROAD = roles.Visit("0.0.0.0", "192.168.1.9", {"Host": "192.168.1.2"})


@pytest.fixture
def own(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/own.db"
    with open_store(url) as store:
        store.apply(Changeset("test", "small graph", "test", changes()))
    monkeypatch.setenv("INTRECCIO_STORE", url)
    monkeypatch.setattr(frame, "visit", lambda: AT_HOME)
    return url


def screen(**params) -> AppTest:
    opened = AppTest.from_file(str(ROOT / "pages/da_contattare.py"), default_timeout=30)
    for name, value in params.items():
        opened.query_params[name] = value
    return opened.run()


def text(ran: AppTest) -> str:
    return " ".join(element.proto.body for element in ran.get("html"))


def contacts(url: str) -> list[dict[str, object]]:
    with open_store(url) as store:
        return [dict(n.properties) for n in store.view("staff").nodes(["contact"]) if n.key != "contact:c"]


def test_one_touch_notes_the_contact_and_the_next_body_comes(own):
    ran = screen()
    first = text(ran)
    assert 'class="why"' in first
    ran.button(key="answer_no_answer").click().run()
    assert not ran.exception and text(ran) != first and "non risponde" in text(ran)
    (noted,) = contacts(own)
    assert (noted["date"], noted["channel"], noted["answer"]) == (date.today().isoformat(), "call", "no_answer")
    assert "1 contatto annotato oggi" in text(ran)


def test_note_step_and_day_are_kept_and_the_fields_are_empty_for_the_next(own):
    ran = screen(**{"with": "association:teranga"})
    ran.text_input(key="contact_note").set_value("Gentili").run()
    ran.text_input(key="contact_step").set_value("Mandare il volantino").run()
    ran.pills(key="contact_by").set_value("week").run()
    ran.button(key="answer_reached").click().run()
    (noted,) = contacts(own)
    by = (date.today() + timedelta(days=7)).isoformat()
    assert (noted["notes"], noted["next_step"], noted["by"]) == ("Gentili", "Mandare il volantino", by)
    assert not ran.text_input(key="contact_note").value and ran.pills(key="contact_by").value is None


def test_undo_takes_it_back_and_shows_the_same_body_again(own):
    ran = screen(**{"with": "association:vatra"})
    ran.button(key="answer_met").click().run()
    assert contacts(own)[0]["channel"] == "meeting"
    ran.button(key="contact_undo").click().run()
    assert contacts(own) == [] and "Vatra" in text(ran)


def test_call_back_and_later_promise_a_day_without_typing(own):
    ran = screen(**{"with": "association:teranga"})
    ran.button(key="call_back_tomorrow").click().run()
    by = (date.today() + timedelta(days=1)).isoformat()
    assert [(c["answer"], c["next_step"], c["by"]) for c in contacts(own)] == [("call_back", "Richiamare", by)]
    again = screen(**{"with": "association:teranga"})
    again.button(key="later_month").click().run()
    assert len(contacts(own)) == 1 and contacts(own)[0]["by"] == day_of("month", date.today())


def test_skipping_changes_nothing_and_the_end_of_the_list_says_so(own):
    ran = screen()
    for _ in range(20):
        if not [b for b in ran.button if b.key == "skip"]:
            break
        ran.button(key="skip").click().run()
    assert "Hai scorso tutto" in text(ran) and contacts(own) == []
    ran.button(key="again").click().run()
    assert [b for b in ran.button if b.key == "skip"]


def test_who_comes_over_a_network_sees_no_contact_no_phone_and_no_button(own, monkeypatch):
    monkeypatch.setattr(frame, "visit", lambda: ABROAD)
    ran = screen(**{"with": "association:teranga"})
    assert not ran.exception and not ran.button
    assert "035 111" not in text(ran) and "Teranga" not in text(ran)


@pytest.mark.parametrize(
    ("choice", "expected"), [("tomorrow", "2027-02-01"), ("week", "2027-02-07"), ("month", "2027-02-28"), ("", "")]
)
def test_quick_days_are_real_days(choice, expected):
    assert day_of(choice, date(2027, 1, 31)) == expected
