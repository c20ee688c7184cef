"""Every kind of gap, and the one way to find them all. A new kind is a new module and a line here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from graph.errors import GraphError
from graph.gaps import (
    bridging,
    communities,
    fragile,
    isolates,
    lapses,
    likely,
    schools,
    services,
    silences,
    territories,
)
from graph.gaps.gap import Gap, best_first
from graph.gaps.ground import Ground
from graph.gaps.kind import GapKind


class UnknownGapKind(GraphError):
    """No kind of gap has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no gap kind is called {name!r}")
        self.name = name

    def italian(self) -> str:
        """Return which there are."""
        return f"Nessun tipo di lacuna «{self.name}». Tipi: {', '.join(KINDS)}."


_MODULES = (likely, bridging, isolates, fragile, territories, schools, services, communities, silences, lapses)
KINDS: Mapping[str, GapKind] = {module.GAPS.name: module.GAPS for module in _MODULES}
DEFAULT_TOP = 100


def find(ground: Ground, kinds: Iterable[str] = (), top: int = DEFAULT_TOP, districts: Iterable[str] = ()) -> list[Gap]:
    """Return the best gaps of some kinds (all when none is named), ordered by score, then id.

    Where several kinds are asked for, each gets its part of the list: scores compare within a kind.

    Parameters
    ----------
    districts
        Names of districts: gaps with a member in one of them.

    Raises
    ------
    UnknownGapKind, UnknownDistrict
    """
    chosen = list(dict.fromkeys(kinds)) or list(KINDS)
    for name in chosen:
        if name not in KINDS:
            raise UnknownGapKind(name)
    focus = frozenset(ground.snapshot.district_named(name) for name in districts)
    focused = replace(ground, focus=focus) if focus else ground
    return best_first(_fairly([KINDS[name].find(focused, top) for name in chosen], top))


def _fairly(lists: Sequence[Sequence[Gap]], top: int) -> list[Gap]:
    """Take from each list in turn: no kind fills the whole, and no pair is in twice."""
    kept: dict[str | tuple[str, ...], Gap] = {}
    for round_ in zip_longest(*lists):
        for gap in round_:
            if gap is not None and len(kept) < top:
                kept.setdefault(gap.members if len(gap.members) == 2 else gap.id, gap)
    return list(kept.values())
