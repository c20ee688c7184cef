"""Keeping figures: the last run of each benchmark, printed beside the present one."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
SHARED_DATA = FOLDER.parents[0].parent / "shared" / "data"

Figures = Mapping[str, float | int | str | bool | None]


def _shown(value: object) -> str:
    return f"{value:,.3g}" if isinstance(value, float) else str(value)


def keep(subject: str, figures: Figures) -> None:
    """Print figures beside those of the last run and keep them as `bench/SUBJECT.json`."""
    file = FOLDER / f"{subject}.json"
    last = json.loads(file.read_text(encoding="utf-8"))["figures"] if file.exists() else {}
    width = max(map(len, figures), default=0)
    print(f"\n{subject}\n{'':{width}}  {'now':>14}  {'last':>14}")
    for name, value in figures.items():
        print(f"{name:{width}}  {_shown(value):>14}  {_shown(last.get(name, '–')):>14}")
    record = {
        "when": time.strftime("%Y-%m-%d", time.gmtime()),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "figures": dict(figures),
    }
    file.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def peak_memory_mb() -> float:
    """Return the peak resident memory of this process so far, MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Stopwatch:
    """Seconds of wall time spent in a `with` block."""

    seconds = 0.0

    def __enter__(self) -> Stopwatch:
        self._start = time.perf_counter()
        return self

    def __exit__(self, *exc: object) -> None:
        self.seconds = time.perf_counter() - self._start
