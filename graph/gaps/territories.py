"""Where many foreign residents have few associations, services and reached schools within reach.

For every municipality in play (`graph.gaps.areas`) and every district: how many associations, services and schools
that an association or a campaign has reached are there for 1,000 foreign residents, by two-step floating catchment
(`graph.gaps.catchment`: up to 10 km, the nearer more, shared with all who live around). Each counts 1. What is
known only to the municipality counts there; what has no known place counts nowhere, and that is said.

Score: P/(P + 1,000) × lack. P are the foreign residents; lack is how far below the mean of the territory in play
access is (0 at the mean or above, 1 where there is nothing): 0.5 for associations, 0.25 for services, 0.25 for
schools, of those that there are any of. Half is laid to the residents, half to what lacks. Listed from a lack of a
quarter on. Residents are the municipality's own (`istat-residents`), or all residents by the province's share.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from graph.gaps import phrases, schools
from graph.gaps.areas import Area, Areas
from graph.gaps.catchment import REACH_KM, Catchment
from graph.gaps.gap import Effect, Gap, Reason, best_first, identity
from graph.gaps.ground import Ground, invented
from graph.gaps.kind import GapKind
from graph.gaps.nearness import places
from graph.gaps.ranking import diversified
from graph.model import Label
from graph.model.kinds import ASSOCIATION, SCHOOL
from graph.network.network import Floats
from graph.store.records import Node

KIND = "territory"
WEIGHTS: Mapping[str, float] = {"associations": 0.5, "services": 0.25, "schools": 0.25}
LEAST_LACK = 0.25
_HALF = 1_000.0
_PER = 1_000
_MOST_TIMES = 4
"""How often one district may be in the list."""
_SUGGESTED = 3
_NAMES = {
    "associations": Label("associazioni", "associations"),
    "services": Label("servizi", "services"),
    "schools": Label("scuole raggiunte", "schools reached"),
}


@dataclass(frozen=True, eq=False)
class Supply:
    """One thing that people turn to.

    Attributes
    ----------
    nodes
        Those whose place is known.
    by_town
        CSR, municipalities (`Areas.towns`) × nodes: how much each is within reach.
    access
        Of every municipality: how many for each foreign resident, shared with those around.
    mean
        Over the foreign residents of the territory in play.
    placeless
        How many have no known place, and count nowhere.
    """

    nodes: tuple[Node, ...]
    by_town: Any
    access: Floats
    mean: float
    placeless: int


class Territories:
    """Need and supply over the areas of a ground."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.areas = ground, Areas(ground)
        self.catchment = Catchment(self.areas.places, np.nan_to_num(self.areas.foreigners))

    @cached_property
    def supplies(self) -> Mapping[str, Supply]:
        """What people turn to, by code of `WEIGHTS`; without what the territory has none of."""
        actors = self.ground.snapshot.actors.values()
        reached = schools.reached(self.ground)
        kinds = {
            "associations": [node for node in actors if node.kind == ASSOCIATION.name],
            "services": [node for _, node in sorted(self.ground.services.items())],
            "schools": [node for node in actors if node.kind == SCHOOL.name and node.key in reached],
        }
        found = {code: self._supply(nodes) for code, nodes in kinds.items()}
        return {code: supply for code, supply in found.items() if supply.mean > 0}

    def _supply(self, nodes: Sequence[Node]) -> Supply:
        placed = tuple(node for node in nodes if node.point or node.text("municipality") in self.areas.row)
        weights = self.catchment.weights(places(placed))
        access = self.catchment.access(weights)
        rows = self.areas.in_play
        persons = self.catchment.persons[rows]
        mean = float(access[rows] @ persons / persons.sum()) if persons.sum() else 0.0
        return Supply(placed, weights.T.tocsr(), access, mean, len(nodes) - len(placed))

    def persons(self, area: Area) -> float:
        """Return the foreign residents of an area, as far as they are known."""
        return float(self.catchment.persons[area.rows].sum())

    def access(self, area: Area, code: str) -> float:
        """Return how many of a supply there are for each foreign resident of an area."""
        persons = self.catchment.persons[area.rows]
        return float(self.supplies[code].access[area.rows] @ persons / persons.sum()) if persons.sum() else 0.0

    def lack(self, area: Area, code: str) -> float:
        """Return how far below the territory's mean that is, 0–1."""
        return max(0.0, 1 - self.access(area, code) / self.supplies[code].mean)

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Return the weights of the supplies there are, adding up to 1."""
        whole = sum(WEIGHTS[code] for code in self.supplies)
        return {code: WEIGHTS[code] / whole for code in self.supplies}

    def one_more(self, area: Area) -> float:
        """Return the access to associations with one more in the area's largest municipality."""
        largest = area.rows[int(np.argmax(self.catchment.persons[area.rows]))]
        chosen = self.areas.places.rows(np.array([largest]))
        weights = self.catchment.weights(chosen)
        persons = self.catchment.persons[area.rows]
        more = self.catchment.access(weights)[area.rows]
        return self.access(area, "associations") + float(more @ persons / persons.sum())

    def around(self, area: Area, code: str) -> list[Node]:
        """Return what is within reach of any of an area's municipalities, nearest first."""
        supply, near = self.supplies[code], dict[int, float]()
        for town in area.rows.tolist():
            start, end = supply.by_town.indptr[town : town + 2]
            found = zip(supply.by_town.indices[start:end], supply.by_town.data[start:end], strict=True)
            for at, weight in ((int(i), float(w)) for i, w in found):
                near[at] = max(weight, near.get(at, 0.0))
        return [supply.nodes[at] for at in sorted(near, key=lambda at: (-near[at], at)) if near[at] > 0]


