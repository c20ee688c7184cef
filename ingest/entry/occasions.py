"""An event as a person plans, repeats, copies and afterwards tells it; each is one changeset, made here.

Not how events enter from lists: see `ingest.sources.events`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from graph.model import KINDS, Label, dates
from graph.model.properties import PLACE
from graph.model.values import InvalidValue, parse_text
from graph.network.snapshot import CANCELLED
from graph.store.changes import Change, Changeset, PutNode, PutTie, RemoveTie
from graph.store.errors import UnknownKey
from graph.store.interface import View
from graph.store.records import Evidence, Node, Tie, Value
from ingest.sources.occasions import Occasion as Known
from ingest.sources.occasions import Occasions
from ingest.sources.source import Context, Problem
from ingest.sources.spreadsheet import located

SOURCE = "form"
HELD = "held"
TAKING_PART = "participant"
MOST_DATES = 60
"""More repetitions than this are a mistake."""
FIELDS = (
    "end", "municipality", "venue", "address", "type", "topics", "audience", "classes", "description", "website",
)  # fmt: skip
"""What a person writes of an event beside its title and dates."""
_AFTERWARDS = ("attendance", "status", "notes")
"""What only whoever was there can tell; a copy does not have it."""
_SEAT = ("municipality", "address")
_FOUND = tuple(p.name for p in PLACE)
Every = Literal["", "week", "month"]
_PROBLEMS = {
    "name": (Label("manca il titolo", "the title is missing"), Label("Scrivere un titolo", "Write a title")),
    "start": (Label("manca la data", "the date is missing"), Label("Scegliere un giorno", "Choose a day")),
    "end": (
        Label("finisce prima di cominciare", "it ends before it begins"),
        Label("Correggere l'inizio o la fine", "Correct the beginning or the end"),
    ),
    "parts": (
        Label("non dice chi lo organizza", "it does not say who organises it"),
        Label("Aggiungere almeno un organizzatore", "Add one organiser at least"),
    ),
    "there": (
        Label("in questo giorno c'è già un evento con questo titolo", "there is an event of this title on that day"),
        Label("Modificare quello, o scegliere un altro titolo", "Edit that one, or choose another title"),
    ),
}
"""What can be wrong with a plan, and the remedy."""


@dataclass(frozen=True, slots=True)
class Part:
    """Who has a part in an event, and in which roles."""

    actor: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """An event as a person wants it.

    Attributes
    ----------
    starts
        ISO dates, with a time or without: one event each; a single one where an event is edited.
    values
        Of `FIELDS`, as stored; None or what is left out is empty.
    key
        Of the event that is edited; empty for new ones.
    seen
        The revision of that event that the person saw.
    """

    name: str
    starts: tuple[str, ...]
    values: Mapping[str, Value | None] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    key: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """How an event went.

    Attributes
    ----------
    held
        Whether it took place; if not, it stays in the history and ties nobody.
    attendance
        People, as a number: no names.
    came
        Keys of actors that were there without having had another part.
    """

    held: bool
    attendance: int | None = None
    classes: int | None = None
    came: tuple[str, ...] = ()
    notes: str = ""


def repeated(start: str, every: Every, times: int) -> tuple[str, ...]:
    """Return a date (ISO, with a time or without) and its repetitions, `times` in all.

    Monthly: on the same day, or the last of a shorter month.
    """
    first, time = date.fromisoformat(start[:10]), start[10:]
    if not every:
        return (start,)
    times = max(1, min(times, MOST_DATES))
    days = (dates.shifted(first, n) if every == "month" else first + timedelta(weeks=n) for n in range(times))
    return tuple(f"{day.isoformat()}{time}" for day in days)


def problems(plan: Plan) -> list[Problem]:
    """Return what a plan lacks or says twice over, each with its remedy."""
    end = str(plan.values.get("end") or "")
    lacking = {
        "name": not plan.name.strip(),
        "start": not plan.starts,
        "end": bool(end and plan.starts) and _ends_before(end, plan.starts[0]),
        "parts": not plan.parts,
    }
    return [_problem(name, end if name == "end" else "") for name, lacks in lacking.items() if lacks]


def _ends_before(end: str, start: str) -> bool:
    return end[:10] < start[:10] or (len(end) > 10 and len(start) > 10 and end < start)


def _problem(name: str, value: str) -> Problem:
    return Problem("start" if name == "there" else name, value, *_PROBLEMS[name])


def saving(context: Context, plan: Plan, author: str) -> Changeset | list[Problem]:
    """Return the changeset that writes a plan: one event a date, each with its ties; or what stands in its way.

    An event edited keeps its key; ties of who has no part any more are removed. The changeset is refused by the
    store (`StaleRevision`) where someone changed the event meanwhile.
    """
    found = problems(plan)
    if found:
        return found
    there = context.view.node(plan.key) if plan.key else None
    known = [_occasion(context.view, plan, start) for start in plan.starts] if there is None else []
    clashes = [one for one in known if isinstance(one, Problem)]
    if clashes:
        return clashes
    evidence = (Evidence(SOURCE, "", context.today.isoformat()),)
    properties = _properties(context, plan, there)
    changes: list[Change] = []
    if there is not None:
        own = {**properties, "start": plan.starts[0]}
        changes.append(PutNode(there.key, "event", own, evidence, expected_revision=plan.seen))
        changes += _ties(context.view, there.key, plan.parts, evidence)
    for one in known:
        if isinstance(one, Known):
            length = _length(plan, one.start)
            own = {**properties, **length, "start": one.start}
            changes.append(PutNode(one.key, "event", own, evidence, expected_revision=0))
            changes += [PutTie("organised", p.actor, one.key, _roles(p.roles), evidence) for p in plan.parts]
    return Changeset(author, _reason(plan, there), SOURCE, tuple(changes))


def _occasion(view: View, plan: Plan, start: str) -> Known | Problem:
    found = Occasions(view).find("name", plan.name, start, str(plan.values.get("municipality") or ""))
    if isinstance(found, Problem) or found.node is None:
        return found
    return _problem("there", start)


def _properties(context: Context, plan: Plan, there: Node | None) -> dict[str, Value | None]:
    """Return what the plan says of each of its events; of an edited one, what it does not say is emptied."""
    values = {name: plan.values.get(name) or None for name in FIELDS}
    where = context.gazetteer.by_istat(str(values["municipality"] or ""))
    same = there is not None and all((there.text(n) or None) == values.get(n) for n in _SEAT)
    told = {name: value for name, value in values.items() if value is not None}
    place = {} if same else located(context, where, told, there)
    if where is None and there is not None:
        place = dict.fromkeys(name for name in _FOUND if name in there.properties)
    given = {name: value for name, value in values.items() if value is not None or (there and name in there.properties)}
    return {"name": plan.name.strip(), **given, **place}


def _length(plan: Plan, start: str) -> dict[str, Value | None]:
    """Return the end of one repetition: as long after its start as that of the first."""
    end = str(plan.values.get("end") or "")
    if not end:
        return {}
    lasts = date.fromisoformat(end[:10]) - date.fromisoformat(plan.starts[0][:10])
    return {"end": (date.fromisoformat(start[:10]) + lasts).isoformat() + end[10:]}


def _ties(view: View, event: str, parts: Sequence[Part], evidence: tuple[Evidence, ...]) -> Iterator[Change]:
    standing = {tie.source: tie for tie in view.ties_of(event) if tie.type == "organised"}
    wanted = {part.actor: part for part in parts}
    for actor, tie in standing.items():
        if actor not in wanted:
            yield RemoveTie(tie.key)
    for actor, part in wanted.items():
        if actor not in standing or standing[actor].many("roles") != part.roles:
            yield PutTie("organised", actor, event, _roles(part.roles), evidence)


def _roles(roles: tuple[str, ...]) -> dict[str, Value | None]:
    return {"roles": roles or None}


def _reason(plan: Plan, there: Node | None) -> str:
    name = f"«{plan.name.strip()}»"
    if there is not None:
        return f"Modificato: evento {name}"
    return f"Aggiunto: evento {name}" + (f", {len(plan.starts)} date" if len(plan.starts) > 1 else "")


def copied(event: Node, ties: Iterable[Tie]) -> Plan:
    """Return a past event as the plan of a new one: who and what, without its dates and how it went."""
    return replace(edited(event, ties), starts=(), key="", seen=0, values=_without(event, ("end", *_AFTERWARDS)))


def edited(event: Node, ties: Iterable[Tie]) -> Plan:
    """Return an event as the plan that a person edits.

    Parameters
    ----------
    ties
        Those of the event; only who took part counts.
    """
    parts = tuple(Part(tie.source, tie.many("roles")) for tie in ties if tie.type == "organised")
    start = event.text("start")
    return Plan(event.name, (start,) if start else (), _without(event, _AFTERWARDS), parts, event.key, event.revision)


def _without(event: Node, names: Sequence[str]) -> dict[str, Value | None]:
    return {name: event.properties[name] for name in FIELDS if name in event.properties and name not in names}


def telling(view: View, event: Node, told: Told, today: date, author: str) -> Changeset:
    """Return the changeset that says how an event went; one that did not take place is marked, and ties nobody.

    Raises
    ------
    InvalidValue
        A number of people or classes below zero.
    UnknownKey
        The event was removed meanwhile.
    """
    for name, number in (("attendance", told.attendance), ("classes", told.classes)):
        if number is not None and number < 0:
            remedy = Label("Scrivere un numero da zero in su", "Write a number from zero up")
            raise InvalidValue(name, number, Label("non può essere meno di zero", "cannot be below zero"), remedy)
    now = view.node(event.key)
    if now is None:
        raise UnknownKey(event.key)
    evidence = (Evidence(SOURCE, "", today.isoformat()),)
    numbers = {"attendance": told.attendance, "classes": told.classes} if told.held else {}
    own: dict[str, Value | None] = {name: number for name, number in numbers.items() if number is not None}
    own["status"] = HELD if told.held else CANCELLED
    if told.notes.strip():
        notes = KINDS["event"].by_name["notes"]
        own["notes"] = parse_text(notes, "\n".join(part for part in (now.text("notes"), told.notes) if part))
    changes: list[Change] = [PutNode(now.key, "event", own, evidence, expected_revision=now.revision)]
    standing = {tie.source: tie.many("roles") for tie in view.ties_of(now.key) if tie.type == "organised"}
    for actor in told.came if told.held else ():
        roles = tuple(dict.fromkeys((*standing.get(actor, ()), TAKING_PART)))
        changes.append(PutTie("organised", actor, now.key, {"roles": roles}, evidence))
    verdict = "si è tenuto" if told.held else "non si è tenuto"
    return Changeset(author, f"Com'è andata: «{event.name}» {verdict}", SOURCE, tuple(changes))
