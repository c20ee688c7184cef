"""Who meets whom: one way of keeping company for each shape of a district. No dates, no titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from ingest.sources.sample_territory.cast import Actor, Cast
from ingest.sources.sample_territory.words import District


class Company(Protocol):
    """A way of meeting: draws who organises one event."""

    def draw(self, rng: Random) -> list[Actor]:
        """Return the organisers of one event, the promoter first."""
        ...


def activity(members: Sequence[Actor]) -> list[float]:
    """Return heavy-tailed weights: the first do most, most do little."""
    return [1 / (rank + 1) ** 0.7 for rank in range(len(members))]


@dataclass(slots=True)
class Mesh:
    """Many with many; who has worked together does so again."""

    members: Sequence[Actor]
    sizes: Sequence[int] = (2, 2, 3, 3, 3, 4, 4, 5)
    met: Counter[tuple[str, str]] = field(default_factory=Counter)

    def draw(self, rng: Random) -> list[Actor]:
        company = [rng.choices(self.members, activity(self.members))[0]]
        for _ in range(min(rng.choice(self.sizes), len(self.members)) - 1):
            others = [m for m in self.members if m not in company]
            weights = [
                w * (1 + 2 * self.met[company[0].key, m.key])
                for m, w in zip(self.members, activity(self.members), strict=True)
                if m not in company
            ]
            company.append(rng.choices(others, weights)[0])
        for other in company[1:]:
            self.met[company[0].key, other.key] += 1
            self.met[other.key, company[0].key] += 1
        return company


@dataclass(slots=True)
class Star:
    """Everything goes through one actor; the others do not meet."""

    hub: Actor
    spokes: Sequence[Actor]

    def draw(self, rng: Random) -> list[Actor]:
        company = [self.hub, rng.choices(self.spokes, activity(self.spokes))[0]]
        return company if rng.random() < 0.7 else company[::-1]


@dataclass(slots=True)
class Alone:
    """Everyone by themselves."""

    members: Sequence[Actor]

    def draw(self, rng: Random) -> list[Actor]:
        return [rng.choices(self.members, activity(self.members))[0]]


@dataclass(slots=True)
class Mix:
    """Several ways side by side, each with its share of the events."""

    parts: Sequence[tuple[float, Company]]

    def draw(self, rng: Random) -> list[Actor]:
        chosen = rng.choices([c for _, c in self.parts], [share for share, _ in self.parts])[0]
        return chosen.draw(rng)


@dataclass(frozen=True, slots=True)
class Scene:
    """A district's way of meeting.

    Attributes
    ----------
    core
        Actors in the middle of things, the busiest first: who goes to plenary events and bridges.
    table
        Who sits at the recurring coordination table; empty where there is none.
    reached
        Schools in which something happens; the others are left to be found.
    own_school
        By actor: the one school where its group goes, so that groups do not meet there.
    """

    company: Company
    core: Sequence[Actor]
    table: Sequence[Actor]
    reached: Sequence[Actor]
    own_school: Mapping[str, Actor] = field(default_factory=dict)

    def school(self, rng: Random, promoter: Actor) -> Actor:
        """Return the school to which an actor takes a campaign."""
        if own := self.own_school.get(promoter.key):
            return own
        return rng.choices(self.reached, activity(self.reached))[0]


def scene(rng: Random, cast: Cast, district: District) -> Scene:
    """Return how a district meets, by its declared shape."""
    lead = cast.leads[district.slug]
    associations = [a for a in cast.associations if a.district == district]
    organisations = [o for o in cast.organisations if o.district == district and o is not lead]
    rng.shuffle(associations)
    rng.shuffle(organisations)
    schools = [s for s in cast.schools if s.district == district]
    return _SCENES[district.shape](lead, associations, organisations, schools)


_Members = list[Actor]


def _mesh(lead: Actor, associations: _Members, organisations: _Members, schools: _Members) -> Scene:
    core = [lead, *_alternate(associations[:-6], organisations[:-2])]  # the rest has never been called
    return Scene(Mesh(core), core, core[:8], schools[:5])


def _star(lead: Actor, associations: _Members, organisations: _Members, schools: _Members) -> Scene:
    hub, spokes = organisations[0], [*associations[:-5], lead, *organisations[1:6]]
    return Scene(Mix(((0.9, Star(hub, spokes)), (0.1, Alone(spokes)))), [hub, *spokes[:6]], (), schools[:4])


def _cluster(lead: Actor, associations: _Members, organisations: _Members, schools: _Members) -> Scene:
    groups = [associations[i:-3:3] for i in range(3)]
    groups = [[organisations[i], *group, *organisations[i + 3 : 9 : 3]] for i, group in enumerate(groups)]
    groups[0].append(lead)
    first, second, third = (Mesh(group, (2, 3, 3, 4)) for group in groups)
    bridge = Star(groups[0][0], [groups[1][0], groups[1][1]])
    parts: list[tuple[float, Company]] = [(0.38, first), (0.32, second), (0.26, third), (0.04, bridge)]
    own = {actor.key: school for group, school in zip(groups, schools, strict=False) for actor in group}
    return Scene(Mix(parts), groups[0], groups[0][:5], schools[:3], own)


def _isolated(lead: Actor, associations: _Members, organisations: _Members, schools: _Members) -> Scene:
    some = [*associations[:14], lead, *organisations[:4]]
    pair = Star(some[0], [some[1]])
    return Scene(Mix(((0.93, Alone(some)), (0.07, pair))), some[:4], (), schools[:1])


def _star_isolated(lead: Actor, associations: _Members, organisations: _Members, schools: _Members) -> Scene:
    hub, spokes = lead, [*associations[:8], organisations[0]]
    rest = [*associations[8:18], *organisations[1:4]]
    return Scene(Mix(((0.65, Star(hub, spokes)), (0.35, Alone(rest)))), [hub, *spokes[:4]], (), schools[:1])


def _mesh_cluster(lead: Actor, associations: _Members, organisations: _Members, schools: _Members) -> Scene:
    core = [lead, *_alternate(associations[:12], organisations[:4])]
    apart = [*associations[12:20], organisations[4]]
    own = {actor.key: schools[2] for actor in apart}
    company = Mix(((0.7, Mesh(core)), (0.3, Mesh(apart, (2, 3, 3)))))
    return Scene(company, core, core[:6], schools[:2], own)


def _alternate(many: _Members, few: _Members) -> _Members:
    """Return both lists in one, the few spread among the many."""
    step = max(1, len(many) // (len(few) + 1))
    result = list(many)
    for index, one in enumerate(few):
        result.insert(index * (step + 1), one)
    return result


_SCENES = {
    "mesh": _mesh,
    "star": _star,
    "cluster": _cluster,
    "isolated": _isolated,
    "star_isolated": _star_isolated,
    "mesh_cluster": _mesh_cluster,
}
