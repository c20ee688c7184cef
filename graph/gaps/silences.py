"""Relations that are being lost: never called, called and dropped, not heard of, a promised step overdue.

Listed are mapped bodies (persons are called for the body they belong to)
- with a promised step whose day is past;
- never called, and seen at nothing;
- called, and left at that: nothing for three months since the last call, which nobody answered or nothing followed;
- not heard of for six months.
From a staff view only: in a public view there are no contacts, and nobody is said never to have been called.

Score: staleness (0 just heard of, 1 never or a year ago; 1 where a promise is overdue) × weight in the network
(`graph.relations.weight`: 1 for the most tied, or who holds parts together). Half of it is laid to either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.gaps import phrases
from graph.gaps.gap import Effect, Gap, Reason, best_first, identity
from graph.gaps.ground import Ground, invented
from graph.gaps.kind import GapKind
from graph.model import KINDS, Label
from graph.network.periods import last_day
from graph.relations import weight, wording
from graph.relations.queue import QUIET_MONTHS
from graph.relations.relation import Relation, months_between
from graph.relations.states import State
from graph.relations.weight import Weight
from graph.store.records import Node

KIND = "relation"
SILENT_MONTHS = 6
_PLAIN = Label("una realtà della rete", "one body of the network")
_TIES = (Label("un legame", "one tie"), Label("{n} legami", "{n} ties"))


@dataclass(frozen=True, slots=True)
class _Want:
    """Why a relation is listed: `overdue`, `never`, `dropped` or `silent`; how stale it is; in words."""

    code: str
    staleness: float
    text: Label


def find(ground: Ground, top: int) -> list[Gap]:
    """Return the relations that are being lost, those that weigh most first; none in a public view."""
    if not ground.relations:
        return []
    actors, today = ground.snapshot.actors, date.fromisoformat(last_day(ground.scope.end))
    weighed = weight.weights(ground.network)
    bodies = [relation for key, relation in sorted(ground.relations.items()) if KINDS[actors[key].kind].body]
    heard = sum(map(_heard, bodies))
    gaps = []
    for relation in bodies:
        want = _want(relation, today) if ground.in_focus(actors[relation.key]) else None
        if want is not None:
            before, after = heard / len(bodies), (heard + (not _heard(relation))) / len(bodies)
            coverage = (Effect("coverage", before, after),) if after > before else ()
            gaps.append(_gap(ground, relation, want, weighed.get(relation.key, weight.NONE), coverage))
    return best_first(gaps)[:top]


def _heard(relation: Relation) -> bool:
    """Tell whether anything was heard of it in the last months."""
    return bool(relation.last_sign) and relation.months is not None and relation.months < QUIET_MONTHS


def _want(relation: Relation, today: date) -> _Want | None:
    if relation.overdue and relation.step:
        by = wording.day(relation.step.by, today)
        return _Want("overdue", 1.0, Label(f"promesso per il {by.it}, non fatto", f"promised for {by.en}, not done"))
    if relation.step and not relation.overdue:
        return None  # somebody has it in hand
    if not relation.last_contact and not relation.last_sign:
        return _Want("never", 1.0, wording.silence(relation))
    since = months_between(relation.last_contact, today)
    followed = relation.last_sign > relation.last_contact or relation.reached in (State.MET, State.COLLABORATING)
    if relation.last_contact and not followed and (since is None or since >= QUIET_MONTHS):
        return _Want("dropped", relation.staleness, wording.silence(relation))
    if relation.months is not None and relation.months >= SILENT_MONTHS:
        return _Want("silent", relation.staleness, wording.silence(relation))
    return None


def _gap(ground: Ground, relation: Relation, want: _Want, weighed: Weight, effects: tuple[Effect, ...]) -> Gap:
    node = ground.snapshot.actors[relation.key]
    reasons = (
        Reason(want.code, relation.months if relation.months is not None else "", 0.5, want.text),
        Reason("weight", round(weighed.value, 4), 0.5, wording.standing(weighed) or _PLAIN),
    )
    return Gap(
        identity(KIND, (node.key,)),
        KIND,
        (node.key,),
        (node.name,),
        want.staleness * weighed.value,
        reasons,
        _sentence(node, relation, want, date.fromisoformat(last_day(ground.scope.end))),
        _effect(node, weighed),
        ground.district_names(node),
        invented=invented(node),
        effects=effects,
    )


def _sentence(node: Node, relation: Relation, want: _Want, today: date) -> Label:
    """Say what happened, never what was said: the log's words are not repeated here."""
    name = phrases.quoted(node.name)
    last = relation.last_sign or relation.last_contact
    when = wording.day(last, today) if last else Label("", "")
    if want.code == "never":
        return Label(
            f"{name.it} è nella mappa, ma nessuno l'ha ancora cercata e a nessun evento è stata vista.",
            f"{name.en} is on the map, but nobody has called it yet and it was seen at no event.",
        )
    if want.code == "overdue":
        return Label(
            f"A {name.it} è stato promesso un passo che è scaduto: {want.text.it}.",
            f"{name.en} was promised a step that is overdue: {want.text.en}.",
        )
    if want.code == "dropped":
        return Label(
            f"{name.it} è stata cercata e poi lasciata: {want.text.it}. L'ultima volta il {when.it}.",
            f"{name.en} was called and then dropped: {want.text.en}. The last time on {when.en}.",
        )
    return Label(
        f"{name.it}: {want.text.it}. L'ultimo segno è del {when.it}.",
        f"{name.en}: {want.text.en}. The last sign is of {when.en}.",
    )


def _effect(node: Node, weighed: Weight) -> Label:
    name = phrases.quoted(node.name)
    if weighed.parts > 1:
        return Label(
            f"Se {name.it} si perde, la rete che collega si divide in {weighed.parts} parti.",
            f"If {name.en} is lost, the network it links falls into {weighed.parts} parts.",
        )
    if weighed.ties:
        ties = phrases.counted(weighed.ties, *_TIES)
        return Label(f"Se {name.it} si perde, la rete perde {ties.it}.", f"If {name.en} is lost, so are {ties.en}.")
    return Label(
        f"Con una telefonata {name.it} può entrare in rete.", f"With one call {name.en} can enter the network."
    )


GAPS = GapKind(
    KIND,
    Label("relazione da riprendere", "relation to take up again"),
    Label("relazioni da riprendere", "relations to take up again"),
    Label("relazioni", "relations"),
    Label(
        "Realtà mai cercate, cercate e lasciate, di cui non si sa nulla da "
        f"{SILENT_MONTHS} mesi, o con un passo promesso e scaduto. Prima quelle che tengono insieme la rete e di cui "
        "non si sa nulla da più tempo. Si ricavano dal registro dei contatti e dagli eventi svolti.",
        f"Bodies never called, called and dropped, not heard of for {SILENT_MONTHS} months, or with a promised step "
        "overdue. First those that hold the network together and have been silent longest. Derived from the log of "
        "contacts and from the events held.",
    ),
    "contact",
    Label("chiamarla", "call it"),
    find,
)
