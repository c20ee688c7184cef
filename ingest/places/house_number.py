"""House numbers as typed: `17/A`, `17A`, `17 bis`, `30/32`, `3 E 3B`. Where one stands is for the address to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.places.generics import generic_at
from ingest.places.writing import Sign, Token

_BIS = frozenset(("BIS", "TER", "QUATER", "QUINQUIES", "SEXIES"))


@dataclass(frozen=True, slots=True)
class HouseNumber:
    """A house number: `17/A` is 17 and A, `30/32` is 30 with `second` 32 (a range, or an exponent 32)."""

    number: int
    exponent: str = ""
    second: int | None = None

    def __str__(self) -> str:
        tail = self.exponent or (str(self.second) if self.second is not None else "")
        return f"{self.number}/{tail}" if tail else str(self.number)


def house_number(signs: Sequence[Token], at: int) -> tuple[HouseNumber | None, int]:
    """Return the house number whose digits stand at a position, and where what follows it begins."""
    if at >= len(signs) or signs[at].sign is not Sign.DIGITS or len(signs[at].text) > 5:
        return None, at
    number = HouseNumber(int(signs[at].text))
    one, two, three = [*signs[at + 1 : at + 4], None, None, None][:3]
    if one is None:
        return number, at + 1
    joint = one.sign is Sign.JOINT or (one.sign is Sign.SEPARATOR and one.text == "-")
    second = _second(number.number, one, two, joint=joint)
    if second is not None:
        return replace(number, second=second), at + 2 + joint
    if one.sign is Sign.JOINT and two is not None and _is_exponent(two, three, joined=True):
        return _with_exponent(number, signs, at + 2)
    if _is_exponent(one, two, joined=one.glued):
        return _with_exponent(number, signs, at + 1)
    return number, at + 1


def _second(number: int, one: Token, two: Token | None, *, joint: bool) -> int | None:
    """Return the second number of `30/32`, `30 - 32` or, where it can be no other thing, `30 32`."""
    other = two if joint else one
    if other is None or other.sign is not Sign.DIGITS or len(other.text) > 4:
        return None
    return int(other.text) if joint or number < int(other.text) <= number + 40 else None


def _is_exponent(word: Token, after: Token | None, *, joined: bool) -> bool:
    if word.sign is not Sign.WORD:
        return False
    if word.text in _BIS:
        return True
    if len(word.text) > (3 if joined else 1) or generic_at((word,), 0, opening=False):
        return False
    if after is not None and after.sign is Sign.WORD and not joined:
        return not word.dotted and word.text != "E"
    return not (word.text == "E" and after is not None and after.sign is Sign.DIGITS and not joined)


def _with_exponent(number: HouseNumber, signs: Sequence[Token], at: int) -> tuple[HouseNumber, int]:
    exponent, end = signs[at].text, at + 1
    if end < len(signs) and signs[end].sign is Sign.DIGITS and (signs[end].glued or signs[at].text in _BIS):
        exponent, end = exponent + signs[end].text, end + 1
    elif end + 1 < len(signs) and signs[end].sign is Sign.JOINT and len(signs[end + 1].text) == 1:
        end += 2
    return replace(number, exponent=exponent), end
