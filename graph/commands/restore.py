"""`graph restore`: a backup in the place of everything a store holds."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_facts


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="una copia fatta con backup")
    store_argument(parser)
    format_argument(parser, "json")


def run(arguments: argparse.Namespace) -> int:
    """Restore; print where the store was and where it is."""
    from graph.store.opening import open_store  # `--help` does not need it

    with open_store(arguments.store) as store:
        before = store.revision()
        store.restore(arguments.file)
        after = store.revision()
        facts = {"store": store.url, "file": str(arguments.file), "replaced_revision": before, "revision": after}
    print_facts(arguments.format, facts)
    if before > after:
        print(f"L'archivio era alla revisione {before}: ora è alla {after}, come nella copia.", file=sys.stderr)
    return 0
