"""Calls, meetings and visits: fresh ones, stale ones, dropped ones, and actors nobody has called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from graph.model.retention import keeping
from graph.store.changes import PutTie
from graph.store.records import Value
from ingest.sources.contacts import answered
from ingest.sources.sample_territory.bonds import Held
from ingest.sources.sample_territory.cast import Cast, key
from ingest.sources.sample_territory.words import Talk, talks

_STORIES = {"fresh": 0.28, "stale": 0.22, "dropped": 0.14, "never": 0.36}


def contacts(seed: int, cast: Cast, anchor: date) -> list[Held]:
    """Return contacts, each with its tie to the actor it was with."""
    rng = Random(f"{seed}:contacts")
    called = [*cast.associations, *cast.organisations[::2], *cast.schools[::9]]
    result: list[Held] = []
    for actor in called:
        story = rng.choices(list(_STORIES), list(_STORIES.values()))[0]
        for day, talk, open_ in _talks(rng, story, anchor):
            node = key("contact", len(result) + 1)
            own = _said(rng, day, talk, open_=open_)
            result.append(Held(node, "contact", own, (PutTie("about", actor.key, node),)))
    return result


def _talks(rng: Random, story: str, anchor: date) -> Iterator[tuple[date, Talk, bool]]:
    """Yield the days of a story, oldest first, with what came of each; the last may leave a next step open."""
    reached = [t for t in talks() if t.story == "reached"]
    dropped = [t for t in talks() if t.story == "dropped"]
    if story in ("fresh", "stale"):
        back = rng.randint(2, 60) if story == "fresh" else rng.randint(380, 900)
        for turn in range(rng.randint(1, 3) - 1, -1, -1):
            yield anchor - timedelta(days=back + turn * rng.randint(40, 60)), rng.choice(reached), turn == 0
    elif story == "dropped":
        for turn in range(rng.randint(1, 2), -1, -1):
            yield anchor - timedelta(days=160 + turn * rng.randint(20, 28)), rng.choice(dropped), turn == 0


def _said(rng: Random, day: date, talk: Talk, *, open_: bool) -> dict[str, Value]:
    own: dict[str, Value] = {
        "date": day.isoformat(),
        "channel": talk.channel,
        "outcome": talk.outcome,
        **keeping(day.isoformat()),
        "invented": True,
    }
    if answer := answered(talk.outcome):
        own["answer"] = answer
    if talk.next_step and open_:
        own["next_step"] = talk.next_step
        own["by"] = (day + timedelta(days=rng.randint(7, 45))).isoformat()
    return own
