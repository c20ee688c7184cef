"""`ingest geocode`: the places of a list of addresses. Touches no store."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from graph.commandline import format_argument

if TYPE_CHECKING:
    from ingest.places.listing import Line, Tally

SOME_UNREAD = 3
_SHOWN = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE.csv", help="l'elenco, CSV o XLSX")
    parser.add_argument("--address", required=True, metavar="COL", help="intestazione della colonna degli indirizzi")
    parser.add_argument("--municipality", required=True, metavar="COL", help="intestazione della colonna dei comuni")
    parser.add_argument(
        "--register",
        action="append",
        default=[],
        type=Path,
        metavar="ANNCSU.csv",
        help="registro delle vie e dei civici (ripetibile); senza, si arriva al comune",
    )
    format_argument(parser, "csv")


def run(arguments: argparse.Namespace) -> int:
    """Print every line with its place."""
    from graph.territory.base import seed  # the base of all Italy: `--help` does not need it
    from graph.territory.gazetteer import Gazetteer
    from ingest.places.listing import Listing

    gazetteer = Gazetteer.from_nodes(seed())
    with Listing(arguments.file, arguments.address, arguments.municipality, arguments.register, gazetteer) as listing:
        write = _json if arguments.format == "json" else _csv
        write(listing.headings, listing)
        _tell(listing.tally, arguments.file.name)
        return SOME_UNREAD if listing.tally.faults else 0


def _csv(headings: tuple[str, ...], lines: Iterable[Line]) -> None:
    from ingest.tables.cells import neutral

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(headings)
    for line in lines:
        ours = (neutral(v) if isinstance(v, str) else v for v in line.place)
        writer.writerow([*(neutral(cell) for cell in line.cells), *ours])


def _json(headings: tuple[str, ...], lines: Iterable[Line]) -> None:
    separator = "["
    for line in lines:
        row = dict(zip(headings, (*line.cells, *line.place), strict=True))
        sys.stdout.write(f"{separator}\n{json.dumps(row, ensure_ascii=False)}")
        separator = ","
    sys.stdout.write("[]\n" if separator == "[" else "\n]\n")


def _tell(tally: Tally, file: str) -> None:
    found = tally.by_precision
    print(
        f"{sum(found.values())} righe: {found['rooftop']} al civico, {found['street']} alla via, "
        f"{found['municipality']} al comune, {found['']} senza comune riconosciuto.",
        file=sys.stderr,
    )
    if tally.unread:
        print(f"{tally.unread} righe dei registri non leggibili, non usate.", file=sys.stderr)
    for line, problem in list(tally.faults.items())[:_SHOWN]:
        print(f"{file}, riga {line}: {problem}. La riga resta senza luogo.", file=sys.stderr)
