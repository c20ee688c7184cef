"""`graph info`: what a store holds, in numbers."""

from __future__ import annotations

import argparse

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_facts


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    store_argument(parser)
    format_argument(parser, "json")


def run(arguments: argparse.Namespace) -> int:
    """Print the counts; municipalities are reference data, counted apart."""
    from graph.model import KINDS  # `--help` needs neither model nor store
    from graph.store.opening import open_store

    with open_store(arguments.store) as store:
        view = store.view("staff")
        nodes, ties = view.counts()
        bodies = sum(number for kind, number in nodes.items() if KINDS[kind].body)
        facts = {
            "store": store.url,
            "revision": view.revision,
            "schema": store.schema,
            "nodes": {kind: number for kind, number in nodes.items() if not KINDS[kind].reference},
            "ties": ties,
            "candidates": bodies - len(view.mapped()),
            "reference": sum(number for kind, number in nodes.items() if KINDS[kind].reference),
        }
    print_facts(arguments.format, facts)
    return 0
