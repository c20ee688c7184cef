"""`ingest template`: an empty, explained spreadsheet."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("kind", metavar="TIPO", help="associations, services, events, participation, collaborations…")
    parser.add_argument("file", type=Path, metavar="FILE", help="FILE.xlsx (spiegato) o FILE.csv (sole intestazioni)")


def run(arguments: argparse.Namespace) -> int:
    """Write the file; it is never written over another."""
    from ingest.errors import FileStands  # with the rest: `--help` does not need them
    from ingest.templates import templated, write_template

    source = templated(arguments.kind)
    if arguments.file.exists():
        raise FileStands(arguments.file.name)
    write_template(source, arguments.file)
    print(f"Scritto {arguments.file}: si carica con `ingest load {source.name} {arguments.file}`.", file=sys.stderr)
    return 0