def find(ground: Ground, top: int) -> list[Gap]:
    """Return the areas with most foreign residents and least within reach, no district filling the list."""
    territories = Territories(ground)
    if not len(territories.areas.in_play) or "associations" not in territories.supplies:
        return []
    rated = [(area, _score(territories, area)) for area in territories.areas.listed]
    ranked = sorted(
        ((area, score) for area, (score, lack) in rated if lack >= LEAST_LACK and score > 0),
        key=lambda each: (-each[1], identity(KIND, (each[0].key,))),
    )
    kept = diversified(ranked, lambda each: each[0].districts or (each[0].key,), top, _MOST_TIMES)
    return best_first(_gap(territories, area, score) for area, score in kept)


def _score(territories: Territories, area: Area) -> tuple[float, float]:
    persons = territories.persons(area)
    lack = sum(weight * territories.lack(area, code) for code, weight in territories.weights.items())
    return persons / (persons + _HALF) * lack, lack


def _gap(territories: Territories, area: Area, score: float) -> Gap:
    near = territories.around(area, "associations")
    before, after = territories.access(area, "associations") * _PER, territories.one_more(area) * _PER
    counted = [node for code in territories.supplies for node in territories.around(area, code)]
    return Gap(
        identity(KIND, (area.key,)),
        KIND,
        (area.key,),
        (area.name,),
        score,
        tuple(_reasons(territories, area)),
        _sentence(territories, area, near),
        _effect(area, before, after),
        territories.areas.district_names(area),
        tuple(node.key for node in near[:_SUGGESTED]),
        note=_note(territories),
        invented=area.invented or invented(*counted),
        effects=(Effect("access", before, after),),
    )


def _reasons(territories: Territories, area: Area) -> Iterator[Reason]:
    persons = phrases.integer(territories.persons(area))
    text = Label(f"{persons.it} residenti stranieri", f"{persons.en} foreign residents")
    if territories.areas.estimated.intersection(area.rows.tolist()):
        text = Label(f"circa {text.it} (stima dalla provincia)", f"about {text.en} (from the province)")
    yield Reason("foreign-residents", round(territories.persons(area)), 0.5, text)
    lacks = {code: weight * territories.lack(area, code) for code, weight in territories.weights.items()}
    whole = sum(lacks.values())
    for code, lack in lacks.items():
        yield Reason(
            code,
            round(territories.access(area, code) * _PER, 4),
            0.5 * lack / whole,
            _compared(territories, area, code),
        )


def _compared(territories: Territories, area: Area, code: str) -> Label:
    here, mean = territories.access(area, code) * _PER, territories.supplies[code].mean * _PER
    name, of_all = _NAMES[code], _rate(mean)
    if not here:
        return Label(f"{name.it} a portata: 0", f"{name.en} within reach: 0")
    said = _rate(here)
    return Label(
        f"{name.it} a portata ogni 1.000 stranieri: {said.it} (media {of_all.it})",
        f"{name.en} within reach for 1,000 foreigners: {said.en} (mean {of_all.en})",
    )


