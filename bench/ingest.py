"""Loading the real registers from their files, as a person does at the command line: time and peak memory.

The files are the open data beside the project; without them nothing is measured. The store alone is measured
in `bench.store`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bench.figures import SHARED_DATA, keep
from bench.server import on_a_server

ROOT = Path(__file__).resolve().parents[1]
LOADS = (
    ("mim-schools", "schools/SCUANAGRAFESTAT20252620250901_lombardia.csv"),
    ("five-per-mille", "third_sector/5x1000_2020_lombardia.csv"),
    ("participation", "networks/nyphil_programmes.csv"),
)
REGISTERS = ("mim-schools", "five-per-mille")
_COMMAND = """
import sys, time
from graph.commandline import main
from ingest.__main__ import COMMANDS
code = main("ingest", "", COMMANDS, sys.argv[1:])
peak = next((line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")), "0")
print(peak, time.process_time(), file=sys.stderr)
sys.exit(code)
"""
"""The command in a process of its own, which at the end says its peak resident memory in kB and its processor time."""


class Loaded(NamedTuple):
    """What a load printed, and what it took."""

    result: dict[str, float]
    wall: float  # s, start-up included
    processor: float  # s, start-up included: steadier than wall time on a machine that does other things
    peak: float  # MB


def load(source: str, file: str, url: str) -> Loaded:
    """Load a file."""
    begun = time.perf_counter()
    words = [sys.executable, "-c", _COMMAND, "load", source, str(SHARED_DATA / file), "--yes", "--store", url]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr)
    peak, processor = done.stderr.splitlines()[-1].split()
    return Loaded(json.loads(done.stdout), time.perf_counter() - begun, float(processor), int(peak) / 1024)


def measure(url: str, name: str) -> dict[str, float]:
    """Return the figures of one backend."""
    figures: dict[str, float] = {}
    peaks: list[float] = []
    for source, file in LOADS:
        result, wall, processor, peak = load(source, file, url)
        peaks.append(peak)
        figures |= {
            f"{name}: {source}, rows": result["read"],
            f"{name}: {source}, rejected": result["rejected"],
            f"{name}: {source}, s": result["seconds"],
            f"{name}: {source}, s with start-up": wall,
            f"{name}: {source}, processor s with start-up": processor,
        }
    figures[f"{name}: both registers, s"] = sum(figures[f"{name}: {source}, s"] for source in REGISTERS)
    for source, file in LOADS:
        result, _, _, peak = load(source, file, url)
        peaks.append(peak)
        if result["revision"] is not None:
            raise SystemExit(f"{source}: a second load made a revision")
        figures[f"{name}: {source} again, s"] = result["seconds"]
    figures[f"{name}: peak memory, MB"] = max(peaks)
    return figures


def main() -> None:
    """Measure SQLite, and a real Neo4j server where one can be had."""
    if not SHARED_DATA.exists():
        print(f"the open data is not at {SHARED_DATA}: nothing to load", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(f"sqlite:///{folder}/store.db", "sqlite")
        figures |= on_a_server(Path(folder) / "neo4j", measure)
    keep("ingest", figures)


if __name__ == "__main__":
    main()
