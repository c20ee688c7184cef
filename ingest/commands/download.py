"""`ingest download`: a register's official file into a folder."""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import date
from pathlib import Path

from ingest.sources.registry import MODULES

_EVERY = 0.5  # seconds between two lines of progress on a terminal
_EVERY_QUIETLY = 5.0  # the same where nobody watches


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("source", metavar="FONTE", help=", ".join(MODULES))
    parser.add_argument("--into", type=Path, required=True, metavar="CARTELLA", help="dove mettere il file")
    parser.add_argument(
        "--municipality",
        action="append",
        default=[],
        metavar="COMUNE",
        help="tiene solo questo comune (nome o codice ISTAT; ripetibile; solo per anncsu)",
    )
    parser.add_argument("--base", default="", metavar="URL", help="scarica da un'altra copia invece che dall'editore")


def run(arguments: argparse.Namespace) -> int:
    """Fetch; print what is where as JSON."""
    from ingest.download import Fetching, codes, download  # requests: `--help` does not need it
    from ingest.sources.registry import source

    progress = _Progress()
    fetched = download(
        source(arguments.source),
        arguments.into,
        today=date.today(),
        fetching=Fetching(base=arguments.base, progress=progress),
        municipalities=codes(arguments.municipality),
    )
    progress.end()
    files = [{"file": str(one.path), "address": one.address, "bytes": one.size} for one in fetched]
    json.dump({"source": arguments.source, "files": files}, sys.stdout, ensure_ascii=False)
    print()
    return 0


class _Progress:
    """Says on standard error how far a download is."""

    def __init__(self) -> None:
        self._last, self._width, self._watched = 0.0, 0, sys.stderr.isatty()

    def __call__(self, address: str, done: int, total: int | None) -> None:
        finished = done == total
        if not finished and time.monotonic() - self._last < (_EVERY if self._watched else _EVERY_QUIETLY):
            return
        self._last = time.monotonic()
        share = f" di {_megabytes(total)} ({done / total:.0%})" if total else ""
        text = f"{address.rsplit('/', 1)[-1]}: {_megabytes(done)}{share}"
        if self._watched:
            print("\r" + text.ljust(self._width), end="\n" if finished else "", file=sys.stderr, flush=True)
            self._width = 0 if finished else len(text)
        else:
            print(text, file=sys.stderr)

    def end(self) -> None:
        """Leave the line."""
        if self._watched and self._width:
            print(file=sys.stderr)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f}".replace(".", ",") + " MB"
