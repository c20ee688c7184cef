"""Which of a municipality's streets is meant: words aligned one by one, weighed by how rare they are there.

A typed word that no word of a street explains refuses that street, whatever the rest scores: that is what tells
SAN MARCO from SAN MAGNO. The generic word (via, vicolo) is a bonus and breaks ties, it never filters.
House numbers and points are not known here: see `ingest.places.register`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ingest.places.address import Address, Reading, Word
from ingest.places.generics import ROADS, STREET_GENERICS
from ingest.places.lexicon import ARTICULATED, DIRECTIONS, WEIGHT, Role, Term, terms, undoubled
from ingest.places.names import GIVEN_NAMES, LANDSCAPE, PREPOSITIONS, SURNAME_OF, WELL_KNOWN
from ingest.places.numerals import numeral
from ingest.places.street import Name, Street

ACCEPTED = 0.8
"""Lowest score of a match; chosen with the generated lists of `bench/geocode.py`."""
TIE = 0.02
"""Streets whose scores differ by less are equal: something else must decide."""

_GENERIC_MISSING, _GENERIC_SECOND, _GENERIC_KIN, _GENERIC_OTHER = 0.015, 0.025, 0.045, 0.07
_ROAD_BY_NUMBER = 0.93  # `S.P. 118` and nothing else
_SLIP = (0.0, 1.0, 1.1)
_DOUBLED = 0.92  # a letter too many or too few where letters repeat
_VOWELS = frozenset("AEIOU")
_STRANGER = 5.0
"""How much more a first name or an initial weighs that the street has not."""
_REFUSED = frozenset((Role.CONTENT, Role.NUMBER, Role.SAINT))
Pair = tuple[int, int, float]  # positions of a typed and an official word, how alike they are
_KNOWN = sorted(WELL_KNOWN | LANDSCAPE)
_KIN = (
    frozenset(("VIA", "VIALE", "STRADA", "CORSO", "CONTRADA"))
    | {g for g in STREET_GENERICS if g.startswith("STRADA ")},
    frozenset(("VICOLO", "VICO", "VICOLETTO", "VICOLONE")),
    frozenset(("PIAZZA", "PIAZZALE", "PIAZZETTA", "LARGO", "LARGHETTO")),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A street that may be meant, how sure that is (0–1), and the reading under which it is."""

    street: Street
    score: float
    reading: Reading
    exact: bool = False


