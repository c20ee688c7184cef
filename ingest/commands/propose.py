"""`ingest propose`: what a file probably is, as a mapping to look at, correct and load with."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from graph.commandline import store_argument


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX, XLS o ODS")
    parser.add_argument("--source", default="", metavar="FONTE", help="che elenco è, se si sa già")
    parser.add_argument("--sheet", default="", metavar="NOME", help="quale foglio della cartella di lavoro")
    parser.add_argument("--header", type=int, default=None, metavar="RIGA", help="in quale riga sono le intestazioni")
    store_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the mapping as JSON, what is missing on standard error."""
    from graph.store.opening import open_store  # with the rest: `--help` does not need them
    from graph.territory.gazetteer import Gazetteer
    from ingest.errors import printable
    from ingest.mapping_file import document
    from ingest.proposal.proposal import propose
    from ingest.sources.registry import source as source_named

    if arguments.source:
        source_named(arguments.source)
    with open_store(arguments.store) as store:
        gazetteer = Gazetteer.from_nodes(store.view("staff").nodes(["municipality"]))
    found = propose(arguments.file, gazetteer, arguments.source, arguments.sheet, arguments.header)
    labels = {column.name: column.label.it for column in source_named(found.source).columns}
    for name in found.missing:
        print(f"Da indicare: quale colonna è «{labels[name]}», o un valore uguale per tutte.", file=sys.stderr)
    print(printable(f"Si carica con: ingest load {found.source} {arguments.file} --mapping FILE.json"), file=sys.stderr)
    json.dump(document(found.given, found.headings), sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0
