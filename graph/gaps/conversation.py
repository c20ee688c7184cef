"""What to talk about with one body: coming events, collaboration it lacks, whom it works with. For whoever calls."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from graph.gaps import likely, nearness, phrases, silences
from graph.gaps.gap import Gap
from graph.gaps.ground import Ground
from graph.gaps.nearness import Near
from graph.model import Label
from graph.relations import wording
from graph.store.records import Node

SUBJECTS = 3
AHEAD_DAYS = 60
"""How far ahead an event is worth a word."""
_THE_CALL_ITSELF = silences.KIND
"""The kind of gap that is why one calls, not what to talk about."""
_SHARED = ("topics", "communities", "languages")


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to talk about.

    Attributes
    ----------
    code
        `event`, `gap` or `partners`.
    text
        A sentence for whoever calls.
    keys
        Of the nodes it is about, without the body itself.
    """

    code: str
    text: Label
    keys: tuple[str, ...]


def subjects(
    ground: Ground,
    key: str,
    gaps: Iterable[Gap],
    today: date,
    most: int = SUBJECTS,
    *,
    closed: Collection[str] = frozenset(),
) -> tuple[Subject, ...]:
    """Return the first things to talk about with a mapped body: of each sort one, then more of what there is.

    Parameters
    ----------
    gaps
        Those found already, best first; likely ties of the body are looked for beside them.
    closed
        Ids of gaps that were done or dismissed.
    """
    node = ground.snapshot.actors.get(key)
    if node is None:
        return ()
    sorts = [list(islice(found, most)) for found in (_events(ground, node, today), _gaps(ground, node, gaps, closed))]
    sorts.append(list(_partners(ground, node)))
    first = [sort[0] for sort in sorts if sort]
    return tuple((first + [one for sort in sorts for one in sort[1:]])[:most])


def _gaps(ground: Ground, node: Node, gaps: Iterable[Gap], closed: Collection[str]) -> Iterator[Subject]:
    told = set(closed)
    own = (gap for gap in gaps if node.key in gap.members and gap.kind != _THE_CALL_ITSELF)
    for gap in (*own, *likely.find_for(ground, node.key, SUBJECTS)):
        others = tuple(k for k in (*gap.members, *gap.suggested) if k != node.key)
        if gap.id not in told:
            told.add(gap.id)
            yield Subject("gap", gap.text, others)


def _partners(ground: Ground, node: Node) -> Iterator[Subject]:
    names = list(ground.network.neighbours(node.key))
    if names:
        said = phrases.listed([phrases.quoted(ground.snapshot.actors[key].name) for key in names], shown=2)
        text = Label(f"Lavora già con {said.it}: come va?", f"It works with {said.en} already: how is it going?")
        yield Subject("partners", text, tuple(names[:2]))


@dataclass(frozen=True, slots=True)
class _Coming:
    event: Node
    inside: bool
    near: Near | None
    shared: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def rank(self) -> tuple[object, ...]:
        closeness = 2 * (self.near.score if self.near else 0.0) + bool(self.shared)
        return (not self.inside, -closeness, self.event.text("start"), self.event.key)


def _events(ground: Ground, node: Node, today: date) -> Iterator[Subject]:
    """Yield coming events: those the body takes part in, then those near it or on what it is about."""
    first, last = today.isoformat(), (today + timedelta(days=AHEAD_DAYS)).isoformat()
    mine = {tie.target for tie in ground.snapshot.ties["organised"] if tie.source == node.key}
    listed = (e for e in ground.snapshot.occasions.values() if e.kind == "event")
    ahead = [event for event in listed if first <= event.text("start")[:10] <= last]
    coming = (_coming(ground, node, event, event.key in mine) for event in ahead)
    for one in sorted((c for c in coming if c.inside or c.near or c.shared), key=lambda c: c.rank):
        yield Subject("event", _said(ground, one, today), (one.event.key,))


def _coming(ground: Ground, node: Node, event: Node, inside: bool) -> _Coming:
    shared = ((name, tuple(v for v in event.many(name) if v in node.many(name))) for name in _SHARED)
    near = nearness.of_pair(node, event, ground.adjoining, ground.municipalities)
    return _Coming(event, inside, near, tuple((name, values) for name, values in shared if values))


def _said(ground: Ground, coming: _Coming, today: date) -> Label:
    event = coming.event
    when, name = wording.day(event.text("start")[:10], today), phrases.quoted(event.name)
    town = ground.municipality_name(event.text("municipality")) if event.text("municipality") else ""
    where = Label(f" a {town}", f" in {town}") if town else Label("", "")
    why = _why(coming)
    return Label(f"Il {when.it} c'è {name.it}{where.it}: {why.it}.", f"On {when.en}, {name.en}{where.en}: {why.en}.")


def _why(coming: _Coming) -> Label:
    if coming.inside:
        return Label("partecipa anche lei", "it takes part too")
    parts: list[Label] = [coming.near.words] if coming.near else []
    for name, values in coming.shared:
        said = phrases.values(name, values)
        what = {"topics": Label("tema", "topic"), "communities": Label("comunità", "community")}.get(
            name, Label("lingua", "language")
        )
        parts.append(Label(f"{what.it} {said.it}", f"{what.en} {said.en}"))
    return _joined(parts)


def _joined(parts: Sequence[Label]) -> Label:
    return Label(", ".join(part.it for part in parts), ", ".join(part.en for part in parts))
