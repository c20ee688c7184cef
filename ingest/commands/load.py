"""`ingest load`: a register or a spreadsheet into the store."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from graph.commandline import store_argument
from graph.commands.author import author, author_argument
from graph.store.interface import GraphStore
from graph.store.records import Node
from ingest.errors import printable
from ingest.given import Given
from ingest.sources.registry import MODULES

REJECTS_CODE = 3
AUTO = Path("auto")
"""In place of a mapping file: the one confirmed for files of this shape, or else the one proposed."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("source", metavar="FONTE", help=", ".join(MODULES))
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="CSV, XLSX, XLS o ODS")
    parser.add_argument("--dry-run", action="store_true", help="dice che cosa cambierebbe, senza cambiare nulla")
    parser.add_argument("--rejects", type=Path, metavar="FILE.csv", help="dove scrivere le righe scartate")
    parser.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE.json",
        help="quale colonna del file è quale: docs/fogli.md; «auto»: come proposto da `ingest propose`, o come deciso "
        "l'ultima volta",
    )
    parser.add_argument(
        "--municipality",
        action="append",
        default=[],
        metavar="COMUNE",
        help="tiene anche questo comune (nome o codice ISTAT; ripetibile; solo per anncsu)",
    )
    author_argument(parser)
    parser.add_argument(
        "--yes", action="store_true", help="non chiede nulla: i casi dubbi restano separati, da rivedere"
    )
    store_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Load; print the counts as JSON."""
    from graph.store.opening import open_store  # with the loading itself: `--help` does not need them
    from ingest.download import codes
    from ingest.loading import load
    from ingest.mapping_file import read_given
    from ingest.places.settings import online
    from ingest.sources.registry import source as source_named

    source = source_named(arguments.source)
    proposed = arguments.mapping == AUTO
    mapping = read_given(arguments.mapping, source.columns) if arguments.mapping and not proposed else None
    progress = Progress()
    ask = Question(progress) if sys.stdin.isatty() and sys.stderr.isatty() and not arguments.yes else None
    with open_store(arguments.store) as store:
        if proposed:
            mapping = _proposed(store, arguments.files, source.name)
        result = load(
            store,
            source,
            arguments.files,
            author=author(arguments),
            now=datetime.now().astimezone(),
            dry_run=arguments.dry_run,
            rejects=arguments.rejects,
            mapping=mapping,
            ask=ask,
            municipalities=codes(arguments.municipality),
            online=partial(online, os.environ),
            progress=progress,
        )
    progress.end()
    for line in (*result.remarks, *(result.preview if result.dry_run else ())):
        print(printable(line), file=sys.stderr)
    if arguments.rejects is None:
        for rejected in result.rejects:
            print(printable(rejected.italian()), file=sys.stderr)
    print(json.dumps(result.document(), ensure_ascii=False))
    return REJECTS_CODE if result.rejected else 0


def _proposed(store: GraphStore, files: Sequence[Path], source: str) -> Given | None:
    """Return the mapping of the first file: all files of a load are of one shape."""
    from graph.territory.gazetteer import Gazetteer
    from ingest.proposal.proposal import propose
    from ingest.proposal.shapes import recalled

    if not files:
        return None
    found = propose(files[0], Gazetteer.from_nodes(store.view("staff").nodes(["municipality"])), source)
    known = recalled(store.url, found.headings, source)
    return replace(known, sheet=found.given.sheet, header=found.given.header) if known else found.given


class Progress:
    """Rows read, on standard error: one line that moves on a terminal, a line every few seconds elsewhere."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._every = 0.2 if self._terminal else 5.0
        self._last = time.monotonic()
        self._shown = False

    def __call__(self, rows: int) -> None:
        now = time.monotonic()
        if now - self._last >= self._every:
            self._last, self._shown = now, True
            print(
                f"\r{rows} righe lette" if self._terminal else f"{rows} righe lette",
                file=sys.stderr,
                end="" if self._terminal else "\n",
                flush=True,
            )

    def end(self) -> None:
        """Leave the line that moved."""
        if self._shown and self._terminal:
            print(file=sys.stderr)


class Question:
    """Asks at the terminal whether a new body is one that stands already."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def __call__(self, name: str, there: Node) -> bool | None:
        self._progress.end()
        print(printable(f"«{name}» è già in archivio come «{there.name}» ({there.key})?"), file=sys.stderr)
        print("s = sì, n = no, Invio = decidere più tardi: ", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline().strip().casefold()[:1]
        return True if answer in {"s", "y"} else False if answer == "n" else None
