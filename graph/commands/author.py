"""Who is said to have made a change from the command line."""

from __future__ import annotations

import argparse
import getpass


def author_argument(parser: argparse.ArgumentParser) -> None:
    """Add `--author NAME`."""
    parser.add_argument("--author", default="", metavar="NOME", help="chi lo fa; altrimenti l'utente del computer")


def author(arguments: argparse.Namespace) -> str:
    """Return the author given, or else the user of the machine."""
    if arguments.author:
        return str(arguments.author)
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name for this user id, as in some containers
        return "sconosciuto"
