"""A large territory is written in seconds."""

import io
import time

import pytest

from graph.exchange import csv, geojson, gexf, graphml, xlsx
from graph.exchange.content import Content
from graph.store.records import Evidence, Node, Tie

_EVIDENCE = (Evidence("five-per-mille", "riga 1", "2026-01-01"),)


@pytest.fixture(scope="module")
def large() -> Content:
    nodes = tuple(
        Node(
            f"body:{i:06}",
            "organisation",
            {"name": f"Ente {i}", "fiscal_code": f"{i:011}", "municipality": "016024", "candidate": i % 2 == 0},
            _EVIDENCE,
            1,
        )
        for i in range(20_000)
    )
    ties = tuple(
        Tie(f"collaborates:{i}", "collaborates", f"body:{i:06}", f"body:{i + 1:06}", {"level": 2}, _EVIDENCE, 1)
        for i in range(5_000)
    )
    return Content("public", 1, nodes, ties, frozenset(), {}, {1: "2026-01-01T00:00:00Z"})


@pytest.mark.parametrize("module", [gexf, graphml, csv, geojson, xlsx], ids=lambda m: m.__name__.split(".")[-1])
def test_twenty_thousand_nodes_take_seconds(large: Content, module: object) -> None:
    start = time.process_time()
    out = io.BytesIO()
    module.write(large, out)  # type: ignore[attr-defined]
    assert out.tell() > 100_000
    assert time.process_time() - start < 20
