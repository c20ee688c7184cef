"""`graph copy`: everything, history included, into another, empty store."""

from __future__ import annotations

import argparse
import sys

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_facts


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--to", required=True, metavar="URL", help="l'archivio nuovo: sqlite:///…, neo4j://…")
    store_argument(parser)
    format_argument(parser, "json")


def run(arguments: argparse.Namespace) -> int:
    """Copy; print from where to where."""
    from graph.store.opening import open_store  # `--help` does not need it

    def progress(documents: int) -> None:
        print(f"{documents} copiati", file=sys.stderr)

    with open_store(arguments.store) as store, open_store(arguments.to) as other:
        store.copy_to(other, progress)
        facts = {"from": store.url, "to": other.url, "revision": other.revision()}
    print_facts(arguments.format, facts)
    return 0
