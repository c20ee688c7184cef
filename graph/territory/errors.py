"""What the territory can refuse."""

from __future__ import annotations

from pathlib import Path

from graph.errors import GraphError


class MissingBase(GraphError):
    """The generated municipality base is not there, or cannot be read."""

    def __init__(self, path: Path, cause: str = "missing") -> None:
        super().__init__(f"municipality base {path}: {cause}; run make setup")
        self.path, self.cause = path, cause

    def italian(self) -> str:
        """Return what to do."""
        return f"Elenco dei comuni non trovato o illeggibile ({self.path}). Eseguire `make setup` e riprovare."
