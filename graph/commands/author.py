"""Who is said to have made a change from the command line."""

from __future__ import annotations

import argparse

from graph import authorship


def author_argument(parser: argparse.ArgumentParser) -> None:
    """Add `--author NAME`."""
    parser.add_argument(
        "--author",
        default="",
        metavar="NOME",
        help="chi lo fa; altrimenti il nome già dato, o l'utente",
    )


def author(arguments: argparse.Namespace) -> str:
    """Return the author given, or else who writes on this machine."""
    return str(arguments.author) or authorship.author()
