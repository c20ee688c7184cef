"""The words of a body's name as they are compared: no case, no accents, dotted letters joined, glued forms parted.

Not what the words mean: legal forms are in `forms`, kinds of body in `kinds`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SMALL = """
di del dello della dell dei degli delle d de da dal dall dalla dai dagli dalle in nel nell nella nello nei negli nelle
a al all alla allo ai agli alle con su sul sull sulla sullo sui per e ed o il lo la l i gli le un una uno tra fra
the of and for et les des du y en to c
"""
SMALL = frozenset(_SMALL.split())
"""Words that tie others together and tell no body from another."""

SAINT = "san"
_SAINTS = frozenset(("san", "sant", "santo", "santa", "santi", "sante", "ss", "sta", "s"))
_DOTTED = """
onlus odv aps ets asd ssd srl spa arl avis aido acli anffas cai ana scs scarl scrl ong
"""
_DOTTED_FORMS = frozenset(_DOTTED.split())
_GLUED = re.compile(r"([a-z]{3,})(onlus)\b")
_GLUED_DOTTED = re.compile(r"([a-z]{3,})(o\.n\.l\.u\.s)\b")
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_NOT_WORD = re.compile(r"[^a-z0-9. ]+")
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]?")


@lru_cache(maxsize=65_536)
def split(name: str) -> tuple[str, ...]:
    """Return the words of a name, abbreviating dots kept at the end of a word: `ass.`, `g.`; `a.s.d.` is `asd`."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _NOT_WORD.sub(" ", _APOSTROPHES.sub(" ", plain))
    plain = _GLUED.sub(r"\1 \2", _GLUED_DOTTED.sub(r"\1 \2", plain))
    pieces: list[str] = []
    for token in plain.split():
        pieces.extend(_token(token))
    return tuple(_saints(_joined(pieces)))


def _token(token: str) -> list[str]:
    """Part one token at its dots; letters with dots between are one word."""
    stripped = token.strip(".")
    if not stripped:
        return []
    dotted = stripped + "."
    if len(stripped) > 1 and _INITIALS.fullmatch(dotted):
        return [stripped.replace(".", "")]
    parts = stripped.split(".")
    if len(parts) == 1:
        return [stripped + "." if token.endswith(".") else stripped]
    result: list[str] = []
    run = ""
    for position, part in enumerate(parts):
        last = position == len(parts) - 1
        if len(part) == 1 and not last:
            run += part
            continue
        if run:
            result.append(run if len(run) > 1 else run + ".")
            run = ""
        if part:
            result.append(part if last and not token.endswith(".") else part + ".")
    return [*result, *([run] if run else [])]


def _joined(pieces: list[str]) -> list[str]:
    """Join letters that stand apart: `o n l u s`, `o.n.l.u s.`, `a s d`."""
    result: list[str] = []
    position = 0
    while position < len(pieces):
        end, run = position, ""
        while end < len(pieces) and len(pieces[end].rstrip(".")) == 1 and pieces[end].rstrip(".").isalpha():
            run += pieces[end].rstrip(".")
            end += 1
        if result and run and result[-1] + run in _DOTTED_FORMS:
            result[-1] += run
        elif len(run) >= 3 or run in _DOTTED_FORMS:
            result.append(run)
        else:
            end = max(end, position + 1)
            result.extend(pieces[position:end])
        position = end
    return result


def _saints(pieces: list[str]) -> list[str]:
    """Fold `S.`, `Santa`, `Sant'` to one word where a name follows."""
    last = len(pieces) - 1
    return [
        SAINT
        if piece.rstrip(".") in _SAINTS and (piece.rstrip(".") != "s" or (position < last and piece.endswith(".")))
        else piece
        for position, piece in enumerate(pieces)
    ]


def plain(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return words without their abbreviating dots."""
    return tuple(word.rstrip(".") for word in words)
