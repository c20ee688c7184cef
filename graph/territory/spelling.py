"""How a municipality's name is really written, reduced to words that can be compared. Not which one it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from graph.model.folding import words

_SMALL = (
    "di del dello della dei degli delle dell de d da dal in nel nell nella nello nei sul sull sulla sullo sui "
    "al all alla allo ai con e ed la le il lo l i gli a an am der im ob"
)
CONNECTING = frozenset(_SMALL.split())
"""Words inside a name that files leave out or write in any case."""

SAINTS = frozenset(["san", "santo", "santa", "sant", "santi", "sante", "santissima", "santissimo"])
_SAINT_SHORT = frozenset(("s", "ss", "st", "sta", "sto"))

_MOST_WORDS = 20
"""Words of a text that may still be a municipality's name."""

_ACCENT = re.compile(r"[\u0300-\u036f]|[aeiou]['’`´](?!\w)", re.IGNORECASE)
_SLASHED = re.compile(r"\b([A-Za-z]{1,2})/")
_TOWN_OF = re.compile(r"^\s*(?:comune|municipio)\s+(?:di|del|della|dei|d')\s*(?=\S)", re.IGNORECASE)
_POSTCODE = re.compile(r"^\s*(?:I-)?\d{5}\s*[-–,]?\s+(?=\D)", re.IGNORECASE)
_HAMLET = re.compile(r"\s*[-–,(]?\s*\b(?:fraz|frazione|loc|localita|località)\b\.?\s*.*$", re.IGNORECASE)
_PROVINCE = re.compile(r"^(?P<name>.*\S)\s*(?:\((?P<bracketed>[^()]{2,40})\)|[-–,/]\s*(?P<short>[A-Z]{2}))\s*$")


@dataclass(frozen=True, slots=True)
class Asked:
    """A text taken apart: the words of the name, and the province it says itself (empty if none).

    `marked` has the same words, an abbreviating dot kept at the end of its word.
    """

    name: str
    province: str
    words: tuple[str, ...]
    marked: tuple[str, ...]


def read(text: str) -> Asked:
    """Take apart what stands in a cell: `24121 Bergamo (BG)`, `Comune di Tremezzina`, `Berzo S. Fermo fraz. Grone`."""
    name = _TOWN_OF.sub("", _POSTCODE.sub("", text.strip()))
    name = _HAMLET.sub("", name) or name
    province = ""
    if found := _PROVINCE.match(name):
        name, province = found["name"], found["bracketed"] or found["short"]
    return Asked(name, province, words(name), marked_words(name))


def marked_words(text: str) -> tuple[str, ...]:
    """Return the folded words, an abbreviating dot kept at the end of its word: `berzo`, `s.`, `fermo`.

    A slash after one or two letters abbreviates too: `Cernusco s/N`.
    """
    marked: list[str] = []
    for piece in re.split(r"(?<=\.)", _SLASHED.sub(r"\1. ", text)):
        found = words(piece)
        marked += (*found[:-1], f"{found[-1]}.") if found and piece.endswith(".") else found
    return tuple(marked)


def accented(text: str) -> bool:
    """Say whether a text has an accent on a letter, also one written as an apostrophe after it: `PATERNO'`."""
    return bool(_ACCENT.search(unicodedata.normalize("NFD", text)))


def without_apostrophes(text: str) -> str:
    """Return a text with what stands on both sides of an apostrophe joined: `FE'NIS` is `FENIS`."""
    return re.sub(r"(?<=\w)['’`´](?=\w)", "", text)


def core(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that tell a name from others, the first always: `reggio emilia` for Reggio nell'Emilia."""
    return tuple(word for i, word in enumerate(name) if not i or word not in CONNECTING)


def abbreviates(marked: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Say whether a name may be written so: its words in order, whole or shortened, small ones left out or not.

    A word is shortened to its beginning with a dot (`Cinisello B.`) or to one letter (`Cernusco s/N`);
    the first only to three letters or more, unless it is a saint. `S.` is San, Santo, Santa or Sant'.
    """
    if not marked or not name:
        return False
    first = marked[0].rstrip(".")
    if len(first) < 3 and first != name[0] and not (first in _SAINT_SHORT and name[0] in SAINTS):
        return False
    return len(marked) <= _MOST_WORDS and _aligned(marked, name)


def _aligned(asked: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Say whether both can be walked through together; each pair of positions is looked at once."""
    met, open_ = {(0, 0)}, [(0, 0)]
    while open_:
        i, j = open_.pop()
        if i == len(asked) and j == len(name):
            return True
        steps = []
        if i < len(asked) and j < len(name) and _shortens(asked[i], name[j]):
            steps.append((i + 1, j + 1))
        if j and j < len(name) and name[j] in CONNECTING:
            steps.append((i, j + 1))
        if i and i < len(asked) and asked[i] in CONNECTING:
            steps.append((i + 1, j))
        open_ += [step for step in steps if step not in met]
        met.update(steps)
    return False


def _shortens(asked: str, word: str) -> bool:
    short = asked.rstrip(".")
    if short == word:
        return True
    if short in _SAINT_SHORT and word in SAINTS:
        return True
    return (asked.endswith(".") or len(short) == 1) and word.startswith(short)
