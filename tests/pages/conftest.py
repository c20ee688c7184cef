"""A small graph that screens read, through the real store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.store.changes import Changeset, PutNode, PutTie
from graph.store.opening import open_store
from graph.store.records import Evidence
from pages.parts import graph_view

BERGAMO, SERIATE, DALMINE = "016024", "016198", "016091"


def _evidence(source: str, reference: str = "r", retrieved: str = "2026-11-01") -> tuple[Evidence, ...]:
    return (Evidence(source, reference, retrieved, reference),)


def changes() -> Iterator[PutNode | PutTie]:
    """Return three associations, a cooperative, a school from a register, a service, three events, a district."""
    street = {"precision": "street", "lat": 45.70, "lon": 9.67, "place_score": 0.9, "place_provider": "anncsu"}
    yield PutNode(
        "association:teranga",
        "association",
        {
            "name": "Teranga",
            "municipality": BERGAMO,
            "communities": ("SN",),
            "languages": ("wo",),
            "topics": ("women",),
            "form": "informal",
            "phone": ("035 111",),
            "website": "https://teranga.example.org",
            **street,
        },
        (*_evidence("associations", "elenco.csv, riga 2"), *_evidence("labimpact", "https://example.org/doc")),
    )
    yield PutNode(
        "association:vatra",
        "association",
        {"name": "Vatra", "municipality": SERIATE, "communities": ("AL",), "precision": "municipality"},
        _evidence("associations", "2"),
    )
    yield PutNode(
        "association:sola",
        "association",
        {"name": "Sola", "municipality": BERGAMO, "invented": True, **street, "lat": 45.71},
        _evidence("sample", "3"),
    )
    yield PutNode(
        "organisation:ruah",
        "organisation",
        {"name": "Coop. Ruah", "municipality": BERGAMO},
        _evidence("labimpact", "4"),
    )
    yield PutNode(
        "school:BGIC1",
        "school",
        {"name": "IC Mazzi", "municipality": BERGAMO, "candidate": True, "precision": "municipality"},
        _evidence("mim-schools", "BGIC1"),
    )
    yield PutNode(
        "service:sportello", "service", {"name": "Sportello", "municipality": DALMINE}, _evidence("services", "5")
    )
    for key, start in (("past", "2026-01-10"), ("soon", "2026-12-01T20:30"), ("later", "2027-02-01")):
        event = {"name": f"Festa {key}", "start": start, "municipality": BERGAMO, "venue": "Sala"}
        yield PutNode(f"event:{key}", "event", event, _evidence("events", key))
    yield PutNode("district:bg", "district", {"name": "Ambito di Bergamo"}, _evidence("districts", "6"))
    yield PutTie("part_of", f"municipality:{BERGAMO}", "district:bg", {}, _evidence("districts", "7"))
    for actor, event in (("association:teranga", "past"), ("association:vatra", "past"), ("organisation:ruah", "past")):
        yield PutTie("organised", actor, f"event:{event}", {"roles": ("lead",)}, _evidence("events", actor))
    yield PutTie("organised", "association:teranga", "event:soon", {}, _evidence("events", "9"))
    yield PutTie("organised", "association:vatra", "event:soon", {}, _evidence("events", "10"))
    yield PutTie("provides", "organisation:ruah", "service:sportello", {}, _evidence("services", "11"))
    yield PutNode("contact:c", "contact", {"date": "2026-10-01", "channel": "call"}, _evidence("contacts", "12"))
    yield PutTie("about", "association:teranga", "contact:c", {}, _evidence("contacts", "13"))


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a store with the small graph."""
    url = f"sqlite:///{tmp_path_factory.mktemp('small')}/small.db"
    with open_store(url) as store:
        store.apply(Changeset("test", "small graph", "test", changes()))
    return url


@pytest.fixture(scope="session")
def graph(small_store: str) -> graph_view.GraphView:
    """Return the small graph as staff read it."""
    with open_store(small_store) as store:
        return graph_view.read(store.view("staff"), small_store)


@pytest.fixture(scope="session")
def public(small_store: str) -> graph_view.GraphView:
    """Return the small graph as everyone reads it."""
    with open_store(small_store) as store:
        return graph_view.read(store.view("public"), small_store)
