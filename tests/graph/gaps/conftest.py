"""A small territory in a real store, built call by call."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from graph.gaps.ground import Ground
from graph.gaps.survey import survey
from graph.model import KINDS
from graph.store.changes import Change, Changeset, PutNode, PutTie
from graph.store.core import Store
from graph.store.opening import open_store
from graph.store.records import Node

TOWNS = {"016024": "Bergamo", "016198": "Seriate", "016091": "Dalmine", "015146": "Milano"}
ADJOINING = {"016024": frozenset({"016198"}), "016198": frozenset({"016024"})}
SHARES = {"BG": 0.108, "MI": 0.144}


def towns() -> list[Node]:
    return [
        Node(
            f"municipality:{istat}",
            "municipality",
            {
                "name": name,
                "istat": istat,
                "province": "MI" if name == "Milano" else "BG",
                "province_name": "Milano" if name == "Milano" else "Bergamo",
            },
        )
        for istat, name in TOWNS.items()
    ]


class Territory:
    """Says in one line each who is there and what happened; `ground()` reads it back from the store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._changes: list[Change] = []

    def body(self, key: str, kind: str = "association", **properties: object) -> None:
        town = properties.pop("town", "016024")
        given = {"name": key.capitalize(), **properties, **({"municipality": town} if town else {})}
        self._changes.append(PutNode(key, kind, given))  # type: ignore[arg-type]

    def bodies(self, keys: str, **properties: object) -> None:
        for key in keys.split():
            self.body(key, **properties)  # type: ignore[arg-type]

    def event(self, key: str, *actors: str, start: str = "2024-03-01", **properties: object) -> None:
        self._changes.append(PutNode(key, "event", {"name": key, "start": start, **properties}))  # type: ignore[arg-type]
        for actor in actors:
            self.tie("organised", actor, key)

    def tie(self, type_: str, source: str, target: str, **properties: object) -> None:
        self._changes.append(PutTie(type_, source, target, properties))  # type: ignore[arg-type]

    def node(self, key: str, kind: str, **properties: object) -> None:
        named = {"name": key} if "name" in KINDS[kind].by_name else {}
        self._changes.append(PutNode(key, kind, {**named, **properties}))  # type: ignore[arg-type]

    def save(self) -> None:
        self.store.apply(Changeset("test", "built for a test", "form", self._changes))
        self._changes = []

    def ground(
        self,
        until: str = "",
        audience: str = "staff",
        adjoining: Mapping[str, frozenset[str]] = ADJOINING,
        today: str = "",
    ) -> Ground:
        if self._changes:
            self.save()
        view = self.store.view(audience)  # type: ignore[arg-type]
        return survey(view, until, adjoining=adjoining, province_shares=SHARES, today=today)


@pytest.fixture
def territory(tmp_path: Path) -> Iterator[Territory]:
    with open_store(f"sqlite:///{tmp_path}/store.db", seed=towns) as store:
        yield Territory(store)
