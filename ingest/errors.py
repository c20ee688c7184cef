"""The one root of every error that `ingest` raises."""

from __future__ import annotations

from graph.errors import GraphError


class IngestError(GraphError):
    """Something about what was to enter: a file, a table, a column, a register's answer."""
