"""`ingest match`: which rows of two lists are the same body. Touches no store."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graph.commandline import format_argument

if TYPE_CHECKING:
    from ingest.matching.listing import BodyList
    from ingest.matching.pairing import Pairing


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("left", type=Path, metavar="SINISTRA", help="un elenco, CSV o XLSX")
    parser.add_argument("right", type=Path, metavar="DESTRA", help="l'altro elenco")
    parser.add_argument("--name", required=True, metavar="COL", help="intestazione della colonna dei nomi, in entrambi")
    parser.add_argument("--municipality", default="", metavar="COL", help="intestazione della colonna dei comuni")
    parser.add_argument("--id", default="", metavar="COL", help="intestazione della colonna dei codici, da riportare")
    format_argument(parser, "csv")


def run(arguments: argparse.Namespace) -> int:
    """Print the pairs: decided (`same`) and to be looked at (`review`)."""
    from graph.territory.base import seed  # the base of all Italy and numpy: `--help` does not need them
    from ingest.matching.listing import read_list
    from ingest.matching.pairing import pair
    from ingest.matching.towns import real_towns

    sides = [
        read_list(f, arguments.name, arguments.municipality, arguments.id) for f in (arguments.left, arguments.right)
    ]
    left, right = sides
    found = pair(left.bodies, right.bodies, real_towns(seed()) if arguments.municipality else None)
    if arguments.format == "json":
        rows = [dict(row) for row in _rows(found, left, right, ids=bool(arguments.id))]
        json.dump(rows, sys.stdout, ensure_ascii=False)
        print()
    else:
        _csv(found, left, right, ids=bool(arguments.id))
    _tell(found, left, right)
    return 0


_Row = dict[str, str | int | float]


def _rows(found: list[Pairing], left: BodyList, right: BodyList, *, ids: bool) -> Iterator[_Row]:
    for one in found:
        row: _Row = {"left": one.left + 1, "right": one.right + 1}
        if ids:
            row |= {"left_id": left.ids[one.left], "right_id": right.ids[one.right]}
        yield row | {"score": one.score, "decision": one.decision}


def _csv(found: list[Pairing], left: BodyList, right: BodyList, *, ids: bool) -> None:
    from ingest.tables.cells import neutral

    headings = ["left", "right", *(["left_id", "right_id"] if ids else []), "score", "decision"]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(headings)
    for row in _rows(found, left, right, ids=ids):
        writer.writerow([neutral(v) if isinstance(v := row[heading], str) else v for heading in headings])


def _tell(found: list[Pairing], left: BodyList, right: BodyList) -> None:
    same = sum(one.decision == "same" for one in found)
    review = len({one.left for one in found if one.decision == "review"})
    alone = len(left.bodies) - same - review
    print(
        f"{len(left.bodies)} righe e {len(right.bodies)} righe: {same} lo stesso ente, {review} da rivedere, "
        f"{alone} senza corrispondenza.",
        file=sys.stderr,
    )
    for side, name in ((left, "sinistra"), (right, "destra")):
        if side.unread:
            lines = ", ".join(map(str, side.unread[:10])) + ("…" if len(side.unread) > 10 else "")
            print(f"Elenco di {name}: righe lette solo in parte: {lines}.", file=sys.stderr)
