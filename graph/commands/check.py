"""`graph check`: whether a store is sound."""

from __future__ import annotations

import argparse
import re
import sys

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_json, print_rows


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    store_argument(parser)
    format_argument(parser, "json")


def run(arguments: argparse.Namespace) -> int:
    """Print what is wrong; 1 where anything is."""
    from graph.store.checking import OUTDATED  # `--help` does not need it
    from graph.store.opening import open_store

    with open_store(arguments.store) as store:
        problems = store.check()
        facts = {"store": store.url, "revision": store.revision(), "sound": not problems, "problems": problems}
    if arguments.format == "csv":
        print_rows("csv", ("problem",), [{"problem": problem} for problem in problems])
    else:
        print_json(facts)
    if problems == [OUTDATED]:
        print("L'archivio è integro: serve solo un salvataggio. Nulla è stato modificato.", file=sys.stderr)
    elif problems:
        print(
            f"L'archivio ha {_number(problems)} problemi, elencati qui sopra. Nulla è stato modificato: "
            "ripristinare una copia di sicurezza con `python -m graph restore`.",
            file=sys.stderr,
        )
    return 1 if problems else 0


def _number(problems: list[str]) -> int:
    """Return how many there are, those that one line counts instead of telling included."""
    counted = (re.match(r"… e altri (\d+) ", problem) for problem in problems)
    return sum(int(more[1]) if more else 1 for more in counted)
