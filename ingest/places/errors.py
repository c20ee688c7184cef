"""What can go wrong with places, each with its data."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.errors import IngestError


class DamagedRegister(IngestError):
    """The file beside the store is no register of streets, or cannot be read."""

    def __init__(self, file: str, cause: str) -> None:
        super().__init__(f"{file}: {cause}")
        self.file, self.cause = file, cause

    def italian(self) -> str:
        """Return what to do: it can be loaded again."""
        return (
            f"{self.file}: registro delle vie illeggibile ({self.cause}). Cancellare il file e ricaricare il registro "
            "con `load anncsu`. L'archivio non è stato modificato."
        )


class OnlineUnavailable(IngestError):
    """An online service could not be asked, or not with any use; coarser places are used instead."""

    def __init__(self, service: str, cause: str) -> None:
        super().__init__(f"{service}: {cause}")
        self.service, self.cause = service, cause

    def italian(self) -> str:
        """Return what happened and what was done about it."""
        return (
            f"Il servizio di ricerca indirizzi «{self.service}» non risponde ({self.cause}): gli indirizzi che mancano "
            "restano al comune. Riprovare più tardi."
        )


class UnknownService(IngestError):
    """The online service that is to be switched on does not exist, or its address cannot be read."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"unknown service {name}")
        self.name, self.known = name, known

    def italian(self) -> str:
        """Return what there is."""
        return (
            f"Servizio di ricerca indirizzi «{self.name}» sconosciuto: INTRECCIO_GEOCODER può essere "
            f"{' o '.join(self.known)}, INTRECCIO_GEOCODER_ADDRESS un indirizzo come https://nominatim.esempio.it. "
            "Nulla è stato modificato."
        )


class GaveUp(Exception):
    """A service that could not be had.

    Attributes
    ----------
    wait
        Seconds it asked to be left alone; 0 if it did not.
    """

    def __init__(self, cause: str, wait: float = 0.0) -> None:
        super().__init__(cause)
        self.wait = wait


class NoSuchColumn(IngestError):
    """A file has not the column that was named on the command line, or has it twice."""

    def __init__(self, file: str, column: str, found: Sequence[str]) -> None:
        super().__init__(f"{file}: no single column {column!r}")
        self.file, self.column, self.found = file, column, tuple(found)

    def italian(self) -> str:
        """Return which columns there are."""
        found = ", ".join(f"«{heading[:60]}»" for heading in self.found[:20] if heading)
        twice = sum(heading == self.column for heading in self.found) > 1
        problem = "compare più volte" if twice else "non c'è"
        return (
            f"{self.file}: la colonna «{self.column}» {problem}. Colonne trovate: {found or 'nessuna'}. "
            "Indicare l'intestazione come è scritta nel file."
        )
