"""Rank intervals computed in a process of their own, so that a server goes on answering meanwhile.

The compiled engine does not let other threads run while it counts paths. Arrays go there, places come
back; no name leaves this process. `python -m graph.measures.apart` is the other side, not a command for people.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from graph.errors import GraphError
from graph.measures.intervals import (
    HIDDEN,
    RESAMPLES,
    SEED,
    Collaborations,
    Progress,
    RankIntervals,
    rank_intervals,
)
from graph.network.two_mode import TwoMode

_ROOT = Path(__file__).resolve().parents[2]
_WORKER = (sys.executable, "-m", "graph.measures.apart")


class NotComputed(GraphError):
    """The process that computes ended without an answer."""

    def italian(self) -> str:
        """Return what is safe and what to do."""
        return "Gli intervalli non sono stati calcolati; le misure restano valide. Riprovare più tardi."


def rank_intervals_apart(
    two_mode: TwoMode,
    collaborations: Collaborations,
    measures: Sequence[str],
    progress: Progress,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    hidden: float = HIDDEN,
) -> dict[str, RankIntervals]:
    """Return what `rank_intervals` does, computed elsewhere with the least claim on the machine.

    Parameters
    ----------
    progress
        As there; what it raises ends the other process.

    Raises
    ------
    NotComputed
    """
    asked = {"measures": list(measures), "resamples": resamples, "seed": seed, "hidden": hidden}
    with tempfile.TemporaryFile() as request:
        request.write(json.dumps(_written(two_mode, collaborations) | asked).encode())
        request.seek(0)
        with subprocess.Popen(_WORKER, cwd=_ROOT, stdin=request, stdout=subprocess.PIPE) as worker:  # noqa: S603
            try:
                for said in map(json.loads, worker.stdout or ()):
                    if "found" in said:
                        return {f["measure"]: _intervals(f, two_mode.actors) for f in said["found"]}
                    progress(said["done"], said["total"])
            finally:
                worker.kill()
    raise NotComputed("the process that computes rank intervals ended without an answer")


def _written(two_mode: TwoMode, collaborations: Collaborations) -> dict[str, Any]:
    entries = two_mode.incidence.tocoo()
    row = {key: n for n, key in enumerate(two_mode.actors)}
    return {
        "actors": len(two_mode.actors),
        "rows": entries.row.tolist(),
        "columns": entries.col.tolist(),
        "sizes": two_mode.sizes.tolist(),
        "declared": [(row[a], row[b], level) for a, b, level in collaborations if a in row and b in row],
    }


def _read(said: dict[str, Any]) -> tuple[TwoMode, list[tuple[str, str, int]]]:
    actors = tuple(f"{n:09d}" for n in range(said["actors"]))
    events = tuple(f"{n:09d}" for n in range(len(said["sizes"])))
    where = (np.array(said["rows"], dtype=np.int64), np.array(said["columns"], dtype=np.int64))
    incidence = sparse.csr_array((np.ones(len(where[0])), where), shape=(len(actors), len(events)))
    declared = [(actors[a], actors[b], int(level)) for a, b, level in said["declared"]]
    return TwoMode(actors, events, incidence, np.array(said["sizes"], dtype=np.int64)), declared


def _intervals(found: dict[str, Any], actors: tuple[str, ...]) -> RankIntervals:
    low, high = (np.array(found.pop(side), dtype=np.float64) for side in ("low", "high"))
    return RankIntervals(actors=actors, low=low, high=high, **found)


def _answer() -> None:
    """Read what is asked from standard input; write progress and the answer to standard output, a JSON a line."""
    if hasattr(os, "nice"):
        os.nice(10)
    said = json.load(sys.stdin)

    def tell(**what: Any) -> None:
        sys.stdout.write(json.dumps(what) + "\n")
        sys.stdout.flush()

    options = {name: said[name] for name in ("resamples", "seed", "hidden")}
    two_mode, declared = _read(said)
    found = rank_intervals(
        two_mode, declared, said["measures"], **options, progress=lambda done, total: tell(done=done, total=total)
    )
    tell(found=[_fields(each) for each in found.values()])


def _fields(found: RankIntervals) -> dict[str, Any]:
    sides = {"low": found.low.tolist(), "high": found.high.tolist()}
    rest = {"measure": found.measure, "level": found.level, "hidden": found.hidden, "resamples": found.resamples}
    return rest | sides


if __name__ == "__main__":
    _answer()
