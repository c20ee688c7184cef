"""What if an actor stopped, two began to work together, some held an event: every measure before and after."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from graph.errors import UsageError
from graph.measures.places import GRAIN, places
from graph.measures.registry import ONE_MODE
from graph.network.network import Network, from_edges
from graph.network.overview import Overview, overview
from graph.network.projection import LEVELS


class UnknownActor(UsageError):
    """An actor that is not part of the network; `key` is what was asked for."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no actor {key!r} in this network")
        self.key = key

    def italian(self) -> str:
        """Return which one, and what to do."""
        return f"«{self.key}» non è un attore di questa rete: scrivere la chiave che si legge con «graph measures»."


class NobodyElse(UsageError):
    """A tie or an event of fewer than two actors."""

    def __init__(self, actors: tuple[str, ...]) -> None:
        super().__init__(f"no tie among {actors!r}")
        self.actors = actors

    def italian(self) -> str:
        """Return what is missing."""
        return f"Per un legame o un evento servono almeno due attori diversi: {', '.join(self.actors) or 'nessuno'}."


@dataclass(frozen=True, slots=True)
class Supposition:
    """What is supposed.

    Attributes
    ----------
    without
        Actors that stop. What the others did together stays, and as strong: it happened.
    collaborations
        Pairs that declare a collaboration, with its level (1–4).
    events
        Actors that take part in one new event, for each event.
    """

    without: frozenset[str] = frozenset()
    collaborations: tuple[tuple[str, str, int], ...] = ()
    events: tuple[frozenset[str], ...] = ()

    def __bool__(self) -> bool:
        """Tell whether it supposes anything."""
        return bool(self.without or self.collaborations or self.events)


@dataclass(frozen=True, slots=True)
class Shift:
    """One actor's value of one measure, before and after; NaN where undefined or not there, places None."""

    key: str
    before: float
    after: float
    place_before: int | None
    place_after: int | None

    @property
    def changed(self) -> bool:
        """Tell whether the value is another, or is no longer or newly defined."""
        if math.isnan(self.before) or math.isnan(self.after):
            return math.isnan(self.before) != math.isnan(self.after)
        return abs(self.after - self.before) > GRAIN


@dataclass(frozen=True, slots=True)
class Effects:
    """Everything that a supposition changes.

    Attributes
    ----------
    actors
        By measure, every actor of either network in order of key; those who stop too.
    whole
        The network before and after.
    isolated
        Actors that have ties before and none after, by key; those who stop are not among them.
    reached
        Actors that have no tie before and one after.
    """

    actors: Mapping[str, tuple[Shift, ...]]
    whole: tuple[Overview, Overview]
    isolated: tuple[str, ...]
    reached: tuple[str, ...]

    def changed(self, measure: str) -> tuple[Shift, ...]:
        """Return who has another value of a measure, largest difference first; who stops or begins first of all."""

        def size(shift: Shift) -> float:
            difference = abs(shift.after - shift.before)
            return math.inf if math.isnan(difference) else difference

        moved = (shift for shift in self.actors[measure] if shift.changed)
        return tuple(sorted(moved, key=lambda shift: (-size(shift), shift.key)))


def suppose(network: Network, supposition: Supposition, known: Iterable[str] = ()) -> Network:
    """Return the network as it would be.

    Parameters
    ----------
    known
        Actors who are not in the network yet but may enter it, such as a school that nobody works with.

    Raises
    ------
    UnknownActor, NobodyElse
    """
    allowed = {*network.actors, *known}
    added = _added(supposition)
    named = (*supposition.without, *(end for a, b, _ in added for end in (a, b)))
    for key in sorted(named):
        if key not in allowed:
            raise UnknownActor(key)
    i, j, weight = network.edges
    keys = network.actors
    listed = [(keys[a], keys[b], w) for a, b, w in zip(i.tolist(), j.tolist(), weight.tolist(), strict=True)]
    gone = supposition.without
    staying = [key for key in keys if key not in gone]
    return from_edges(staying, [(a, b, w) for a, b, w in (*listed, *added) if a not in gone and b not in gone])


def _added(supposition: Supposition) -> list[tuple[str, str, float]]:
    """Return what is added as ties of the projection: level/4 a collaboration, 1/(size − 1) a pair of an event."""
    added = []
    for a, b, level in supposition.collaborations:
        if a == b:
            raise NobodyElse((a,))
        added.append((a, b, level / LEVELS))
    for event in supposition.events:
        if len(event) < 2:
            raise NobodyElse(tuple(sorted(event)))
        added += [(a, b, 1.0 / (len(event) - 1)) for a, b in combinations(sorted(event), 2)]
    return added


def effects(network: Network, supposition: Supposition, known: Iterable[str] = ()) -> Effects:
    """Return what a supposition changes, in every measure of every actor and in the whole.

    Parameters
    ----------
    known
        As for `suppose`.
    """
    after = suppose(network, supposition, known)
    keys = sorted({*network.actors, *after.actors})
    tied_before, tied_after = _tied(network), _tied(after)
    staying = set(after.actors)
    return Effects(
        {name: _shifts(keys, network, after, name) for name in ONE_MODE if ONE_MODE[name].form != "group"},
        (overview(network), overview(after)),
        tuple(sorted((tied_before & staying) - tied_after)),
        tuple(sorted(tied_after - tied_before)),
    )


def _tied(network: Network) -> set[str]:
    return {network.actors[row] for row in np.flatnonzero(network.degree)}


def _shifts(keys: list[str], before: Network, after: Network, measure: str) -> tuple[Shift, ...]:
    old, new = (_values(network, measure) for network in (before, after))
    old_places, new_places = places(old), places(new)
    nan = math.nan
    return tuple(
        Shift(key, old.get(key, nan), new.get(key, nan), old_places.get(key), new_places.get(key)) for key in keys
    )


def _values(network: Network, measure: str) -> dict[str, float]:
    return dict(zip(network.actors, ONE_MODE[measure].compute(network).tolist(), strict=True))
