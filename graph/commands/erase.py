"""`graph erase`: a person or a contact, everywhere, history included."""

from __future__ import annotations

import argparse
import sys

from graph.commandline import format_argument, store_argument
from graph.commands.author import author, author_argument
from graph.commands.output import print_facts


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("key", metavar="CHIAVE", help="la scheda di una persona o di un contatto")
    parser.add_argument("--reason", default="", metavar="TESTO", help="perché (senza nomi: resta scritto)")
    author_argument(parser)
    store_argument(parser)
    format_argument(parser, "json")


def run(arguments: argparse.Namespace) -> int:
    """Erase; print the revision that records it."""
    from graph.store.opening import open_store  # `--help` does not need it

    with open_store(arguments.store) as store:
        store.erase(arguments.key, author(arguments), arguments.reason)
        recorded = store.view("staff").revisions(1)[0]
    print_facts(arguments.format, {"revision": recorded.number, **recorded.details})
    print(
        "Cancellato ovunque in questo archivio. Le copie di sicurezza fatte prima contengono ancora questi dati: "
        "eliminarle o rifarle.",
        file=sys.stderr,
    )
    return 0
