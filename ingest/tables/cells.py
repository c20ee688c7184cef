"""One cell of a file: as text when it comes in, harmless in a spreadsheet when it goes out."""

from __future__ import annotations

import re

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_PLAIN_NUMBER = re.compile(r"[+-]?[\d\s.,]+|-")
_GUARDED = re.compile(r"'(?=[=+\-@\t\r\n|%])")
_NULLS = frozenset(
    {"non disponibile", "non disp.", "n.d.", "n.d", "n/d", "#n/d", "#n/a", "n.a.", "n/a", "non pervenuto"}
)
_EXACT_NULLS = frozenset({"-", "--", "---", "–", "—", "NULL", "NaN", "nan", "None"})


def neutral(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before it where needed.

    Plain numbers, negative ones included, stay as they are.
    """
    if text.startswith(_STARTS_FORMULA) and not _PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text


def unguarded(text: str) -> str:
    """Return a text without the apostrophe that `neutral` put before it."""
    return _GUARDED.sub("", text, count=1) if text.startswith("'") else text


def is_null(text: str) -> bool:
    """Tell whether a cell says that there is no value (`Non Disponibile`, `n.d.`, `-`)."""
    plain = text.strip()
    return not plain or plain in _EXACT_NULLS or plain.casefold() in _NULLS
