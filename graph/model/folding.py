"""Folding of text for comparison: case, accents, apostrophes and punctuation forgiven."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_NOT_WORD = re.compile(r"[\W_]+", re.UNICODE)
_UNMARKED = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ł": "l", "Ł": "l", "ı": "i", "æ": "ae", "œ": "oe"}
)


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """Return the words of a text in lower case without accents, apart by single spaces.

    Apostrophes part words (`dell'Oglio` → `dell oglio`) and a trailing one stands for an accent
    (`Nardo'` → `nardo`).
    """
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub(" ", text.translate(_UNMARKED)).casefold())
    return _NOT_WORD.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(folded(text).split())
