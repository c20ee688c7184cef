"""Any two runs, with one thread or two and any hash seed, print the same bytes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.store.changes import Changeset, PutNode, PutTie
from graph.store.opening import open_store
from tests.graph.measures.territories import territory

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url, seen = f"sqlite:///{tmp_path_factory.mktemp('same')}/store.db", territory(12, 360, 360, 0.08)
    kinds, countries = ("association", "organisation"), ("MA", "SN", "UA")
    bodies = [
        PutNode(key, kinds[n % 2], {"name": key} | ({"communities": (countries[n % 3],)} if n % 2 == 0 else {}))
        for n, key in enumerate(seen.actors)
    ]
    events = [PutNode(key, "event", {"name": key, "start": "2023-05-06"}) for key in seen.events]
    rows, columns = seen.incidence.nonzero()
    ties = [
        PutTie("organised", seen.actors[a], seen.events[e])
        for a, e in zip(rows.tolist(), columns.tolist(), strict=True)
    ]
    declared = [PutTie("collaborates", seen.actors[3], seen.actors[90], {"level": 2})]
    with open_store(url, seed=list) as store:
        store.apply(Changeset("test", "built for a test", "form", [*bodies, *events, *ties, *declared]))
    return url


@pytest.mark.parametrize(
    "asked",
    [
        ["--mode", "one", "--intervals", "--resamples", "5", "--by", "community"],
        ["--mode", "one", "--whole", "--format", "json"],
        ["--mode", "two"],
    ],
    ids=["one", "whole", "two"],
)
def test_runs_agree_byte_by_byte(url: str, asked: list[str]) -> None:
    def run(seed: str, threads: str) -> bytes:
        variables = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
        environment = {**os.environ, "PYTHONHASHSEED": seed, **dict.fromkeys(variables, threads)}
        command = [sys.executable, "-m", "graph", "measures", *asked, "--store", url]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True).stdout

    first = run("1", "1")
    assert first == run("7", "2") and len(first.splitlines()) > 50
