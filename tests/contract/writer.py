"""A process of its own that writes to a store: `python -m tests.contract.writer URL WHAT NAME NUMBER`."""

import sys
from collections.abc import Iterator

from graph.store.changes import Changeset, PutNode, PutTie
from graph.store.opening import open_store
from graph.store.records import Evidence
from tests.contract.conftest import towns


def say(what: object) -> None:
    """Tell the test that started this process."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def many_small(url: str, name: str, number: int) -> None:
    """Write many changesets, each of its own node and of one that everybody writes."""
    with open_store(url, seed=towns) as store:
        say("ready")
        sys.stdin.readline()
        for i in range(number):
            changes = (
                PutNode(f"{name}:{i}", "association", {"name": f"{name} {i}"}),
                PutNode("shared", "event", {"name": "Festa", "start": "2026-05-10", "venue": f"{name} {i}"}),
                PutTie("organised", f"{name}:{i}", "shared"),
            )
            store.apply(Changeset(name, f"giro {i}", "form", changes))


def one_large(url: str, name: str, number: int) -> None:
    """Write one large changeset and say how far it is."""

    def changes() -> Iterator[PutNode]:
        for i in range(number):
            if i % 500 == 0:
                say(i)
            evidence = (Evidence("register", str(i), "2026-03-01", f"d{i}"),)
            yield PutNode(f"body:{i}", "organisation", {"name": f"Ente {i}", "candidate": True}, evidence)
        say(number)

    with open_store(url, seed=towns) as store:
        store.apply(Changeset(name, "registro", "register", changes()))
        say("done")


if __name__ == "__main__":
    _, address, what, who, count = sys.argv
    {"many-small": many_small, "one-large": one_large}[what](address, who, int(count))
