"""A small store of real towns, and one way to save what a person typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.store.changes import Changeset, PutNode, PutTie
from graph.store.core import Store
from graph.store.opening import open_store
from graph.store.records import Evidence, Node
from graph.territory.gazetteer import Gazetteer
from ingest.entry import saving
from ingest.places.chain import Chain

TODAY = date(2026, 11, 30)
BERGAMO, DALMINE = "016024", "016091"


def towns() -> list[Node]:
    """Return a few municipalities."""
    named = ((BERGAMO, "Bergamo", 45.69, 9.66), (DALMINE, "Dalmine", 45.65, 9.6), ("015146", "Milano", 45.46, 9.19))
    return [
        Node(
            f"municipality:{istat}",
            "municipality",
            {"name": name, "istat": istat, "province": "MI" if name == "Milano" else "BG", "lat": lat, "lon": lon},
        )
        for istat, name, lat, lon in named
    ]


def standing() -> Iterator[PutNode | PutTie]:
    """Return an association, a candidate of a register, a school and what ties them."""
    row = Evidence("five-per-mille", "riga 7", "2026-03-01", "3f")
    baobab = {"name": "Baobab", "municipality": BERGAMO, "languages": ("fr",), "phone": ("035 111222",)}
    yield PutNode("association:baobab", "association", {**baobab, "precision": "municipality"})
    yield PutNode(
        "body:80051890152",
        "organisation",
        {"name": "TERANGA ODV", "municipality": DALMINE, "fiscal_code": "80051890152", "candidate": True},
        (row,),
    )
    yield PutNode("school:BGIC80100X", "school", {"name": "IC Mazzi", "municipality": BERGAMO})
    yield PutNode("event:festa", "event", {"name": "Festa", "start": "2026-05-10"})
    yield PutTie("organised", "association:baobab", "event:festa", {"roles": ("lead",)})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return a store with a few records at revision 1."""
    with open_store(f"sqlite:///{tmp_path}/entry.db", seed=towns) as opened:
        opened.apply(Changeset("test", "first", "test", standing()))
        yield opened


@pytest.fixture
def gazetteer() -> Gazetteer:
    """Return the towns."""
    return Gazetteer.from_nodes(towns())


Save = Callable[..., saving.Answer]


@pytest.fixture
def save(store: Store, gazetteer: Gazetteer) -> Save:
    """Return what saves an entry as Giulia, on a day."""
    locate = Chain(gazetteer)

    def saved(kind: str, values: dict, author: str = "Giulia", **more: object) -> saving.Answer:
        return saving.save(store, saving.Entry(kind, values, **more), author=author, today=TODAY, locate=locate)

    return saved
