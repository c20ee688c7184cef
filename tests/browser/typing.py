"""A planner's hand: every click and key of a test is counted, and what it takes is told by the keystroke-level model.

Card, Moran and Newell 1980: 1.1 s to point and press (here to tap, too), 0.3 s a key at 40 words, 200 signs, a minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CLICK, KEY = 1.1, 0.3
IN_SIGHT = "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight - 80; }"


@dataclass
class Hand:
    """What one person does on a page."""

    page: Page
    clicks: int = 0
    keys: int = 0

    @property
    def seconds(self) -> float:
        """Return how long it takes a person."""
        return self.clicks * CLICK + self.keys * KEY

    def click(self, what: Locator) -> None:
        """Point at something and press, or tap it; bringing it into sight is one click more."""
        if not what.evaluate(
            "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight - 80 }"
        ):
            what.scroll_into_view_if_needed()
            self.clicks += 1
        what.click()
        self.clicks += 1

    def type(self, text: str) -> None:
        """Type a text where the cursor is."""
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)
        self.keys += 1
