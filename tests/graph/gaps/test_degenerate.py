"""Networks that nobody wishes for: every kind of gap answers, and answers the same whatever the hash seed."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.gaps import registry
from graph.gaps.gap import as_json

ROOT = Path(__file__).resolve().parents[3]
TODAY = "2024-06-01"


def empty(territory) -> None:
    pass


def one(territory) -> None:
    territory.body("a")


def star(territory) -> None:
    territory.bodies("hub a b c d e f")
    for key in "abcdef":
        territory.event(f"con {key}", "hub", key)


def two_cliques(territory) -> None:
    for group in "xy":
        keys = [f"{group}{n}" for n in range(5)]
        territory.bodies(" ".join(keys))
        territory.event(group * 3, *keys)


def all_isolates(territory) -> None:
    territory.bodies(" ".join(f"a{n}" for n in range(30)), town="")


def one_giant_event(territory) -> None:
    keys = [f"a{n:02d}" for n in range(60)]
    territory.bodies(" ".join(keys))
    territory.event("plenaria", *keys)


def everyone_alike(territory) -> None:
    territory.bodies(" ".join(f"a{n}" for n in range(12)), languages=("ar",), name="Stessa", lat=45.7, lon=9.67)
    for n in range(0, 12, 2):
        territory.event(f"e{n}", f"a{n}", f"a{n + 1}")


def events_of_one(territory) -> None:
    territory.bodies("a b")
    territory.event("da sola", "a")
    territory.event("vuoto")


def complete(territory) -> None:
    territory.bodies("a b c d")
    territory.event("insieme", *"abcd")


def chain(territory) -> None:
    keys = [f"a{n:02d}" for n in range(25)]
    territory.bodies(" ".join(keys))
    for first, second in itertools.pairwise(keys):
        territory.event(f"{first}-{second}", first, second)


def persons_only(territory) -> None:
    for n in range(3):
        territory.node(f"person:{n}", "person", name=f"Persona {n}")
    territory.event("insieme", "person:0", "person:1")


def ended(territory) -> None:
    territory.bodies("a b c")
    territory.tie("collaborates", "a", "b", level=4, since="2030-01-01", until="2020-01-01")
    territory.tie("collaborates", "b", "c", level=1, until="1990")


SHAPES = [empty, one, star, two_cliques, all_isolates, one_giant_event]
SHAPES += [everyone_alike, events_of_one, complete, chain, persons_only, ended]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_kind_answers_with_sound_gaps(territory, shape) -> None:
    shape(territory)
    for audience in ("staff", "public"):
        ground = territory.ground(audience=audience, today=TODAY)
        for kind in registry.KINDS:
            for gap in registry.find(ground, [kind]):
                assert 0 <= gap.score <= 1 and gap.text.it and gap.effect.it
                assert json.loads(json.dumps(as_json(gap), allow_nan=False))["id"] == gap.id
                assert all(0 <= reason.share <= 1 for reason in gap.reasons)


def test_any_hash_seed_gives_the_same_gaps(territory) -> None:
    star(territory)
    two_cliques(territory)
    territory.bodies("m n o", languages=("ar", "fr"), communities=("MA", "SN"), topics=("women", "culture"))
    territory.event("altro", *"mno")
    territory.save()
    said = set()
    for seed in ("0", "1", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "graph", "gaps", "--store", territory.store.url, "--until", TODAY]
        said.add(subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True).stdout)
    assert len(said) == 1 and len(json.loads(said.pop())) > 10
