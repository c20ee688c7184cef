"""Communities of origin that live somewhere while no association or person of theirs is mapped within reach.

For every municipality in play (`graph.gaps.areas`) whose residents by citizenship are loaded (source `citizenship`),
and every district: the communities of at least `LEAST` persons of which no mapped association, organisation or (in
the staff view) person is in the same or an adjoining municipality, or within 10 km. One whose place is not known may
be anywhere: it is named, and its community weighs half. Nothing is said of municipalities without these figures.

Score: U/(U + 300), U the persons of those communities. Each community's share is its part of U.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.gaps import phrases
from graph.gaps.areas import Area, Areas
from graph.gaps.gap import Effect, Gap, Reason, best_first, identity
from graph.gaps.ground import Ground, invented
from graph.gaps.kind import GapKind
from graph.gaps.nearness import Flags, between, places
from graph.gaps.ranking import diversified
from graph.model import Label
from graph.model.kinds import SCHOOL
from graph.model.taxonomies import countries
from graph.network.network import Integers
from graph.store.records import Node
from graph.territory import citizens

KIND = "community"
LEAST = 30
"""Persons from which a community is worth looking for."""
_HALF = 300.0
_DOUBT = 0.5
_MOST_TIMES = 4
"""How often one district may be in the list."""
_TOLD = 8
"""Communities that have a reason of their own; the others share one."""
_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class _Missing:
    """A community of which nobody is mapped within reach: persons, and whether somebody's place is not known."""

    country: str
    persons: int
    doubtful: bool

    @property
    def weight(self) -> float:
        return self.persons * (_DOUBT if self.doubtful else 1.0)


