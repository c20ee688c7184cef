"""`graph export`: the graph in a format that others read."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_facts
from graph.exchange.registry import FORMATS


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    known = "; ".join(f"{f.name}: {f.label.it}" for f in FORMATS.values())
    parser.add_argument("into", choices=tuple(FORMATS), metavar="FORMATO", help=known)
    parser.add_argument("file", type=Path, metavar="FILE", help="il file da scrivere; se c'è, viene sostituito")
    parser.add_argument(
        "--audience",
        choices=("public", "staff"),
        default="public",
        help="per chi: public (nulla di riservato) o staff, che vede anche persone, contatti e recapiti",
    )
    store_argument(parser)
    format_argument(parser, "json")


def run(options: argparse.Namespace) -> int:
    """Write the file; print what it holds, and say what its format cannot hold."""
    from graph.exchange.registry import export
    from graph.store.opening import open_store, refuse_own  # `--help` does not need it

    refuse_own(options.store, options.file)
    with open_store(options.store) as store:
        today = date.today().isoformat()
        done = export(store.view(options.audience), options.into, options.file, today=today)
    facts = {"format": options.into, "file": str(options.file), "audience": options.audience}
    print_facts(
        options.format,
        {
            **facts,
            "revision": done.revision,
            "nodes": done.nodes,
            "ties": done.ties,
            "left_out": sum(left.count for left in done.left_out),
            "bytes": options.file.stat().st_size,
        },
    )
    for left in done.left_out:
        print(f"Non esportati in {options.into}: {left.reason.it} ({left.count}).", file=sys.stderr)
    if options.audience == "staff":
        print("Il file contiene dati riservati: non pubblicarlo e cancellarlo quando non serve più.", file=sys.stderr)
    return 0
