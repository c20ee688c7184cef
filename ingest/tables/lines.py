"""The physical lines of a text file, one at a time whatever its size, with lines that can be put back."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from graph.model.label import Label
from ingest.errors import UnreadableFile
from ingest.tables.encoding import Decoder, detect

LONGEST_LINE = 1 << 20
"""Bytes. A longer line is no table row; without a limit a file without line ends would fill the memory."""

_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le")


class Lines(Iterator[str]):
    """Lines of a file without their ends.

    Attributes
    ----------
    decoder
        Says in which encoding the file is, and what had to be repaired.
    unfinished
        The line read last has no line end: the file's last line, perhaps cut off.
    """

    def __init__(self, path: Path, head: bytes) -> None:
        self._path = path
        self._file: BinaryIO = path.open("rb")
        self.decoder = Decoder(detect(head))
        self._back: deque[str] = deque()
        self.unfinished = False
        self._source = (
            self._wide() if self.decoder.encoding in _WIDE else self._narrow(b"\n" in head or b"\r" not in head)
        )

    def __next__(self) -> str:
        return self._back.popleft() if self._back else next(self._source)

    def put_back(self, lines: Iterable[str]) -> None:
        """Have these lines, in this order, come next."""
        self._back.extendleft(reversed(list(lines)))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _narrow(self, newline_ends: bool) -> Iterator[str]:
        first = True
        for raw in iter(lambda: self._file.readline(LONGEST_LINE), b"") if newline_ends else self._carriage_returns():
            if len(raw) >= LONGEST_LINE:
                raise self._too_long()
            self.unfinished = newline_ends and not raw.endswith(b"\n")
            text = self.decoder.line(raw.rstrip(b"\r\n"))
            if "\r" in text:
                text = text.replace("\r", " ")
            yield text.removeprefix("\ufeff") if first else text
            first = False

    def _carriage_returns(self) -> Iterator[bytes]:
        """Return lines that end in a carriage return alone, as old spreadsheets write them."""
        rest = b""
        while chunk := self._file.read(1 << 16):
            *whole, rest = (rest + chunk).split(b"\r")
            yield from whole
            if len(rest) >= LONGEST_LINE:
                raise self._too_long()
        if rest:
            yield rest

    def _wide(self) -> Iterator[str]:
        text = io.TextIOWrapper(self._file, encoding=self.decoder.encoding, errors="replace", newline=None)
        first = True
        while line := text.readline(LONGEST_LINE):
            if len(line) >= LONGEST_LINE:
                raise self._too_long()
            self.unfinished = not line.endswith("\n")
            yield line.rstrip("\n").removeprefix("\ufeff") if first else line.rstrip("\n")
            first = False

    def _too_long(self) -> UnreadableFile:
        return UnreadableFile(
            self._path.name,
            Label("una riga supera un milione di caratteri: non è una tabella", "a line is over a million characters"),
            Label(
                "Indicare un file CSV o XLSX con una riga per ogni voce", "Give a CSV or XLSX file, one row an entry"
            ),
        )
