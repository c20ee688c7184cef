"""`graph history`: every revision, or what happened to one record."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_rows

_REVISION = ("number", "at", "author", "reason", "source", "changed", "details")
_ENTRY = ("revision", "at", "author", "source", "key", "effect", "before", "after")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("key", nargs="?", metavar="CHIAVE", help="una scheda; senza, tutte le revisioni")
    parser.add_argument("--limit", type=int, default=100, metavar="N", help="le ultime N revisioni (100)")
    store_argument(parser)
    format_argument(parser, "json")


def run(arguments: argparse.Namespace) -> int:
    """Print revisions, newest first; or the entries about a record and its ties, oldest first."""
    from graph.store.errors import UnknownKey  # `--help` does not need the store
    from graph.store.opening import open_store

    with open_store(arguments.store) as store:
        view = store.view("staff")
        if arguments.key is None:
            rows = [asdict(revision) for revision in view.revisions(max(0, arguments.limit))]
            print_rows(arguments.format, _REVISION, rows)
            return 0
        entries = view.history(arguments.key)
        if not entries and view.node(arguments.key) is None:
            raise UnknownKey(arguments.key)
        known = {revision.number: revision for revision in view.revisions(view.revision or 1)}
    rows = []
    for entry in entries:
        revision = known[entry.revision]
        effect = "created" if entry.before is None else "removed" if entry.after is None else "updated"
        rows.append(
            {
                "revision": entry.revision,
                "at": revision.at,
                "author": revision.author,
                "source": revision.source,
                "key": entry.key,
                "effect": effect,
                "before": entry.before and asdict(entry.before),
                "after": entry.after and asdict(entry.after),
            }
        )
    print_rows(arguments.format, _ENTRY, rows)
    return 0
