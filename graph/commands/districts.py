"""`graph districts`: the districts side by side."""

from __future__ import annotations

import argparse
from datetime import date

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_rows
from graph.commands.typed import iso_day


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--until", type=iso_day, metavar="DATA", help="che cosa si sapeva a quella data")
    store_argument(parser)
    format_argument(parser, "json")


def run(options: argparse.Namespace) -> int:
    """Print one row a district."""
    from graph.scorecard.census import census  # numpy and scipy: not paid for by --help
    from graph.scorecard.scorecard import as_json, flat, flat_columns, scorecard
    from graph.store.opening import open_store

    with open_store(options.store) as store:
        found = census(store.view("staff"), options.until or "", today=date.today().isoformat())
    card = scorecard(found)
    shown = flat if options.format == "csv" else as_json
    print_rows(options.format, flat_columns(card), [shown(card, row) for row in sorted(card.rows, key=lambda r: r.key)])
    return 0
