"""`graph mark`: what is done about a gap: taken up, done, dismissed with the reason, or open again."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from graph.commandline import format_argument, store_argument
from graph.commands.author import author, author_argument
from graph.commands.output import print_facts
from graph.errors import GraphError
from graph.store.changes import GapStatus, Mark

if TYPE_CHECKING:
    from graph.gaps.ground import Ground

_DEEP = 5_000


class UnknownGap(GraphError):
    """No gap that is found, or was ever marked, has this id."""

    def __init__(self, id_: str) -> None:
        super().__init__(f"no gap has id {id_}")
        self.id = id_

    def italian(self) -> str:
        """Return where the ids are."""
        return (
            f"Nessuna lacuna ha l'identificativo {self.id}: sono nella prima colonna di «python -m graph gaps». "
            "Se l'elenco era di un Ambito, ripetere --district. Nulla è stato modificato."
        )


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="ID", help="l'identificativo della lacuna, come lo scrive `graph gaps`")
    parser.add_argument(
        "status",
        metavar="STATO",
        choices=[status.value for status in GapStatus],
        help="open (aperta), taken_up (presa in carico), done (fatta), dismissed (messa da parte: serve --reason)",
    )
    parser.add_argument("--reason", default="", metavar="TESTO", help="perché")
    parser.add_argument("--step", default="", metavar="CHIAVE", help="il contatto o l'evento che ne segue")
    parser.add_argument("--district", default="", metavar="NOME", help="l'Ambito del cui elenco fa parte")
    author_argument(parser)
    store_argument(parser)
    format_argument(parser, "json")


def run(options: argparse.Namespace) -> int:
    """Mark a gap; print what is known of it now."""
    from graph.gaps import status  # numpy and scipy: not paid for by --help
    from graph.gaps.survey import survey
    from graph.store.opening import open_store

    today = date.today().isoformat()
    with open_store(options.store) as store:
        ground = survey(store.view("staff"), today=today)
        known = status.standings(store.gap_marks(), ground.snapshot, today)
        if options.id in known:
            kind, members = known[options.id].kind, known[options.id].members
        else:
            kind, members = _found(ground, options.id, [options.district] if options.district else [])
        wanted = GapStatus(options.status)
        store.mark_gap(Mark(options.id, kind, members, wanted, author(options), options.reason, options.step))
        standing = status.standings(store.gap_marks(), ground.snapshot, today)[options.id]
    said = status.as_json(standing)
    print_facts(
        options.format,
        {"id": standing.id, "gap": kind, "members": list(members), "status": standing.status.value, **said},
    )
    return 0


def _found(ground: Ground, id_: str, districts: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    from graph.gaps import registry  # as above
    from graph.gaps.evaluation.in_use import judged

    ground, _ = judged(ground)
    for kind in registry.KINDS:
        for gap in registry.find(ground, [kind], _DEEP, districts):
            if gap.id == id_:
                return gap.kind, gap.members
    raise UnknownGap(id_)
