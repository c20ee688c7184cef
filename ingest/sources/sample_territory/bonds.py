"""Ties beyond events: declared collaborations, services and who gives them, projects and their partners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from random import Random

from graph.model.dates import shifted
from graph.store.changes import PutTie
from graph.store.records import Value
from ingest.sources.sample_territory.cast import Actor, Cast, key, weighted
from ingest.sources.sample_territory.events import Event
from ingest.sources.sample_territory.places import place
from ingest.sources.sample_territory.words import districts, projects

SERVICES_EACH = 11
_LARGEST_THAT_TIES = 20


@dataclass(frozen=True, slots=True)
class Held:
    """A node with the ties that come with it."""

    key: str
    kind: str
    properties: dict[str, Value]
    ties: tuple[PutTie, ...]


def collaborations(seed: int, cast: Cast, events: Sequence[Event], anchor: date) -> list[PutTie]:
    """Return declared collaborations: mostly of those who meet often, a few of those who never met on record."""
    rng = Random(f"{seed}:collaborations")
    together: Counter[tuple[str, str]] = Counter()
    for event in events:
        if len(event.company) <= _LARGEST_THAT_TIES:
            bodies = sorted(a.key for a in event.actors if a.kind != "school")
            together.update(combinations(bodies, 2))
    often = [(pair, times) for pair, times in sorted(together.items()) if times >= 3 and rng.random() < 0.55]
    ties = [_collaboration(rng, pair, min(4, 1 + times // 2), anchor) for pair, times in often]
    return [*ties, *_unmet(rng, cast, set(together), anchor)]


def _unmet(rng: Random, cast: Cast, met: set[tuple[str, str]], anchor: date) -> list[PutTie]:
    """Return a few first contacts in the first district, declared without any event."""
    here = sorted(a.key for a in cast.associations if a.district == districts()[0])
    free = [pair for pair in combinations(here, 2) if pair not in met]
    return [_collaboration(rng, pair, 1, anchor) for pair in rng.sample(free, 5)]


def _collaboration(rng: Random, pair: tuple[str, str], level: int, anchor: date) -> PutTie:
    declared = pair if rng.random() < 0.6 else (rng.choice(pair),)
    since = shifted(anchor, -rng.randint(2, 34)).isoformat()[:7]
    return PutTie("collaborates", *pair, {"level": level, "declared_by": declared, "since": since})


def services(seed: int, cast: Cast) -> list[Held]:
    """Return services, each given by an organisation, some by an association."""
    rng = Random(f"{seed}:services")
    result: list[Held] = []
    for district in districts():
        bodies = [o for o in cast.organisations if o.district == district]
        groups = [a for a in cast.associations if a.district == district][:8]
        for _ in range(SERVICES_EACH):
            number = len(result) + 1
            provider = rng.choice(groups) if rng.random() < 0.25 else rng.choice(bodies)
            result.append(_service(rng, number, provider))
    return result


def _service(rng: Random, number: int, provider: Actor) -> Held:
    pattern = weighted(rng, "services")
    own: dict[str, Value] = {
        "name": f"{pattern.text} {provider.district.of}",
        **place(rng, provider.town, 0.85),
        "topics": pattern.topics,
        "languages": provider.languages or ("it",),
        "access": pattern.access,
        "description": pattern.description,
        "contacts": f"000 111 {number:04d}",
        "invented": True,
    }
    if pattern.times:
        own["times"] = pattern.times
    node = key("service", number)
    return Held(node, "service", own, (PutTie("provides", provider.key, node),))


def partnerships(seed: int, cast: Cast, anchor: date) -> list[Held]:
    """Return projects with their partners, a network of its own."""
    rng = Random(f"{seed}:projects")
    result: list[Held] = []
    bodies = [*cast.organisations, *cast.associations[::4]]
    for number, project in enumerate(projects(), start=1):
        node = key("project", number)
        own: dict[str, Value] = {
            "name": project.name,
            "code": f"ESEMPIO-{number}",
            "start": shifted(anchor, project.start_months).isoformat()[:7],
            "end": shifted(anchor, project.end_months).isoformat()[:7],
            "topics": project.topics,
            "description": project.description,
            "invented": True,
        }
        partners = rng.sample(bodies, rng.randint(5, 9))
        ties = [
            PutTie("partner_in", p.key, node, {"role": "capofila" if i == 0 else "partner"})
            for i, p in enumerate(partners)
        ]
        result.append(Held(node, "project", own, tuple(ties)))
    return result
