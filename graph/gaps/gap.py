"""A gap as it is found, and its form in JSON. Not how it is found: one kind a module does that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from graph.model import Label
from graph.model.keys import generated

Fact = str | int | float | tuple[str, ...]

KINDS = (
    "likely-tie",
    "bridging-tie",
    "isolate",
    "fragile",
    "territory",
    "school",
    "service",
    "community",
    "relation",
    "change",
)
"""Names of the kinds there are, in the registry's order: read without what finding them needs."""

EFFECTS: Mapping[str, Label] = {
    "ties": Label("legami", "ties"),
    "reach": Label("realtà che raggiunge", "bodies it reaches"),
    "steps": Label("passi fra le due", "steps between the two"),
    "two-steps": Label("realtà entro due passi", "bodies within two steps"),
    "isolates": Label("realtà isolate", "isolates"),
    "fragmentation": Label("coppie che non si raggiungono", "pairs out of each other's reach"),
    "efficiency": Label("efficienza della rete", "efficiency of the network"),
    "access": Label("associazioni a portata ogni 1.000 stranieri", "associations within reach for 1,000 foreigners"),
    "coverage": Label("quota coperta", "share covered"),
}
"""What a gap may change, by code. Those of neither `SHARES` nor `RATES` are counts.

fragmentation of pairs of actors that cannot reach each other (Borgatti 2006, Identifying sets of key players, F),
efficiency as the mean over pairs of 1/steps (Latora and Marchiori 2001), coverage of what the kind is about.
"""
SHARES = frozenset({"fragmentation", "efficiency", "coverage"})
"""Effects that are shares of 0–1."""
RATES = frozenset({"access"})
"""Effects that are numbers for 1,000 persons."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a gap.

    Attributes
    ----------
    code
        Stable name: `partner`, `language`, `near`.
    value
        The fact itself: names, codes, kilometres, a count, a share of 0–1.
    share
        Part of the score that it makes up, 0–1; the shares of a gap add up to 1 where its score is above 0.
    text
        A few words for a person: *1,2 km*.
    """

    code: str
    value: Fact
    share: float
    text: Label


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that would change, by code of `EFFECTS`: how it is, and how it would be."""

    code: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap.

    Attributes
    ----------
    id
        The same for the same kind and members, whenever it is found.
    kind
        Name in the registry: `likely-tie`.
    members, names
        Who it is about; in order of key.
    suggested
        Keys of others named in the text: with whom to begin.
    score
        0–1, comparable within a kind; best first.
    text
        A sentence an organiser understands.
    effect
        What it would change, in a sentence.
    effects
        The same as numbers; of a `fragile` or `change` gap, what is lost.
    districts
        Names of the members' districts.
    note
        What the finding leaves out, where a reader must know it.
    invented
        Whether a member or someone suggested belongs to the invented sample.
    proposed
        Keys of the two who could work together where they are not the members; empty: nobody.
    """

    id: str
    kind: str
    members: tuple[str, ...]
    names: tuple[str, ...]
    score: float
    reasons: tuple[Reason, ...]
    text: Label
    effect: Label
    districts: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    status: str = "open"
    note: Label | None = None
    invented: bool = False
    effects: tuple[Effect, ...] = ()
    proposed: tuple[str, ...] | None = None

    @property
    def tie(self) -> tuple[str, ...]:
        """Keys of the two who could work together: as `proposed`, else the first two of members and suggested."""
        return (*self.members, *self.suggested)[:2] if self.proposed is None else self.proposed


def identity(kind: str, members: Iterable[str]) -> str:
    """Return the stable id of a gap."""
    return generated("gap", kind, *sorted(members))


def weighed(parts: Iterable[Reason]) -> tuple[float, tuple[Reason, ...]]:
    """Return the score that reasons add up to, and the reasons with their shares of it.

    Parameters
    ----------
    parts
        `share` holds how much of the score each makes up.
    """
    listed = tuple(parts)
    score = float(sum(reason.share for reason in listed))
    return score, tuple(replace(r, share=r.share / score) for r in listed) if score else listed


def best_first(gaps: Iterable[Gap]) -> list[Gap]:
    """Return gaps by score, then id."""
    return sorted(gaps, key=lambda gap: (-gap.score, gap.id))


def as_json(gap: Gap) -> dict[str, object]:
    """Return a gap as `python -m graph gaps` prints it."""
    return {
        "id": gap.id,
        "gap": gap.kind,
        "members": list(gap.members),
        "names": list(gap.names),
        "score": gap.score,
        "reasons": [
            {
                "code": reason.code,
                "value": list(reason.value) if isinstance(reason.value, tuple) else reason.value,
                "share": reason.share,
                "text": reason.text.it,
                "text_en": reason.text.en,
            }
            for reason in gap.reasons
        ],
        "text": gap.text.it,
        "text_en": gap.text.en,
        "effect": gap.effect.it,
        "effect_en": gap.effect.en,
        "effects": [{"code": e.code, "before": e.before, "after": e.after} for e in gap.effects],
        "district": "; ".join(gap.districts) or None,
        "status": gap.status,
        "suggested": list(gap.suggested),
        "note": gap.note.it if gap.note else None,
        "note_en": gap.note.en if gap.note else None,
        "invented": gap.invented,
    }
