"""What happened and what is planned: events with who took part in them, drawn by each district's shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from graph.store.records import Value
from ingest.sources.sample_territory.calendar import span
from ingest.sources.sample_territory.cast import Actor, Cast, key, weighted
from ingest.sources.sample_territory.places import place
from ingest.sources.sample_territory.shapes import Scene, scene
from ingest.sources.sample_territory.words import District, Pattern, districts

EVENTS = {"ordito": 112, "fuso": 78, "telai": 88, "spola": 42, "filo": 46, "trama": 70}
_QUARTERLY = 12
_BRIDGES = (("ordito", "trama", 4), ("ordito", "telai", 3), ("ordito", "fuso", 3), ("trama", "filo", 2))
_Company = list[tuple[Actor, tuple[str, ...]]]
_TYPES = ("cultural", "training", "information", "coordination")
_PLENARY = "Festa d'esempio dei fili comuni", "Assemblea d'esempio delle reti"
_INDOORS = ("sala civica", "biblioteca", "sala dell'oratorio", "sede del promotore")
_OUTDOORS = ("parco", "cortile dell'oratorio", "piazza", "sala civica")


@dataclass(slots=True)
class Event:
    """One event and its company: actors with the roles they had."""

    key: str
    properties: dict[str, Value]
    company: _Company = field(default_factory=list)

    @property
    def actors(self) -> list[Actor]:
        """Return who took part."""
        return [actor for actor, _ in self.company]


@dataclass(slots=True)
class _Draft:
    """What is drawn before the events are put in order and numbered."""

    day: date
    pattern: Pattern
    company: _Company
    district: District
    title: str = ""


def events(seed: int, cast: Cast, anchor: date) -> list[Event]:
    """Return every event, oldest first.

    Parameters
    ----------
    anchor
        The day of the first load: events lie between 36 months before and 3 months after.
    """
    rng = Random(f"{seed}:events")
    first, last = span(anchor)
    days = (last - first).days
    scenes = {d.slug: scene(rng, cast, d) for d in districts()}
    drafts: list[_Draft] = []
    for district in districts():
        drafts += _of_district(rng, district, scenes[district.slug], first, days)
    drafts += _bridges(rng, scenes, first, days)
    drafts += _plenary(rng, scenes, first, days)
    drafts.sort(key=lambda d: (d.day, d.district.slug, d.company[0][0].key, d.pattern.text))
    return _numbered(rng, drafts, anchor)


def _of_district(rng: Random, district: District, here: Scene, first: date, days: int) -> Iterator[_Draft]:
    seated = _QUARTERLY if here.table else 0
    ends = [rng.randrange(10), days - rng.randrange(10)]  # no district starts late or stops early
    for number in range(EVENTS[district.slug] - seated):
        day = first + timedelta(days=ends[number] if number < len(ends) else _some_day(rng, days))
        company = here.company.draw(rng)
        if here.reached and rng.random() < 0.16:
            yield _campaign(rng, district, company, here.school(rng, company[0]), day)
        else:
            pattern = weighted(rng, "events", rng.choices(_TYPES, (9, 6, 6, 1 if len(company) > 1 else 0))[0])
            yield _Draft(day, pattern, _roles(rng, company), district)
    if here.table:
        yield from _table(rng, district, here.table, (first, days))


def _table(rng: Random, district: District, table: Sequence[Actor], when: tuple[date, int]) -> Iterator[_Draft]:
    """Return the sittings of a coordination table, one a quarter, mostly the same people."""
    first, days = when
    for quarter in range(_QUARTERLY):
        day = first + timedelta(days=min(days, round((quarter + 0.9) * days / _QUARTERLY) - rng.randrange(20)))
        there = [actor for i, actor in enumerate(table) if i == 0 or rng.random() < 0.8]
        company: _Company = [(a, ("lead",) if a is there[0] else ("participant",)) for a in there]
        yield _Draft(day, weighted(rng, "events", "coordination"), company, district)


def _some_day(rng: Random, days: int) -> int:
    """Return a day of the span, later ones more often: the network grows."""
    return min(days, int(days * rng.random() ** 0.75))


def _campaign(rng: Random, district: District, company: Sequence[Actor], school: Actor, day: date) -> _Draft:
    roles = _roles(rng, company[:3])
    return _Draft(day, weighted(rng, "events", "school_campaign"), [*roles, (school, ("host",))], district)


def _roles(rng: Random, company: Sequence[Actor]) -> _Company:
    first = (company[0], ("lead", "host") if rng.random() < 0.3 else ("lead",))
    others = [(a, (rng.choices(("co_organiser", "speaker", "participant"), (6, 1, 3))[0],)) for a in company[1:]]
    return [first, *others]


def _bridges(rng: Random, scenes: dict[str, Scene], first: date, days: int) -> Iterator[_Draft]:
    """Return the few events by which districts meet, always through the same two."""
    by_slug = {d.slug: d for d in districts()}
    for one, other, times in _BRIDGES:
        pair = [scenes[one].core[1], scenes[other].core[0]]
        for _ in range(times):
            day = first + timedelta(days=_some_day(rng, days))
            pattern = weighted(rng, "events", rng.choice(("cultural", "training")))
            yield _Draft(day, pattern, _roles(rng, pair), by_slug[one])


def _plenary(rng: Random, scenes: dict[str, Scene], first: date, days: int) -> Iterator[_Draft]:
    """Return the large events: more than 20 actors, from which no tie can be told."""
    home = districts()[0]
    for turn in range(6):
        guests = scenes["ordito"].core[:14]
        for slug in ("telai", "trama", "fuso"):
            guests = [*guests, *rng.sample(scenes[slug].core[:7], 4)]
        company: _Company = [(a, ("lead",) if i == 0 else ("participant",)) for i, a in enumerate(guests)]
        day = first + timedelta(days=round((turn + 0.7) * days / 6.2))
        title = f"{_PLENARY[turn % 2]}, edizione {turn // 2 + 1}"
        pattern = weighted(rng, "events", "cultural" if turn % 2 == 0 else "coordination")
        yield _Draft(day, pattern, company, home, title)


def _numbered(rng: Random, drafts: Sequence[_Draft], anchor: date) -> list[Event]:
    times: dict[str, int] = {}
    result = []
    for number, draft in enumerate(drafts, start=1):
        lead = draft.company[0][0]
        text = draft.title or draft.pattern.text
        series = f"{text}:{lead.key}"
        times[series] = times.get(series, 0) + 1
        title = text.format(name=lead.name, town=lead.town.name, of=lead.district.of, n=times[series])
        result.append(Event(key("event", number), _properties(rng, draft, title, anchor), draft.company))
    return result


def _properties(rng: Random, draft: _Draft, title: str, anchor: date) -> dict[str, Value]:
    pattern, lead = draft.pattern, draft.company[0][0]
    campaign = pattern.type == "school_campaign"
    host = draft.company[-1][0] if campaign else lead
    found = _same_place(host) if campaign else place(rng, host.town, 0.7)
    result: dict[str, Value] = {
        "name": title,
        "start": f"{draft.day.isoformat()}T{_hour(rng, pattern.type)}",
        "type": pattern.type,
        "topics": pattern.topics,
        "audience": pattern.audience,
        "description": pattern.description,
        **found,
        "invented": True,
    }
    if not campaign:
        result["venue"] = rng.choice(_OUTDOORS if pattern.type == "cultural" else _INDOORS)
    if campaign:
        result["classes"] = rng.randint(2, 9)
    crowd = rng.randint(12, 45) * (6 if len(draft.company) > 20 else 1)
    if draft.day <= anchor and rng.random() < 0.75:
        result["attendance"] = crowd
    return result


def _same_place(actor: Actor) -> dict[str, Value]:
    wanted = ("municipality", "address", "lat", "lon", "precision", "place_provider", "place_query", "place_matched")
    return {k: v for k, v in actor.properties.items() if k in (*wanted, "place_score")}


def _hour(rng: Random, type_: str) -> str:
    hours = {"cultural": (15, 16, 18, 20), "school_campaign": (8, 9, 10, 11)}.get(type_, (10, 14, 17, 18))
    return f"{rng.choice(hours):02d}:{rng.choice((0, 30)):02d}"
