"""How much a word of a street's name says, and which spellings of it are the same word.

One word at a time; whole names are compared in `ingest.places.alignment`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from ingest.places.address import Word
from ingest.places.generics import QUALIFIERS
from ingest.places.names import ABBREVIATIONS, GIVEN_NAMES, LANDSCAPE, PREPOSITIONS, SAINTS, TITLES
from ingest.places.numerals import MONTHS, numeral

_RULERS_NUMBER_AFTER = GIVEN_NAMES | {"PAPA"}
DIRECTIONS = frozenset(("NORD", "SUD", "EST", "OVEST"))
"""Said of long roads more often than they are called so; two that differ are two streets."""
_INNER_GENERICS = frozenset(["VIA", "VIALE", "STRADA", "PIAZZA", "TRAVERSA"])
_HOUSES = frozenset(
    ["PORTICO", "PIAZZETTA", "PIAZZALE", "LARGO", "CORTE", "CORTILE", "GALLERIA", "VICOLO", "PASSAGGIO", "SALITA"]
)
ARTICULATED = frozenset(
    ["DEL", "DELLA", "DELLE", "DELLO", "DELL", "DEI", "DEGLI", "AL", "ALLA", "ALLE", "AI", "AGLI", "ALLO", "ALL", "NEI"]
)


def undoubled(text: str) -> str:
    """Return a word without repeated letters, the commonest slip: `DELLLA` and `DELA` are `DELLA`."""
    return "".join(c for i, c in enumerate(text) if i == 0 or c != text[i - 1])


class Role(IntEnum):
    """What a word does in a name, from what says least to what says most."""

    PREPOSITION = 0
    INITIAL = 1
    TITLE = 2
    GIVEN = 3
    QUALIFIER = 4
    SAINT = 5
    MIDDLE = 6  # between a person's first name and surname, or perhaps a first name
    NUMBER = 7
    CONTENT = 8


_UNDOUBLED_PREPOSITIONS = frozenset(undoubled(p) for p in PREPOSITIONS if len(p) > 3)

WEIGHT = {
    Role.PREPOSITION: 0.02,
    Role.INITIAL: 0.05,
    Role.TITLE: 0.04,
    Role.GIVEN: 0.03,
    Role.QUALIFIER: 0.05,
    Role.SAINT: 0.4,
    Role.MIDDLE: 0.3,
    Role.NUMBER: 0.8,
    Role.CONTENT: 1.0,
}
"""Share of a word's rarity that its role leaves it."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a name, ready to be compared.

    Attributes
    ----------
    forms
        Spellings that count as this word; numbers as `#20`.
    initial
        It may be the first letter of a name.
    prefix
        It is cut short by a full stop: any word beginning so may be meant.
    """

    text: str
    forms: frozenset[str]
    role: Role
    initial: bool = False
    prefix: bool = False


def terms(words: Sequence[Word], *, road: bool = False, typed: bool = False) -> tuple[Term, ...]:
    """Return the words of a name with their roles, which depend on their neighbours.

    Parameters
    ----------
    road
        The generic word is a road's (`STRADA PROVINCIALE`): its number may be left out if it has a name too.
    typed
        The words are somebody's, not a register's: no unlisted first name is guessed in them.
    """
    expanded = [part for word in words for part in _expanded(word)]
    texts = [_canonical(w) for w in expanded]
    roles = [_role(w, texts, i) for i, w in enumerate(expanded)]
    _name_of_place(roles, texts)
    _promote(roles, texts)
    _person(roles, texts, guess=not typed)
    if road and Role.CONTENT in roles:
        roles = [Role.QUALIFIER if r is Role.NUMBER else r for r in roles]
    return tuple(
        Term(
            w.text,
            _forms(w, t),
            role,
            initial=len(w.text) == 1 and w.text.isalpha() and not w.elided,
            prefix=w.shortened and len(w.text) > 1,
        )
        for w, t, role in zip(expanded, texts, roles, strict=True)
    )


def _expanded(word: Word) -> tuple[Word, ...]:
    """Split initials written as one (`GB VICO`)."""
    if (
        len(word.text) == 2
        and word.text.isalpha()
        and not set(word.text) & set("AEIOU")
        and word.text not in SAINTS | {"DR", "XX", "XV", "VV"}
    ):
        return tuple(Word(letter, shortened=True) for letter in word.text)
    return (word,)


def _canonical(word: Word) -> str:
    if word.text in SAINTS and (len(word.text) > 1 or word.text == "S"):
        return "SAN"
    return ABBREVIATIONS.get(word.text, word.text)


def _forms(word: Word, canonical: str) -> frozenset[str]:
    forms = {canonical, word.text} if word.text != "S" else {"SAN"}
    number = numeral(word.text)
    if number is not None:
        forms.add(f"#{number}")
    return frozenset(forms)


def _role(word: Word, texts: Sequence[str], at: int) -> Role:
    text = texts[at]
    following = texts[at + 1] if at + 1 < len(texts) else ""
    before = texts[at - 1] if at else ""
    if word.elided and len(word.text) <= 5 and text != "SAN":
        return Role.PREPOSITION
    if text == "SAN":
        return Role.SAINT if following else Role.INITIAL
    if len(text) == 1 and text.isalpha():
        if numeral(text) is not None and (following in MONTHS or before in _RULERS_NUMBER_AFTER or not following):
            return Role.NUMBER
        return Role.PREPOSITION if text in PREPOSITIONS and not word.shortened else Role.INITIAL
    return _longer(text, before)


def _longer(text: str, before: str) -> Role:
    if text in PREPOSITIONS or undoubled(text) in _UNDOUBLED_PREPOSITIONS:
        return Role.PREPOSITION
    if text in TITLES:
        return Role.TITLE
    if text in GIVEN_NAMES:
        return Role.CONTENT if before == "SAN" else Role.GIVEN
    if text in QUALIFIERS or text in _INNER_GENERICS or text in DIRECTIONS:
        return Role.QUALIFIER
    return Role.NUMBER if numeral(text) is not None else Role.CONTENT


def _name_of_place(roles: list[Role], texts: Sequence[str]) -> None:
    """Keep what ends the name of a place: `COLLE MOSE'`, `PONTE DEL PAPA` are not called after a person."""
    last = len(roles) - 1
    placed = last > 0 and (texts[last - 1] in ARTICULATED or any(t in LANDSCAPE for t in texts[:last]))
    if placed and roles[last] in (Role.GIVEN, Role.TITLE):
        roles[last] = Role.CONTENT


def _promote(roles: list[Role], texts: Sequence[str]) -> None:
    """Let words that would say little carry the name where nothing else does: `REGINA MARGHERITA`, `PIAZZA PAPA`."""
    for at, role in enumerate(roles[:-1]):
        if role is Role.GIVEN and roles[at + 1] is Role.NUMBER and texts[at + 1] not in MONTHS:
            roles[at], roles[at + 1] = Role.CONTENT, Role.MIDDLE  # a pope, a king: his number may be left out
    for weak in (Role.GIVEN, Role.TITLE, Role.QUALIFIER, Role.NUMBER, Role.SAINT, Role.INITIAL, Role.PREPOSITION):
        if any(r in (Role.CONTENT, Role.NUMBER) for r in roles):
            return
        bearing = [at for at, role in enumerate(roles) if role is weak]
        for at in bearing:
            surname = weak is not Role.GIVEN or at == bearing[-1]  # `GIUSEPPE ORLANDO`, `CARLO ALBERTO`
            roles[at] = Role.CONTENT if surname else Role.MIDDLE


def _person(roles: list[Role], texts: Sequence[str], *, guess: bool) -> None:
    """Where a name begins with a first name, everything before the surname may be left out."""
    content = [i for i, r in enumerate(roles) if r is Role.CONTENT]
    first = next((i for i, r in enumerate(roles) if r not in (Role.TITLE, Role.PREPOSITION)), None)
    if first is None or not content:
        return
    if texts[first] in _HOUSES and roles[first + 1 : first + 2] in ([Role.GIVEN], [Role.TITLE]):
        roles[first], first = Role.QUALIFIER, first + 1  # `VIA PORTICO UMBERTO LITTI`
        content = [i for i in content if i >= first]
    if roles[first] is Role.GIVEN:
        for at in content[:-1]:
            roles[at] = Role.MIDDLE
        surname = next((i for i in range(first, len(roles)) if roles[i] is not Role.GIVEN), first)
        if roles[surname] is Role.PREPOSITION:
            roles[surname] = Role.MIDDLE  # `DALLA CHIESA`, `DE MEIS`
    elif guess and content == [first, first + 1] and len(texts) == first + 2 and _may_be_name(texts[first:]):
        roles[first] = Role.MIDDLE


def _may_be_name(texts: Sequence[str]) -> bool:
    """Tell whether two words may be a first name that no list has and a surname: `DECIO COLACICCHI`."""
    return not LANDSCAPE.intersection(texts) and texts[0][-1] in "AEIO"
