"""`graph revert`: undo one revision by a new one."""

from __future__ import annotations

import argparse

from graph.commandline import format_argument, store_argument
from graph.commands.author import author, author_argument
from graph.commands.output import print_facts


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("revision", type=int, metavar="REVISIONE", help="il numero della revisione da annullare")
    parser.add_argument("--reason", default="", metavar="TESTO", help="perché")
    parser.add_argument("--with-later", action="store_true", help="annulla anche le revisioni che ne dipendono")
    author_argument(parser)
    store_argument(parser)
    format_argument(parser, "json")


def run(arguments: argparse.Namespace) -> int:
    """Undo; print what was done."""
    from graph.store.opening import open_store  # `--help` does not need it

    with open_store(arguments.store) as store:
        outcome = store.revert(arguments.revision, author(arguments), arguments.reason, with_later=arguments.with_later)
    facts = {
        "reverted": arguments.revision,
        "revision": outcome.revision,
        "nodes": {str(effect): number for effect, number in outcome.nodes.items()},
        "ties": {str(effect): number for effect, number in outcome.ties.items()},
    }
    print_facts(arguments.format, facts)
    return 0
