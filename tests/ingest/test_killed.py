"""A load that dies on its way leaves nothing or everything, and comes out the same when run again; undone, nothing."""

from __future__ import annotations

import csv
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from graph.exchange.registry import export
from graph.store.interface import GraphStore
from graph.store.opening import open_store
from ingest.errors import LoadStopped
from ingest.loading import load
from ingest.sources.registry import source
from tests.ingest.desk import NOW, Desk
from tests.ingest.sources.register_load import few

ROOT = Path(__file__).resolve().parents[2]
ROWS = 5_000
TOWNS = ("Bergamo", "Treviglio", "Dalmine", "Seriate")
_LOAD = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from graph.store.opening import open_store
from ingest.loading import load
from ingest.sources.registry import source
from tests.ingest.sources.register_load import few
with open_store(sys.argv[1], seed=few) as store:
    print("ready", flush=True)
    load(store, source("associations"), [Path(sys.argv[2])], author="Ada", now=datetime(2026, 3, 12, 10, tzinfo=UTC))
"""


NOTHING: tuple[object, ...] = ([], 0, [], [])
"""What `said` says of a store that nothing came into."""


def large(folder: Path, rows: int = ROWS) -> Path:
    """Write a list; one row in fifty resembles a body that stands."""
    lines = ["Nome;Comune;Telefono;Temi"]
    for number in range(rows):
        name = f"Telai Donne di Prova Onlus {number}" if number % 50 == 0 else f"Realtà numero {number}"
        lines.append(f"{name};{TOWNS[number % 4]};035 {100000 + number};culturale")
    path = folder / "grande.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def said(store: GraphStore) -> tuple[object, ...]:
    """Return all that a load leaves, but the times."""
    view = store.view("staff")
    nodes = [(n.key, n.kind, dict(n.properties)) for n in view.nodes()]
    return nodes, len(view.loads()), sorted((r.left, r.right) for r in store.reviews()), store.check()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[object, ...], float]:
    """Load once without harm: the file, what is there then, and how long it took."""
    folder = tmp_path_factory.mktemp("whole")
    desk = Desk(folder)
    path = large(folder)
    begun = time.monotonic()
    desk.load("associations", path)
    left = said(desk.store), time.monotonic() - begun
    desk.store.close()
    return path, *left


@pytest.mark.parametrize("moment", range(5))
def test_a_load_of_five_thousand_rows_that_is_killed_leaves_nothing_or_everything(
    tmp_path: Path, whole: tuple[Path, tuple[object, ...], float], moment: int
) -> None:
    path, expected, seconds = whole
    url = f"sqlite:///{tmp_path / 'killed.db'}"
    command = [sys.executable, "-c", _LOAD, url, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds * random.Random(moment).uniform(0.2 * moment, 0.2 * moment + 0.2))
        process.send_signal(signal.SIGKILL)
    with open_store(url, seed=few) as store:
        left = said(store)
        assert left in (expected, NOTHING)
        load(store, source("associations"), [path], author="Ada", now=NOW)
        nodes, loads, reviews, problems = said(store)
    assert (nodes, reviews, problems) == (expected[0], expected[2], [])
    assert loads == (1 if left == NOTHING else 2)


def test_a_load_that_a_person_stops_leaves_nothing(desk: Desk) -> None:
    def stop(rows: int) -> None:
        if rows >= 300:
            raise LoadStopped

    with pytest.raises(LoadStopped):
        desk.load("associations", large(desk.folder, 1_000), progress=stop)
    assert said(desk.store) == NOTHING


def exported(store: GraphStore, folder: Path) -> dict[str, list[dict[str, str]]]:
    """Return every file of the export of nodes and ties, without when it was last touched."""
    file = folder / "export.zip"
    export(store.view("staff"), "csv", file)
    with zipfile.ZipFile(file) as archive:
        read = {name: csv.DictReader(archive.read(name).decode().splitlines()) for name in archive.namelist()}
        return {name: [row | {"revision": "", "updated": ""} for row in rows] for name, rows in read.items()}


def test_an_import_that_is_undone_leaves_the_store_as_it_was(desk: Desk) -> None:
    first = desk.sheet("prima.csv", ["Nome", "Comune", "Temi"], ["Realtà numero 1", "Treviglio", "sport"])
    desk.load("associations", first)
    before = exported(desk.store, desk.folder)
    result = desk.load("associations", large(desk.folder, 300))
    assert (result.created, result.updated) == (299, 1)
    assert exported(desk.store, desk.folder) != before
    assert result.revision is not None
    desk.store.revert(result.revision, "Ada")
    assert exported(desk.store, desk.folder) == before
    assert desk.store.check() == []


def test_what_a_person_decided_is_not_asked_again(desk: Desk) -> None:
    desk.load("associations", desk.sheet("a.csv", ["Nome", "Comune"], ["Associazione Donne in Cammino", "Bergamo"]))
    sheet = desk.sheet("b.csv", ["Nome", "Comune", "Telefono"], ["Ass. Donne in Camino", "Bergamo", "035 123456"])
    tried = desk.load("associations", sheet, dry_run=True)
    (doubt,) = tried.doubts
    pair = (doubt.new.key, doubt.there.key)
    desk.load("associations", sheet, decided={pair: True})
    assert len(desk.nodes("association")) == 1
    assert desk.store.reviews() == []
    again = desk.load("associations", sheet)
    assert (again.revision, again.doubts) == (None, ())
