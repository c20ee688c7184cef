"""`graph gaps`: the collaboration that is missing, best first."""

from __future__ import annotations

import argparse
from datetime import date

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_rows
from graph.commands.typed import iso_day, positive
from graph.gaps.gap import KINDS

COLUMNS = ("id", "gap", "members", "names", "score", "reasons", "text", "effect", "district", "status", "note")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--gap", action="append", default=[], choices=KINDS, help="solo un tipo di lacuna; ripetibile")
    parser.add_argument("--top", type=positive, default=100, metavar="N", help="quante al massimo (100)")
    parser.add_argument("--district", default="", metavar="NOME", help="solo quelle di un Ambito")
    parser.add_argument("--until", type=iso_day, metavar="DATA", help="che cosa si sapeva a quella data")
    store_argument(parser)
    format_argument(parser, "json")


def run(options: argparse.Namespace) -> int:
    """Print the gaps."""
    from graph.gaps import registry  # numpy and scipy: not paid for by --help
    from graph.gaps.gap import as_json
    from graph.gaps.survey import survey
    from graph.store.opening import open_store

    with open_store(options.store) as store:
        ground = survey(store.view("staff"), options.until or "", today=date.today().isoformat())
    districts = [options.district] if options.district else []
    found = [as_json(gap) for gap in registry.find(ground, options.gap, options.top, districts)]
    print_rows(options.format, COLUMNS, found)
    return 0
