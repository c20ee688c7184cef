"""Bodies that the one being typed may already be, while its name is being typed. A person decides, nothing is merged.

One index of words in memory, told of each record that changes; it is never built again for a revision.
Names are read as in `ingest.matching`: legal forms, dots, accents and slips are forgiven.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.model import KINDS
from graph.store.records import Node
from ingest.matching.doubtful import ALIKE
from ingest.matching.forms import parts
from ingest.matching.likeness import likeness

SHOWN = 5
_SHORTEST = 3
"""Letters from which a name says something."""
_ENOUGH = 0.62
"""Share of what was typed, weighed by rarity, that a body's name must have."""
_ENOUGH_HERE = 0.42
"""The same, of a body in the municipality that was typed."""
_SURE = 0.97
_TOWN, _MAPPED = 0.12, 0.03
_OTHER_TOWN = 0.75
_REACHABLE = 6
"""Digits of a phone number that are enough to compare it."""
_BEGUN = 0.9
_SLIP_FROM = 4
_UNKNOWN = 4.0
"""Weight in nats of a typed word that no name has: it may still be half written, or new."""
_COMMON = 4_000
"""A word that so many names have is not followed where a rarer one was typed."""
_CODES = ("fiscal_code", "runts", "school_code")


class Why(StrEnum):
    """Why a body is offered."""

    CODE = "code"
    PHONE = "phone"
    EMAIL = "email"
    SAME_NAME = "same_name"
    LIKE_NAME = "like_name"
    OTHER_NAME = "other_name"  # one it is also known by
    SAME_TOWN = "same_town"
    OTHER_TOWN = "other_town"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What has been typed so far.

    Attributes
    ----------
    finished
        Whether the last word of the name is whole.
    municipality
        ISTAT code, empty if not known yet.
    codes
        Fiscal code, RUNTS number, ministry code.
    """

    kind: str
    name: str = ""
    municipality: str = ""
    codes: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A body that may be meant, with why; `score` orders them, 0 to about 1.2."""

    key: str
    score: float
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """One name of one body. `words` are those that tell it from others, `weight` is theirs together."""

    key: str
    words: frozenset[str]
    alias: bool


@dataclass(slots=True)
class _Body:
    revision: int
    kind: str
    municipality: str
    names: tuple[int, ...]
    marks: tuple[str, ...]


