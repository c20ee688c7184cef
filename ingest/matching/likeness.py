"""How sure two words that differ are the same word: slips, endings, abbreviations, initials."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

ONE_WRONG, TWO_WRONG, ENDING, SHORT, BEGINNING, INITIAL = 0.88, 0.75, 0.95, 0.85, 0.68, 0.7
_TWO_WRONG_FROM = 8
_ONE_WRONG_FROM = 4
_VOWELS = frozenset("aeio")


@lru_cache(maxsize=1 << 18)
def likeness(one: str, other: str, one_short: bool = False, other_short: bool = False) -> float:
    """Return how sure two words are the same, from 0 (no) to below 1.

    Parameters
    ----------
    one_short, other_short
        Whether they were written with an abbreviating dot.
    """
    if len(one) > len(other):
        one, other, one_short, other_short = other, one, other_short, one_short
    if one.isdigit() or other.isdigit():
        return 0.0
    shortened = _shortened(one, other, one_short)
    if shortened or len(one) < _ONE_WRONG_FROM:
        return shortened
    return _misspelt(one, other)


def _shortened(one: str, other: str, dotted: bool) -> float:
    if not other.startswith(one) or len(one) == len(other):
        return 0.0
    if len(one) == 1:
        return INITIAL
    if dotted:
        return SHORT
    return BEGINNING if len(one) >= 4 and len(other) - len(one) > 1 else 0.0


def _misspelt(one: str, other: str) -> float:
    if len(one) == len(other) and one[:-1] == other[:-1] and one[-1] in _VOWELS and other[-1] in _VOWELS:
        return ENDING
    allowed = 2 if len(one) >= _TWO_WRONG_FROM else 1
    wrong = OSA.distance(one, other, score_cutoff=allowed)
    if wrong > allowed:
        return 0.0
    return ONE_WRONG if wrong == 1 else TWO_WRONG
