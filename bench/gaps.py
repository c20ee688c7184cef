"""Every kind of gap: how long it takes and in how much memory, at 480, 5,000 and 50,000 actors (`gaps NUMBER`: one)."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import SHARED_DATA, keep, peak_memory_mb
from bench.network import territory
from graph.gaps import registry
from graph.gaps.ground import Ground
from graph.gaps.survey import survey
from graph.store.changes import Change, Changeset, PutNode, PutTie
from graph.store.opening import open_store
from ingest.loading import load
from ingest.sources import registry as sources

ACTORS = (480, 5_000)
TODAY = "2026-06-30"
FILES = {
    "mim-schools": ("schools", "SCUANAGRAFESTAT20252620250901_lombardia.csv"),
    "five-per-mille": ("third_sector", "5x1000_2020_lombardia.csv"),
    "istat-residents": ("residents", "P3_2025_it_Comuni.csv"),
}


def services(actors: int) -> list[Change]:
    """Return a service for every tenth actor, each provided by one of them."""
    changes: list[Change] = []
    for n in range(0, actors, 10):
        properties = {"name": f"S {n}", "municipality": "016024", "topics": ("women",), "languages": ("ar",)}
        changes.append(PutNode(f"service:b{n}", "service", properties))
        changes.append(PutTie("provides", f"association:b{n}", f"service:b{n}"))
    return changes


def contacts(actors: int) -> list[Change]:
    """Return a contact with every other actor, over four years."""
    changes: list[Change] = []
    for n in range(0, actors, 2):
        said = {"date": f"{2023 + n % 4}-{n % 12 + 1:02d}-10", "channel": "call", "outcome": "…"}
        changes.append(PutNode(f"contact:b{n}", "contact", said))
        changes.append(PutTie("about", f"association:b{n}", f"contact:b{n}"))
    return changes


def processor(work: Callable[[], object]) -> float:
    """Return the seconds of processor time something takes."""
    before = time.process_time()
    work()
    return round(time.process_time() - before, 3)


def of(actors: int) -> dict[str, float]:
    """Time every kind on a territory of so many actors, the registers loaded where they are at hand."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{Path(folder) / 'bench.db'}") as store:
        for name, parts in FILES.items():
            file = SHARED_DATA.joinpath(*parts)
            if file.exists():
                load(store, sources.source(name), [file], author="bench", now=datetime.now(UTC))
        changes = [*territory(actors), *services(actors), *contacts(actors)]
        store.apply(Changeset("bench", "territory", "form", changes))
        grounds: list[Ground] = []
        title = f"{actors} actors: "
        figures[title + "read, s"] = processor(lambda: grounds.append(survey(store.view("staff"), today=TODAY)))
        whole = 0.0
        for kind in registry.KINDS:
            figures[f"{title}{kind}, s"] = processor(lambda kind=kind: registry.find(grounds[0], [kind]))  # type: ignore[misc]
            whole += figures[f"{title}{kind}, s"]
        figures[title + "every kind, s"] = round(whole, 3)
        figures[title + "peak memory, MB"] = round(peak_memory_mb())
    return figures


if __name__ == "__main__":
    asked = tuple(int(number) for number in sys.argv[1:])
    found: dict[str, float] = {}
    for number in asked or ACTORS:
        found |= of(number)
    if asked:
        for name, value in found.items():
            print(f"{name:50} {value:>12,.3g}", flush=True)
    else:
        keep("gaps", found)