class StreetIndex:
    """The streets of one municipality, ready to be asked for."""

    def __init__(self, streets: Sequence[Street], meant: Container[str] = frozenset()) -> None:
        """Take a municipality's streets; `meant` are further words that are no slip of another word."""
        self.streets = tuple(streets)
        self._meant = meant
        self._having: dict[str, set[int]] = defaultdict(set)
        self._texts: dict[str, set[int]] = defaultdict(set)
        self._joined: dict[str, tuple[Word, Word]] = {}
        for at, one in enumerate(self.streets):
            for wording in one.names:
                self._add(at, wording)
        self._vocabulary = sorted(t for t in self._texts if len(t) >= 4 and not t.isdigit())
        self._near: dict[str, dict[str, float]] = {}

    def _add(self, at: int, wording: Name) -> None:
        for term in wording.terms:
            self._texts[term.text].add(at)
            for form in term.forms:
                self._having[form].add(at)
        for one, two in zip(wording.words, wording.words[1:], strict=False):
            self._joined.setdefault(one.text + two.text, (one, two))

    def candidates(self, address: Address) -> list[Candidate]:
        """Return the streets an address may mean, each under its best reading, best first."""
        best: dict[int, Candidate] = {}
        for reading in address.readings:
            for found in self._of_reading(reading, address.localities):
                known = best.get(found.street.key)
                if known is None or (found.score, found.exact) > (known.score, known.exact):
                    best[found.street.key] = found
        return sorted(best.values(), key=lambda c: (-c.score, c.street.key))

    def beginning(self, words: Sequence[str]) -> list[Street]:
        """Return the streets that have a word beginning with each of these, upper case; closest in length first."""
        found = []
        for one in self.streets:
            having = [[w.text for w in wording.words] for wording in one.names]
            fits = [own for own in having if all(any(w.startswith(typed) for w in own) for typed in words)]
            if fits:
                found.append((min(len(" ".join(own)) for own in fits), one.key, one))
        return [one for _length, _key, one in sorted(found, key=lambda f: f[:2])]

    def _of_reading(self, reading: Reading, localities: Sequence[str]) -> list[Candidate]:
        words = self._respelt(reading.words)
        typed = terms(words, road=bool(ROADS.intersection(reading.generics)), typed=True)
        found = []
        for at in self._worth_comparing(typed):
            one = self.streets[at]
            score = max(self._score(reading, typed, wording) for wording in one.names) - reading.cost
            if score >= ACCEPTED:
                exact = any([w.text for w in n.words] == [w.text for w in words] for n in one.names)
                found.append(Candidate(one, round(min(score, 1.0), 4), reading, exact))
        return found

    def _respelt(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """Join or split words as this municipality writes them: `CASENUOVE`, `DALLA CHIESA`."""
        result: list[Word] = []
        for word in words:
            if word.text not in self._texts and len(word.text) >= 5 and word.text in self._joined:
                result += self._joined[word.text]
            elif result and word.text not in self._texts and result[-1].text + word.text in self._texts:
                result[-1] = Word(result[-1].text + word.text)
            else:
                result.append(word)
        return tuple(result)

    def _worth_comparing(self, typed: Sequence[Term]) -> set[int]:
        """Return the streets that explain the rarest words that must be explained."""
        found: set[int] | None = None
        for term in typed:
            if term.role not in _REFUSED or (term.role is Role.SAINT and len(typed) > 1):
                continue
            having = set[int]().union(*(self._having.get(form, ()) for form in term.forms))
            having = having.union(*(self._texts[text] for text in self._similar(term)))
            # A generic or locality word may explain it as well: then the others decide alone.
            found = having if found is None else (found & having or found | having)
        return found or set()

    def _similar(self, term: Term) -> dict[str, float]:
        """Return the words of this municipality that a typed word may be, with how alike they are (0–1)."""
        key = f"{term.text}.{term.prefix:d}"
        known = self._near.get(key)
        if known is None:
            known = self._near[key] = self._compare(term)
            if len(self._near) > 20_000:
                self._near.clear()
        return known

    def _compare(self, term: Term) -> dict[str, float]:
        text, result = term.text, dict[str, float]()
        if term.prefix and len(text) >= 2:
            result = {word: 0.92 for word in self._vocabulary if word.startswith(text)}
        if len(text) < 4 or text.isdigit():
            return result
        meant = text in WELL_KNOWN or text in LANDSCAPE or text in self._texts or text in self._meant
        nearest = min((e for _, e, _ in process.extract(text, _KNOWN, scorer=OSA.distance, score_cutoff=1)), default=9)
        for word, edits, _ in process.extract(text, self._vocabulary, scorer=OSA.distance, score_cutoff=2, limit=None):
            if edits and edits <= nearest and (not meant or undoubled(word) == undoubled(text)):
                likeness = _likeness(text, word, int(edits))
                if undoubled(word) == undoubled(text):
                    likeness = _DOUBLED
                if likeness:
                    result.setdefault(word, likeness)
        return result

    def _score(self, reading: Reading, typed: Sequence[Term], wording: Name) -> float:
        pairs = self._aligned(typed, wording.terms)
        matched = {i for i, _, _ in pairs}
        loose = [t for i, t in enumerate(typed) if i not in matched and t.text not in wording.excused]
        bare = [t for j, t in enumerate(wording.terms) if j not in {j for _, j, _ in pairs}]
        if not pairs or any(_refuses(t, bare) for t in loose) or any(t.role is Role.SAINT for t in bare):
            return 0.0
        if _is_article(typed, loose, wording) or _is_place(pairs, bare, wording):
            return 0.0
        explained = sum(self._weight(typed[i]) * s for i, _, s in pairs)
        missing = sum(self._weight(typed[i]) * (1 - s) for i, _, s in pairs) + sum(
            self._weight(t) * (_STRANGER if t.role in (Role.GIVEN, Role.INITIAL) else 1) for t in loose
        )
        if not loose and wording.generic in ROADS.intersection(reading.generics) and _numbers_only(typed):
            return _ROAD_BY_NUMBER
        covered = self._covered(pairs, typed, wording.terms)
        share = explained / (explained + missing)
        if not share or not covered:
            return 0.0
        return 2 * share * covered / (share + covered) - _generic_cost(reading.generics, wording.generic)

    def _aligned(self, typed: Sequence[Term], official: Sequence[Term]) -> list[Pair]:
        """Return pairs of words, each used once, the most alike and weightiest first."""
        possible = [
            (alike, min(t.role, o.role), -abs(i - j), i, j)
            for i, t in enumerate(typed)
            for j, o in enumerate(official)
            if (alike := self._alike(t, o)) > 0
        ]
        possible.sort(reverse=True)
        pairs: list[Pair] = []
        for alike, _, _, i, j in possible:
            if all(i != a and j != b for a, b, _ in pairs):
                pairs.append((i, j, alike))
        return [p for p in pairs if not _misplaced(p, pairs, typed, official)]

    def _alike(self, typed: Term, official: Term) -> float:
        if typed.forms & official.forms:
            return 1.0
        if typed.initial or official.initial:
            return _initial(typed, official)
        if official.prefix and typed.text.startswith(official.text):
            return 0.92
        if Role.PREPOSITION in (typed.role, official.role):
            return _DOUBLED if self._is_slip(typed, official) else 0.0
        return self._similar(typed).get(official.text, 0.0)

    def _is_slip(self, typed: Term, official: Term) -> bool:
        """Tell whether an unknown word is an article with a slip: `DELNO SPIZZONE`."""
        if typed.role is not Role.CONTENT or len(official.text) < 4:
            return False
        known = typed.text in WELL_KNOWN or typed.text in self._texts
        return not known and OSA.distance(typed.text, official.text) == 1

    def _weight(self, term: Term) -> float:
        weight = WEIGHT[term.role]
        if term.role < Role.SAINT:
            return weight
        bearing = max(len(self._having.get(form, ())) for form in term.forms)
        total = len(self.streets)
        return weight * math.log(1 + total / max(bearing, 1)) / math.log(1 + total)

    def _covered(self, pairs: Sequence[Pair], typed: Sequence[Term], official: Sequence[Term]) -> float:
        """Return the share of a street's words that were typed, by weight."""
        weights = [self._weight(t) for t in official]
        found = {official[j].text: typed[i].text for i, j, _ in pairs}
        for first, second in combinations(range(len(official)), 2):
            one, two = official[first].text, official[second].text
            if SURNAME_OF.get(one) == two and one in found and two not in found:
                weights[first], weights[second] = 1.0, WEIGHT[Role.GIVEN]  # `VIA DANTE`
            spelt_out = found.get(two) == two and len(two) > 3 and numeral(two) is not None
            if spelt_out and official[second].role is Role.MIDDLE and one in GIVEN_NAMES and one not in found:
                weights[first], weights[second] = WEIGHT[Role.GIVEN], 1.0  # a surname after all: `LUIGI NONO`
        return sum(weights[j] * s for _, j, s in pairs) / sum(weights)


def _initial(typed: Term, official: Term) -> float:
    """Return how alike a letter and a word are: 0 for an article or a number, best for a first name."""
    articles = Role.PREPOSITION in (typed.role, official.role) or official.text in PREPOSITIONS
    number = typed.initial and any(f.startswith("#") for f in official.forms)
    if articles or number or typed.text[0] != official.text[0]:
        return 0.0
    return 0.9 if official.role in (Role.GIVEN, Role.TITLE, Role.MIDDLE, Role.INITIAL) else 0.7


def _likeness(one: str, two: str, edits: int) -> float:
    """Return how alike two words are: one wrong letter from four letters, two from seven; else 0."""
    shortest = min(len(one), len(two))
    if edits > (2 if shortest >= 7 else 1):
        return 0.0
    ending = one[:-1] == two[:-1] and one[-1] in _VOWELS and two[-1] in _VOWELS  # BARONE, BARONI: another word
    return max(0.0, 1 - _SLIP[edits] * edits / shortest - 0.12 * (one[0] != two[0]) - 0.1 * ending)


def _numbers_only(typed: Sequence[Term]) -> bool:
    return all(t.text.isdigit() for t in typed)


def _misplaced(pair: Pair, pairs: Sequence[Pair], typed: Sequence[Term], official: Sequence[Term]) -> bool:
    """Tell whether an initial was taken for a word on the other side of the name: `M.P. FONTANA`, `FONTANA PUZZICO`."""
    i, j, _ = pair
    if not typed[i].initial or official[j].role is not Role.CONTENT or typed[i].forms & official[j].forms:
        return False
    return not any((a > i) == (b > j) for a, b, _ in pairs if a != i and not typed[a].initial)


def _is_article(typed: Sequence[Term], loose: Sequence[Term], wording: Name) -> bool:
    """Tell whether an article says that no person is meant: `VIA DEI BOSCHI` is not `VIA NAZZARENO BOSCHI`.

    The other way round, `VIA ALDO MORO` is not `VICOLO DEL MORO`.
    """
    if wording.person:
        after = {b.text for a, b in pairwise(typed) if b.role is Role.TITLE and a in loose}
        return not after and any(t.text in ARTICULATED for t in loose)
    return any(t.text in ARTICULATED for t in wording.terms[:1]) and any(
        t.role in (Role.GIVEN, Role.INITIAL) for t in loose
    )


def _is_place(pairs: Sequence[Pair], bare: Sequence[Term], wording: Name) -> bool:
    """Tell whether half a surname is a place: `VIA CHIESA` is not `VIA CARLO ALBERTO DALLA CHIESA`."""
    halved = any(t.role is Role.MIDDLE and t.text in PREPOSITIONS for t in bare)
    return halved and any(wording.terms[j].text in LANDSCAPE for _, j, _ in pairs)


def _refuses(term: Term, bare: Sequence[Term]) -> bool:
    """Tell whether a typed word that nothing explains means another street.

    A first name, an initial or a number does so when the street has another one in its place.
    """
    if term.text == "S" or term.role is Role.INITIAL:
        return any(t.role in (Role.GIVEN, Role.INITIAL) for t in bare)
    if term.role is Role.PREPOSITION:
        return any(t.role is Role.MIDDLE and t.text in PREPOSITIONS for t in bare)
    if term.text in DIRECTIONS:
        return term.role is Role.CONTENT or any(t.text in DIRECTIONS for t in bare)
    if term.role is Role.GIVEN:
        return any(t.role is Role.GIVEN for t in bare)
    if any(f.startswith("#") for f in term.forms) and term.role in (Role.MIDDLE, Role.QUALIFIER):
        return any(f.startswith("#") for t in bare for f in t.forms)
    return term.role in _REFUSED


def _generic_cost(typed: Sequence[str], official: str) -> float:
    if not typed:
        return _GENERIC_MISSING
    if official in typed:
        return 0.0 if official == typed[0] else _GENERIC_SECOND
    if any(official in kin and one in kin for kin in _KIN for one in typed):
        return _GENERIC_KIN
    return _GENERIC_OTHER
