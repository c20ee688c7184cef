"""Networks, measures and gaps: how long they take on the territory people have, and on a larger one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import networkx as nx
import numpy as np

from bench.figures import SHARED_DATA, Stopwatch, keep, peak_memory_mb
from graph.gaps import registry
from graph.gaps.ground import Ground
from graph.gaps.survey import survey
from graph.measures import table
from graph.network.drawing import draw
from graph.network.facade import to_networkx
from graph.network.network import Network
from graph.network.projection import project
from graph.network.snapshot import network, read
from graph.network.two_mode import TwoMode, from_pairs
from graph.store.changes import Change, Changeset, PutNode, PutTie
from graph.store.opening import open_store
from ingest.loading import load
from ingest.sources import registry as sources

TOPICS, LANGUAGES, COUNTRIES = ("women", "youth", "culture"), ("ar", "es", "fr", "uk"), ("MA", "SN", "UA", "BO", "PE")
SCHOOLS = SHARED_DATA / "schools" / "SCUANAGRAFESTAT20252620250901_lombardia.csv"


def participation(
    actors: int, seed: int = 1, events: int | None = None, abroad: float = 0.03, tail: float = 1.6
) -> list[tuple[int, int]]:
    """Return who took part in what: 2.5 events an actor, in territorial groups of 40, heavy-tailed.

    Parameters
    ----------
    events
        As many as actors where it is not given.
    abroad
        Share of guests from anywhere.
    tail
        Of the sizes of events; the smaller, the more large ones.
    """
    random = np.random.default_rng(seed)
    groups = max(1, actors // 40)
    found = []
    for event in range(events or actors):
        size = int(min(20, 1 + random.pareto(tail) * 1.6))
        place = int(random.integers(groups))
        for _ in range(size):
            member = place * 40 + int(abs(random.normal(0, 13))) % 40
            found.append((member if random.random() > abroad else int(random.integers(actors)), event))
    return [(actor, event) for actor, event in found if actor < actors]


def two_mode(actors: int, seed: int = 1, events: int | None = None, abroad: float = 0.03, tail: float = 1.6) -> TwoMode:
    """Return such a network."""
    took_part = participation(actors, seed, events, abroad, tail)
    pairs = ((f"a{actor:06d}", f"e{event:06d}") for actor, event in took_part)
    return from_pairs(pairs, (f"a{n:06d}" for n in range(actors)))


def territory(actors: int) -> list[Change]:
    """Return such a territory around Bergamo, as changes for a store."""
    random = np.random.default_rng(2)
    changes: list[Change] = []
    for n in range(actors):
        place = {"municipality": "016024", "lat": 45.7 + random.normal(0, 0.2), "lon": 9.67 + random.normal(0, 0.3)}
        tags = {
            name: (str(random.choice(values)),)
            for name, values in (("topics", TOPICS), ("languages", LANGUAGES), ("communities", COUNTRIES))
        }
        changes.append(
            PutNode(f"association:b{n}", "association", {"name": f"B {n}", **place, **tags, "precision": "street"})
        )
    pairs = participation(actors)
    for event in sorted({event for _, event in pairs}):
        start = f"{2021 + event % 5}-{event % 12 + 1:02d}-15"
        changes.append(PutNode(f"event:b{event}", "event", {"name": f"E {event}", "start": start}))
    changes += [PutTie("organised", f"association:b{actor}", f"event:b{event}") for actor, event in sorted(set(pairs))]
    return changes


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    with Stopwatch() as watch:
        work()
    return round(watch.seconds, 3)


def of_arrays(actors: int, two: bool = True) -> dict[str, float]:
    """Time what needs no store; with `two`, the two-mode measures as well."""
    made = two_mode(actors)

    def fresh() -> Network:
        return project(made)

    name = f"{actors} actors: "
    return {
        name + "projection, s": seconds(fresh),
        name + "every one-mode measure, s": seconds(lambda: table.one_mode(fresh(), {})),
        **({name + "every two-mode measure, s": seconds(lambda: table.two_mode(made, {}))} if two else {}),
        name + "drawing, s": seconds(lambda: draw(fresh())),
    }


def of_store(actors: int) -> dict[str, float]:
    """Time what a screen and a command do, all of Lombardy's schools loaded where they are at hand."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{Path(folder) / 'bench.db'}") as store:
        store.apply(Changeset("bench", "territory", "form", territory(actors)))
        if SCHOOLS.exists():
            load(store, sources.source("mim-schools"), [SCHOOLS], author="bench", now=datetime.now(UTC))
        view, grounds = store.view("staff"), list[Ground]()
        name = f"{actors} actors{' and all schools' if SCHOOLS.exists() else ''}: "
        figures[name + "network read, s"] = seconds(lambda: network(read(view)))
        figures[name + "gaps read, s"] = seconds(lambda: grounds.append(survey(view)))
        for kind in registry.KINDS:
            figures[f"{name}{kind}, s"] = seconds(lambda kind=kind: registry.find(grounds[0], [kind]))  # type: ignore[misc]
    return figures


def of_networkx(actors: int) -> dict[str, float]:
    """Time NetworkX on the same network, for the measures that do not take minutes there."""
    graph = to_networkx(project(two_mode(actors)))

    def plain() -> None:
        nx.core_number(graph)
        nx.clustering(graph)
        nx.constraint(graph, weight="weight")
        nx.betweenness_centrality(graph, weight="distance")

    return {f"{actors} actors: four of them with NetworkX, s": seconds(plain)}


if __name__ == "__main__":
    results = {**of_arrays(480), **of_networkx(480), **of_store(480), **of_arrays(5_000, two=False)}
    keep("network", {**results, "peak memory, MB": round(peak_memory_mb())})
