"""`graph measures`: the measures of every actor, or of actors and events."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_facts, print_rows
from graph.commands.typed import iso_day, positive
from graph.errors import UsageError
from graph.model import KINDS

if TYPE_CHECKING:
    from graph.measures.intervals import RankIntervals
    from graph.network.scope import Scope
    from graph.network.snapshot import Snapshot


class OneModeOnly(UsageError):
    """Something of the one-mode network was asked of the two-mode one."""

    def italian(self) -> str:
        """Return what to write instead."""
        return "--by, --whole e --intervals riguardano la rete degli attori fra loro: usarli con --mode one."


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
        "--by",
        choices=("community", "kind", "district", "origin"),
        help="con --mode one: mediazione e apertura fra comunità della rete, tipi, Ambiti o paesi di origine",
    )
    parser.add_argument("--whole", action="store_true", help="con --mode one: le misure della rete intera")
    parser.add_argument(
        "--definitions", action="store_true", help="che cosa significa ogni misura, con la fonte; nient'altro"
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
    from graph.network.snapshot import read, two_mode
    from graph.store.opening import open_store

    if options.definitions:
        _print_definitions(options.format)
        return 0
    if options.mode == "two" and (options.by or options.whole or options.intervals):
        raise OneModeOnly
    with open_store(options.store) as store:
        snapshot = read(store.view("staff"))
    districts = frozenset({snapshot.district_named(options.district)} if options.district else ())
    until, today = options.until or "", date.today().isoformat()
    scope = Scope(frozenset(options.kind), districts, "", until, options.max_event_size, today, planned=True)
    if options.mode == "two":
        nodes = {**snapshot.actors, **snapshot.occasions}
        print_rows(options.format, table.COLUMNS_TWO, table.two_mode(two_mode(snapshot, scope), nodes))
    elif options.whole:
        _print_whole(options, snapshot, scope)
    else:
        _print_one(options, snapshot, scope)
    return 0


def _print_definitions(format_: str) -> None:
    from graph.measures.definitions import COLUMNS, definitions

    rows = [{name: said if isinstance(said, str) else said.it for name, said in row.items()} for row in definitions()]
    print_rows(format_, COLUMNS, rows)


def _print_whole(options: argparse.Namespace, snapshot: Snapshot, scope: Scope) -> None:
    from graph.measures.document import as_json

    print_facts(options.format, as_json(snapshot, scope))


def _print_one(options: argparse.Namespace, snapshot: Snapshot, scope: Scope) -> None:
    from graph.measures import table
    from graph.measures.grouping import GROUPINGS
    from graph.measures.sampling import in_words
    from graph.network.snapshot import network as network_of

    network = network_of(snapshot, scope)
    grouped = GROUPINGS[options.by].group(snapshot, network) if options.by else None
    sure = _intervals(snapshot, scope, options.resamples) if options.intervals else None
    columns = (
        *table.COLUMNS_ONE,
        *(table.COLUMNS_GROUPED if grouped else ()),
        *(table.COLUMNS_COMMUNITY if grouped and grouped.from_ties else ()),
        *(table.COLUMNS_INTERVAL if sure else ()),
    )
    print_rows(options.format, columns, table.one_mode(network, snapshot.actors, grouped, sure))
    if estimated := in_words(network):
        print(estimated.it, file=sys.stderr)


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
