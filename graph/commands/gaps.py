"""`graph gaps`: the collaboration that is missing, best first."""

from __future__ import annotations

import argparse
from datetime import date

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_rows
from graph.commands.typed import iso_day, positive
from graph.gaps.gap import KINDS

COLUMNS = (
    *("id", "gap", "members", "names", "score", "reasons", "text", "effect", "effects", "district", "status", "note"),
    *("marked_at", "marked_by", "status_reason", "step"),
)


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
    from graph.gaps import likely, registry, status  # numpy and scipy: not paid for by --help
    from graph.gaps.evaluation.in_use import judged
    from graph.gaps.gap import as_json
    from graph.gaps.survey import survey
    from graph.store.opening import open_store

    until, today = options.until or "", date.today().isoformat()
    kinds, districts = options.gap or KINDS, [options.district] if options.district else []
    with open_store(options.store) as store:
        view = store.view("staff")
        ground = survey(view, until, today=today)
        known = status.standings(status.until(store.gap_marks(), until), ground.snapshot, until or today)
        if likely.KIND in kinds:
            ground, _ = judged(ground)
        found = registry.find(ground, options.gap, options.top, districts)
        listed = status.listed(ground, found, known, view.node, kinds=kinds, districts=districts)
    rows = [{**as_json(gap), **status.as_json(known.get(gap.id))} for gap in listed]
    print_rows(options.format, COLUMNS, rows)
    return 0
