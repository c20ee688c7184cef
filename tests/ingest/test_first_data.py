"""What a first start loads: completed after an interruption, never again once removed, never among people's own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.store.changes import Changeset, PutNode
from graph.store.opening import open_store

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'first.db'}"


def run(url: str, *words: str) -> None:
    environment = {**os.environ, "INTRECCIO_STORE": url}
    subprocess.run(words, cwd=ROOT, env=environment, check=True, capture_output=True)


def sources(url: str) -> list[str]:
    with open_store(url) as store:
        return [load.source for load in store.view("staff").loads()]


def test_an_interrupted_first_start_is_completed_and_a_removed_sample_stays_removed(url: str) -> None:
    run(url, sys.executable, "-m", "ingest", "load", "labimpact")
    run(url, "bash", ".ci/first-data", sys.executable)
    assert sorted(sources(url)) == ["labimpact", "sample"]
    run(url, sys.executable, "-m", "ingest", "remove", "sample", "--yes")
    run(url, "bash", ".ci/first-data", sys.executable)
    assert sorted(sources(url)) == ["labimpact", "sample"]
    with open_store(url) as store:
        assert not any(node.properties.get("invented") for node in store.view("staff").nodes())


def test_a_store_with_work_of_peoples_own_is_left_alone(url: str) -> None:
    with open_store(url) as store:
        store.apply(Changeset("Ada", "prova", "form", [PutNode("association:a", "association", {"name": "A"})]))
    run(url, "bash", ".ci/first-data", sys.executable)
    assert sources(url) == []
