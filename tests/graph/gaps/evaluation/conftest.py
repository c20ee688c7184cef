"""The small territory of the gaps' tests, and networks from lists of (actor, event, day)."""

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from graph.gaps.ground import Ground
from graph.gaps.survey import ground
from graph.network.snapshot import compose
from graph.store.records import Node, Tie

NYPHIL = Path(__file__).resolve().parents[5] / "shared" / "data" / "networks" / "nyphil_programmes.csv"


def ground_of(rows: Iterable[tuple[str, str, str]], more: Iterable[Tie] = ()) -> Ground:
    """What was read from a store that holds these participations."""
    listed = list(dict.fromkeys(rows))
    actors = {actor: Node(actor, "association", {"name": actor}) for actor, _, _ in listed}
    events = {e: Node(e, "event", {"name": e, **({"start": day} if day else {})}) for _, e, day in listed}
    ties = [Tie(f"{actor}|{event}", "organised", actor, event) for actor, event, _ in listed]
    nodes = [*actors.values(), *events.values()]
    snapshot = compose("staff", 1, nodes, [*ties, *more], frozenset(actors))
    return ground(snapshot, (), (), adjoining={}, province_shares={})


@pytest.fixture(scope="session")
def nyphil() -> Ground:
    if not NYPHIL.exists():
        pytest.skip(f"the real network is not there: {NYPHIL}")
    with NYPHIL.open(encoding="utf-8") as file:
        return ground_of((r["actor"], r["event"], r["date"]) for r in csv.DictReader(file))
