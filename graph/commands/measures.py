"""`graph measures`: the measures of every actor, or of actors and events."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_rows
from graph.commands.typed import iso_day, positive
from graph.model import KINDS

if TYPE_CHECKING:
    from graph.measures.intervals import RankIntervals
    from graph.network.scope import Scope
    from graph.network.snapshot import Snapshot


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
    parser.add_argument(
        "--intervals",
        action="store_true",
        help="con --mode one: fra quali posti per intermediazione sta ciascuno (rank_low, rank_high)",
    )
    parser.add_argument(
        "--resamples",
        type=positive,
        default=50,
        metavar="N",
        help="quante reti più povere servono agli intervalli (50)",
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
        return 0
    sure = _intervals(snapshot, scope, options.resamples) if options.intervals else None
    columns = (*table.COLUMNS_ONE, *(table.COLUMNS_INTERVAL if sure else ()))
    print_rows(options.format, columns, table.one_mode(network(snapshot, scope), nodes, sure))
    return 0


def _intervals(snapshot: Snapshot, scope: Scope, resamples: int) -> RankIntervals:
    from graph.measures.intervals import rank_intervals
    from graph.network.snapshot import collaborations, two_mode

    def tell(done: int, total: int) -> None:
        if done % 10 == 0:
            print(f"Intervalli: {done} di {total}", file=sys.stderr)

    found = rank_intervals(
        two_mode(snapshot, scope), collaborations(snapshot, scope), resamples=resamples, progress=tell
    )["betweenness"]
    if not found.resamples:
        print("Troppo pochi eventi registrati per dire quanto i posti siano sicuri.", file=sys.stderr)
    return found
