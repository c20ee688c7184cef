"""How near bodies are: kilometres where both addresses are known, else same or adjoining municipality.

An unknown place is neither near nor far: it never excludes anyone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.gaps import phrases
from graph.model import Label
from graph.network.network import Floats, Integers
from graph.store.records import Node

NEAR_KM = 10.0
"""Kilometres as the crow flies that people still cross for a meeting."""
_EARTH_KM = 6371.0088
_UNKNOWN = -1
SAME, ADJOINING = 0.75, 0.4
"""Nearness (0–1) of bodies known only to be in the same, or in adjoining municipalities."""

Adjoining = Mapping[str, frozenset[str]]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where bodies are: radians, NaN where there is no address; ISTAT codes as numbers, −1 where unknown."""

    lat: Floats
    lon: Floats
    towns: Integers

    def rows(self, chosen: slice | Integers) -> Places:
        """Return the places of some rows."""
        return Places(self.lat[chosen], self.lon[chosen], self.towns[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """Rows × columns of how near each is to each.

    Attributes
    ----------
    km
        Great circle; NaN where either address is unknown.
    same, adjoining
        Of municipalities, both known.
    known
        Whether anything can be said: both addresses, or both municipalities.
    """

    km: Floats
    same: Flags
    adjoining: Flags
    known: Flags

    @property
    def far(self) -> Flags:
        """Known to be too far."""
        by_town = self.known & ~self.same & ~self.adjoining
        return np.where(np.isnan(self.km), by_town, self.km > NEAR_KM)

    @property
    def score(self) -> Floats:
        """1 at the same place, 0 at `NEAR_KM` or where nothing is known."""
        by_town = np.where(self.same, SAME, np.where(self.adjoining, ADJOINING, 0.0))
        return np.where(np.isnan(self.km), by_town, np.clip(1 - self.km / NEAR_KM, 0.0, 1.0))


def places(nodes: Sequence[Node]) -> Places:
    """Return where bodies are."""
    points = [node.point or (np.nan, np.nan) for node in nodes]
    degrees = np.radians(np.array(points, dtype=np.float64).reshape(-1, 2))
    codes = (node.text("municipality") for node in nodes)
    towns = np.fromiter((int(c) if c.isdigit() else _UNKNOWN for c in codes), dtype=np.int64, count=len(nodes))
    return Places(degrees[:, 0], degrees[:, 1], towns)


def between(here: Places, there: Places, adjoining: Adjoining) -> Nearness:
    """Return how near each of some bodies is to each of others."""
    towns = (here.towns[:, None] != _UNKNOWN) & (there.towns[None, :] != _UNKNOWN)
    same = towns & (here.towns[:, None] == there.towns[None, :])
    km = _great_circle(here, there)
    return Nearness(km, same, towns & _touching(here.towns, there.towns, adjoining), towns | ~np.isnan(km))


def _great_circle(here: Places, there: Places) -> Floats:
    lat, other = here.lat[:, None], there.lat[None, :]
    haversine = (
        np.sin((other - lat) / 2) ** 2
        + np.cos(lat) * np.cos(other) * np.sin((there.lon[None, :] - here.lon[:, None]) / 2) ** 2
    )
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(haversine, 0.0, 1.0))), dtype=np.float64)


def _touching(here: Integers, there: Integers, adjoining: Adjoining) -> Flags:
    ours, rows = np.unique(here, return_inverse=True)
    theirs, columns = np.unique(there, return_inverse=True)
    column = {int(code): i for i, code in enumerate(theirs)}
    table = np.zeros((len(ours), len(theirs)), dtype=np.bool_)
    for i, code in enumerate(ours):
        for other in adjoining.get(f"{int(code):06d}", ()):
            if int(other) in column:
                table[i, column[int(other)]] = True
    return np.asarray(table[np.ix_(rows, columns)], dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Near:
    """How near two bodies are: kilometres, or `same` or `adjoining` municipality; 0–1; in words.

    `words` stands alone (`1,2 km`), `at` within a sentence (`a 1,2 km`).
    """

    value: float | str
    score: float
    words: Label

    @property
    def at(self) -> Label:
        """Return it as part of a sentence."""
        if isinstance(self.value, str):
            return self.words
        return Label(f"a {self.words.it}", f"{self.words.en} away")


def of_pair(one: Node, other: Node, adjoining: Adjoining, towns: Mapping[str, Node]) -> Near | None:
    """Return how near two bodies are, or None if they are far or nothing is known.

    Parameters
    ----------
    towns
        Municipality nodes by ISTAT code, for their names.
    """
    found = between(places([one]), places([other]), adjoining)
    km, score = float(found.km[0, 0]), float(found.score[0, 0])
    if not np.isnan(km):
        return Near(round(km, 3), score, phrases.kilometres(km)) if km <= NEAR_KM else None
    first, second = (towns[c].name if c in towns else c for c in (one.text("municipality"), other.text("municipality")))
    if found.same[0, 0]:
        return Near("same", score, Label(f"stesso comune ({first})", f"same municipality ({first})"))
    if found.adjoining[0, 0]:
        words = Label(f"comuni confinanti ({first} e {second})", f"adjoining municipalities ({first} and {second})")
        return Near("adjoining", score, words)
    return None
