"""Telephone numbers in a cell: several, labelled, extended, spoilt by a spreadsheet. Digits never change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_PARTS = re.compile(r"[;|\n]+")
_NUMBER = re.compile(r"\+?[\d(][\d\s().\-–/+]*\d|\d{3}")
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_FLOAT = re.compile(r"(\+?\d{5,15})[.,]0+")
_FAX = re.compile(r"(?i)(?:tele)?fax\b[\s.:]*")
_LABEL = re.compile(
    r"(?i)(?:tel(?:efono|ef)?|cell(?:ulare)?|mobile|phone|numero|num|nr|n|t|m|segr(?:eteria)?|uff(?:icio)?|whatsapp|wa|"
    r"centralino|fisso|e fax|fax|/)*[\s.:°/)]*"
)
_BETWEEN = tuple(map(re.compile, (r"\s+(?:e|o|oppure)\s+", r"\s*,\s*", r"\s+[-–]\s+", r"\s{2,}", r"\s*/\s*")))
"""What may stand between two numbers, the surest first."""
_FULL, _LONGEST, _SHORTEST = 6, 15, 3
"""Digits that a whole number has at least, a number at most, an emergency number at least."""
_EXACT = 6
"""Decimals from which an amount in scientific notation was not rounded for the eye."""


@dataclass
class Phones:
    """What a cell holds.

    Attributes
    ----------
    numbers
        As written, without their labels.
    kept
        Parts whose other words say something of a number (a label, an hour), whole.
    bad
        Parts in which no number can be read.
    """

    numbers: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)


def phones(text: str) -> Phones:
    """Read the numbers of a cell."""
    found = Phones()
    fax = False
    for part in filter(None, (part.strip(" \t,.:-") for part in _PARTS.split(text))):
        if fax or _FAX.match(part):
            found.kept.append(part if not fax else f"fax {part}")
            fax = not fax and not any(map(str.isdigit, part))
            if fax:
                found.kept.pop()
            continue
        for one in _several(part):
            _take(one, found)
    found.numbers = list(dict.fromkeys(found.numbers))
    return found


def _take(part: str, found: Phones) -> None:
    plain = _unspoilt(part)
    if plain is None:
        found.bad.append(part)
        return
    number = _NUMBER.search(plain)
    if number is None or not _SHORTEST <= max(map(_digits, number[0].split("/"))) <= _LONGEST:
        found.bad.append(part)
        return
    words = _LABEL.sub("", plain[: number.start()], count=1).strip(" .:-") + plain[number.end() :].strip(" .:-)")
    if words and not re.fullmatch(r"(?i)(?:int|ext|interno)\.?\s*\d+", words):
        found.kept.append(part)
    found.numbers.append(_balanced(plain[number.start() :] if words[:3].lower() in ("int", "ext") else number[0]))


def _unspoilt(part: str) -> str | None:
    """Return a number as it was before a spreadsheet took it for an amount; None where digits are lost."""
    if found := _FLOAT.fullmatch(part):
        return found[1]
    if found := _SCIENTIFIC.fullmatch(part):
        whole, decimals, power = found[1], (found[2] or "").rstrip("0"), int(found[3])
        exact = power - len(decimals) in (0, 1) or len(decimals) >= _EXACT
        return f"{whole}{decimals}".ljust(power + 1, "0") if exact and len(decimals) <= power else None
    return part


def _several(part: str) -> list[str]:
    """Part numbers that stand beside each other; one with its extension stays together."""
    if _SCIENTIFIC.fullmatch(part) or _FLOAT.fullmatch(part):
        return [part]
    for between in _BETWEEN:
        pieces = [piece for piece in between.split(part) if piece]
        if len(pieces) > 1 and all(_digits(piece) >= _FULL for piece in pieces):
            return [one for piece in pieces for one in _several(piece)]
    labelled = re.split(r"\.\s+(?=[^\W\d])", part)
    if len(labelled) > 1 and all(_digits(piece) >= _FULL for piece in labelled):
        return labelled
    if _digits(part) > _LONGEST - 2 and "/" not in part:
        for blank in re.finditer(r"\s+", part):
            left, right = part[: blank.start()], part[blank.end() :]
            if min(_digits(left), _digits(right)) >= 8 and right[0] in "03+" and left.lstrip("(")[:1] in "03+":
                return [left, *_several(right)]
    return [part]


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def _balanced(number: str) -> str:
    return number if number.count("(") == number.count(")") else number.replace("(", "").replace(")", "").strip()
