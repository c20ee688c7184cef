"""Bodies of the store that a new body without a code may already be. Found for a person to decide, never merged.

Bodies are compared within their province: of a hundred that move, four leave it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.store.interface import View
from graph.store.records import Node
from ingest.matching.candidates import Candidate, Index
from ingest.matching.comparison import Lists, features, may_be
from ingest.matching.kinds import town
from ingest.matching.model import odds
from ingest.matching.record import Body, Record, read, read_all

Find = Callable[[str, str, str], Sequence[str]]
"""Kind, name, ISTAT code of a body → keys of those it may be, best first."""

LIKELY = 0.25
"""Probability, taken alone, from which a body of the store is shown."""
SHOWN = 3

ALIKE: dict[str, frozenset[str]] = {
    "association": frozenset({"association", "organisation"}),
    "organisation": frozenset({"association", "organisation"}),
    "school": frozenset({"school"}),
}


class Municipalities:
    """The towns of a store, by ISTAT code; see `record.ReadsTowns`."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._called: dict[str, str] = {}
        self._province: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        for node in nodes:
            istat = node.text("istat")
            self._called[istat], self._province[istat] = town(node.name), node.text("province")

    @property
    def names(self) -> frozenset[str]:
        """Return the folded names of all towns."""
        return frozenset(self._called.values())

    def key(self, cell: str) -> str:
        """Return an ISTAT code as it is."""
        return cell

    def called(self, key: str) -> str:
        """Return the folded name of a town."""
        return self._called.get(key, "")

    def count(self, key: str) -> int:
        """Return how many bodies are in a town."""
        return self.counts[key]

    def province(self, key: str) -> str:
        """Return the province of a town."""
        return self._province.get(key, "")


@dataclass(frozen=True, slots=True)
class _Named:
    """One name of a body of the store."""

    key: str
    body: Body


class KnownBodies:
    """Bodies of a store that new ones are held against.

    Parameters
    ----------
    bodies
        Each is known by its name and its aliases.
    """

    def __init__(self, bodies: Iterable[Node], towns: Municipalities) -> None:
        self._towns = towns
        self._by_province: dict[str, list[_Named]] = defaultdict(list)
        self._provinces: dict[str, _Province] = {}
        for node in bodies:
            istat = node.text("municipality")
            towns.counts[istat] += 1
            named = [_Named(node.key, Body(name, istat)) for name in dict.fromkeys((node.name, *node.many("aliases")))]
            self._by_province[towns.province(istat)].extend(named)

    def __bool__(self) -> bool:
        return bool(self._by_province)

    def likely(self, new: Sequence[Body]) -> Iterator[list[str]]:
        """Return for each new body (its town an ISTAT code) the keys of those it may be, best first."""
        rows: dict[str, list[int]] = defaultdict(list)
        for i, body in enumerate(new):
            rows[self._towns.province(body.town)].append(i)
        found: dict[int, list[str]] = {}
        for province, places in rows.items():
            known = self._province(province)
            if known is not None:
                found.update(zip(places, known.likely([new[i] for i in places]), strict=True))
        return (found.get(i, []) for i in range(len(new)))

    def _province(self, name: str) -> _Province | None:
        if name not in self._provinces and name in self._by_province:
            self._provinces[name] = _Province(self._by_province[name], self._towns)
        return self._provinces.get(name)


class _Province:
    """The bodies of one province, indexed."""

    def __init__(self, named: Sequence[_Named], towns: Municipalities) -> None:
        self._keys = [one.key for one in named]
        self._towns = towns
        self._records = read_all([one.body for one in named], towns)
        self._index = Index(self._records)
        self._lists = Lists.of([], self._records, towns)

    def likely(self, new: Sequence[Body]) -> Iterator[list[str]]:
        records = [read(body, self._towns) for body in new]
        for record, candidates in zip(records, self._index.candidates(records), strict=True):
            best: dict[str, float] = {}
            for candidate in candidates:
                score = self._score(record, candidate)
                if score >= LIKELY:
                    key = self._keys[candidate.right]
                    best[key] = max(best.get(key, 0.0), score)
            yield sorted(best, key=lambda key: (-best[key], key))[:SHOWN]

    def _score(self, record: Record, candidate: Candidate) -> float:
        other = self._records[candidate.right]
        if record.town == other.town and record.words == other.words:
            return 1.0
        if not may_be(record, other):
            return 0.0
        found = odds(features(record, other, candidate.near, self._lists))
        return found / (1 + found)


def finder(view: View) -> Find:
    """Return what finds the bodies of a view that a new body may be. Read once, at the first question."""
    towns = Municipalities(view.nodes(["municipality"]))
    standing: dict[frozenset[str], KnownBodies] = {}

    def find(kind: str, name: str, municipality: str) -> Sequence[str]:
        alike = ALIKE.get(kind)
        if alike is None or not municipality:
            return ()
        if alike not in standing:
            standing[alike] = KnownBodies(view.nodes(alike), towns)
        return next(standing[alike].likely([Body(name, municipality)]))

    return find
