"""`graph backup`: everything, history included, into one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_facts


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="il file da scrivere, per esempio intreccio.backup.gz")
    store_argument(parser)
    format_argument(parser, "json")


def run(arguments: argparse.Namespace) -> int:
    """Write the file; print its size and revision."""
    from graph.store.opening import open_store, refuse_own  # `--help` does not need it

    refuse_own(arguments.store, arguments.file)
    with open_store(arguments.store) as store:
        store.backup(arguments.file)
        facts = {"store": store.url, "revision": store.revision(), "file": str(arguments.file)}
    print_facts(arguments.format, {**facts, "bytes": arguments.file.stat().st_size})
    return 0
