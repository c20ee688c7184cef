"""The store at the size of both registers: loading, opening, searching, on SQLite and on a real Neo4j.

Rows are made from a seed, as many and as wide as the ministry's schools and the 5 per mille bodies of Lombardy.
Reading the files is not measured here.
"""

from __future__ import annotations

import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.figures import keep
from bench.server import on_a_server
from graph.model import keys
from graph.store.changes import Change, Changeset, PutNode, PutTie
from graph.store.core import Store
from graph.store.opening import municipalities, open_store
from graph.store.records import Evidence

INSTITUTES, SITES, BODIES = 1_153, 5_300, 12_688  # 6,453 rows of schools, 12,688 of bodies
WORDS = (
    "associazione",
    "sportiva",
    "centro",
    "donne",
    "amici",
    "mondo",
    "casa",
    "africa",
    "parrocchia",
    "gruppo",
    "onlus",
)
QUESTIONS = ("associazione", "ass", "casa africa", "parrocchia insieme mon", "zzz", "bergamo", "via", "istituto 7")
WIDEST = 7  # questions asked again and again


def schools() -> Iterator[Change]:
    """Yield institutes, their sites and the ties between them."""
    draw, towns = random.Random(1), [n.text("istat") for n in municipalities()][:1_500]
    for i in range(INSTITUTES):
        yield PutNode(f"school:BG{i:08d}", "school", _school(draw, i, towns), _row("mim-schools", f"BG{i:08d}"))
    for i in range(SITES):
        key, school = f"site:BG{i:08d}X", f"school:BG{draw.randrange(INSTITUTES):08d}"
        yield PutNode(key, "site", _site(draw, i, towns), _row("mim-schools", f"BG{i:08d}X"))
        yield PutTie("part_of", key, school, {}, _row("mim-schools", f"BG{i:08d}X"))


def bodies() -> Iterator[Change]:
    """Yield bodies known from a register only."""
    draw, towns = random.Random(2), [n.text("istat") for n in municipalities()][:1_500]
    for i in range(BODIES):
        code = f"{draw.randrange(10**10):010d}"
        properties = {
            "name": " ".join(draw.sample(WORDS, 4)).upper() + f" {i}",
            "fiscal_code": code + _check_digit(code),
            "municipality": draw.choice(towns),
            "form": draw.choice(("association", "aps", "odv", "sports")),
            "candidate": True,
            "precision": "municipality",
            "place_provider": "municipality",
            "place_score": 1.0,
        }
        yield PutNode(f"body:{i:011d}", "organisation", properties, _row("five-per-mille", str(i)))


def _school(draw: random.Random, i: int, towns: list[str]) -> dict[str, object]:
    return {**_site(draw, i, towns), "management": "state", "candidate": True, "school_email": f"x{i}@istruzione.it"}


def _site(draw: random.Random, i: int, towns: list[str]) -> dict[str, object]:
    return {
        "name": f"ISTITUTO {draw.choice(WORDS).upper()} {i}",
        "school_code": f"BG{i:08d}",
        "levels": ("SCUOLA PRIMARIA",),
        "school_year": "2025/26",
        "address": f"VIA {draw.choice(WORDS).upper()} {i % 90}",
        "postcode": f"{draw.randrange(20_000, 28_000)}",
        "municipality": draw.choice(towns),
        "precision": "municipality",
        "place_provider": "municipality",
        "place_query": f"VIA {i}",
        "place_score": 1.0,
    }


def _row(source: str, reference: str) -> tuple[Evidence, ...]:
    return (Evidence(source, reference, "2026-03-01", keys.generated(source, reference)),)


def _check_digit(code: str) -> str:
    total = sum(int(d) if i % 2 == 0 else sum(divmod(2 * int(d), 10)) for i, d in enumerate(code))
    return str(-total % 10)


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    begun = time.perf_counter()
    work()
    return round(time.perf_counter() - begun, 4)


def measure(url: str, name: str) -> dict[str, float]:
    """Return the figures of one backend, in seconds."""
    figures: dict[str, float] = {f"{name}: begin a store": seconds(lambda: _begin(url))}
    with open_store(url) as store:
        figures[f"{name}: load both registers"] = seconds(lambda: _load(store))
        figures[f"{name}: load both again (no revision)"] = seconds(lambda: _load(store))
        assert (store.revision(), len(store.view("staff").nodes())) == (2, INSTITUTES + SITES + BODIES)
    figures[f"{name}: open and read one node"] = seconds(lambda: _read_one(url))
    with open_store(url) as store:
        view = store.view("public")
        times = [seconds(lambda q=q: view.search(q)) for _ in range(WIDEST) for q in QUESTIONS]
        figures[f"{name}: search, median"] = statistics.median(times)
        figures[f"{name}: search, slowest"] = max(times)
        figures[f"{name}: a view's every node"] = seconds(view.nodes)
        figures[f"{name}: mapped"] = seconds(view.mapped)
        figures[f"{name}: one small change"] = seconds(lambda: _touch(store))
        figures[f"{name}: as of revision 1"] = seconds(lambda: store.as_of(1, "public").nodes())
        figures[f"{name}: check"] = seconds(lambda: _sound(store))
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "backup.gz"
            figures[f"{name}: backup"] = seconds(lambda: store.backup(file))
            figures[f"{name}: restore"] = seconds(lambda: store.restore(file))
    return figures


def _begin(url: str) -> None:
    with open_store(url) as store:
        store.queue_reviews([("a", "b")], "bench")


def _load(store: Store) -> None:
    for source, changes in (("mim-schools", schools()), ("five-per-mille", bodies())):
        store.apply(Changeset("bench", "caricamento", source, changes))


def _read_one(url: str) -> None:
    with open_store(url) as store:
        assert store.view("public").node("school:BG00000001") is not None


def _touch(store: Store) -> None:
    store.apply(Changeset("bench", "ritocco", "form", [PutNode("body:00000000001", "association", {})]))


def _sound(store: Store) -> None:
    assert store.check() == []


def main() -> None:
    """Measure both backends; without Java and Maven, SQLite alone."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "store.db"
        figures: dict[str, float | int | None] = {**measure(f"sqlite:///{file}", "sqlite")}
        figures["sqlite: peak memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        figures["sqlite: file, MB"] = file.stat().st_size // 2**20
        figures |= on_a_server(Path(folder) / "neo4j", measure)
    keep("store", figures)


if __name__ == "__main__":
    main()
