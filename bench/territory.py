"""The municipality base and the gazetteer: reading, looking up, and how many names of a real register are placed."""

from __future__ import annotations

import csv
import sys

from bench.figures import SHARED_DATA, Stopwatch, keep, peak_memory_mb
from graph.territory.base import adjacency, seed
from graph.territory.distance import matrix
from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Resolved

REGISTER = SHARED_DATA / "third_sector" / "5x1000_2020_lombardia.csv"
TARGETS = {"read_base_s": 0.1, "placed_share": 0.995}


def main() -> int:
    """Measure, keep, and fail where a target is missed."""
    figures: dict[str, float | int | str | bool | None] = {}
    seed()
    with Stopwatch() as reading:
        nodes = seed()
    figures["read_base_s"] = reading.seconds
    with Stopwatch() as making:
        gazetteer = Gazetteer.from_nodes(nodes)
        gazetteer.resolve("Bergamo")
        adjacency()
    figures["make_gazetteer_s"] = making.seconds
    spellings = [spelling for m in gazetteer.all() for spelling in (m.name, m.name.upper(), m.istat, m.cadastral)]
    with Stopwatch() as looking_up:
        for spelling in spellings:
            gazetteer.resolve(spelling)
    figures["lookups_per_s"] = len(spellings) / looking_up.seconds
    unknown = [f"{m.name}x" for m in gazetteer.all()[::20]]
    with Stopwatch() as failing:
        for spelling in unknown:
            gazetteer.resolve(spelling, "BG")
    figures["unknown_lookups_per_s"] = len(unknown) / failing.seconds
    points = [(m.lat or 0.0, m.lon or 0.0) for m in gazetteer.all()[:2000]]
    with Stopwatch() as measuring:
        matrix(points)
    figures["distances_per_s"] = len(points) ** 2 / measuring.seconds
    if REGISTER.exists():
        with REGISTER.open(encoding="utf-8", newline="") as lines:
            rows = [(row["comune"], row["provincia"]) for row in csv.DictReader(lines)]
        with Stopwatch() as placing:
            placed = sum(isinstance(gazetteer.resolve(*row), Resolved) for row in rows)
        figures["placed_share"] = placed / len(rows)
        figures["register_s"] = placing.seconds
    else:
        print(f"not measured: {REGISTER.name} is not at hand", file=sys.stderr)
    figures["peak_memory_mb"] = peak_memory_mb()
    keep("territory", figures)
    return 0 if reading.seconds <= TARGETS["read_base_s"] and _placed(figures) else 1


def _placed(figures: dict[str, float | int | str | bool | None]) -> bool:
    share = figures.get("placed_share")
    return share is None or float(share) >= TARGETS["placed_share"]


if __name__ == "__main__":
    sys.exit(main())