class Bodies:
    """Every record that could be entered twice, to be asked while someone types."""

    def __init__(self) -> None:
        self._bodies: dict[str, _Body] = {}
        self._names: dict[int, _Named] = {}
        self._next = 0
        self._having: dict[str, set[int]] = {}
        self._vocabulary: list[str] = []
        self._marked: dict[str, set[str]] = defaultdict(set)
        self._mapped: frozenset[str] = frozenset()
        self._slips: dict[str, tuple[tuple[str, float], ...]] = {}

    def __len__(self) -> int:
        return len(self._bodies)

    def follow(self, nodes: Mapping[str, Node], mapped: frozenset[str]) -> int:
        """Take over what changed since the last time; return how many records that were.

        Parameters
        ----------
        nodes
            All of a view, by key.
        """
        gone = self._bodies.keys() - nodes.keys()
        fresh = [
            node
            for key, node in nodes.items()
            if _told_apart(node) and ((known := self._bodies.get(key)) is None or known.revision != node.revision)
        ]
        for key in gone:
            self._forget(key)
        if len(fresh) > len(self._bodies):
            self._learn_all(fresh)
        else:
            for node in fresh:
                self._forget(node.key)
                for word in self._learn(node):
                    insort(self._vocabulary, word)
        if gone or fresh:
            self._slips.clear()
        self._mapped = mapped
        return len(gone) + len(fresh)

    def like(self, wanted: Wanted, limit: int = SHOWN) -> list[Suggestion]:
        """Return the bodies that may be meant, best first."""
        found: dict[str, Suggestion] = {}
        kinds = ALIKE.get(wanted.kind, frozenset({wanted.kind}))
        for key, score, why in (*self._by_mark(wanted), *self._by_name(wanted)):
            body = self._bodies[key]
            if body.kind not in kinds:
                continue
            one = self._weighed(key, body, score, why, wanted)
            known = found.get(key)
            if known is not None:
                one = Suggestion(key, max(known.score, one.score), tuple(dict.fromkeys((*known.why, *one.why))))
            found[key] = one
        return sorted(found.values(), key=lambda s: (-s.score, s.key))[:limit]

    # ---- learning --------------------------------------------------------------------------------

    def _learn_all(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            self._forget(node.key)
            self._learn(node)
        self._vocabulary = sorted(self._having)

    def _learn(self, node: Node) -> list[str]:
        """Keep a record; return the words that no other has."""
        new: list[str] = []
        numbers = []
        for place, name in enumerate(dict.fromkeys((node.name, *node.many("aliases")))):
            words = frozenset(_words(name))
            self._names[self._next] = _Named(node.key, words, place > 0)
            for word in words:
                if word not in self._having:
                    self._having[word] = set()
                    new.append(word)
                self._having[word].add(self._next)
            numbers.append(self._next)
            self._next += 1
        marks = tuple(_marks(node))
        for mark in marks:
            self._marked[mark].add(node.key)
        town = node.text("municipality")
        self._bodies[node.key] = _Body(node.revision, node.kind, town, tuple(numbers), marks)
        return new

    def _forget(self, key: str) -> None:
        body = self._bodies.pop(key, None)
        if body is None:
            return
        for number in body.names:
            for word in self._names.pop(number).words:
                self._having[word].discard(number)  # a word that nobody has any more stays, and leads to none
        for mark in body.marks:
            self._marked[mark].discard(key)

    # ---- asking ----------------------------------------------------------------------------------

    def _by_mark(self, wanted: Wanted) -> Iterator[tuple[str, float, Why]]:
        marks = [(f"code {code.upper()}", Why.CODE) for code in wanted.codes if code]
        marks += [(f"phone {digits}", Why.PHONE) for digits in map(_digits, wanted.phones) if digits]
        marks += [(f"mail {email.casefold()}", Why.EMAIL) for email in wanted.emails if email]
        for mark, why in marks:
            for key in self._marked.get(mark, ()):
                yield key, 1.0, why

    def _by_name(self, wanted: Wanted) -> Iterator[tuple[str, float, Why]]:
        typed = _typed(wanted.name, finished=wanted.finished)
        if len("".join(typed)) < _SHORTEST:
            return
        shares: dict[int, float] = defaultdict(float)
        total = 0.0
        meanings = {word: list(self._meant(word, begun=begun)) for word, begun in typed.items()}
        weights = {word: self._weight(*(meant for meant, _sure in meanings[word])) for word in typed}
        for word in sorted(typed, key=lambda word: -weights[word]):
            weight = weights[word]
            total += weight
            best: dict[int, float] = {}
            for meant, sure in meanings[word]:
                having = self._having[meant]
                if len(having) > _COMMON and shares:
                    having = having & shares.keys()
                for number in having:
                    best[number] = max(best.get(number, 0.0), sure)
            for number, sure in best.items():
                shares[number] += weight * sure
        for number, share in shares.items():
            name = self._names[number]
            here = wanted.municipality and self._bodies[name.key].municipality == wanted.municipality
            if share >= (_ENOUGH_HERE if here else _ENOUGH) * total:
                yield self._judged(name, share, total)

    def _judged(self, name: _Named, share: float, total: float) -> tuple[str, float, Why]:
        typed = share / total
        held = min(1.0, share / max(sum(self._weight(word) for word in name.words), 1e-9))
        score = typed * (0.6 + 0.4 * held)
        why = Why.SAME_NAME if min(typed, held) >= _SURE else Why.LIKE_NAME
        return name.key, score, Why.OTHER_NAME if name.alias else why

    def _weighed(self, key: str, body: _Body, score: float, why: Why, wanted: Wanted) -> Suggestion:
        """Return a suggestion with what the place says of it: another town weakens a name, and no code or phone."""
        reasons = [why]
        if wanted.municipality and body.municipality:
            here = wanted.municipality == body.municipality
            reasons.append(Why.SAME_TOWN if here else Why.OTHER_TOWN)
            by_name = why in (Why.SAME_NAME, Why.LIKE_NAME, Why.OTHER_NAME)
            score = score + _TOWN if here else score * _OTHER_TOWN if by_name else score
        return Suggestion(key, score + (_MAPPED if key in self._mapped else 0.0), tuple(reasons))

    def _weight(self, *meanings: str) -> float:
        """Return how much a word tells that may be one of these, in nats: the rarer the more."""
        if not meanings:
            return _UNKNOWN
        number = sum(len(self._having.get(word, ())) for word in meanings)
        return max(math.log((len(self._names) + 2) / (number + 1)), 0.1)

    def _meant(self, word: str, *, begun: bool) -> Iterator[tuple[str, float]]:
        """Yield the known words that a typed one may be, with how sure that is."""
        if word in self._having:
            yield word, 1.0
        if begun:
            for meant in self._beginning(word):
                yield meant, _BEGUN + (1 - _BEGUN) * len(word) / len(meant)
        if len(word) >= _SLIP_FROM:
            yield from self._slips_of(word)

    def _beginning(self, word: str) -> Iterator[str]:
        at = bisect_left(self._vocabulary, word)
        while at < len(self._vocabulary) and self._vocabulary[at].startswith(word):
            if self._vocabulary[at] != word:
                yield self._vocabulary[at]
            at += 1

    def _slips_of(self, word: str) -> tuple[tuple[str, float], ...]:
        if word not in self._slips:
            allowed = 2 if len(word) >= 8 else 1
            near = process.extract(word, self._vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=20)
            sure = ((meant, likeness(word, meant)) for meant, _distance, _at in near if meant != word)
            self._slips[word] = tuple((meant, s) for meant, s in sure if s > 0)
        return self._slips[word]


def _told_apart(node: Node) -> bool:
    """Tell whether a record has a name of its own by which it could be entered twice."""
    return "name" in node.properties and not KINDS[node.kind].reference


def _words(name: str) -> Sequence[str]:
    return [word.rstrip(".") for word in parts(name).core]


def _typed(name: str, *, finished: bool) -> dict[str, bool]:
    """Return the words of a name that is being typed, and of each whether it is only begun: the last, or with a dot."""
    core = parts(name).core
    typed = {word.rstrip("."): word.endswith(".") for word in core}
    if typed and not finished:
        typed[core[-1].rstrip(".")] = True
    return typed


def _marks(node: Node) -> Iterator[str]:
    yield from (f"code {node.text(code).upper()}" for code in _CODES if node.text(code))
    for name in ("phone", "public_phone"):
        yield from (f"phone {digits}" for digits in map(_digits, node.many(name)) if digits)
    for name in ("email", "public_email", "school_email"):
        yield from (f"mail {folded_mail}" for folded_mail in (mail.casefold() for mail in node.many(name)))


def _digits(phone: str) -> str:
    """Return a phone number as it is compared: digits, without Italy's prefix; empty where there are too few."""
    digits = re.sub(r"\D", "", re.sub(r"^\s*(?:\+|00)39", "", phone))
    return digits if len(digits) >= _REACHABLE else ""
