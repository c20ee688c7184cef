"""The states of a relation and their rules, as data. Not how they are found: see `graph.relations.relation`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.model import Label

DORMANT_AFTER = 12
"""Months without a contact or an event after which a relation sleeps, unless another number is given."""


class State(StrEnum):
    """How far a relation has come; each of the first four includes those before it."""

    MAPPED = "mapped"
    CALLED = "called"
    MET = "met"
    COLLABORATING = "collaborating"
    DORMANT = "dormant"


@dataclass(frozen=True, slots=True)
class Rule:
    """One state: what it is called, and when a relation is in it."""

    state: State
    label: Label
    rule: Label


STATES: Mapping[State, Rule] = {
    rule.state: rule
    for rule in (
        Rule(
            State.MAPPED,
            Label("solo mappata", "mapped only"),
            Label(
                "È nella mappa, ma nessuno l'ha ancora cercata e a nessun evento è stata vista",
                "It is on the map, but nobody has tried to reach it and it was seen at no event",
            ),
        ),
        Rule(
            State.CALLED,
            Label("cercata", "called"),
            Label(
                "Le si è telefonato o scritto almeno una volta, anche senza risposta",
                "It was called or written to at least once, even without an answer",
            ),
        ),
        Rule(
            State.MET,
            Label("incontrata", "met"),
            Label(
                "La si è vista di persona: un incontro, una visita, o un evento già svolto a cui c'era",
                "It was seen in person: a meeting, a visit, or a past event that it was at",
            ),
        ),
        Rule(
            State.COLLABORATING,
            Label("collabora", "collaborating"),
            Label(
                "Ha organizzato con altri un evento già svolto, è partner di un progetto, "
                "o ha una collaborazione dichiarata in corso",
                "It organised a past event with others, is partner in a project, "
                "or has a declared collaboration that stands",
            ),
        ),
        Rule(
            State.DORMANT,
            Label("silente", "dormant"),
            Label(
                f"Da almeno {DORMANT_AFTER} mesi nessun contatto con risposta e nessun evento svolto",
                f"For at least {DORMANT_AFTER} months no contact that was answered and no event held",
            ),
        ),
    )
}
"""In the order in which a relation grows. What is only planned, and events that were cancelled, never count."""
UNKNOWN = Label("non noto a chi non lavora alla mappa", "not known outside the staff")
"""What a relation is to whoever may not see contacts: never *not called*."""
