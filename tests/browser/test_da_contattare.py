"""A contact is noted in seconds on a phone: clicks and keystrokes counted, undo at once, the next body comes."""

from __future__ import annotations

from dataclasses import dataclass

from graph.store.opening import open_store
from tests.browser.running import settled

NOTE, STEP = "Parlato con la presidente", "Mandare il programma"
SECONDS_A_CLICK = 1.5
LETTERS_A_SECOND = 40 * 5 / 60
"""Forty words a minute."""


@dataclass
class Hand:
    """Does what a person does, and counts it."""

    page: object
    clicks: int = 0
    keys: int = 0

    def click(self, what: str) -> None:
        self.clicks += 1
        self.page.locator(what).first.click()

    def type(self, text: str) -> None:
        self.keys += len(text)
        self.page.keyboard.type(text)

    @property
    def seconds(self) -> float:
        return self.clicks * SECONDS_A_CLICK + self.keys / LETTERS_A_SECOND


def _contacts(store: str) -> dict[str, dict[str, object]]:
    with open_store(store) as opened:
        return {n.key: dict(n.properties) for n in opened.view("staff").nodes(["contact"])}


def _open(watched: object, path: str = "/da_contattare") -> object:
    watched.open(path, drawn=False)
    page = watched.page
    page.locator("article.call").wait_for()
    later = page.get_by_role("button", name="Più tardi")
    if page.locator(".st-key-who_writes").count():
        later.first.click()
        page.locator(".st-key-who_writes").wait_for(state="detached")
    settled(page)
    return page


def test_a_call_with_note_and_next_step_is_noted_in_twenty_seconds_and_undone_with_one_touch(phone, store):
    page, before = _open(phone), _contacts(store)
    name = page.locator("article.call h2").inner_text()
    hand = Hand(page)
    hand.click(".st-key-contact_note input")
    hand.type(NOTE)
    hand.click(".st-key-contact_step input")
    hand.type(STEP)
    hand.click('.st-key-contact_by button:has-text("tra una settimana")')
    hand.click(".st-key-answer_reached button")
    page.locator(".st-key-contact_told", has_text=name).wait_for()
    settled(page)
    assert (hand.clicks, hand.keys) == (4, len(NOTE + STEP)) and hand.seconds <= 20
    (noted,) = [own for key, own in _contacts(store).items() if key not in before]
    assert (noted["notes"], noted["next_step"], noted["answer"]) == (NOTE, STEP, "reached") and noted["by"]
    assert page.locator("article.call h2").inner_text() != name, "the next body comes by itself"
    typed = [page.locator(f".st-key-contact_{box} input").input_value() for box in ("note", "step")]
    assert typed == ["", ""] and not page.locator('.st-key-contact_by [aria-checked="true"]').count(), (
        "as an empty sheet"
    )
    page.locator(".st-key-contact_undo button").click()
    page.locator(".st-key-contact_told").wait_for(state="detached")
    settled(page)
    assert _contacts(store) == before and page.locator("article.call h2").inner_text() == name
    assert phone.outside == [] and phone.faults == []


def test_nobody_answers_is_one_touch_and_a_name_typed_finds_anyone(phone, store):
    page, before = _open(phone), _contacts(store)
    number = page.locator("a.dial").first
    assert number.get_attribute("href").startswith("tel:") and number.bounding_box()["height"] >= 44
    page.locator(".st-key-whom input").fill("donne marocchine tawassul")
    row = page.locator("button.row").first
    row.wait_for()
    row.click()
    page.locator("article.call h2", has_text="Donne marocchine Tawassul").wait_for()
    settled(page)
    hand = Hand(page)
    hand.click(".st-key-answer_no_answer button")
    page.locator(".st-key-contact_told").wait_for()
    settled(page)
    assert hand.clicks == 1 and len(_contacts(store)) == len(before) + 1
    page.locator(".st-key-contact_undo button").click()
    page.locator(".st-key-contact_told").wait_for(state="detached")
    settled(page)
    assert _contacts(store) == before
