"""Who there is in the invented territory: associations, organisations and schools, before anything happens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from graph.model import KINDS
from graph.store.records import Value
from ingest.sources.sample_territory.places import place
from ingest.sources.sample_territory.words import (
    Community,
    District,
    Pattern,
    Town,
    communities,
    districts,
    patterns,
    schools,
)

ASSOCIATIONS = {"ordito": 40, "fuso": 26, "telai": 33, "spola": 24, "filo": 24, "trama": 31}
CANDIDATES = 24
ORGANISATIONS_EACH = 10
SCHOOLS = {"ordito": 9, "fuso": 8, "telai": 8, "spola": 7, "filo": 7, "trama": 8}


@dataclass(slots=True)
class Actor:
    """One invented actor; what it does is drawn later."""

    key: str
    kind: str
    name: str
    district: District
    town: Town
    communities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    candidate: bool = False
    properties: dict[str, Value] = field(default_factory=dict)

    def all_properties(self) -> dict[str, Value]:
        """Return everything the node holds."""
        many = {"communities": self.communities, "languages": self.languages, "topics": self.topics}
        return {
            "name": self.name,
            **{k: v for k, v in many.items() if v},
            **self.properties,
            **({"candidate": True} if self.candidate else {}),
            "invented": True,
        }


@dataclass(frozen=True, slots=True)
class Site:
    """One building of an invented school."""

    key: str
    school: str
    properties: dict[str, Value]


@dataclass(slots=True)
class Cast:
    """Everyone, in the order of their numbers."""

    associations: list[Actor]
    candidates: list[Actor]
    organisations: list[Actor]
    leads: dict[str, Actor]
    schools: list[Actor]
    sites: list[Site]

    def everyone(self) -> Iterator[Actor]:
        """Return all actors: bodies first, then schools."""
        yield from self.organisations
        yield from self.associations
        yield from self.candidates
        yield from self.schools


def key(kind: str, number: int) -> str:
    """Return the key of an invented node: the same whatever the day of the load and later edits."""
    return f"{KINDS[kind].key_prefix}:sample-{number:04d}"


def is_key(text: str) -> bool:
    """Tell whether a key is one of the sample's."""
    return re.fullmatch(r"[a-z]+:sample-[a-z0-9]+", text) is not None


def cast(seed: int) -> Cast:
    """Return everyone there is, drawn from a seed."""
    organisations, leads = _organisations(Random(f"{seed}:organisations"))
    mapped, candidates = _associations(Random(f"{seed}:associations"))
    all_schools, sites = _schools(Random(f"{seed}:schools"))
    return Cast(mapped, candidates, organisations, leads, all_schools, sites)


def _associations(rng: Random) -> tuple[list[Actor], list[Actor]]:
    wanted = [d for d in districts() for _ in range(ASSOCIATIONS[d.slug])]
    register = [rng.choice(districts()) for _ in range(CANDIDATES)]
    taken: set[str] = set()
    result = []
    for number, district in enumerate([*wanted, *register], start=1):
        result.append(_association(rng, number, district, taken, candidate=number > len(wanted)))
    return result[: len(wanted)], result[len(wanted) :]


def _association(rng: Random, number: int, district: District, taken: set[str], *, candidate: bool) -> Actor:
    community, pattern, name = _fresh_name(rng, district, taken)
    town = _town(rng, district)
    found = place(rng, town, 0.8)
    languages = (*community.languages[: rng.randint(1, len(community.languages))], "it")
    topics = pattern.topics if rng.random() < 0.7 else (*pattern.topics, _another_topic(rng, pattern))
    own: dict[str, Value] = {**found, "form": pattern.form}
    if candidate:
        words = (community.people, community.women, *community.words)
        own |= {"suggested_by": tuple(w for w in words if w in name)[:1]}
        return Actor(key("association", number), "association", name, district, town, candidate=True, properties=own)
    also = (rng.choice(communities()).country,) if rng.random() < 0.08 else ()
    own |= {"description": pattern.description.format(people=community.people), **_contacts(rng, number, name)}
    if rng.random() < 0.4:
        own["times"] = rng.choice(("sab 15:00–18:00", "dom 10:00–12:00", "ven 20:30", "mer e ven 17:00–19:00"))
    if rng.random() < 0.3:
        own["meeting_place"] = rng.choice(
            ("sala dell'oratorio", "biblioteca", "parco", "sede di un'altra associazione")
        )
    countries = tuple(dict.fromkeys((community.country, *also)))
    return Actor(
        key("association", number), "association", name, district, town, countries, languages, topics, properties=own
    )


