"""Which fields the form of a kind has, and in which order: the few that matter first, the rest folded by subject.

Drawn from the model: a property declared there has its field here. How a field is drawn is the screen's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.model import KINDS, Label
from graph.model.properties import CONSENT, PLACE, STANDING
from graph.model.schema import Kind, Property, ValueType

_OURS = frozenset(p.name for p in (*PLACE, *STANDING))
"""Kept by the product: how a place was found, whether a body is a candidate."""
_CONSENT = frozenset(p.name for p in CONSENT)
_REACHES = frozenset({ValueType.PHONE, ValueType.EMAIL, ValueType.URL})


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together; a folded one is opened by whoever needs it.

    Attributes
    ----------
    note
        Said under the title: who sees what is written here.
    """

    name: str
    label: Label
    properties: tuple[Property, ...]
    note: Label | None = None
    folded: bool = True


@dataclass(frozen=True, slots=True)
class _Subject:
    name: str
    label: Label
    takes: Callable[[Property], bool]
    note: Label | None = None


_SUBJECTS = (
    _Subject(
        "consent",
        Label("Consenso e conservazione", "Consent and keeping"),
        lambda p: p.name in _CONSENT,
        Label(
            "Con quale base si tengono i contatti, e fino a quando", "On which basis contacts are kept, and how long"
        ),
    ),
    _Subject(
        "private",
        Label("Riservato", "Private"),
        lambda p: p.private,
        Label("Lo vede solo chi lavora alla mappa", "Only staff see it"),
    ),
    _Subject(
        "public",
        Label("Contatti mostrati a tutti", "Contacts shown to everyone"),
        lambda p: p.type in _REACHES,
        Label("Compaiono anche nella mappa pubblica", "They appear on the public map too"),
    ),
    _Subject("more", Label("Altro", "More"), lambda p: True),
)
_SHOWN_ORDER = ("more", "public", "private", "consent")


def entered(kind: str) -> tuple[Property, ...]:
    """Return the properties of a kind that a person may write."""
    return tuple(p for p in KINDS[kind].properties if p.name not in _OURS)


def sections(kind: str) -> tuple[Section, ...]:
    """Return the sections of a kind's form, the unfolded one first; none is empty."""
    first = tuple(p for p in entered(kind) if not p.folded)
    result = [Section("first", KINDS[kind].label, first, folded=False)]
    held: dict[str, list[Property]] = {subject.name: [] for subject in _SUBJECTS}
    for declared in entered(kind):
        if declared.folded:
            held[next(s.name for s in _SUBJECTS if s.takes(declared))].append(declared)
    by_name = {subject.name: subject for subject in _SUBJECTS}
    for name in _SHOWN_ORDER:
        if held[name]:
            subject = by_name[name]
            result.append(Section(name, subject.label, tuple(held[name]), subject.note))
    return tuple(result)


def enterable() -> tuple[Kind, ...]:
    """Return the kinds that a person may add, bodies first. A contact is written with the body it was with."""
    chosen = [kind for kind in KINDS.values() if not kind.reference and kind.name != "contact"]
    return tuple(sorted(chosen, key=lambda kind: not kind.body))
