"""`graph report`: a district's report, to be read on screen and printed."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_facts


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("district", metavar="AMBITO", help="nome o chiave dell'ambito")
    parser.add_argument("file", type=Path, metavar="FILE.html", help="il file da scrivere; se c'è, viene sostituito")
    parser.add_argument(
        "--audience", choices=("public", "staff"), default="public", help="per chi: public (nulla di riservato) o staff"
    )
    store_argument(parser)
    format_argument(parser, "json")


def run(options: argparse.Namespace) -> int:
    """Write the report; print what it is about."""
    from graph.exchange.report import export_report  # `--help` does not need it
    from graph.store.opening import open_store, refuse_own

    refuse_own(options.store, options.file)
    with open_store(options.store) as store:
        view = store.view(options.audience)
        made = export_report(view, options.district, options.file, today=date.today().isoformat())
    print_facts(
        options.format,
        {
            "district": made.district.key,
            "file": str(options.file),
            "audience": options.audience,
            "revision": made.content.revision,
            "shape": made.row.shape.code or None,
            "bytes": options.file.stat().st_size,
        },
    )
    if options.audience == "staff":
        print("Il file contiene dati riservati: non pubblicarlo e cancellarlo quando non serve più.", file=sys.stderr)
    return 0
