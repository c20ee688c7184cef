"""Which municipality a text names: codes, names, other spellings. Never guesses; says what it could be.

Not a geocoder: it knows no streets and returns no places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from graph.model.folding import words
from graph.store.records import Node
from graph.territory import base, spelling
from graph.territory.former import RECENT, Former
from graph.territory.index import Index
from graph.territory.meanings import Meanings
from graph.territory.municipality import How, Municipality, Resolved, Unresolved
from graph.territory.provinces import Provinces

_ISTAT = re.compile(r"\d{4,6}")
_CADASTRAL = re.compile(r"[A-Z]\d{3}")
_SHOWN = 5
_LIKE = 80.0  # of 100: below this a name is not worth proposing
_LONG = 20  # characters; registers cut longer names off, and what is left still tells
_LONGEST = 100
_REMEMBERED = 50_000


class Gazetteer:
    """The municipalities of one moment, to be looked up.

    Parameters
    ----------
    municipalities
        In being and abolished, as the store has them.
    former
        What packages know of the past.
    adjacency
        ISTAT codes of those that share a stretch of border, by ISTAT code.
    """

    def __init__(
        self,
        municipalities: Iterable[Municipality],
        former: Former | None = None,
        adjacency: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self._by_istat = {m.istat: m for m in municipalities}
        self._given_former, self._given_adjacency = former, adjacency
        self._answers: dict[tuple[str, str], Resolved | Unresolved] = {}
        self._certain: dict[tuple[str, str], Resolved | None] = {}
        self._pools: dict[frozenset[str] | None, tuple[list[tuple[str, ...]], list[str]]] = {}

    @classmethod
    def from_nodes(cls, nodes: Iterable[Node]) -> Gazetteer:
        """Make one from nodes; those of other kinds are left aside."""
        return cls(Municipality.from_node(node) for node in nodes if node.kind == "municipality")

    def all(self) -> Sequence[Municipality]:
        """Return the municipalities in being, by ISTAT code."""
        return self._in_being

    def by_istat(self, code: str) -> Municipality | None:
        """Return the municipality with a code, abolished ones too; codes of earlier provinces lead to it."""
        padded = code.strip().zfill(6)
        return self._by_istat.get(padded) or self._by_istat.get(self._former.codes.get(padded, ""))

    def by_cadastral(self, code: str) -> Municipality | None:
        """Return the municipality in being with a cadastral code, or the only one that an abolished one became."""
        return self._only(self._index.by_cadastral.get(code.strip().upper(), ()))

    def in_being(self, code: str) -> tuple[str, ...]:
        """Return the ISTAT codes that a code stands for now: itself, or what the municipality became."""
        one = self.by_istat(code)
        return () if one is None else tuple(m.istat for m in self._became(one) if not m.abolished)

    def adjoining(self, istat: str) -> frozenset[str]:
        """Return the ISTAT codes of the municipalities that share a stretch of border."""
        return self._adjacency.get(istat, frozenset())

    def resolve(self, text: str, province: str = "") -> Resolved | Unresolved:
        """Say which municipality in being a text names.

        Parameters
        ----------
        text
            A name as people write it, an ISTAT code (leading zeros may be missing) or a cadastral code.
        province
            Abbreviation or name of the province; only municipalities that are or were in it fit then.
        """
        question = (text, province)
        answer = self._answers.get(question)
        if answer is None:
            answer = self._resolve(text, province)
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            self._answers[question] = answer
        return answer

    def named(self, text: str, province: str = "") -> Resolved | None:
        """Return the municipality that a text certainly names, None otherwise: what it may mean is not searched for.

        An abbreviation must say so by a dot: a word that a name begins with is none.
        """
        question = (text, province)
        if question not in self._certain:
            if len(self._certain) >= _REMEMBERED:
                self._certain.clear()
            answer = self._understood(text, province, cut="." in text)[0]
            self._certain[question] = answer if isinstance(answer, Resolved) else None
        return self._certain[question]

    def _resolve(self, text: str, province: str) -> Resolved | Unresolved:
        answer, name, wanted = self._understood(text, province)
        return answer or self._unknown(text, name, wanted)

    def _understood(
        self, text: str, province: str, *, cut: bool = True
    ) -> tuple[Resolved | Unresolved | None, tuple[str, ...], frozenset[str] | None]:
        """Return the answer to a text that is understood, its words, and the provinces that are meant."""
        asked = spelling.read(text)
        wanted = self._provinces.find(province or asked.province)
        name = asked.words
        if not province and asked.province and not wanted:  # in brackets stands no province: Bolzano (Bozen)
            name, wanted = words(text), None
        coded = self._coded(text, wanted)
        if coded is not None:
            return coded, name, wanted
        answer = (
            self._named(name, wanted, RECENT).answer(text)
            or self._named(name, wanted, "").answer(text)
            or self._apart(text, name, wanted)
            or (self._abbreviated(asked.marked, wanted).answer(text) if cut else None)
        )
        return answer, name, wanted

    def _apart(self, text: str, name: tuple[str, ...], wanted: frozenset[str] | None) -> Resolved | Unresolved | None:
        """Read an apostrophe for an accent inside a word (`FE'NIS`), or two sides of a slash that name one."""
        joined = words(spelling.without_apostrophes(text))
        if joined != name and (answer := self._named(joined, wanted, RECENT).answer(text)):
            return answer
        sides = [self._named(words(side), wanted, RECENT).answer(text) for side in text.split("/")]
        found = {answer.municipality.istat: answer for answer in sides if isinstance(answer, Resolved)}
        agree = len(found) == 1 and len(sides) > 1 and all(isinstance(answer, Resolved) for answer in sides)
        return next(iter(found.values())) if agree else None

    def _coded(self, text: str, wanted: frozenset[str] | None) -> Resolved | Unresolved | None:
        code = text.strip().upper()
        meanings = Meanings()
        if _ISTAT.fullmatch(code):
            one = self.by_istat(code)
            if one is None:
                return Unresolved(text, "unknown")
            self._add(meanings, one, "code", wanted)
        elif _CADASTRAL.fullmatch(code):
            for one in self._index.by_cadastral.get(code, ()):
                self._add(meanings, one, "code", wanted)
            if not meanings.sure and not meanings.lost:
                for ended in self._former.ended:
                    if ended.cadastral == code:
                        meanings.doubt(self._known(ended.likely))
        else:
            return None
        return meanings.answer(text) or Unresolved(text, "unknown")

    def _named(self, name: tuple[str, ...], wanted: frozenset[str] | None, since: str) -> Meanings:
        """Return what a whole name means, among those in being and those given up since a date."""
        meanings = Meanings()
        for one, how in self._index.by_words.get(name, ()):
            if not one.abolished or one.abolished >= since:
                self._add(meanings, one, how, wanted)
        listed = {one.province for one, _ in self._index.by_words.get(name, ())}
        for renamed in self._index.renamed.get(name, ()):
            now = self._by_istat.get(renamed.istat)
            if now is not None and renamed.ended >= since and self._fits(now, wanted, renamed.province):
                self._add(meanings, now, "alias", None)
        for ended in self._index.ended.get(name, ()):
            if ended.ended >= since and ended.province not in listed and _within(ended.province, wanted):
                meanings.doubt(self._known(ended.likely))
        return meanings

    def _abbreviated(self, marked: tuple[str, ...], wanted: frozenset[str] | None) -> Meanings:
        meanings = Meanings()
        asked = " ".join(marked)
        for name in self._index.by_initial.get(marked[0][0] if marked else "", ()):
            cut = len(asked) >= _LONG and " ".join(name).startswith(asked)
            if cut or spelling.abbreviates(marked, name):
                for one, _ in self._index.by_words[name]:
                    if not one.abolished:
                        self._add(meanings, one, "abbreviation", wanted)
        return meanings

    def _unknown(self, text: str, name: tuple[str, ...], wanted: frozenset[str] | None) -> Unresolved:
        """Propose what is called so elsewhere, names that go on where this one ends, and names that are alike."""
        from rapidfuzz import fuzz, process  # only a name that fails pays for it

        asked = " ".join(name)[:_LONGEST]
        if not asked:
            return Unresolved(text, "unknown")
        names, joined = self._in_provinces(wanted)
        longer = [known for known in names if known[: len(name)] == name]
        alike = process.extract(asked, joined, scorer=fuzz.ratio, limit=_SHOWN, score_cutoff=_LIKE)
        called = [*longer, *(names[i] for _, _, i in alike), name]
        found = [one for known in called for one, _ in self._index.by_words.get(known, ()) if not one.abolished]
        return Unresolved(text, "unknown", tuple({one.istat: one for one in found}.values())[:_SHOWN])

    def _in_provinces(self, wanted: frozenset[str] | None) -> tuple[list[tuple[str, ...]], list[str]]:
        """Return the names of those in being in some provinces, as words and as text."""
        if wanted not in self._pools:
            names = [
                name
                for name, found in self._index.by_words.items()
                if any(not one.abolished and self._fits(one, wanted) for one, _ in found)
            ]
            self._pools[wanted] = names, [" ".join(name) for name in names]
        return self._pools[wanted]

    def _add(self, meanings: Meanings, one: Municipality, how: How, wanted: frozenset[str] | None) -> None:
        if not self._fits(one, wanted):
            return
        if not one.abolished:
            meanings.add((one,), how)
            return
        became = self._became(one)
        if len(became) == 1 and not became[0].abolished:
            meanings.add(became, "successor")
        else:
            meanings.doubt(m for m in became if not m.abolished)

    def _became(self, one: Municipality) -> list[Municipality]:
        """Follow successors to those in being; one that leads nowhere stands for itself, abolished."""
        found: dict[str, Municipality] = {}
        seen = {one.istat}
        waiting = [one]
        while waiting:
            current = waiting.pop()
            following = [m for code in current.successors if (m := self.by_istat(code)) is not None]
            if not current.abolished or len(following) < len(current.successors) or not following:
                found[current.istat] = current
            for m in following if current.abolished else ():
                if m.istat not in seen:
                    seen.add(m.istat)
                    waiting.append(m)
        return sorted(found.values(), key=lambda m: m.istat)

    def _fits(self, one: Municipality, wanted: frozenset[str] | None, province: str = "") -> bool:
        if wanted is None:
            return True
        belonged = {one.province, province, *self._former.provinces.get(one.istat, ())}
        for code in one.successors:
            successor = self.by_istat(code)
            belonged |= {successor.province} if successor else set()
        return not wanted.isdisjoint(belonged)

    def _only(self, found: Iterable[Municipality]) -> Municipality | None:
        meanings = Meanings()
        for one in found:
            self._add(meanings, one, "code", None)
        answer = meanings.answer("")
        return answer.municipality if isinstance(answer, Resolved) else None

    def _known(self, codes: Iterable[str]) -> list[Municipality]:
        return [m for code in codes if (m := self._by_istat.get(code)) is not None and not m.abolished]

    @cached_property
    def _index(self) -> Index:
        return Index(tuple(self._by_istat.values()), self._former)

    @cached_property
    def _in_being(self) -> tuple[Municipality, ...]:
        return tuple(sorted((m for m in self._by_istat.values() if not m.abolished), key=lambda m: m.istat))

    @cached_property
    def _former(self) -> Former:
        return base.former() if self._given_former is None else self._given_former

    @cached_property
    def _adjacency(self) -> Mapping[str, frozenset[str]]:
        return base.adjacency() if self._given_adjacency is None else self._given_adjacency

    @cached_property
    def _provinces(self) -> Provinces:
        moved = (p for provinces in self._former.provinces.values() for p in provinces)
        return Provinces.of(self._in_being, moved)


def _within(province: str, wanted: frozenset[str] | None) -> bool:
    return wanted is None or province in wanted
