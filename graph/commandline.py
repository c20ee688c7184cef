"""The frame of both command lines: subcommands imported when called, errors as one clear message."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from graph.errors import GraphError, UsageError

DEFAULT_STORE = "sqlite:///data/intreccio.db"


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand; its module is imported only when it is called or its own help is asked for."""

    name: str
    module: str
    summary: str


class CommandModule(Protocol):
    """What a command's module offers."""

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        ...

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it; return the exit code (0 done, 3 done with rejects)."""
        ...


def store_argument(parser: argparse.ArgumentParser) -> None:
    """Add `--store URL`."""
    parser.add_argument(
        "--store",
        default=os.environ.get("INTRECCIO_STORE") or DEFAULT_STORE,
        metavar="URL",
        help="archivio (sqlite:///…, neo4j://…); altrimenti INTRECCIO_STORE",
    )


def format_argument(parser: argparse.ArgumentParser, default: str) -> None:
    """Add `--format csv|json`."""
    parser.add_argument("--format", choices=("csv", "json"), default=default, help="forma dei dati in uscita")


def main(
    program: str,
    description: str,
    commands: Sequence[Command],
    argv: Sequence[str] | None = None,
    expected: tuple[type[GraphError], ...] = (GraphError,),
) -> int:
    """Run one command line.

    Returns
    -------
    0 done; 1 failed, nothing changed; 2 wrong usage; 3 done, some rows rejected.
    """
    _speak_utf8()
    words = list(sys.argv[1:] if argv is None else argv)
    by_name = {c.name: c for c in commands}
    parser = argparse.ArgumentParser(prog=f"python -m {program}", description=description)
    parsers = parser.add_subparsers(dest="command", metavar="COMANDO", required=True)
    called = next((w for w in words if w in by_name), None)
    run: Callable[[argparse.Namespace], int] | None = None
    for command in commands:
        sub = parsers.add_parser(command.name, help=command.summary, description=command.summary)
        if command.name == called:
            module = cast(CommandModule, importlib.import_module(command.module))
            module.arguments(sub)
            run = module.run
    arguments = parser.parse_args(words)
    if run is None:  # pragma: no cover - argparse has refused already
        parser.error("comando mancante")
    try:
        code = run(arguments)
        sys.stdout.flush()
        return code
    except expected as error:
        print(error.italian(), file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Interrotto: nulla è stato modificato.", file=sys.stderr)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(
            f"Errore di lettura o scrittura{where}: {error.strerror or error}. Nulla è stato modificato.",
            file=sys.stderr,
        )
    return 1


def _speak_utf8() -> None:
    """Let data go out as UTF-8 whatever the terminal's encoding, and no sign of a message stop the message."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")
