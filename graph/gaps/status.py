"""Where the work on each gap stands: what people said of it, and whether its event was held. Not how gaps are found.

A gap is told by its kind and members, so what was said of it outlives every new computation; of members that
were merged, by what they became. What was taken up or done stays in the list when nothing finds it any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from graph.gaps.gap import Gap, identity
from graph.gaps.ground import Ground
from graph.model import KINDS, Label
from graph.network.snapshot import Snapshot
from graph.store.changes import GapStatus, Mark
from graph.store.records import Node

LABELS: Mapping[GapStatus, Label] = {
    GapStatus.OPEN: Label("aperta", "open"),
    GapStatus.TAKEN_UP: Label("presa in carico", "taken up"),
    GapStatus.DONE: Label("fatta", "done"),
    GapStatus.DISMISSED: Label("messa da parte", "dismissed"),
}
_KEPT = frozenset({GapStatus.TAKEN_UP, GapStatus.DONE})
_ATTEND_NOTHING = frozenset(kind.key_prefix for kind in KINDS.values() if not kind.actor)
"""Prefixes of keys of what takes part in nothing (a service, a municipality): who is not tied has only its key."""
_NOTHING = Label("", "")
_GONE = Label(
    "Non è più fra le lacune che si trovano oggi: resta qui per ciò che ne è stato detto.",
    "It is not among the gaps found today any more: it stays here for what was said of it.",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the work on one gap stands.

    Attributes
    ----------
    history
        What was said of it, oldest first; never empty.
    held
        Key of the event that closed it: the next step of a gap taken up, held with everyone it is about; or empty.
    """

    id: str
    kind: str
    members: tuple[str, ...]
    history: tuple[Mark, ...]
    held: str = ""

    @property
    def last(self) -> Mark:
        """What was said last."""
        return self.history[-1]

    @property
    def status(self) -> GapStatus:
        """Where it stands: as said last, or done once its event was held."""
        return GapStatus.DONE if self.held else self.last.status


def standings(marks: Iterable[Mark], snapshot: Snapshot, today: str) -> dict[str, Standing]:
    """Return where the work stands, by id of the gap; what something was said of last comes last.

    Gaps between bodies that have become one are left out: there is nothing between a body and itself.

    Parameters
    ----------
    marks
        As the store returns them.
    today
        ISO date; an event of an earlier day was held.
    """
    said: dict[str, list[Mark]] = {}
    for mark in marks:
        if len(set(mark.members)) == len(mark.members):
            id_ = identity(mark.kind, mark.members)
            said[id_] = [*said.pop(id_, []), mark]
    attending = _attending(snapshot, {history[-1].step for history in said.values()})
    found = {}
    for id_, history in said.items():
        last = history[-1]
        held = last.step if _held(last, snapshot, attending.get(last.step, frozenset()), today) else ""
        found[id_] = Standing(id_, last.kind, last.members, tuple(history), held)
    return found


def until(marks: Iterable[Mark], day: str) -> list[Mark]:
    """Return what had been said by the end of a day (ISO, perhaps partial; empty: everything)."""
    return [mark for mark in marks if not day or mark.at[: len(day)] <= day]


def listed(
    ground: Ground,
    found: Iterable[Gap],
    known: Mapping[str, Standing],
    named: Callable[[str], Node | None],
    *,
    kinds: Iterable[str],
    districts: Iterable[str] = (),
) -> list[Gap]:
    """Return the gaps found, each with its status, then what was taken up or done and is found no more, latest first.

    Parameters
    ----------
    named
        Returns the node of a key; a gap with a member whose node is gone, or may not be seen, is not remembered.
    kinds, districts
        Names of the kinds and districts that the gaps were found for; no district: everywhere.
    """
    gaps = [replace(gap, status=known[gap.id].status.value) if gap.id in known else gap for gap in found]
    there, wanted = {gap.id for gap in gaps}, frozenset(kinds)
    focus = frozenset(ground.snapshot.district_named(name) for name in districts)
    kept = [s for s in known.values() if s.status in _KEPT and s.kind in wanted and s.id not in there]
    focused = replace(ground, focus=focus)
    return gaps + [gap for s in reversed(kept) if (gap := _remembered(focused, s, named)) is not None]


def closed(known: Mapping[str, Standing]) -> frozenset[str]:
    """Return the ids of gaps that were done or dismissed: nobody is to be told of them again."""
    over = (GapStatus.DONE, GapStatus.DISMISSED)
    return frozenset(id_ for id_, standing in known.items() if standing.status in over)


def public(gaps: Iterable[Gap]) -> list[Gap]:
    """Return what a reader who is not to know of the work may see: gaps found that nobody put aside or closed."""
    shown = [gap for gap in gaps if gap.text != _GONE and gap.status in (GapStatus.OPEN, GapStatus.TAKEN_UP)]
    return [replace(gap, status=GapStatus.OPEN.value) for gap in shown]


def as_json(standing: Standing | None) -> dict[str, object]:
    """Return who said what last of a gap, and what comes of it, as `python -m graph gaps` prints it."""
    last = standing.last if standing else None
    return {
        "marked_at": last.at if last else None,
        "marked_by": last.author if last else None,
        "status_reason": (last.reason or None) if last else None,
        "step": (last.step or None) if last else None,
    }


def counts(gaps: Iterable[Gap]) -> dict[GapStatus, int]:
    """Return how many gaps have each status, in the order of the statuses, zeros included."""
    found = Counter(gap.status for gap in gaps)
    return {status: found[status.value] for status in GapStatus}


def _remembered(ground: Ground, standing: Standing, named: Callable[[str], Node | None]) -> Gap | None:
    nodes = [node for key in standing.members if (node := named(key)) is not None]
    if len(nodes) < len(standing.members) or not any(ground.in_focus(node) for node in nodes):
        return None
    return Gap(
        standing.id,
        standing.kind,
        standing.members,
        tuple(node.name for node in nodes),
        0.0,
        (),
        _GONE,
        _NOTHING,
        districts=ground.district_names(*nodes),
        status=standing.status.value,
        invented=any(node.properties.get("invented") is True for node in nodes),
    )


def _attending(snapshot: Snapshot, events: set[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for tie in snapshot.ties["organised"]:
        if tie.target in events:
            found.setdefault(tie.target, set()).add(tie.source)
    return {event: frozenset(actors) for event, actors in found.items()}


def _held(mark: Mark, snapshot: Snapshot, attending: frozenset[str], today: str) -> bool:
    """Tell whether the event that a gap was taken up with is over, and everyone the gap is about was there."""
    event = snapshot.occasions.get(mark.step)
    if mark.status != GapStatus.TAKEN_UP or event is None or event.kind != "event":
        return False
    last = (event.text("end") or event.text("start"))[:10]
    over = bool(last) and last < today[: len(last)]
    about = {key for key in mark.members if key.partition(":")[0] not in _ATTEND_NOTHING}
    return over and about <= attending and len(attending) > 1
