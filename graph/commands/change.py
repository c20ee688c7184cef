"""`graph change`: what changed between two periods, for whoever compares them."""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_csv, print_json
from graph.commands.typed import iso_day, positive
from graph.model import KINDS

if TYPE_CHECKING:
    from graph.measures.change import Change, Course, Pair
    from graph.network.snapshot import Snapshot

COLUMNS = (
    "change", "key", "name", "kind", "partner", "partner_name", "before", "after", "place_before", "place_after",
)  # fmt: skip
_COURSES = ("came", "left", "rose", "fell", "still")
_PAIRS = ("made", "lapsed", "kept")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    actors = [kind.name for kind in KINDS.values() if kind.actor]
    for flag, which in (("from", "il primo periodo"), ("to", "il secondo periodo")):
        parser.add_argument(
            f"--{flag}", dest=f"{flag}_", nargs=2, type=iso_day, required=True, metavar=("DAL", "AL"), help=which
        )
    parser.add_argument("--measure", default="strength", metavar="MISURA", help="da cui i posti guadagnati e persi")
    parser.add_argument(
        "--kind", action="append", default=[], choices=actors, help="solo un tipo di attori; ripetibile"
    )
    parser.add_argument("--district", default="", metavar="NOME", help="solo attori di un Ambito")
    parser.add_argument(
        "--max-event-size", type=positive, metavar="N", help="gli eventi con più attori non contano (altrimenti tutti)"
    )
    store_argument(parser)
    format_argument(parser, "json")


def run(options: argparse.Namespace) -> int:
    """Print the difference."""
    from graph.measures.change import change  # numpy and scipy: not paid for by --help
    from graph.measures.places import comparable
    from graph.network.periods import period_of
    from graph.network.scope import Scope
    from graph.network.snapshot import read
    from graph.store.opening import open_store

    before, after, measure = period_of(*options.from_), period_of(*options.to_), comparable(options.measure)
    with open_store(options.store) as store:
        snapshot = read(store.view("staff"))
    districts = frozenset({snapshot.district_named(options.district)} if options.district else ())
    scope = Scope(
        frozenset(options.kind), districts, max_event_size=options.max_event_size, today=date.today().isoformat()
    )
    found = change(snapshot, before, after, scope, measure.name)
    if options.format == "csv":
        print_csv(COLUMNS, _rows(found, snapshot))
    else:
        print_json(_document(found, snapshot))
    return 0


def _document(found: Change, snapshot: Snapshot) -> dict[str, object]:
    periods = (("before", found.before, found.whole[0]), ("after", found.after, found.whole[1]))
    document: dict[str, object] = {"measure": found.measure}
    for name, period, whole in periods:
        counts = {k: n for k, n in asdict(whole).items() if k != "crowded"}
        document[name] = {"since": period.since, "until": period.until, **counts}
    document |= {name: [_actor(c, snapshot) for c in getattr(found, name)] for name in _COURSES}
    document |= {name: [_pair(p, snapshot) for p in getattr(found, name)] for name in _PAIRS}
    caution = found.caution
    document["caution"] = {
        "undated_events": list(caution.left_out.undated),
        "vague_events": list(caution.left_out.vague),
        "collaborations_without_beginning": caution.left_out.always,
        "days_to_come": caution.unfinished,
        "days_after_over_before": caution.longer,
        "records_since": caution.records_since or None,
    }
    return document


def _rows(found: Change, snapshot: Snapshot) -> Iterator[dict[str, object]]:
    for name in _COURSES:
        yield from ({"change": name, **_actor(c, snapshot)} for c in getattr(found, name))
    for name in _PAIRS:
        yield from ({"change": name, **_pair(p, snapshot)} for p in getattr(found, name))


def _actor(course: Course, snapshot: Snapshot) -> dict[str, object]:
    node = snapshot.actors[course.key]
    return {
        "key": course.key,
        "name": node.name,
        "kind": node.kind,
        "before": None if math.isnan(course.before) else course.before,
        "after": None if math.isnan(course.after) else course.after,
        "place_before": course.place_before,
        "place_after": course.place_after,
    }


def _pair(pair: Pair, snapshot: Snapshot) -> dict[str, object]:
    return {
        "key": pair.source,
        "name": snapshot.actors[pair.source].name,
        "partner": pair.target,
        "partner_name": snapshot.actors[pair.target].name,
        "before": pair.before,
        "after": pair.after,
    }