def _rate(rate: float) -> Label:
    """Return a rate in words, small ones to two figures: `1,2`, `0,36`, `0,0036`."""
    if not rate:
        return Label("0", "0")
    digits = 1 if rate >= 1 else min(4, 1 - math.floor(math.log10(rate)))
    return phrases.decimal(rate, digits)


def _sentence(territories: Territories, area: Area, near: Sequence[Node]) -> Label:
    persons, about = phrases.integer(territories.persons(area)), Label("", "")
    if territories.areas.estimated.intersection(area.rows.tolist()):
        about = Label("circa ", "about ")
    parts = [
        Label(f"{area.name}: {about.it}{persons.it} stranieri.", f"{area.name}: {about.en}{persons.en} foreigners.")
    ]
    here, mean = (_rate(v * _PER) for v in (territories.access(area, "associations"), _mean(territories)))
    if not near:
        none = Label(
            f"Entro {REACH_KM:.0f} km non è nota alcuna associazione.",
            f"No association is known within {REACH_KM:.0f} km.",
        )
        return phrases.sentences([*parts, none])
    parts.append(
        Label(
            f"Contando chi altro vi si rivolge, a portata ci sono {here.it} associazioni ogni 1.000 stranieri; la "
            f"media del territorio è {mean.it}.",
            f"Counting who else turns to them, {here.en} associations are within reach for 1,000 foreigners; the mean "
            f"of the territory is {mean.en}.",
        )
    )
    named = phrases.listed([phrases.quoted(node.name) for node in near], _SUGGESTED)
    parts.append(Label(f"Le più vicine: {named.it}.", f"The nearest: {named.en}."))
    return phrases.sentences(parts)


def _mean(territories: Territories) -> float:
    return territories.supplies["associations"].mean


def _effect(area: Area, before: float, after: float) -> Label:
    now, then = _rate(before), _rate(after)
    return Label(
        f"Un'associazione in più qui porterebbe da {now.it} a {then.it} quelle a portata ogni 1.000 stranieri.",
        f"One more association here would bring those within reach for 1,000 foreigners from {now.en} to {then.en}.",
    )


def _note(territories: Territories) -> Label:
    """Say what counts and what is not known."""
    areas, parts = territories.areas, [_HOW]
    silent = int(np.isnan(areas.foreigners[areas.in_play]).sum())
    reckoned = len(areas.estimated.intersection(areas.in_play.tolist()))
    if reckoned:
        parts.append(
            Label(
                f"Per {reckoned} comuni i residenti stranieri non sono caricati: sono stimati dalla provincia.",
                f"Foreign residents of {reckoned} municipalities are not loaded: they are reckoned from the province.",
            )
        )
    if silent:
        parts.append(
            Label(
                f"Di {silent} comuni non si sa quanti stranieri vi abitano: non sono confrontati.",
                f"Of {silent} municipalities it is not known how many foreigners live there: they are not compared.",
            )
        )
    placeless = sum(supply.placeless for supply in territories.supplies.values())
    if placeless:
        parts.append(
            Label(
                f"{placeless} fra associazioni, servizi e scuole non hanno un luogo noto e non sono contati.",
                f"{placeless} associations, services and schools have no known place and are not counted.",
            )
        )
    missing = [_NAMES[code] for code in WEIGHTS if code not in territories.supplies]
    if missing:
        said = phrases.listed(missing)
        parts.append(Label(f"Non se ne conoscono: {said.it}.", f"None is known of: {said.en}."))
    return phrases.sentences(parts)


_HOW = Label(
    f"A portata: nello stesso comune o entro {REACH_KM:.0f} km in linea d'aria, il vicino più del lontano.",
    f"Within reach: in the same municipality or within {REACH_KM:.0f} km as the crow flies, the nearer more.",
)

GAPS = GapKind(
    KIND,
    Label("territorio scoperto", "area not covered"),
    Label("territori scoperti", "areas not covered"),
    Label("territori", "areas"),
    Label(
        "Comuni e Ambiti con molti residenti stranieri e meno associazioni, servizi e scuole raggiunte a portata che "
        "in media. Sono considerati gli Ambiti caricati e le province dove un'associazione mappata ha sede.",
        "Municipalities and districts with many foreign residents and fewer associations, services and schools reached "
        "within reach than the mean. Considered are the districts loaded and the provinces where a mapped association "
        "has its seat.",
    ),
    "contact",
    Label("cercare chi vi è attivo e non è ancora nella mappa", "look for who is active there and not on the map yet"),
    find,
)
