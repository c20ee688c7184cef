"""The municipality that a seat or a title names, read where it certainly stands: a line, an end, before a street."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Unresolved
from ingest.places.generics import STREET_GENERICS

_LONGEST = 6
"""Words that the name of a municipality has at most."""
_ASIDE = re.compile(r"(?i)^(?:sedi?)?\s*(?:operativ[ae]|legal[ei]|amministrativ[ae]|principale)?\s*:?$")
_POSTCODE = re.compile(r"^(?:I-)?\d{5}\s+")
_PROVINCE = re.compile(r"(?<=[a-zà-ù.'])\s+([A-Z]{2})$")
_SHORT = ("V.LE", "P.ZZA", "P.LE", "P.TA", "C.SO", "V.", "C/O", "PRESSO", "LOC.", "FRAZ.")
_GENERIC = "|".join(map(re.escape, (*sorted(STREET_GENERICS), *_SHORT)))
_STREET = re.compile(rf"(?i)(?<![\w'’])(?:{_GENERIC})(?=[\s.])")
_ENDS = re.compile(r"\s+[-–—]\s+")
_BRACKETS = re.compile(r"\(([^()]{2,40})\)\s*$")


@dataclass(frozen=True, slots=True)
class Seat:
    """What a cell says of where something is.

    Attributes
    ----------
    town
        The municipality as written; empty where none certainly is.
    address
        The rest of the cell: street, number, what it is called.
    further
        A second seat in the same cell.
    """

    town: str = ""
    address: str = ""
    further: str = ""


class Seats:
    """Reads cells that say where something is; a province tells municipalities of one name apart."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def read(self, text: str, province: str = "") -> Seat:
        """Read a cell that holds a seat or an address."""
        lines = _lines(text)
        return self._by_line(lines, province) or self._by_piece(lines, province) or Seat(address=", ".join(lines))

    def doubtful(self, text: str, province: str = "") -> str:
        """Return the part of a cell that may name one of several municipalities, or one that is no more."""
        lines = _lines(text)
        for part in _candidates(lines):
            answer = self._gazetteer.resolve(_bare(part), province) if _may_name(part) else None
            if isinstance(answer, Unresolved) and (
                answer.reason != "unknown" or (answer.candidates and part in lines[:1])
            ):
                return _bare(part)
        return ""

    def title(self, text: str, province: str = "") -> str:
        """Return the municipality that a title ends with, set apart by a dash, a bracket or a line; else nothing."""
        plain = " ".join(text.split())
        pieces = _ENDS.split(plain)
        found = _BRACKETS.search(plain)
        ends = [*(pieces[-1:] if len(pieces) > 1 else []), *([found[1]] if found else [])]
        return next((end for end in ends if self._names(end, province)), "")

    def same(self, text: str, istat: str, province: str = "") -> bool:
        """Tell whether a text names a certain municipality."""
        return self._meant(text, province) == istat

    def _by_line(self, lines: Sequence[str], province: str) -> Seat | None:
        towns = [i for i, line in enumerate(lines) if self._names(line, province)]
        if not towns:
            return None
        first = towns[0]
        here = self._meant(lines[first], province)
        last = next((i for i in towns[1:] if self._meant(lines[i], province) != here), len(lines))
        own = [line for i, line in enumerate(lines[:last]) if i not in towns]
        return Seat(_bare(lines[first]), ", ".join(own), ", ".join(lines[last:]))

    def _by_piece(self, lines: Sequence[str], province: str) -> Seat | None:
        """Read `Town, street`, `street, postcode Town (XX)`, `Town via …`."""
        text = ", ".join(lines)
        pieces = [piece.strip() for piece in re.split(r"\s*[,;]\s*|\s+[-–—]\s+", text) if piece.strip()]
        if len(pieces) > 1:
            for at in (0, len(pieces) - 1):
                if self._names(pieces[at], province):
                    return Seat(_bare(pieces[at]), _without(text, pieces[at], at == 0))
        found = re.search(r"\b\d{5}\s+[^\d,;]{2,40}$", text)
        if found and self._names(found[0], province):
            return Seat(_bare(found[0]), text[: found.start()].strip(" ,-–"))
        street = _STREET.search(text)
        if street and street.start() and self._names(text[: street.start()], province):
            return Seat(_bare(text[: street.start()]), text[street.start() :].strip())
        return None

    def _names(self, text: str, province: str) -> bool:
        return self._meant(text, province) != ""

    def _meant(self, text: str, province: str) -> str:
        if not _may_name(text):
            return ""
        answer = self._gazetteer.named(_bare(text), province)
        return answer.municipality.istat if answer else ""


def _lines(text: str) -> list[str]:
    lines = (line.strip(" ,;") for line in text.split("\n"))
    return [line for line in lines if line and not _ASIDE.fullmatch(line)]


def opens_street(text: str) -> bool:
    """Tell whether a text begins with a street, or holds one after a place's name."""
    found = _STREET.search(f"{text} ")
    return found is not None and (found.start() == 0 or bool(re.search(r"[\d,]", text)))


def street_of(text: str) -> tuple[str, str]:
    """Return what a text calls a place, and the street in it; either may be empty."""
    found = _STREET.search(f"{text} ")
    if found is None:
        return text.strip(" ,"), ""
    return text[: found.start()].strip(" ,-–"), text[found.start() :].strip(" ,")


def _candidates(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:1]
    for line in lines:
        pieces = re.split(r"\s*[,;]\s*|\s+[-–—]\s+", line)
        yield from (pieces[0], pieces[-1])


def _may_name(text: str) -> bool:
    bare = _bare(text)
    words = bare.split()
    named = 0 < len(words) <= _LONGEST and not re.search(r"[\d,;]", bare) and len(bare) > 1
    return named and not _STREET.match(f"{bare} ")


def _bare(text: str) -> str:
    """Return a town as written, without the postcode before it, its province in brackets."""
    return _PROVINCE.sub(r" (\1)", _POSTCODE.sub("", " ".join(text.split())).strip(" ,-–:"))


def _without(text: str, piece: str, head: bool) -> str:
    rest = text[len(piece) :] if head else text[: len(text) - len(piece)]
    return rest.strip(" ,;-–—")
