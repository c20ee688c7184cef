"""Every kind of gap, and the one way to find them all. A new kind is a new module and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from graph.errors import GraphError
from graph.gaps import isolates, likely, schools
from graph.gaps.gap import Gap, best_first
from graph.gaps.ground import Ground
from graph.gaps.nearness import NEAR_KM
from graph.model import Label


@dataclass(frozen=True, slots=True)
class GapKind:
    """One kind of gap.

    Attributes
    ----------
    find
        Takes a ground and how many are wanted; returns them best first.
    rule
        What is listed and how it is ordered, for whoever reads the list.
    """

    name: str
    label: Label
    plural: Label
    rule: Label
    find: Callable[[Ground, int], list[Gap]]


class UnknownGapKind(GraphError):
    """No kind of gap has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no gap kind is called {name!r}")
        self.name = name

    def italian(self) -> str:
        """Return which there are."""
        return f"Nessun tipo di lacuna «{self.name}». Tipi: {', '.join(KINDS)}."


KINDS: Mapping[str, GapKind] = {
    kind.name: kind
    for kind in (
        GapKind(
            likely.KIND,
            Label("legame probabile", "likely tie"),
            Label("legami probabili", "likely ties"),
            Label(
                "Coppie vicine che non si sono mai incontrate: prima chi ha partner in comune (pochi partner "
                "contano di più) ed è attivo di recente, poi chi condivide comunità, lingua o tema. "
                f"Oltre {NEAR_KM:.0f} km, o due comuni non confinanti, non si propone; un luogo ignoto non esclude.",
                "Pairs that are near and never met: first those with common partners (few partners count for more) "
                "and recent activity, then those who share community, language or topic. Past "
                f"{NEAR_KM:.0f} km, or two municipalities apart, none is proposed; an unknown place excludes nobody.",
            ),
            likely.find,
        ),
        GapKind(
            isolates.KIND,
            Label("realtà isolata", "isolate"),
            Label("realtà isolate", "isolates"),
            Label(
                "Realtà mappate senza alcun legame: prima quelle che hanno vicino qualcuno di affine, e eventi propri.",
                "Mapped bodies without any tie: first those with someone alike nearby, and events of their own.",
            ),
            isolates.find,
        ),
        GapKind(
            schools.KIND,
            Label("scuola non raggiunta", "school not reached"),
            Label("scuole non raggiunte", "schools not reached"),
            Label(
                f"{schools.RULE.it} Prima dove i residenti stranieri sono di più e un'associazione è più vicina.",
                f"{schools.RULE.en} First where foreign residents are more and an association is nearer.",
            ),
            schools.find,
        ),
    )
}
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
    """Take from each list in turn: no kind fills the whole, and nobody is in twice for the same want."""
    kept: dict[tuple[str, ...], Gap] = {}
    for round_ in zip_longest(*lists):
        for gap in round_:
            if gap is not None and len(kept) < top:
                kept.setdefault(gap.members, gap)
    return list(kept.values())
