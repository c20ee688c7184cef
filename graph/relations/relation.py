"""The relation with each mapped actor: its state, its last sign, what is promised. Derived, never set by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.model import dates
from graph.network.scope import Scope, within
from graph.network.snapshot import Snapshot
from graph.relations.log import Step, Talk, steps, talks
from graph.relations.states import DORMANT_AFTER, State
from graph.store.interface import View
from graph.store.records import Node, Tie

ORGANISING = frozenset({"lead", "co_organiser", "host", "speaker"})
"""Roles in an event by which one does it, rather than goes to it."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How things stand with one actor.

    Attributes
    ----------
    state
        Of `graph.relations.states.STATES`.
    reached
        The state without regard to time: what a dormant relation had come to.
    last_contact
        ISO date of the last contact that happened, answered or not; empty: none.
    last_sign
        ISO date of the last contact that was answered, event held or collaboration begun; empty: none.
    months
        Whole months since the last sign (where there is none, since the last contact); None: neither has a date.
    steps
        What is promised and not done, the earliest due first.
    overdue
        Whether the day of the first step is past.
    staleness
        0 (heard of today) to 1 (at least `DORMANT_AFTER` months ago, or never).
    talks
        Every contact, latest first, planned ones included.
    """

    key: str
    state: State
    reached: State
    last_contact: str
    last_sign: str
    months: int | None
    steps: tuple[Step, ...]
    overdue: bool
    staleness: float
    talks: tuple[Talk, ...]

    @property
    def step(self) -> Step | None:
        """The promised step that is due first, None where nothing is promised."""
        return self.steps[0] if self.steps else None


def read(
    view: View, snapshot: Snapshot, today: date, dormant_after: int = DORMANT_AFTER
) -> Mapping[str, Relation] | None:
    """Return the relation with every actor of a snapshot; None in a public view, where contacts are not known.

    Parameters
    ----------
    snapshot
        Of the same view.
    dormant_after
        Months.
    """
    if view.audience != "staff":
        return None
    return relations(snapshot, view.nodes(["contact"]), view.ties(["about"]), today, dormant_after)


def relations(
    snapshot: Snapshot,
    contacts: Iterable[Node],
    about: Iterable[Tie],
    today: date,
    dormant_after: int = DORMANT_AFTER,
) -> Mapping[str, Relation] | None:
    """Return the relation with every actor by key; None where the snapshot is a public one.

    Parameters
    ----------
    contacts, about
        Nodes of kind `contact` and ties of type `about`, as a staff view has them.
    """
    if snapshot.audience != "staff":
        return None
    day = today.isoformat()
    log = talks(contacts, about, day)
    done = _done(snapshot, day)
    return {key: _relation(key, log.get(key, ()), done.get(key, ()), today, dormant_after) for key in snapshot.actors}


Sign = tuple[State, str]
"""What a relation had come to at an ISO date (empty: on a day that is not known)."""


def _relation(key: str, listed: tuple[Talk, ...], done: Iterable[Sign], today: date, dormant_after: int) -> Relation:
    day = today.isoformat()
    happened = [talk for talk in listed if not talk.planned]
    signs = [*done, *((State.MET if talk.in_person else State.CALLED, talk.day) for talk in happened if talk.answered)]
    tried = [(State.CALLED, talk.day) for talk in happened]
    reached = max((state for state, _ in (*signs, *tried)), key=list(State).index, default=State.MAPPED)
    last_contact, last_sign = _last(at for _, at in tried), _last(at for _, at in signs)
    months = months_between(last_sign or ("" if signs else last_contact), today)
    asleep = months is not None and months >= dormant_after
    open_ = steps(listed)
    return Relation(
        key,
        State.DORMANT if asleep else reached,
        reached,
        last_contact,
        last_sign,
        months,
        open_,
        bool(open_) and open_[0].overdue(day),
        1.0 if not last_sign else _share(months, dormant_after),
        listed,
    )


def _share(months: int | None, dormant_after: int) -> float:
    return 1.0 if months is None else min(1.0, months / dormant_after)


def _last(days: Iterable[str]) -> str:
    return max(days, key=lambda day: dates.ordinal(day) or 0, default="")


def months_between(day: str, today: date) -> int | None:
    """Return the whole months from a stored date, perhaps partial, to a day; None without a date, never below 0."""
    number = dates.ordinal(day)
    if number is None:
        return None
    since = date.fromordinal(number)
    months = (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)
    return max(0, months)


def _done(snapshot: Snapshot, today: str) -> Mapping[str, list[Sign]]:
    """Return what each actor did with others up to a day: events held, projects, collaborations that stand."""
    found: defaultdict[str, list[Sign]] = defaultdict(list)
    held = [tie for tie in snapshot.ties["organised"] if within(_start(snapshot, tie), "", today)]
    company: defaultdict[str, int] = defaultdict(int)
    for tie in held:
        company[tie.target] += 1
    for tie in held:
        with_others = company[tie.target] > 1 and not ORGANISING.isdisjoint(tie.many("roles"))
        found[tie.source].append((State.COLLABORATING if with_others else State.MET, _start(snapshot, tie)))
    scope = Scope(until=today)
    for tie in (*snapshot.ties["collaborates"], *snapshot.ties["partner_in"]):
        if scope.stands(tie.properties):
            for end in {tie.source, tie.target} & snapshot.actors.keys():
                found[end].append((State.COLLABORATING, str(tie.properties.get("since", ""))))
    return found


def _start(snapshot: Snapshot, tie: Tie) -> str:
    return snapshot.occasions[tie.target].text("start")[:10]
