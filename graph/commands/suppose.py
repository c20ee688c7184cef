"""`graph suppose`: what would change if an actor stopped, two worked together, some held an event."""

from __future__ import annotations

import argparse
import math
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_csv, print_json
from graph.commands.typed import iso_day, positive
from graph.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.measures.what_if import Effects, Shift
    from graph.store.records import Node

COLUMNS = ("measure", "key", "name", "before", "after", "place_before", "place_after")
_FULL = 4


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    actors = [kind.name for kind in KINDS.values() if kind.actor]
    parser.add_argument("--without", action="append", default=[], metavar="CHIAVE", help="chi smette; ripetibile")
    parser.add_argument(
        "--tie", action="append", default=[], nargs=2, metavar="CHIAVE", help="due che collaborano appieno; ripetibile"
    )
    parser.add_argument(
        "--event", action="append", default=[], nargs="+", metavar="CHIAVE", help="chi va a un nuovo evento; ripetibile"
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
    format_argument(parser, "json")


def run(options: argparse.Namespace) -> int:
    """Print every value that would be another."""
    from graph.measures.what_if import Supposition, effects  # numpy and scipy: not paid for by --help
    from graph.network.scope import Scope
    from graph.network.snapshot import network, read
    from graph.store.opening import open_store

    with open_store(options.store) as store:
        snapshot = read(store.view("staff"))
    districts = frozenset({snapshot.district_named(options.district)} if options.district else ())
    until, today = options.until or "", date.today().isoformat()
    scope = Scope(frozenset(options.kind), districts, "", until, options.max_event_size, today, planned=True)
    supposed = Supposition(
        frozenset(options.without),
        tuple((a, b, _FULL) for a, b in options.tie),
        tuple(frozenset(event) for event in options.event),
    )
    found = effects(network(snapshot, scope), supposed, snapshot.actors)
    if options.format == "csv":
        print_csv(COLUMNS, _rows(found, snapshot.actors))
    else:
        print_json(_document(found, snapshot.actors))
    return 0


def _document(found: Effects, nodes: Mapping[str, Node]) -> dict[str, object]:
    before, after = ({k: n for k, n in asdict(whole).items() if k != "crowded"} for whole in found.whole)
    return {
        "before": before,
        "after": after,
        "isolated": list(found.isolated),
        "reached": list(found.reached),
        "measures": {name: [_shift(s, nodes) for s in found.changed(name)] for name in found.actors},
    }


def _rows(found: Effects, nodes: Mapping[str, Node]) -> Iterator[dict[str, object]]:
    for name in found.actors:
        yield from ({"measure": name, **_shift(shift, nodes)} for shift in found.changed(name))


def _shift(shift: Shift, nodes: Mapping[str, Node]) -> dict[str, object]:
    return {
        "key": shift.key,
        "name": nodes[shift.key].name,
        "before": None if math.isnan(shift.before) else shift.before,
        "after": None if math.isnan(shift.after) else shift.after,
        "place_before": shift.place_before,
        "place_after": shift.place_after,
    }
