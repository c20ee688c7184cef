"""Addresses proposed while one is being typed: those of the register of streets, written as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.places.address import read
from ingest.places.chain import Chain
from ingest.places.names import PREPOSITIONS
from ingest.places.place import Place

_ELIDED = re.compile(r"(?i)\b(d|l|dell|all|nell|sull|dall)'(?=\w)")
_ROMAN = re.compile(r"(?=[ivxlcdm])m{0,3}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An address that may be meant: its words, and where it is."""

    text: str
    place: Place


def proposals(chain: Chain, typed: str, municipality: str) -> list[Proposal]:
    """Return addresses of the register that may be meant, best first, with the number that was typed.

    Parameters
    ----------
    municipality
        ISTAT code.
    """
    number = _number(typed)
    found = chain.beginning(typed, municipality)
    return [Proposal(f"{capitalised(p.matched)} {p.number or number}".strip(), p) for p in found]


def _number(typed: str) -> str:
    reading = read(typed).likeliest
    return str(reading.number) if reading is not None and reading.number is not None else ""


def capitalised(text: str) -> str:
    """Return a register's upper-case wording as it is written: `VIA DELL'ORO` is *Via dell'Oro*."""
    words = []
    for place, word in enumerate(text.split()):
        if place and word.upper() in PREPOSITIONS:
            words.append(word.casefold())
        elif len(word) > 1 and _ROMAN.fullmatch(word):
            words.append(word.upper())
        else:
            lowered = word.lower()
            elided = _ELIDED.match(lowered)
            words.append(
                elided.group() + lowered[elided.end() :].capitalize() if elided and place else _capital(lowered)
            )
    return " ".join(words)


def _capital(word: str) -> str:
    return "'".join(part.capitalize() if len(part) > 1 or not i else part for i, part in enumerate(word.split("'")))
