"""How a municipality's name is really written, reduced to words that can be compared. Not which one it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_SEPARATORS = re.compile(r"[^0-9a-z.]+")


def folded(text: str) -> str:
    """Return a text in lower case without accents, apostrophes or punctuation, single spaces between words."""
    return " ".join(words(text))


def words(text: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, without accents, apostrophes, hyphens and dots."""
    return tuple(word for word in (w.replace(".", "") for w in _pieces(text)) if word)


def marked_words(text: str) -> tuple[str, ...]:
    """Return the words as `words` does, an abbreviating dot kept at the end of its word: `berzo`, `s.`, `fermo`."""
    return tuple(word for word in _pieces(text) if word.strip("."))


def _pieces(text: str) -> Sequence[str]:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    spaced = re.sub(r"\.+", ". ", plain)  # S.ANGELO is two words
    return [piece for piece in _SEPARATORS.sub(" ", spaced).split() if piece]
