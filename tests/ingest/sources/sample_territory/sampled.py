"""What the tests of the sample share: a store with the sample in it, copied from one that is made once."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from graph.store.changes import Change, Changeset, Outcome
from graph.store.interface import GraphStore
from graph.store.opening import municipalities, open_store
from graph.store.records import Evidence, Node, Tie
from ingest.loading import LoadResult, load
from ingest.sources.sample import SOURCE

NOW = datetime(2026, 3, 31, 10, tzinfo=UTC)
LATER = datetime(2026, 9, 1, 10, tzinfo=UTC)
BY_HAND = (Evidence("form", "scheda", "2026-04-02", "a"),)


@cache
def _bergamo() -> list[Node]:
    return [node for node in municipalities() if node.text("province") == "BG"]


@cache
def _made() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="intreccio-sample-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with opened(folder / "made.db") as store:
        load_sample(store)
    return folder / "made.db"


def opened(path: Path) -> GraphStore:
    return open_store(f"sqlite:///{path}", seed=_bergamo)


def copied(folder: Path) -> GraphStore:
    """Return a store of its own with the sample in it, as loaded at `NOW`."""
    shutil.copyfile(_made(), folder / "sample.db")
    return opened(folder / "sample.db")


def load_sample(store: GraphStore, now: datetime = NOW) -> LoadResult:
    return load(store, SOURCE, [], author="Ada", now=now)


def by_hand(store: GraphStore, *changes: Change) -> Outcome:
    return store.apply(Changeset("Bea", "A mano", "form", changes))


def everything(store: GraphStore) -> tuple[Sequence[Node], Sequence[Tie]]:
    view = store.view("staff")
    return view.nodes(), view.ties()
