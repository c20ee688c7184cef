"""Why a file could not be written, with the data a message for people needs."""

from __future__ import annotations

from pathlib import Path

from graph.errors import GraphError


class ExchangeError(GraphError):
    """Root of what exports raise; the file is as it was before."""


class NoFolder(ExchangeError):
    """The folder in which the file should stand does not exist."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"folder of {file} does not exist")
        self.file = file

    def italian(self) -> str:
        """Return what to do."""
        return (
            f"La cartella {self.file.parent} non esiste: crearla o scegliere un altro percorso. Nulla è stato scritto."
        )


class NotAFile(ExchangeError):
    """The path is a folder, a device, a pipe."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is not a regular file")
        self.file = file

    def italian(self) -> str:
        """Return what to do."""
        return f"{self.file} non è un file: indicare anche il nome del file da scrivere. Nulla è stato scritto."


class TooManyRows(ExchangeError):
    """A spreadsheet cannot hold so many rows."""

    def __init__(self, sheet: str, rows: int, most: int) -> None:
        super().__init__(f"{rows} rows in sheet {sheet}, at most {most}")
        self.sheet, self.rows, self.most = sheet, rows, most

    def italian(self) -> str:
        """Return what to do instead."""
        return (
            f"Il foglio «{self.sheet}» avrebbe {self.rows} righe e un foglio XLSX ne tiene {self.most}: "
            "esportare in csv. Nulla è stato scritto."
        )
