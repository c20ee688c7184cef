"""Measuring on a real Neo4j, where one can be had: what benchmarks of the store share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def on_a_server(folder: Path, measure: Callable[[str, str], dict[str, float]]) -> dict[str, float]:
    """Start a server in a folder and return what `measure(url, label)` finds there; nothing without a server."""
    from tests.neo4j_server import Missing, start  # a test server, only where it can be had

    try:
        server = start(folder)
    except Missing:
        return {}
    try:
        return measure(server.url, "neo4j")
    finally:
        server.stop()
