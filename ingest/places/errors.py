"""What can go wrong with places, each with its data."""

from __future__ import annotations

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
