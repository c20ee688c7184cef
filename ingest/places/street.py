"""A street of a register: its number there, its wordings, each split into generic word and name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.places.address import Word
from ingest.places.generics import ROADS, generic_at
from ingest.places.lexicon import Role, Term, terms
from ingest.places.names import GIVEN_NAMES
from ingest.places.writing import Sign, tokens


@dataclass(frozen=True, slots=True)
class Name:
    """One wording of a street: its generic word and the words of its own name.

    `excused`: words that may be typed though the name has not them, those of the generic and of the hamlet.
    """

    text: str
    generic: str
    words: tuple[Word, ...]
    terms: tuple[Term, ...]
    excused: frozenset[str]

    @property
    def person(self) -> bool:
        """Tell whether it is a person's name: no article stands before it."""
        first = next((t for t in self.terms if t.role is not Role.TITLE), None)
        return first is not None and first.text in GIVEN_NAMES


@dataclass(frozen=True, slots=True)
class Street:
    """One street of a register.

    Attributes
    ----------
    key
        The register's own number of it: names repeat within a municipality.
    names
        The official wording first, then those in a second language.
    """

    key: int
    names: tuple[Name, ...]
    locality: str = ""

    @property
    def text(self) -> str:
        """Return the register's own wording."""
        return self.names[0].text


def name(text: str, locality: str = "") -> Name:
    """Return a register's wording, split into generic word and name."""
    signs = tokens(text)
    found = generic_at(signs, 0)
    generic, used = (found[0][0], found[1]) if found and len(signs) > found[1] else ("", 0)
    words = tuple(Word(t.text, t.dotted, t.elided) for t in signs[used:] if t.sign in (Sign.WORD, Sign.DIGITS))
    excused = frozenset(t.text for t in tokens(f"{generic} {locality}"))
    return Name(text.strip(), generic, words, terms(words, road=generic in ROADS), excused)


def street(key: int, wordings: Iterable[str], locality: str = "") -> Street:
    """Return a street from the wordings a register gives it."""
    return Street(key, tuple(name(w, locality) for w in dict.fromkeys(w.strip() for w in wordings) if w), locality)
