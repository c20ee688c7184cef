"""Schools that no association or campaign reaches, those with most to gain and nearest to someone first.

Which schools: every mapped one, and those of the registers in municipalities where a mapped association
has its seat or took part in an event; elsewhere there would be thousands with nobody to go there.
Reached is a school that met an association or collaborates with one, or took part in a school campaign.

Score: half for the share of foreign residents (full at 20%), half for how near the nearest association
is (`graph.gaps.nearness`: full at the same place, nothing past 10 km).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.gaps import effects, nearness, pair_words, phrases
from graph.gaps.gap import Gap, Reason, best_first, identity, weighed
from graph.gaps.ground import Ground
from graph.gaps.kind import GapKind
from graph.gaps.nearness import Near, between, places
from graph.gaps.ranking import diversified
from graph.model import Label
from graph.model.kinds import ASSOCIATION, SCHOOL
from graph.network.network import Floats
from graph.network.scope import within
from graph.store.records import Node

KIND = "school"
CAMPAIGN = "school_campaign"
FULL_SHARE = 0.20
NEED, NEAR = 0.5, 0.5
RULE = Label(
    "Sono considerate le scuole mappate e, dei registri, quelle dei comuni dove un'associazione mappata "
    "ha sede o ha partecipato a un evento.",
    "Considered are mapped schools and, of the registers, those in municipalities where a mapped association "
    "has its seat or took part in an event.",
)
_SHOWN = 3
_MOST_TIMES = 10
"""How often one town may be in a list, whatever its length: a shorter list is the head of a longer one."""


@dataclass(frozen=True, slots=True)
class _Neighbour:
    node: Node
    near: Near


class _Field:
    """Associations of a ground, where they work and which schools they reach."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        actors = ground.snapshot.actors.values()
        self.associations = [node for node in actors if node.kind == ASSOCIATION.name]
        self._mapped = [node for node in actors if node.kind == SCHOOL.name]

    @cached_property
    def towns(self) -> frozenset[str]:
        """Municipalities where associations work."""
        keys = {node.key for node in self.associations}
        occasions, until = self.ground.snapshot.occasions, self.ground.scope.end
        events = [occasions[t.target] for t in self.ground.snapshot.ties["organised"] if t.source in keys]
        held = (event.text("municipality") for event in events if within(event.text("start"), "", until))
        return frozenset({*held, *(node.text("municipality") for node in self.associations)} - {""})

    @cached_property
    def schools(self) -> list[Node]:
        """Schools considered and not reached, in order of key."""
        waiting = (n for n in self.ground.candidates.values() if n.text("municipality") in self.towns)
        considered = (n for n in (*self._mapped, *waiting) if n.key not in self._reached)
        return sorted(filter(self.ground.in_focus, considered), key=lambda n: n.key)

    @cached_property
    def _reached(self) -> frozenset[str]:
        return reached(self.ground)


def reached(ground: Ground) -> frozenset[str]:
    """Return who met an association, collaborates with one, or took part in a school campaign: schools and others."""
    snapshot, until = ground.snapshot, ground.scope.end
    associations = {node.key for node in snapshot.actors.values() if node.kind == ASSOCIATION.name}
    takers: dict[str, set[str]] = {}
    for tie in snapshot.ties["organised"]:
        if within(snapshot.occasions[tie.target].text("start"), "", until):
            takers.setdefault(tie.target, set()).add(tie.source)
    found = {
        taker
        for event, there in takers.items()
        if snapshot.occasions[event].text("type") == CAMPAIGN or not associations.isdisjoint(there)
        for taker in there
    }
    for tie in snapshot.ties["collaborates"]:
        if ground.scope.stands(tie.properties):
            found |= {end for end in (tie.source, tie.target) if tie.other(end) in associations}
    return frozenset(found)


def find(ground: Ground, top: int) -> list[Gap]:
    """Return unreached schools, best first; no municipality and no association fills the list."""
    field = _Field(ground)
    schools = field.schools
    if not schools:
        return []
    found = between(places(schools), places(field.associations), ground.adjoining)
    near = np.where(found.far, 0.0, found.score)
    ranked = _ranked(ground, schools, near)
    towns = [(school.text("municipality") or school.key,) for school in schools]
    kept = diversified(ranked, towns.__getitem__, top, _MOST_TIMES)
    gaps, asked = [], Counter[str]()
    for row in kept:
        gap = _gap(field, schools[row], near[row], asked)
        asked.update(gap.suggested[:1])
        gaps.append(gap)
    return best_first(gaps)


def _ranked(ground: Ground, schools: Sequence[Node], near: Floats) -> list[int]:
    nearest = near.max(axis=1, initial=0.0)
    need = np.array([_need(ground, school) for school in schools])
    ids = np.array([identity(KIND, (school.key,)) for school in schools])
    mapped = np.array([school.key not in ground.snapshot.actors for school in schools])
    order: list[int] = np.lexsort((ids, mapped, -(NEED * need + NEAR * nearest))).tolist()
    return order


def _need(ground: Ground, school: Node) -> float:
    foreigners = ground.foreigners(school)
    return min(1.0, foreigners.share / FULL_SHARE) if foreigners else 0.0


