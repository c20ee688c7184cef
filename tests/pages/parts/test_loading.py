"""Loading from a screen says what it found in the reader's language."""

from __future__ import annotations

from pages.parts import loading
from pages.parts.wording import in_language


def test_what_is_wrong_with_rows_is_said_in_the_reader_s_language_where_it_is_known():
    known = {"manca il nome": "the name is missing"}
    with in_language("en"):
        assert loading.told("manca il nome", known) == "the name is missing"
        assert loading.told("di un carico vecchio", known) == "di un carico vecchio"
    assert loading.told("manca il nome", known) == "manca il nome"
