"""A small store in which a test says in one line each who is there, who was called and what was done."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from graph.network import snapshot
from graph.relations import relation
from graph.relations.relation import Relation
from graph.store.changes import Change, Changeset, PutNode, PutTie
from graph.store.core import Store
from graph.store.opening import open_store
from graph.store.records import Evidence

TODAY = date(2026, 11, 30)


class Log:
    def __init__(self, store: Store) -> None:
        self.store = store
        self._changes: list[Change] = []
        self._count = 0

    def bodies(self, keys: str, kind: str = "association", **properties: object) -> None:
        for key in keys.split():
            self._changes.append(PutNode(key, kind, {"name": key.capitalize(), **properties}))  # type: ignore[arg-type]

    def contact(self, parties: str, day: str, *, written: str = "", **properties: object) -> str:
        self._count += 1
        key = f"contact:{self._count}"
        words = (Evidence("contacts", retrieved=written),) if written else ()
        self._changes.append(PutNode(key, "contact", {"date": day, **properties}, words))  # type: ignore[arg-type]
        self._changes += [PutTie("about", party, key) for party in parties.split()]
        return key

    def event(self, key: str, day: str, roles: Mapping[str, str], **properties: object) -> None:
        self._changes.append(PutNode(key, "event", {"name": key, "start": day, **properties}))  # type: ignore[arg-type]
        for actor, role in roles.items():
            self.tie("organised", actor, key, **({"roles": (role,)} if role else {}))

    def tie(self, type_: str, source: str, target: str, **properties: object) -> None:
        self._changes.append(PutTie(type_, source, target, properties))  # type: ignore[arg-type]

    def save(self) -> None:
        if self._changes:
            self.store.apply(Changeset("test", "built for a test", "form", self._changes))
        self._changes = []

    def relations(self, today: date = TODAY) -> Mapping[str, Relation]:
        self.save()
        view = self.store.view("staff")
        found = relation.read(view, snapshot.read(view), today)
        assert found is not None
        return found


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    with open_store(f"sqlite:///{tmp_path}/store.db", seed=list) as store:
        yield Log(store)
