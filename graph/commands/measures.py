"""`graph measures`: the measures of every actor, or of actors and events."""

from __future__ import annotations

import argparse
from datetime import date

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_rows
from graph.commands.typed import iso_day, positive
from graph.model import KINDS


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    actors = [kind.name for kind in KINDS.values() if kind.actor]
    parser.add_argument(
        "--mode", choices=("two", "one"), required=True, help="due modi (attori ed eventi) o uno (attori fra loro)"
    )
    parser.add_argument(
        "--kind", action="append", default=[], choices=actors, help="solo un tipo di attori; ripetibile"
    )
    parser.add_argument("--district", default="", metavar="NOME", help="solo attori di un Ambito")
    parser.add_argument("--until", type=iso_day, metavar="DATA", help="che cosa era accaduto a quella data")
    parser.add_argument(
        "--max-event-size", type=positive, metavar="N", help="gli eventi con più attori non contano (altrimenti tutti)"
    )
    store_argument(parser)
    format_argument(parser, "csv")


def run(options: argparse.Namespace) -> int:
    """Print the measures."""
    from graph.measures import table  # numpy and scipy: not paid for by --help
    from graph.network.scope import Scope
    from graph.network.snapshot import network, read, two_mode
    from graph.store.opening import open_store

    with open_store(options.store) as store:
        snapshot = read(store.view("staff"))
    districts = frozenset({snapshot.district_named(options.district)} if options.district else ())
    until, today = options.until or "", date.today().isoformat()
    scope = Scope(frozenset(options.kind), districts, until=until, max_event_size=options.max_event_size, today=today)
    nodes = {**snapshot.actors, **snapshot.occasions}
    if options.mode == "two":
        print_rows(options.format, table.COLUMNS_TWO, table.two_mode(two_mode(snapshot, scope), nodes))
    else:
        print_rows(options.format, table.COLUMNS_ONE, table.one_mode(network(snapshot, scope), nodes))
    return 0
