"""`graph evaluate`: how well missing ties are predicted, on this network's own latest events."""

from __future__ import annotations

import argparse
from datetime import date

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_facts
from graph.commands.typed import iso_day, positive


def share(text: str) -> float:
    """Return a number between 0 and 1, neither included."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = 0.0
    if not 0 < number < 1:
        raise argparse.ArgumentTypeError(f"«{text}» non è una quota fra 0 e 1 (per esempio 0.2)")
    return number


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--hold-out",
        type=share,
        default=0.2,
        metavar="QUOTA",
        help="quota degli eventi tenuti da parte, gli ultimi (0.2)",
    )
    parser.add_argument(
        "--min-events",
        type=positive,
        metavar="N",
        help="eventi noti di ogni attore (altrimenti 2; 1 dove pochi li hanno, di più dove le coppie sono troppe)",
    )
    parser.add_argument(
        "--max-event-size",
        type=positive,
        default=20,
        metavar="N",
        help="gli eventi con più attori non contano come incontri (20)",
    )
    parser.add_argument("--until", type=iso_day, metavar="DATA", help="che cosa era accaduto a quella data")
    store_argument(parser)
    format_argument(parser, "json")


def run(options: argparse.Namespace) -> int:
    """Print the evaluation."""
    from graph.gaps.evaluation.document import as_json  # numpy and scipy: not paid for by --help
    from graph.gaps.evaluation.judgement import judge
    from graph.gaps.survey import survey
    from graph.store.opening import open_store

    with open_store(options.store) as store:
        ground = survey(store.view("staff"), options.until or "", today=date.today().isoformat())
    found = judge(ground, options.hold_out, options.min_events, options.max_event_size)
    print_facts(options.format, as_json(found))
    return 0