def _gap(field: _Field, school: Node, near: Floats, asked: Mapping[str, int]) -> Gap:
    ground = field.ground
    neighbours = _neighbours(field, school, near, asked)
    score, reasons = weighed(_reasons(ground, school, neighbours))
    involved = (school, *(n.node for n in neighbours))
    return Gap(
        identity(KIND, (school.key,)),
        KIND,
        (school.key,),
        (school.name,),
        score,
        reasons,
        _sentence(ground, school, reasons, neighbours),
        _effect(ground, neighbours),
        ground.district_names(school),
        tuple(n.node.key for n in neighbours),
        note=RULE,
        invented=any(node.properties.get("invented") is True for node in involved),
        effects=effects.of_tie(ground.network, school.key, neighbours[0].node.key) if neighbours else (),
    )


def _neighbours(field: _Field, school: Node, near: Floats, asked: Mapping[str, int]) -> list[_Neighbour]:
    """Return the nearest associations, up to three; of equally near ones those named least, then with more partners."""
    ground = field.ground
    partners = np.array([len(ground.network.neighbours(node.key)) for node in field.associations])
    named = np.array([asked.get(node.key, 0) for node in field.associations])
    order = np.lexsort((-partners, named, -near)).tolist()[:_SHOWN] if len(partners) else []
    found = [(field.associations[i], near[i]) for i in order]
    adjoining, towns = ground.adjoining, ground.municipalities
    pairs = ((node, nearness.of_pair(school, node, adjoining, towns)) for node, score in found if score)
    return [_Neighbour(node, place) for node, place in pairs if place]


def _reasons(ground: Ground, school: Node, neighbours: Sequence[_Neighbour]) -> Iterator[Reason]:
    foreigners = ground.foreigners(school)
    if foreigners:
        text = pair_words.foreigners(foreigners)
        yield Reason("foreign-residents", round(foreigners.share, 4), NEED * _need(ground, school), text)
    for place, neighbour in enumerate(neighbours):
        name, words = neighbour.node.name, neighbour.near.words
        text = Label(f"{name}: {words.it}", f"{name}: {words.en}")
        yield Reason("association", name, NEAR * neighbour.near.score if place == 0 else 0.0, text)
    if school.key not in ground.snapshot.actors:
        yield Reason("register", 1, 0.0, Label("nota solo dal registro", "known from the register only"))


def _sentence(ground: Ground, school: Node, reasons: Sequence[Reason], neighbours: Sequence[_Neighbour]) -> Label:
    name, town = phrases.quoted(school.name), ground.municipality_name(school.text("municipality"))
    where = f" ({town})" if town else ""
    parts = [
        Label(
            f"Nessuna associazione e nessuna campagna ha ancora raggiunto {name.it}{where}.",
            f"No association and no campaign has reached {name.en}{where} yet.",
        )
    ]
    if neighbours:
        other, at = phrases.quoted(neighbours[0].node.name), neighbours[0].near.at
        between_ = "," if isinstance(neighbours[0].near.value, float) else ":"
        parts.append(
            Label(
                f"La più vicina è {other.it}{between_} {at.it}.",
                f"The nearest association is {other.en}{between_} {at.en}.",
            )
        )
    else:
        parts.append(Label("Nessuna associazione mappata è nota vicino.", "No mapped association is known to be near."))
    foreigners = ground.foreigners(school)
    if foreigners:
        parts.append(_residents(foreigners.share, foreigners.of, foreigners.by_province))
    return phrases.sentences(parts)


def _residents(share: float, of: str, by_province: bool) -> Label:
    said = phrases.percent(share)
    if by_province:
        return Label(
            f"Nella provincia di {of} gli stranieri sono il {said.it} dei residenti: "
            "il dato del comune non è ancora caricato.",
            f"In the province of {of} foreigners are {said.en} of residents: "
            "the municipality's own figure is not loaded yet.",
        )
    return Label(
        f"A {of} gli stranieri sono il {said.it} dei residenti.",
        f"In {of} foreigners are {said.en} of residents.",
    )


def _effect(ground: Ground, neighbours: Sequence[_Neighbour]) -> Label:
    if not neighbours:
        return Label("La scuola entrerebbe in rete.", "The school would enter the network.")
    first = neighbours[0].node
    name, partners = phrases.quoted(first.name), len(ground.network.neighbours(first.key))
    if not partners:
        return Label(
            f"La scuola entra in rete, e con lei {name.it}, oggi isolata.",
            f"The school enters the network, and with it {name.en}, isolated today.",
        )
    reach = phrases.counted(partners, Label("una realtà", "one body"), Label("{n} realtà", "{n} bodies"))
    return Label(
        f"La scuola entra in rete con {name.it}: {reach.it} a due passi.",
        f"The school enters the network with {name.en}: {reach.en} two steps away.",
    )


GAPS = GapKind(
    KIND,
    Label("scuola non raggiunta", "school not reached"),
    Label("scuole non raggiunte", "schools not reached"),
    Label("scuole", "schools"),
    Label(
        f"{RULE.it} Prima dove i residenti stranieri sono di più e un'associazione è più vicina.",
        f"{RULE.en} First where foreign residents are more and an association is nearer.",
    ),
    "event",
    Label("proporre una campagna o un laboratorio", "propose a campaign or a workshop"),
    find,
)
