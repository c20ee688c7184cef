"""Reading an Italian address as people really type it: which part is the street, which the number, which neither.

An address can often be read in more than one way (`VIA DELLA RISERVA 2 8`, `VIA ANAGNI - ACUTO`): every sensible
reading is kept with what it costs to believe it, and the register decides (`ingest.places.alignment`).
Nothing here knows which streets exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.places.generics import AREA_WORDS, LOCALITY_WORDS, ROADS, STREET_GENERICS, generic_at
from ingest.places.house_number import HouseNumber, house_number
from ingest.places.names import PREPOSITIONS
from ingest.places.writing import Sign, Token, tokens

_AFTER_NUMBER = frozenset(
    [
        "INT",
        "INTERNO",
        "SCALA",
        "SC",
        "PIANO",
        "PIAN",
        "P",
        "PAL",
        "PALAZZINA",
        "EDIFICIO",
        "ED",
        "ANG",
        "ANGOLO",
        "INGRESSO",
        "FR",
        "FRAZ",
        "LOC",
        "VILL",
        "C",
        "ORD",
        "SUCC",
    ]
)
_CROSSING = frozenset(("E", "ED", "ANG", "ANGOLO", "INCROCIO", "ALTEZZA", "FRONTE", "INGRESSO"))
"""Between the street and another one that only says where along it."""

_DROPPED_PREFIX, _DROPPED_PART, _DROPPED_TAIL, _LOOSE_REST = 0.05, 0.04, 0.03, 0.02
_DROPPED_NUMBER, _UNFINISHED = 0.1, 0.08
_DROPPED_CROSSING = 0.15
_MOST_READINGS = 16


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a street's name as typed, upper case without accents.

    `shortened`: a full stop follows; `elided`: an apostrophe joins it to the next (`D'`).
    """

    text: str
    shortened: bool = False
    elided: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an address.

    Attributes
    ----------
    generics
        Possible meanings of the generic word, likeliest first; empty when none was typed.
    cost
        0 when nothing had to be set aside without a reason, else up to about 0.2.
    """

    generics: tuple[str, ...]
    words: tuple[Word, ...]
    number: HouseNumber | None = None
    cost: float = 0.0

    @property
    def street(self) -> str:
        """Return generic word and name as one text, for an online query."""
        name = ""
        for word in self.words:
            name += word.text + ("'" if word.elided else ". " if word.shortened else " ")
        return " ".join([*self.generics[:1], name.strip()])


@dataclass(frozen=True, slots=True)
class Address:
    """What a typed address says.

    Attributes
    ----------
    readings
        The likeliest first; empty when there is nothing to look up.
    localities
        Hamlets and other words round the street, upper case: context, never required.
    without_number
        SNC or the like was typed.
    """

    text: str
    readings: tuple[Reading, ...] = ()
    localities: tuple[str, ...] = ()
    postcode: str = ""
    kilometre: str = ""
    without_number: bool = False

    @property
    def likeliest(self) -> Reading | None:
        """Return the reading to trust where no register can tell."""
        return min(
            self.readings, key=lambda r: (not r.generics, r.number is None, r.cost, _digits(r.words)), default=None
        )


def read(text: str, towns: Sequence[str] = ()) -> Address:
    """Read an address.

    Parameters
    ----------
    text
        As typed, one line.
    towns
        Names that may stand at the end and are not the street's: the municipality's, its province's.
    """
    body, address = _tail_cut(text, tokens(text))
    starts = _street_starts(body)
    readings: list[Reading] = []
    localities = [*address.localities, *(t.note.upper() for t in body if t.note)]
    if starts and starts[0][0] > 0:
        _with_prefix(body, starts, readings, localities)
    else:
        readings += _street(body, starts[1][0] if len(starts) > 1 else None, localities)
    readings = [*readings, *(short for r in readings for short in _without_town(r, towns))]
    kept = {(r.generics, r.words, r.number): r for r in sorted(readings, key=lambda r: -r.cost) if _has_name(r.words)}
    ordered = sorted(kept.values(), key=lambda r: r.cost)[:_MOST_READINGS]
    return replace(address, readings=tuple(ordered), localities=tuple(dict.fromkeys(filter(None, localities))))


def _has_name(words: Sequence[Word]) -> bool:
    return any(not (w.elided or w.text in PREPOSITIONS) or w.text == "I" for w in words)


def _digits(words: Sequence[Word]) -> int:
    return sum(w.text.isdigit() for w in words)


def _text(signs: Sequence[Token]) -> str:
    return " ".join(t.text for t in signs if t.sign in (Sign.WORD, Sign.DIGITS))


def _tail_cut(text: str, signs: list[Token]) -> tuple[list[Token], Address]:
    """Cut what closes every address (kilometre, SNC, C/O, postcode) as soon as a street stands before it."""
    address = Address(text)
    body: list[Token] = []
    for at, sign in enumerate(signs):
        begun = any(t.sign is Sign.WORD for t in body)
        rest = signs[at + 1 :]
        if sign.sign is Sign.NO_NUMBER:
            address = replace(address, without_number=True)
        elif sign.sign is Sign.KILOMETRE:
            address = replace(address, kilometre=sign.text)
        elif _is_postcode(sign, body, rest):
            address = replace(address, postcode=sign.text)
        elif sign.sign is not Sign.CARE_OF:
            body.append(sign)
            continue
        if begun:
            later = next((t.text for t in rest if t.sign is Sign.DIGITS and len(t.text) == 5), "")
            return body, replace(
                address,
                localities=(_text(rest),),
                postcode=address.postcode or later,
                without_number=address.without_number or any(t.sign is Sign.NO_NUMBER for t in rest),
            )
    return body, address


def _is_postcode(sign: Token, body: Sequence[Token], rest: Sequence[Token]) -> bool:
    if sign.sign is not Sign.DIGITS or len(sign.text) != 5 or (body and body[-1].sign is Sign.NUMBER_MARK):
        return False
    return not any(t.sign is Sign.DIGITS for t in rest[:1])


def _street_starts(body: Sequence[Token]) -> list[tuple[int, tuple[str, ...], int]]:
    """Return where a generic word of streets opens one: position, meanings, tokens it takes."""
    starts: list[tuple[int, tuple[str, ...], int]] = []
    at = 0
    hamlet = generic_at(body, 0)
    hamlet_first = hamlet is not None and bool(LOCALITY_WORDS.intersection(hamlet[0]))
    while at < len(body):
        before = body[at - 1] if at else None
        exponent = at > 1 and len(body[at - 1].text) == 1 and body[at - 2].sign in (Sign.JOINT, Sign.DIGITS)
        opening = before is None or before.sign is not Sign.WORD or exponent
        opening = opening or (hamlet_first and at > 1 and body[at].dotted)
        found = generic_at(body, at, opening=opening)
        if found is None or not STREET_GENERICS.intersection(found[0]) or (_bound(before) and not exponent):
            at += 1
            continue
        meanings, count = found
        directly = bool(starts) and starts[-1][0] + starts[-1][2] == at
        if not directly and (opening or "TRAVERSA" not in meanings):
            starts.append((at, meanings, count))
        at += count
    return starts


def _bound(before: Token | None) -> bool:
    """Tell whether a preposition ties what follows to what stands before."""
    if before is None or before.sign is not Sign.WORD:
        return False
    return before.elided or before.text in PREPOSITIONS - _CROSSING


def _with_prefix(
    body: list[Token],
    starts: list[tuple[int, tuple[str, ...], int]],
    readings: list[Reading],
    localities: list[str],
) -> None:
    """Read an address whose street does not stand first: a hamlet before it, its number, or an ordinal."""
    start = starts[0][0]
    prefix = body[:start]
    end = starts[1][0] if len(starts) > 1 else None
    number, used = house_number(prefix, 0) if prefix[0].sign is Sign.DIGITS else (None, 0)
    if "TRAVERSA" in starts[0][1]:  # `1A TRAVERSA VIA VIGNOLA`
        readings += _named((), body, [], whole=True)
        return
    if number is not None and all(t.sign is Sign.SEPARATOR for t in prefix[used:]):
        readings += (replace(r, number=r.number or number) for r in _street(body, end, localities, start))
        return
    hamlet = generic_at(prefix, 0)
    marked = prefix[-1].sign is not Sign.WORD or (hamlet is not None and bool(AREA_WORDS.intersection(hamlet[0])))
    cost = 0.0 if marked else _DROPPED_PREFIX
    if any(t.text.startswith("TRAV") for t in prefix):
        cost = _DROPPED_CROSSING  # `1A TRAVERSA VIA VIGNOLA`
    readings += (replace(r, cost=r.cost + cost) for r in _street(body, end, localities, start))
    if not marked or not AREA_WORDS.intersection(hamlet[0] if hamlet else ()):
        readings += (replace(r, cost=r.cost + _DROPPED_TAIL) for r in _named((), body, [], whole=True))
    localities.append(_text(prefix))


def _street(body: list[Token], second: int | None, localities: list[str], start: int = 0) -> Iterator[Reading]:
    """Return the readings of a part that begins with its street, up to a second street if there is one."""
    opened = generic_at(body, start)
    if second is not None and not (opened and "TRAVERSA" in opened[0]):  # `TRAVERSA 1 VIA VIGNOLA` is one street
        end = second
        while end > start + 1 and body[end - 1].text in _CROSSING:
            end -= 1
        cut = 0.0 if end < second or body[second - 1].sign is not Sign.WORD else _DROPPED_TAIL
        yield from (replace(r, cost=r.cost + cut) for r in _street(body[:end], None, localities, start))
        if cut == 0.0 and body[second - 1].sign is not Sign.JOINT:
            return
    while start < len(body) and body[start].sign in (Sign.SEPARATOR, Sign.JOINT):
        start += 1
    found = generic_at(body, start)
    if found is None:
        yield from _without_generic(body[start:], localities)
        return
    meanings, count = found
    rest = body[start + count :]
    if any(t.sign is Sign.WORD or (t.sign is Sign.DIGITS and meanings[0] in ROADS) for t in rest) or any(
        t.sign is Sign.DIGITS for t in rest[:1]
    ):
        yield from _named(meanings, rest, localities)
    if not STREET_GENERICS.intersection(meanings) or len(_text(body[start : start + count])) == 1:
        # `CAMPO SPORTIVO`, `P. NENNI`: the generic may be part of the name; a hamlet before a comma is context.
        yield from (replace(r, cost=r.cost + 0.01) for r in _named((), body[start:], localities))
        later = next((i for i, t in enumerate(rest) if t.sign is Sign.SEPARATOR), None)
        if LOCALITY_WORDS.intersection(meanings) and later is not None:
            yield from _named((), rest[later + 1 :], localities)


def _without_generic(signs: list[Token], localities: list[str]) -> Iterator[Reading]:
    """Return the readings of a part without a generic word: its last piece may be the street, its number first."""
    yield from _named((), signs, localities)
    apart = [i for i, t in enumerate(signs) if t.sign is Sign.SEPARATOR]
    if signs and signs[0].sign is Sign.DIGITS:
        number, used = house_number(signs, 0)
        if number is not None:
            later = _named((), signs[used:], localities)
            cost = 0.01 if used in apart else _DROPPED_TAIL
            yield from (replace(r, number=r.number or number, cost=r.cost + cost) for r in later)
    elif apart and _has_name(_words(signs[apart[-1] :])):
        later = _named((), signs[apart[-1] + 1 :], localities)
        yield from (replace(r, cost=r.cost + _DROPPED_PART) for r in later if not r.words[0].text.isdigit())


def _named(
    generics: tuple[str, ...], signs: list[Token], localities: list[str], *, whole: bool = False
) -> Iterator[Reading]:
    """Return the readings of name and number, the generic word being known; `whole`: no part is left out."""
    signs = [t for i, t in enumerate(signs) if i or t.sign is not Sign.SEPARATOR]
    marked = next((i for i, t in enumerate(signs) if t.sign is Sign.NUMBER_MARK and _words(signs[:i])), None)
    if marked is not None:
        number, used = house_number(signs, marked + 1)
        localities.append(_text(signs[used:]))
        yield from _names(generics, signs[:marked], number, 0.0, localities, whole=whole)
        return
    signs = [t for t in signs if t.sign is not Sign.NUMBER_MARK]
    yield from _names(generics, signs, None, 0.0, localities, whole=whole)
    for at, sign in enumerate(signs):
        if sign.sign is Sign.DIGITS and _has_name(_words(signs[:at])):
            number, used = house_number(signs, at)
            if number is None:
                continue
            rest = signs[used:]
            localities.append(_text(rest))
            yield from _names(generics, signs[:at], number, _loose(rest), localities, whole=whole)


def _loose(rest: Sequence[Token]) -> float:
    """Return what it costs to believe that a number closes the street although something follows it."""
    if not rest or rest[0].sign not in (Sign.WORD, Sign.DIGITS):
        return 0.0
    if rest[0].sign is Sign.DIGITS:
        return _UNFINISHED
    if rest[0].text == "E" and rest[1:2] and rest[1].sign is Sign.DIGITS:
        return 0.0  # `3 E 3B`
    return 0.0 if rest[0].text in _AFTER_NUMBER or generic_at(rest, 0) is not None else _LOOSE_REST


def _names(
    generics: tuple[str, ...],
    signs: Sequence[Token],
    number: HouseNumber | None,
    cost: float,
    localities: list[str],
    *,
    whole: bool,
) -> Iterator[Reading]:
    """Return the readings of a name: whole, and up to a separator or a word that announces a hamlet."""
    area = None if whole else _area_start(signs)
    if area is not None:
        localities.append(_text(signs[area:]))
        if signs[area].text == "FR":  # a hamlet, or a first name: `VIA FR. CILEA`
            yield Reading(generics, _words(signs), number, cost)
            cost += _DROPPED_PART
        signs = signs[:area]
    words = _words(signs)
    unfinished = number is not None and words and (words[-1].text in PREPOSITIONS - {"I"} or words[-1].elided)
    yield Reading(generics, words, number, cost + _UNFINISHED if unfinished else cost)
    for at, sign in enumerate(() if whole else signs):
        if sign.sign in (Sign.SEPARATOR, Sign.JOINT) and _has_name(_words(signs[:at])) and _words(signs[at:]):
            localities.append(_text(signs[at:]))
            numbered = signs[at + 1 : at + 2] and signs[at + 1].sign is Sign.DIGITS
            cut = _DROPPED_NUMBER if numbered else _DROPPED_PART
            yield Reading(generics, _words(signs[:at]), number, cost + cut)
            break


def _area_start(signs: Sequence[Token]) -> int | None:
    for at in range(1, len(signs)):
        found = generic_at(signs, at, opening=signs[at - 1].sign is not Sign.WORD or signs[at].text == "FR")
        apart = signs[at - 1].sign is not Sign.WORD
        if found and not _bound(signs[at - 1]) and _has_name(_words(signs[:at])):
            wanted = AREA_WORDS if apart else LOCALITY_WORDS
            if wanted.intersection(found[0]):
                return at
    return None


def _words(signs: Sequence[Token]) -> tuple[Word, ...]:
    return tuple(
        Word(t.text.lstrip("0") or "0" if t.sign is Sign.DIGITS else t.text, t.dotted, t.elided)
        for t in signs
        if t.sign in (Sign.WORD, Sign.DIGITS)
    )


def _without_town(reading: Reading, towns: Sequence[str]) -> Iterator[Reading]:
    """Return the reading without a town's name at its end, if a street is left."""
    typed = [w.text for w in reading.words]
    for town in towns:
        name = [w.text for w in _words(tokens(town))]
        for extra in (0, 1):  # one more word may follow the town: its province
            size = len(name) + extra
            if name and len(typed) > size and typed[-size : len(typed) - extra] == name and len(typed[-1]) > 1:
                if extra and len(typed[-1]) != 2:
                    continue
                yield replace(reading, words=reading.words[:-size], cost=reading.cost + _DROPPED_TAIL)
