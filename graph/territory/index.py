"""Municipalities by what they may be looked up by: words of names, initials, cadastral codes, former names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from graph.model.folding import words
from graph.territory.former import Ended, Former, Renamed
from graph.territory.municipality import How, Municipality

_Past = TypeVar("_Past", Renamed, Ended)


@dataclass(frozen=True)
class Index:
    """The indexes of a gazetteer, each made when it is first asked for."""

    municipalities: Sequence[Municipality]
    former: Former

    @cached_property
    def by_words(self) -> dict[tuple[str, ...], list[tuple[Municipality, How]]]:
        found: defaultdict[tuple[str, ...], dict[str, tuple[Municipality, How]]] = defaultdict(dict)
        for one in self.municipalities:
            for i, name in enumerate(_spellings(one)):
                found[words(name)].setdefault(one.istat, (one, "alias" if i else "name"))
        return {name: list(ones.values()) for name, ones in found.items() if name}

    @cached_property
    def by_initial(self) -> dict[str, list[tuple[str, ...]]]:
        found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for name in self.by_words:
            found[name[0][0]].append(name)
        return found

    @cached_property
    def by_cadastral(self) -> dict[str, list[Municipality]]:
        found: defaultdict[str, list[Municipality]] = defaultdict(list)
        for one in self.municipalities:
            found[one.cadastral].append(one)
        in_being = {code: [m for m in ones if not m.abolished] for code, ones in found.items() if code}
        return {code: ones or found[code] for code, ones in in_being.items()}

    @cached_property
    def renamed(self) -> dict[tuple[str, ...], list[Renamed]]:
        return _by_words(self.former.renamed)

    @cached_property
    def ended(self) -> dict[tuple[str, ...], list[Ended]]:
        return _by_words(self.former.ended)


def _spellings(one: Municipality) -> list[str]:
    """Return the name first, then what else it is called: aliases and both sides of a bilingual name."""
    pairs = [f"{left} {right}" for other in one.aliases for left, right in ((one.name, other), (other, one.name))]
    sides = [side for name in (one.name, *one.aliases) if "/" in name for side in name.split("/")]
    return [one.name, *one.aliases, *pairs, *sides]


def _by_words(past: Iterable[_Past]) -> dict[tuple[str, ...], list[_Past]]:
    found: defaultdict[tuple[str, ...], list[_Past]] = defaultdict(list)
    for one in past:
        for name in {one.name, getattr(one, "other_name", "")} - {""}:
            found[words(name)].append(one)
    return found
