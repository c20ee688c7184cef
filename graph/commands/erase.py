"""`graph erase`: a person or a contact, everywhere, history included."""

from __future__ import annotations

import argparse
import sys

from graph.commandline import format_argument, store_argument
from graph.commands.author import author, author_argument
from graph.commands.output import print_facts
from graph.model.folding import folded
from graph.store.interface import GraphStore
from graph.store.records import Node, Tie

_SHORTEST = 3  # letters of a word that may be a surname


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
        names = _names(store, arguments.key)
        store.erase(arguments.key, author(arguments), arguments.reason)
        recorded = store.view("staff").revisions(1)[0]
        mentions = _mentions(store, names)
    print_facts(arguments.format, {"revision": recorded.number, **recorded.details})
    print(
        "Cancellato ovunque in questo archivio. Le copie di sicurezza fatte prima contengono ancora questi dati: "
        "eliminarle o rifarle.",
        file=sys.stderr,
    )
    if mentions:
        print(f"Parole del nome restano in: {', '.join(mentions)}. Guardare se parlano ancora di lei.", file=sys.stderr)
    return 0


def _names(store: GraphStore, key: str) -> set[str]:
    """Return the words of every name that a person has or had."""
    view = store.view("staff")
    node = view.node(key)
    found = [node] if node else []
    for entry in view.history(key):
        found += [r for r in (entry.before, entry.after) if isinstance(r, Node) and r.kind == "person"]
    told = (name for n in found for name in (*n.many("name"), *n.many("aliases")))
    return {word for name in told for word in folded(name).split() if len(word) >= _SHORTEST}


def _mentions(store: GraphStore, names: set[str]) -> list[str]:
    """Return the keys of records with a text that still has one of the words."""
    view = store.view("staff")
    records: list[Node | Tie] = [*view.nodes(), *view.ties()]
    return [r.key for r in records if names & set(folded(" ".join(_texts(r))).split())]


def _texts(record: Node | Tie) -> list[str]:
    told = (text for name in record.properties for text in record.many(name))
    return [*told, *(e.reference for e in record.evidence)]