class Communities:
    """Who lives where, and whose community is mapped within reach."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.areas = ground, Areas(ground)
        self._actors = [
            node for node in ground.snapshot.actors.values() if node.kind != SCHOOL.name and node.many("communities")
        ]

    @cached_property
    def rows(self) -> Integers:
        """Municipalities in play whose residents by citizenship are loaded, as rows of `Areas.towns`."""
        loaded = [row for row in self.areas.in_play.tolist() if self.areas.towns[row].many(citizens.PROPERTY)]
        return np.array(loaded, dtype=np.int64)

    @cached_property
    def persons(self) -> Mapping[int, Mapping[str, int]]:
        """Persons by country, by row."""
        return {row: citizens.of(self.areas.towns[row]) for row in self.rows.tolist()}

    @cached_property
    def _reach(self) -> Flags:
        """Whether each actor with a community (columns) is within reach of each of `rows`."""
        found = between(self.areas.places.rows(self.rows), places(self._actors), self.ground.adjoining)
        return np.asarray(found.known & (~found.far | found.same), dtype=np.bool_)

    @cached_property
    def mapped(self) -> Mapping[int, frozenset[str]]:
        """Communities with somebody mapped within reach, by row."""
        spoken = [frozenset(node.many("communities")) for node in self._actors]
        return {
            row: frozenset().union(*(spoken[at] for at in np.flatnonzero(reach).tolist()))
            for row, reach in zip(self.rows.tolist(), self._reach, strict=True)
        }

    @cached_property
    def somewhere(self) -> frozenset[str]:
        """Communities of actors whose place is not known at all."""
        placeless = [node for node in self._actors if not node.point and not node.text("municipality")]
        return frozenset(community for node in placeless for community in node.many("communities"))

    def missing(self, area: Area) -> list[_Missing]:
        """Return the communities of an area that nobody is mapped of within reach, those that weigh most first."""
        found: dict[str, int] = {}
        for row in area.rows.tolist():
            for country, persons in self.persons.get(row, {}).items():
                if country not in self.mapped[row]:
                    found[country] = found.get(country, 0) + persons
        listed = (_Missing(c, persons, c in self.somewhere) for c, persons in found.items() if persons >= LEAST)
        return sorted(listed, key=lambda missing: (-missing.weight, missing.country))

    def living(self, area: Area) -> int:
        """Return how many persons of any citizenship live in an area, as far as it is loaded."""
        return sum(sum(self.persons.get(row, {}).values()) for row in area.rows.tolist())

    def covered(self, area: Area) -> int:
        """Return how many of them have somebody of their community mapped within reach."""
        return sum(
            persons
            for row in area.rows.tolist()
            for country, persons in self.persons.get(row, {}).items()
            if country in self.mapped[row]
        )

    def near(self, area: Area) -> list[Node]:
        """Return those mapped within reach of most of an area, who may know somebody."""
        inside = np.isin(self.rows, area.rows)
        times = self._reach[inside].sum(axis=0)
        order = np.lexsort((np.arange(len(times)), -times))
        return [self._actors[at] for at in order.tolist() if times[at]]


def find(ground: Ground, top: int) -> list[Gap]:
    """Return the areas where most people live whose community is not mapped; none where nothing is loaded."""
    communities = Communities(ground)
    if not len(communities.rows):
        return []
    loaded = frozenset(communities.rows.tolist())
    rated = [
        (area, communities.missing(area))
        for area in communities.areas.listed
        if not area.is_district or len(loaded.intersection(area.rows.tolist())) > 1  # of one that says it all
    ]
    ranked = sorted(
        ((area, missing, _score(missing)) for area, missing in rated if missing),
        key=lambda each: (-each[2], identity(KIND, (each[0].key,))),
    )
    kept = diversified(ranked, lambda each: each[0].districts or (each[0].key,), top, _MOST_TIMES)
    return best_first(_gap(communities, *each) for each in kept)


def _score(missing: Sequence[_Missing]) -> float:
    whole = sum(each.weight for each in missing)
    return whole / (whole + _HALF)


def _gap(communities: Communities, area: Area, missing: Sequence[_Missing], score: float) -> Gap:
    near = [node for node in communities.near(area) if node.kind != "person"][:_SUGGESTED]
    living, covered = communities.living(area), communities.covered(area)
    first = max(missing, key=lambda each: (each.persons, each.country))
    return Gap(
        identity(KIND, (area.key,)),
        KIND,
        (area.key,),
        (area.name,),
        score,
        tuple(_reasons(missing)),
        _sentence(area, missing, near),
        _effect(first, covered, living),
        communities.areas.district_names(area),
        tuple(node.key for node in near),
        note=_note(communities, area),
        invented=area.invented or invented(*near),
        effects=(Effect("coverage", covered / living, (covered + first.persons) / living),),
    )


def _called(country: str) -> Label:
    return countries().label(country)


def _reasons(missing: Sequence[_Missing]) -> Iterator[Reason]:
    whole = sum(each.weight for each in missing)
    for each in missing[:_TOLD]:
        name, persons = _called(each.country), phrases.integer(each.persons)
        doubt = Label(" (una realtà c'è, ma non si sa dove)", " (one is mapped, but where is not known)")
        it, en = f"{name.it}: {persons.it}", f"{name.en}: {persons.en}"
        text = Label(f"{it}{doubt.it}", f"{en}{doubt.en}") if each.doubtful else Label(it, en)
        yield Reason(f"community-{each.country}", each.persons, each.weight / whole, text)
    rest = missing[_TOLD:]
    if rest:
        persons = phrases.integer(sum(each.persons for each in rest))
        text = Label(f"altre {len(rest)} comunità: {persons.it}", f"{len(rest)} more communities: {persons.en}")
        yield Reason("others", len(rest), sum(each.weight for each in rest) / whole, text)


def _sentence(area: Area, missing: Sequence[_Missing], near: Sequence[Node]) -> Label:
    said = phrases.listed([_with_persons(each) for each in missing])
    parts = [
        Label(
            f"{area.name}: comunità senza alcuna realtà mappata a portata, per paese: {said.it}.",
            f"{area.name}: communities of which nobody is mapped within reach, by country: {said.en}.",
        )
    ]
    if near:
        named = phrases.listed([phrases.quoted(node.name) for node in near])
        it, en = "Vicino c'è chi potrebbe conoscerle", "Near there are some who may know them"
        parts.append(Label(f"{it}: {named.it}.", f"{en}: {named.en}."))
    return phrases.sentences(parts)


def _with_persons(missing: _Missing) -> Label:
    name, persons = _called(missing.country), phrases.integer(missing.persons)
    return Label(f"{name.it} ({persons.it} persone)", f"{name.en} ({persons.en} persons)")


def _effect(first: _Missing, covered: int, living: int) -> Label:
    name = _called(first.country)
    now, then = (phrases.percent(share) for share in (covered / living, (covered + first.persons) / living))
    return Label(
        f"Trovando chi aggrega la comunità più numerosa ({name.it}), dal {now.it} al {then.it} dei residenti stranieri "
        "avrebbe a portata qualcuno della propria comunità.",
        f"With somebody of the largest one found ({name.en}), {then.en} of foreign residents, not {now.en}, would have "
        "somebody of their community within reach.",
    )


def _note(communities: Communities, area: Area) -> Label:
    towns = [communities.areas.towns[row] for row in area.rows.tolist()]
    loaded = [town for town in towns if town.many(citizens.PROPERTY)]
    years = sorted({int(year) for town in loaded if (year := town.number(citizens.YEAR))})
    of = f" ({years[0]})" if len(years) == 1 else f" ({years[0]}–{years[-1]})" if years else ""
    parts = [
        Label(
            f"Residenti per cittadinanza{of}; comunità di almeno {LEAST} persone.",
            f"Residents by citizenship{of}; communities of at least {LEAST} persons.",
        )
    ]
    if len(loaded) < len(towns):
        silent = len(towns) - len(loaded)
        parts.append(
            Label(
                f"Di {silent} comuni su {len(towns)} il dato non è caricato.",
                f"Of {silent} municipalities of {len(towns)} the figures are not loaded.",
            )
        )
    return phrases.sentences(parts)


GAPS = GapKind(
    KIND,
    Label("comunità non mappata", "community not mapped"),
    Label("comunità non mappate", "communities not mapped"),
    Label("comunità", "communities"),
    Label(
        "Comuni e Ambiti dove vivono comunità di cui nessuna associazione, ente o persona mappata è a portata (stesso "
        "comune o confinante, o 10 km): prima dove le persone sono di più. Servono i residenti per cittadinanza (fonte "
        "«citizenship», schermata Dati): dove non sono caricati non si dice nulla.",
        "Municipalities and districts where communities live of which no mapped association, organisation or person is "
        "within reach (same or adjoining municipality, or 10 km): first where most people live. It needs residents by "
        "citizenship (source “citizenship”, screen Data): where they are not loaded, nothing is said.",
    ),
    "contact",
    Label("cercare chi aggrega la comunità", "look for who brings the community together"),
    find,
)
