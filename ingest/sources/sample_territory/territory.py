"""The whole invented territory as changes: drawn from a seed and a day, always the same for both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from graph.model import keys
from graph.store.changes import PutNode, PutTie
from graph.store.records import Evidence, Value
from ingest.sources.register import digest
from ingest.sources.sample_territory.bonds import Held, collaborations, partnerships, services
from ingest.sources.sample_territory.cast import Cast, cast
from ingest.sources.sample_territory.contacts import contacts
from ingest.sources.sample_territory.events import Event, events
from ingest.sources.sample_territory.words import districts

SOURCE_NAME = "sample"
SEED = 2463

Part = tuple[PutNode | PutTie, ...]


def territory(seed: int, anchor: date) -> Iterator[Part]:
    """Yield what makes up the territory, one tuple for each thing: the node, then ties to nodes yielded before.

    Parameters
    ----------
    anchor
        Day of the first load, from which all dates are counted.
    """
    everyone = cast(seed)
    happened = events(seed, everyone, anchor)
    for part in (
        *_districts(everyone),
        *_bodies(everyone),
        *services(seed, everyone),
        *partnerships(seed, everyone, anchor),
        *(_event(event) for event in happened),
        *contacts(seed, everyone, anchor),
    ):
        yield _said(seed, anchor, part)
    for tie in collaborations(seed, everyone, happened, anchor):
        yield (_evident_tie(seed, anchor, tie),)


def _districts(everyone: Cast) -> Iterator[Held]:
    for district in districts():
        node = keys.from_code("district", f"sample-{district.slug}")
        own: dict[str, Value] = {
            "name": district.name,
            "lead": everyone.leads[district.slug].name,
            "number": district.number,
            "description": district.description,
            "complete": True,
            "invented": True,
        }
        ties = tuple(PutTie("part_of", keys.municipality(t.istat), node) for t in district.towns)
        yield Held(node, "district", own, ties)


def _bodies(everyone: Cast) -> Iterator[Held]:
    leads = {lead.key for lead in everyone.leads.values()}
    for actor in everyone.everyone():
        district = keys.from_code("district", f"sample-{actor.district.slug}")
        ties = (PutTie("part_of", actor.key, district),) if actor.key in leads else ()
        yield Held(actor.key, actor.kind, actor.all_properties(), ties)
    for site in everyone.sites:
        yield Held(site.key, "site", site.properties, (PutTie("part_of", site.key, site.school),))


def _event(event: Event) -> Held:
    ties = tuple(PutTie("organised", actor.key, event.key, {"roles": roles}) for actor, roles in event.company)
    return Held(event.key, "event", event.properties, ties)


def _said(seed: int, anchor: date, held: Held) -> Part:
    evidence = _evidence(seed, anchor, held.key, held.kind, held.properties)
    node = PutNode(held.key, held.kind, held.properties, evidence)
    return (node, *(_evident_tie(seed, anchor, tie) for tie in held.ties))


def _evident_tie(seed: int, anchor: date, tie: PutTie) -> PutTie:
    properties = {**tie.properties, "invented": True}
    reference = keys.tie(tie.type, tie.source, tie.target)
    return replace(tie, properties=properties, evidence=_evidence(seed, anchor, reference, tie.type, properties))


def _evidence(
    seed: int, anchor: date, reference: str, kind: str, properties: Mapping[str, Value | None]
) -> tuple[Evidence, ...]:
    said = digest(kind, *(f"{name}={value!r}" for name, value in sorted(properties.items())))
    words = f"territorio inventato, seme {seed}: {reference}"
    return (Evidence(SOURCE_NAME, words, anchor.isoformat(), said),)
