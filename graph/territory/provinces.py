"""Which province a text names: abbreviation or name, as people write it. Not its borders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.model.folding import words
from graph.territory.municipality import Municipality
from graph.territory.spelling import CONNECTING

_PREFIXES = frozenset(["provincia", "prov", "citta", "metropolitana", "libero", "consorzio", "comunale", "autonoma"])
_OLDER = {"PS": "PU", "FO": "FC"}
"""Abbreviations that a province changed, still found in files."""


@dataclass(frozen=True, slots=True)
class Provinces:
    """The provinces (and regions) of a list of municipalities, to be looked up."""

    by_name: Mapping[frozenset[str], frozenset[str]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    @classmethod
    def of(cls, municipalities: Iterable[Municipality], former: Iterable[str] = ()) -> Provinces:
        """Make one; `former` are abbreviations no longer in use (`OT`)."""
        names: dict[frozenset[str], set[str]] = {}
        known = set(former) | set(_OLDER)
        for one in municipalities:
            if not one.province:
                continue
            known.add(one.province)
            for name in (one.province_name, one.region):
                for side in {name, *name.split("/")}:
                    names.setdefault(_core(side), set()).add(one.province)
        return cls({name: frozenset(found) for name, found in names.items() if name}, frozenset(known))

    def find(self, text: str) -> frozenset[str] | None:
        """Return the abbreviations a text may mean (a region means all of its provinces).

        None where the text is empty: no province asked for. The empty set where it names none.
        """
        if not text.strip():
            return None
        short = text.strip().upper().strip("().")
        if short in self.known:
            return frozenset({_OLDER.get(short, short)})
        name = _core(text)
        if name in self.by_name:
            return self.by_name[name]
        within = {found for known, found in self.by_name.items() if name and name <= known}
        return next(iter(within)) if len(within) == 1 else frozenset()


def _core(name: str) -> frozenset[str]:
    return frozenset(words(name)) - CONNECTING - _PREFIXES
