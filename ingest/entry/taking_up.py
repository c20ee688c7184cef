"""From a gap to a tie: what a person plans to do about it, as one changeset with the mark that says so."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph.gaps.gap import Gap
from graph.model import KINDS, Label, keys
from graph.model.kinds import EVENT
from graph.store.changes import Change, Changeset, GapStatus, Mark, PutNode, PutTie
from graph.store.interface import View
from graph.store.records import Evidence, Node
from ingest.entry.noting import SOURCE, Noted, noting
from ingest.errors import IngestError

Sort = Literal["event", "contact"]
_REASON = "Lacuna presa in carico"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person plans to do about a gap.

    Attributes
    ----------
    sort
        An event together, or a contact.
    parties
        Keys of the actors it is with; an event has one at least.
    what
        Title of the event, or the next step in words.
    by
        ISO date of the event, or by when.
    who
        Who takes care of it; kept where only staff reads it. May be empty.
    """

    sort: Sort
    parties: tuple[str, ...]
    what: str
    by: str
    who: str = ""


class IncompletePlan(IngestError):
    """A plan that says too little, or of a day that is past."""

    def __init__(self, problem: Label, remedy: Label) -> None:
        super().__init__(problem.en)
        self.problem, self.remedy = problem, remedy

    def italian(self) -> str:
        """Return what is missing and what to do."""
        return f"{self.problem.it}. {self.remedy.it}. Nulla è stato modificato."


def parties(nodes: Mapping[str, Node], gap: Gap) -> list[Node]:
    """Return the actors whom a gap is about or suggests, in that order: those a step can be planned with.

    Parameters
    ----------
    nodes
        By key; those at least that the gap names.
    """
    named = (nodes[key] for key in dict.fromkeys((*gap.members, *gap.suggested)) if key in nodes)
    return [node for node in named if KINDS[node.kind].actor]


def others(nodes: Mapping[str, Node], mapped: Collection[str], known: Sequence[Node]) -> list[Node]:
    """Return the mapped bodies that could be with them too, by name."""
    there = {node.key for node in known}
    return sorted((nodes[key] for key in mapped if key in nodes and _joins(nodes[key], there)), key=lambda n: n.name)


def _joins(node: Node, there: Collection[str]) -> bool:
    return KINDS[node.kind].actor and node.key not in there


def proposed(gap: Gap, known: Sequence[Node]) -> tuple[str, ...]:
    """Return the keys of those a step is first proposed with.

    The two who could work together where the gap names them; else whom it is about and, where that is one, another.
    """
    keys = [node.key for node in known]
    named = tuple(key for key in gap.proposed or () if key in keys)
    about = [key for key in keys if key in gap.members]
    others = [key for key in keys if key not in gap.members]
    return named or tuple(about + others[: max(0, 2 - len(about))])


def title(known: Sequence[Node]) -> str:
    """Return a title for an event of some actors: never a person's name, for everyone reads it."""
    names = [node.name for node in known if not KINDS[node.kind].private]
    return f"Incontro: {', '.join(names)}" if names else "Incontro"


def taken_up(view: View, gap: Gap, plan: Plan, author: str, today: date) -> Changeset:
    """Return the changeset that takes a gap up: the planned event or contact, its ties, and the mark.

    An event of this name and day that is there already is the one that is meant: the parties join it. What is to be
    done with nobody yet (a community that nobody is known of) stands in the mark alone.

    Raises
    ------
    IncompletePlan
    """
    _check(plan, today)
    if not plan.parties:
        said = "; ".join(filter(None, (plan.what.strip(), f"entro il {plan.by}", _cares(plan))))
        alone = Mark(gap.id, gap.kind, gap.members, GapStatus.TAKEN_UP, author, said)
        return Changeset(author, _REASON, SOURCE, (), marks=(alone,))
    key, changes = _event(view, plan, today) if plan.sort == "event" else _contact(view, plan, today)
    mark = Mark(gap.id, gap.kind, gap.members, GapStatus.TAKEN_UP, author, step=key)
    return Changeset(author, _REASON, SOURCE, changes, marks=(mark,))


def _check(plan: Plan, today: date) -> None:
    if not plan.what.strip():
        raise IncompletePlan(
            Label("Manca che cosa si farà", "What is to be done is missing"),
            Label("Scrivere il titolo dell'evento o il prossimo passo", "Write the event's title or the next step"),
        )
    if plan.sort == "event" and not plan.parties:
        raise IncompletePlan(
            Label("Manca con chi", "With whom is missing"), Label("Scegliere almeno una realtà", "Choose a body")
        )
    if plan.by < today.isoformat():
        raise IncompletePlan(
            Label("Il giorno è già passato", "The day is past"),
            Label("Scegliere un giorno da oggi in poi", "Choose one from today on"),
        )


def _event(view: View, plan: Plan, today: date) -> tuple[str, tuple[Change, ...]]:
    name, evidence = keys.exact(plan.what), (Evidence(SOURCE, "", today.isoformat()),)
    key = keys.generated(EVENT.key_prefix, name, plan.by)
    there = {tie.source for tie in view.ties_of(key)}
    roles = {"roles": ("co_organiser",)}
    ties = [PutTie("organised", party, key, roles, evidence) for party in plan.parties if party not in there]
    if view.node(key) is not None:
        return key, tuple(ties)
    values = {"name": name, "start": plan.by, "notes": _cares(plan)}
    return key, (PutNode(key, EVENT.name, {n: v for n, v in values.items() if v}, evidence, expected_revision=0), *ties)


def _contact(view: View, plan: Plan, today: date) -> tuple[str, tuple[Change, ...]]:
    noted = Noted(plan.parties, today.isoformat(), next_step=plan.what, by=plan.by, notes=_cares(plan))
    changes = tuple(noting(view, noted, "").changes)
    return next(change.key for change in changes if isinstance(change, PutNode)), changes


def _cares(plan: Plan) -> str:
    return f"Se ne occupa: {plan.who.strip()}" if plan.who.strip() else ""
