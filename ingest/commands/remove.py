"""`ingest remove sample`: the invented territory goes away, whatever was changed in it since."""

from __future__ import annotations

import argparse
import json
import sys

from graph.commandline import store_argument
from graph.commands.author import author, author_argument

_USAGE = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("source", choices=("sample",), metavar="sample", help="il territorio di esempio")
    author_argument(parser)
    parser.add_argument("--dry-run", action="store_true", help="dice che cosa se ne andrebbe, senza toglierlo")
    parser.add_argument("--yes", action="store_true", help="non chiede conferma")
    store_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Say what goes, ask, remove; print the counts as JSON."""
    from graph.store.opening import open_store  # with the model: `--help` does not need it
    from ingest.sources.sample_territory.removal import removal

    with open_store(arguments.store) as store:
        planned = removal(store.view("staff"))
        print(planned.said.it, file=sys.stderr)
        revision = None
        if planned.changes and not arguments.dry_run:
            if not arguments.yes and not _confirmed():
                print("Nulla è stato modificato. Per confermare: --yes.", file=sys.stderr)
                return _USAGE
            revision = store.apply(planned.changeset(author(arguments))).revision
    document = {
        "source": arguments.source,
        "nodes": planned.nodes,
        "ties": planned.ties,
        "losing": [{"key": key, "ties": times} for key, _, times in planned.losing],
        "unmerged": len(planned.unmerged),
        "revision": revision,
        "dry_run": arguments.dry_run,
    }
    print(json.dumps(document, ensure_ascii=False))
    return 0


def _confirmed() -> bool:
    if not sys.stdin.isatty():
        return False
    print("Procedere? [s/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("s", "si", "sì", "y", "yes")
