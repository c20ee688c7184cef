"""What can go wrong when an official file is fetched, each with its data, so that the edge can say what to do."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Label
from ingest.errors import IngestError

_NOTHING = "Nessun file è stato scritto."


class NoStableAddress(IngestError):
    """A source whose publisher gives no address that can be fetched."""

    def __init__(self, source: str, label: Label, address: str) -> None:
        super().__init__(f"{source} has no stable address, see {address or 'its documents'}")
        self.source, self.label, self.address = source, label, address

    def italian(self) -> str:
        """Return where to get the file by hand."""
        if not self.address:
            return f"«{self.source}» non si scarica: è un foglio proprio o fa parte del prodotto."
        return (
            f"{self.label.it}: l'editore non offre un indirizzo stabile. Scaricare il file a mano da {self.address} "
            f"e caricarlo con `python -m ingest load {self.source} FILE`."
        )


class Moved(IngestError):
    """None of a file's official addresses has it: the publisher renamed, moved or has not yet published it.

    Attributes
    ----------
    tried
        Address and what came instead, for each.
    """

    def __init__(self, source: str, label: Label, tried: Sequence[tuple[str, Label]]) -> None:
        super().__init__(f"{source}: not at {[address for address, _ in tried]}")
        self.source, self.label, self.tried = source, label, tuple(tried)

    def italian(self) -> str:
        """Return what was tried and what to do."""
        tried = "; ".join(f"{address} ({answer.it})" for address, answer in self.tried)
        return (
            f"{self.label.it}: il file non è agli indirizzi ufficiali noti, l'editore lo ha spostato o rinominato. "
            f"Provati: {tried}. Cercarlo sul sito dell'editore, scaricarlo a mano e caricarlo con "
            f"`python -m ingest load {self.source} FILE`. {_NOTHING}"
        )


class Unreachable(IngestError):
    """The publisher's server does not answer, or answers that it cannot."""

    def __init__(self, address: str, cause: Label) -> None:
        super().__init__(f"{address}: {cause.en}")
        self.address, self.cause = address, cause

    def italian(self) -> str:
        """Return what happened and what to do."""
        return (
            f"{self.address}: {self.cause.it}. Controllare il collegamento a Internet o riprovare più tardi. {_NOTHING}"
        )


class Spoiled(IngestError):
    """What arrived is not what should have: cut off, too large, not a table, a dangerous archive."""

    def __init__(self, address: str, problem: Label) -> None:
        super().__init__(f"{address}: {problem.en}")
        self.address, self.problem = address, problem

    def italian(self) -> str:
        """Return what is wrong and what to do."""
        return f"{self.address}: {self.problem.it}. Riprovare, o scaricare il file a mano. {_NOTHING}"


class NotSelectable(IngestError):
    """A register that cannot be cut to some municipalities while it is fetched."""

    def __init__(self, source: str) -> None:
        super().__init__(f"{source} cannot be cut to municipalities")
        self.source = source

    def italian(self) -> str:
        """Return what to do."""
        return f"«{self.source}» si scarica solo per intero: togliere --municipality. {_NOTHING}"


class UnknownMunicipality(IngestError):
    """A name that is no municipality, or more than one."""

    def __init__(self, name: str, likely: Sequence[str]) -> None:
        super().__init__(f"no municipality {name}")
        self.name, self.likely = name, tuple(likely)

    def italian(self) -> str:
        """Return what it could be."""
        likely = f" Forse: {', '.join(self.likely[:5])}." if self.likely else ""
        return f"Comune non riconosciuto: «{self.name}».{likely} Indicare il nome ufficiale o il codice ISTAT."