def _fresh_name(rng: Random, district: District, taken: set[str]) -> tuple[Community, Pattern, str]:
    """Return a name that nobody has yet; the invented place in it is what tells it from any real body."""
    choices = communities()
    while True:
        community = rng.choices(choices, [c.weight for c in choices])[0]
        pattern = weighted(rng, "associations")
        name = pattern.text.format(
            word=rng.choice(community.words), of=district.of, people=community.people, women=community.women
        )
        if name not in taken:
            taken.add(name)
            return community, pattern, name


def _another_topic(rng: Random, pattern: Pattern) -> str:
    others = [t for p in patterns("associations") for t in p.topics if t not in pattern.topics]
    return rng.choice(others)


def weighted(rng: Random, list_: str, type_: str = "") -> Pattern:
    """Return a pattern of a list drawn by weight, of one type where given."""
    choices = [p for p in patterns(list_) if not type_ or p.type == type_]
    return rng.choices(choices, [p.weight for p in choices])[0]


def _contacts(rng: Random, number: int, name: str) -> dict[str, Value]:
    """Return phone and e-mail that can be nobody's: prefix 000 and `example.org`."""
    slug = _slug(name)
    result: dict[str, Value] = {}
    if rng.random() < 0.8:
        result["phone"] = (f"000 000 {number:04d}",)
    if rng.random() < 0.65:
        result["email"] = (f"{slug}@example.org",)
    if rng.random() < 0.15:
        result["website"] = f"https://example.org/{slug}"
    return result


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _town(rng: Random, district: District) -> Town:
    """Return a town of a district, the first ones more often."""
    return rng.choices(district.towns, [1 / (1 + i) for i in range(len(district.towns))])[0]


def _organisations(rng: Random) -> tuple[list[Actor], dict[str, Actor]]:
    result: list[Actor] = []
    leads: dict[str, Actor] = {}
    for district in districts():
        chosen = rng.sample(patterns("organisations"), ORGANISATIONS_EACH)
        leads[district.slug] = _lead(rng, len(result) + 1, district)
        result.append(leads[district.slug])
        for pattern in sorted(chosen, key=lambda p: p.text):
            result.append(_organisation(rng, len(result) + 1, district, pattern))
    return result, leads


def _lead(rng: Random, number: int, district: District) -> Actor:
    own: dict[str, Value] = {**place(rng, district.towns[0], 1.0), "form": "consortium"}
    own |= {"description": "Guida la rete del suo ambito d'esempio.", **_contacts(rng, 5000 + number, district.lead)}
    return Actor(
        key("organisation", number),
        "organisation",
        district.lead,
        district,
        district.towns[0],
        topics=("mediation", "information"),
        properties=own,
    )


def _organisation(rng: Random, number: int, district: District, pattern: Pattern) -> Actor:
    name, town = pattern.text.format(of=district.of), _town(rng, district)
    own: dict[str, Value] = {**place(rng, town, 0.85), "form": pattern.form, "description": pattern.description}
    own |= _contacts(rng, 5000 + number, name)
    languages = ("it", *rng.sample(("ar", "fr", "en", "es", "uk"), rng.randint(0, 2)))
    return Actor(
        key("organisation", number),
        "organisation",
        name,
        district,
        town,
        languages=languages,
        topics=pattern.topics,
        properties=own,
    )


def _schools(rng: Random) -> tuple[list[Actor], list[Site]]:
    result: list[Actor] = []
    sites: list[Site] = []
    for district in districts():
        chosen = rng.sample(schools(), SCHOOLS[district.slug])
        for index, school in enumerate(sorted(chosen, key=lambda s: s.name)):
            number = len(result) + 1
            town = district.towns[index % len(district.towns)]
            own: dict[str, Value] = {
                **place(rng, town, 0.9),
                "school_code": f"XXIC{number:05d}",  # no province is called XX
                "levels": school.levels,
                "management": "state",
                "school_email": f"xxic{number:05d}@example.org",
            }
            name = f"{school.name} {district.of}"
            actor = Actor(key("school", number), "school", name, district, town, candidate=True, properties=own)
            result.append(actor)
            sites += _sites(rng, actor, school.levels, len(sites))
    return result, sites


def _sites(rng: Random, school: Actor, levels: tuple[str, ...], before: int) -> Iterator[Site]:
    """Return the buildings of a comprehensive institute, one a level; an upper school has one only."""
    if len(levels) < 2:
        return
    for number, level in enumerate(levels, start=before + 1):
        words: dict[str, Value] = {"name": f"Scuola d'esempio {number}, {level}", "levels": (level,)}
        code: dict[str, Value] = {"school_code": f"XXPL{number:05d}", "invented": True}
        yield Site(key("site", number), school.key, {**words, **place(rng, school.town, 0.85), **code})
