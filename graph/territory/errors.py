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


class LostArea(GraphError):
    """The packages have the borders of a municipality that ended, and do not tell what it became."""

    def __init__(self, istat: str, name: str) -> None:
        super().__init__(f"no successor of {name} ({istat}) in the packages: its area would be missing on the map")
        self.istat, self.name = istat, name

    def italian(self) -> str:
        """Return what is wrong with the packages."""
        return (
            f"I pacchetti hanno i confini di {self.name} ({self.istat}), che non esiste più, e non dicono in quale "
            "comune è confluito: mancherebbe sulla mappa. Usare le versioni indicate in requirements.txt."
        )
