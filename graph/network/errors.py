"""What cannot be made into a network, with its data."""

from __future__ import annotations

from graph.errors import GraphError, UsageError


class NetworkError(GraphError):
    """Root of what networks raise."""


class UnknownDistrict(NetworkError):
    """No district has this name; `known` are those there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no district is called {name!r}")
        self.name, self.known = name, known

    def italian(self) -> str:
        """Return what names there are."""
        if not self.known:
            return f"Nessun Ambito «{self.name}»: non ne è caricato nessuno (python -m ingest load districts FILE)."
        return f"Nessun Ambito «{self.name}». Ambiti caricati: {', '.join(self.known)}."


class UnusableWeight(NetworkError):
    """A graph handed in carries a weight that is no tie strength: negative, infinite, not a number."""

    def __init__(self, source: str, target: str, weight: object) -> None:
        super().__init__(f"tie {source!r} - {target!r} has weight {weight!r}")
        self.source, self.target, self.weight = source, target, weight

    def italian(self) -> str:
        """Return which tie, and what is expected."""
        tie = f"«{self.source}» – «{self.target}»"
        return f"Il legame {tie} ha peso {self.weight}: serve un numero finito maggiore di zero."


class SameName(NetworkError):
    """Two nodes of a graph handed in are written the same."""

    def __init__(self, name: str) -> None:
        super().__init__(f"two nodes are written {name!r}")
        self.name = name

    def italian(self) -> str:
        """Return which name."""
        return f"Due nodi diversi si scrivono entrambi «{self.name}»: servono nomi diversi."


class ReversedPeriod(NetworkError, UsageError):
    """A period would end before it begins."""

    def __init__(self, since: str, until: str) -> None:
        super().__init__(f"a period from {since} to {until}")
        self.since, self.until = since, until

    def italian(self) -> str:
        """Return which dates, and what to do."""
        return f"Il periodo dal {self.since} al {self.until} finisce prima di cominciare: scambiare le due date."
