"""The signs of a typed address: one spelling for accents and apostrophes, then words, digits and marks.

It knows how things are written, not what they mean: that is `ingest.places.address`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum


class Sign(Enum):
    """What a token is."""

    WORD = "word"
    DIGITS = "digits"
    SEPARATOR = "separator"  # comma, spaced hyphen, semicolon, bracket: `note` holds what a bracket said
    JOINT = "joint"  # slash, or a hyphen without spaces
    NUMBER_MARK = "number mark"  # N., N°, NR, CIVICO before digits
    NO_NUMBER = "no number"  # SNC, S/N, SENZA NUMERO
    KILOMETRE = "kilometre"
    CARE_OF = "care of"  # C/O, PRESSO


@dataclass(frozen=True, slots=True)
class Token:
    """One sign of a folded text.

    Attributes
    ----------
    dotted
        A full stop follows: the word may be shortened.
    elided
        An apostrophe follows, then at once a letter: `D'`, `DELL'`.
    glued
        Nothing stands between it and what comes before.
    """

    sign: Sign
    text: str
    dotted: bool = False
    elided: bool = False
    glued: bool = False
    note: str = ""


_SIGNS = re.compile(
    r"""
    (?P<bracket>\([^)]*\)?|\[[^\]]*\]?)
  | (?P<no_number>(?<![A-Z])(?:S\.?\s?N\.?\s?C(?![A-Z])\.?|S\s?/\s?N(?:\s?/?\s?C)?(?![A-Z])\.?|S\.N\.(?!\s?[A-Z])
        |SN(?![A-Z])|SENZA\s+(?:NUMERO|NUM|N)(?![A-Z])\.?(?:\s+CIVICO)?))
  | (?P<kilometre>(?<![A-Z])(?:(?:AL|DAL)\s+)?(?:PROGR?\.?\s*)?(?:K\.?\s?M(?![A-Z])|CHILOMETRO|PK(?=\s?\d))\.?
        \s*[:.]?\s*(?P<km>\d[\d.,+/]*)?|(?<!\d)\d{1,3}\+\d{3}(?!\d))
  | (?P<care_of>(?<![A-Z])(?:C\s?/\s?O(?![A-Z])|C/(?=[A-Z]{3})|PRESSO(?![A-Z])|C\.O\.))
  | (?P<number_mark>(?<![A-Z/])(?:N(?:UMERO|UM|\.?\s?RO|R|N|O)?|CIVICO|CIV|NUMERO\s+CIVICO|N\.?\s?CIV|N\.?C)(?![A-Z])
        \s*[.°?:*]*\s*(?=\d{1,4}(?!\d)))
  | (?P<digits>\d+)
  | (?P<word>S\.\s?T[OAEI](?![A-Z])|[A-Z]+)
  | (?P<apostrophe>')
  | (?P<dot>\.)
  | (?P<joint>/|\\|(?<=\S)-(?=\S))
  | (?P<separator>[,;:|\n\t]|[-–—])
    """,
    re.VERBOSE,
)
_APOSTROPHES = str.maketrans(
    dict.fromkeys("’‘`´ʼ′‛", "'") | {"º": "°", "ª": "°", "^": "°", '"': " ", "«": " ", "»": " "}
)


def fold(text: str) -> str:
    """Return a text in upper case without accents, its apostrophes and ordinal marks in one spelling."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).upper()
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def tokens(text: str) -> list[Token]:
    """Return the signs of a typed text, in order; what is no sign at all is left out."""
    folded = fold(text)
    result: list[Token] = []
    end = 0
    for found in _SIGNS.finditer(folded):
        glued = found.start() == end and bool(result)
        end = found.end()
        _append(result, found, folded, glued)
    return result


def same(text: str) -> str:
    """Return an address as it is compared with another: case, accents, punctuation and `N.` do not make another one."""
    return " ".join(token.text for token in tokens(text) if token.sign in (Sign.WORD, Sign.DIGITS))


def _append(result: list[Token], found: re.Match[str], folded: str, glued: bool) -> None:
    kind, value = str(found.lastgroup), found.group()
    if kind == "km":
        kind = "kilometre"
    if kind in ("dot", "apostrophe"):
        if result and glued:
            elided = kind == "apostrophe" and folded[found.end() : found.end() + 1].isalpha()
            last = result[-1]
            result[-1] = Token(
                last.sign, last.text, last.dotted or kind == "dot", last.elided or elided, last.glued, last.note
            )
    elif kind == "bracket":
        result.append(Token(Sign.SEPARATOR, "(", note=value.strip("()[] ")))
    elif kind == "kilometre":
        result.append(Token(Sign.KILOMETRE, found.group("km") or value))
    else:
        text = "SAN" if kind == "word" and "." in value else value  # `S.TO`
        result.append(Token(Sign[kind.upper()], text, glued=glued))
