"""`graph queue`: whom to call next, with the reason in words; the calendar of promised steps. Staff's own."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph.commandline import format_argument, store_argument
from graph.commands.output import print_rows
from graph.commands.typed import positive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.gaps.conversation import Subject
    from graph.relations.queue import Call

COLUMNS = (
    "key", "name", "kind", "turn", "state", "due", "overdue", "next_step", "last_contact", "last_sign", "months",
    "staleness", "weight", "priority", "reasons", "subjects",
)  # fmt: skip


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--top", type=positive, default=50, metavar="N", help="quante al massimo (50)")
    parser.add_argument("--district", default="", metavar="NOME", help="solo le realtà di un Ambito")
    parser.add_argument(
        "--calendar", type=Path, metavar="FILE.ics", help="scrive anche il calendario dei passi promessi"
    )
    parser.add_argument("--author", default="", metavar="NOME", help="nel calendario, solo i passi di questa persona")
    store_argument(parser)
    format_argument(parser, "json")


def run(options: argparse.Namespace) -> int:
    """Print the queue; write the calendar where one is asked for."""
    from graph.exchange.replacing import replacing
    from graph.exchange.steps import of_view
    from graph.gaps import registry, status  # numpy and scipy: not paid for by --help
    from graph.gaps.conversation import subjects
    from graph.gaps.survey import survey
    from graph.relations import queue, relation
    from graph.store.opening import open_store

    today = date.today()
    with open_store(options.store) as store:
        view = store.view("staff")
        ground = survey(view, today=today.isoformat())
        closed = status.closed(status.standings(store.gap_marks(), ground.snapshot, today.isoformat()))
        relations = relation.read(view, ground.snapshot, today) or {}
        entries = of_view(view, today, options.author) if options.calendar else b""
    calls = list(queue.queue(relations, ground.snapshot.actors, ground.network, today))
    if options.district:
        district = ground.snapshot.district_named(options.district)
        calls = [call for call in calls if district in ground.snapshot.districts_at(call.node.key)]
    gaps = registry.find(ground)
    rows = [_row(call, subjects(ground, call.node.key, gaps, today, closed=closed)) for call in calls[: options.top]]
    if options.calendar:
        with replacing(options.calendar) as out:
            out.write(entries)
    print_rows(options.format, COLUMNS, rows)
    return 0


def _row(call: Call, subjects: Iterable[Subject]) -> dict[str, object]:
    relation = call.relation
    return {
        "key": call.node.key,
        "name": call.node.name,
        "kind": call.node.kind,
        "turn": call.turn.name.lower(),
        "state": relation.state.value,
        "due": call.due or None,
        "overdue": relation.overdue,
        "next_step": (relation.step.what or None) if relation.step else None,
        "last_contact": relation.last_contact or None,
        "last_sign": relation.last_sign or None,
        "months": relation.months,
        "staleness": relation.staleness,
        "weight": call.weight.value,
        "priority": call.priority,
        "reasons": [reason.it for reason in call.reasons],
        "subjects": [subject.text.it for subject in subjects],
    }
