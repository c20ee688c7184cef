"""`graph upkeep`: what of the mapping is stale, incomplete or doubtful. Staff's own."""

from __future__ import annotations

import argparse
from datetime import date

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_rows
from graph.commands.typed import positive

COLUMNS = ("upkeep", "key", "name", "kind", "why", "why_en")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    from graph.upkeep.finding import NAMES  # light: the registry would bring in networks

    parser.add_argument("--kind", action="append", default=[], choices=NAMES, help="solo questo tipo")
    parser.add_argument("--top", type=positive, default=100, metavar="N", help="quante al massimo per tipo (100)")
    store_argument(parser)
    format_argument(parser, "json")


def run(options: argparse.Namespace) -> int:
    """Print the findings, kind by kind, the most pressing first."""
    from graph.store.opening import open_store  # `--help` does not need the store
    from graph.upkeep.registry import find
    from graph.upkeep.stock import read

    with open_store(options.store) as store:
        stock = read(store.view("staff"), date.today())
    rows = [
        {
            "upkeep": kind,
            "key": f.node.key,
            "name": "" if f.node.key in stock.private else f.node.name,
            "kind": f.node.kind,
            "why": f.why.it,
            "why_en": f.why.en,
        }
        for kind, findings in find(stock, options.kind).items()
        for f in findings[: options.top]
    ]
    print_rows(options.format, COLUMNS, rows)
    return 0
