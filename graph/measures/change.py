"""What changed between two periods: who came, left, rose, fell; ties made and lapsed; the whole network."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from graph.measures.places import GRAIN, places
from graph.measures.registry import ONE_MODE
from graph.network.network import Network
from graph.network.overview import Overview, overview
from graph.network.periods import LeftOut, Period, during, first_day, left_out
from graph.network.scope import Scope
from graph.network.snapshot import Snapshot, network


@dataclass(frozen=True, slots=True)
class Course:
    """One actor in two periods.

    Attributes
    ----------
    before, after
        Its values of the chosen measure; NaN where it was not present, or where the measure is undefined.
    place_before, place_after
        Its places among those present in both periods, so that nobody falls because others arrived;
        None for who was not, or has no value.
    """

    key: str
    before: float
    after: float
    place_before: int | None = None
    place_after: int | None = None

    @property
    def gained(self) -> int:
        """Return the places gained, negative if lost; 0 where the value stayed the same."""
        if self.place_before is None or self.place_after is None or abs(self.after - self.before) <= GRAIN:
            return 0
        return self.place_before - self.place_after


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors tied in at least one of the periods; strengths, 0 where they were not tied."""

    source: str
    target: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Caution:
    """What makes the difference of two periods less than certain.

    Attributes
    ----------
    left_out
        What could not be placed.
    unfinished
        Days of the later period that are still to come: a tie missing there may yet be made.
    longer
        Days of the later period over those of the earlier one; far from 1, counts do not compare.
    records_since
        First day of the first dated event: before it, nothing was recorded, and who seems to have come
        may have been there. Empty if no event is dated.
    """

    left_out: LeftOut
    unfinished: int
    longer: float
    records_since: str


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of two periods.

    Attributes
    ----------
    came, left
        Present only in the later, only in the earlier; highest value first.
    rose, fell, still
        Present in both: who gained places, who lost some, the others; most places first.
    made, lapsed
        Tied only in the later, only in the earlier; strongest first.
    kept
        Pairs tied in both.
    whole
        Each period's network in a few numbers, of those present in it.
    """

    measure: str
    before: Period
    after: Period
    came: tuple[Course, ...]
    left: tuple[Course, ...]
    rose: tuple[Course, ...]
    fell: tuple[Course, ...]
    still: tuple[Course, ...]
    made: tuple[Pair, ...]
    lapsed: tuple[Pair, ...]
    kept: tuple[Pair, ...]
    whole: tuple[Overview, Overview]
    caution: Caution


def change(
    snapshot: Snapshot, before: Period, after: Period, scope: Scope | None = None, measure: str = "strength"
) -> Change:
    """Return what changed from one period to another.

    Present is who took part in an event, of any size, or stood in a declared collaboration. An event counts
    in the period that certainly holds its day, if that has come; a collaboration in every period that it stood in.

    Parameters
    ----------
    scope
        Kinds, districts, the largest event that counts as a tie, and the day it is; its dates do not matter.
    measure
        A name in `ONE_MODE`.
    """
    scope = replace(scope or Scope(), since="", until="")
    earlier, later = _present(snapshot, before, scope), _present(snapshot, after, scope)
    old, new = _values(earlier, measure), _values(later, measure)
    came = _sorted_by_value([Course(key, math.nan, new[key]) for key in new.keys() - old.keys()])
    left = _sorted_by_value([Course(key, old[key], math.nan) for key in old.keys() - new.keys()])
    both = _courses(old, new)
    pairs = _pairs(earlier, later)
    return Change(
        measure,
        before,
        after,
        came,
        left,
        tuple(sorted((c for c in both if c.gained > 0), key=lambda c: (-c.gained, c.key))),
        tuple(sorted((c for c in both if c.gained < 0), key=lambda c: (c.gained, c.key))),
        tuple(c for c in both if not c.gained),
        _strongest_first([p for p in pairs if p.before == 0]),
        _strongest_first([p for p in pairs if p.after == 0]),
        _strongest_first([p for p in pairs if p.before and p.after]),
        (overview(earlier), overview(later)),
        _caution(snapshot, before, after, scope),
    )


def _present(snapshot: Snapshot, period: Period, scope: Scope) -> Network:
    """Return a period's network of those who were there; one alone at its events is an isolate of it."""
    happened = Period(period.since, min(period.until, scope.today)) if scope.today else period
    part = during(snapshot, happened)
    there = {tie.source for tie in part.ties["organised"]}
    there |= {end for tie in part.ties["collaborates"] for end in (tie.source, tie.target)}
    # the dates have been seen to: `today` would take away what has ended since
    whole = network(part, replace(scope, today=""))
    rows = np.array([i for i, key in enumerate(whole.actors) if key in there], dtype=np.int64)
    return Network(tuple(whole.actors[i] for i in rows), whole.weights[rows][:, rows].tocsr())


def _values(network: Network, measure: str) -> Mapping[str, float]:
    return dict(zip(network.actors, ONE_MODE[measure].compute(network).tolist(), strict=True))


def _courses(old: Mapping[str, float], new: Mapping[str, float]) -> list[Course]:
    both = sorted(old.keys() & new.keys())
    places_before = places({key: _settled(old[key]) for key in both})
    places_after = places({key: _settled(new[key]) for key in both})
    return [Course(key, old[key], new[key], places_before.get(key), places_after.get(key)) for key in both]


def _settled(value: float) -> float:
    return value if math.isnan(value) else round(value / GRAIN) * GRAIN


def _sorted_by_value(courses: list[Course]) -> tuple[Course, ...]:
    def value(course: Course) -> float:
        known = course.before if math.isnan(course.after) else course.after
        return -1.0 if math.isnan(known) else known

    return tuple(sorted(courses, key=lambda course: (-value(course), course.key)))


def _pairs(earlier: Network, later: Network) -> list[Pair]:
    old, new = _strengths(earlier), _strengths(later)
    return [Pair(a, b, old.get((a, b), 0.0), new.get((a, b), 0.0)) for a, b in sorted(old.keys() | new.keys())]


def _strengths(network: Network) -> dict[tuple[str, str], float]:
    i, j, weight = network.edges
    keys = network.actors
    return {(keys[a], keys[b]): w for a, b, w in zip(i.tolist(), j.tolist(), weight.tolist(), strict=True)}


def _strongest_first(pairs: list[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pairs, key=lambda pair: (-max(pair.before, pair.after), pair.source, pair.target)))


def _caution(snapshot: Snapshot, before: Period, after: Period, scope: Scope) -> Caution:
    starts = [node.text("start") for node in snapshot.occasions.values() if node.kind == "event"]
    first = min((first_day(start) for start in starts if start), default="")
    return Caution(
        left_out(snapshot, (before, after), scope),
        _to_come(after, scope.today),
        after.days / before.days,
        first,
    )


def _to_come(period: Period, today: str) -> int:
    """Return how many days of a period come after today."""
    if not today or period.until <= today:
        return 0
    passed = Period(period.since, today).days if today >= period.since else 0
    return period.days - passed
