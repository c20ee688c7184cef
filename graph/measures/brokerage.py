"""Who stands between whom: pairs of partners not tied to each other, by the groups of the three.

An actor j brokers for an ordered pair of its partners (i, k) that are not tied. Ties have no direction, so that
every pair counts in both orders, and gatekeeper and representative, which differ by direction, are equal:
as for a symmetric network in Gould and Fernandez. Ties count, not strengths.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import sparse

from graph.measures.grouping import Grouped
from graph.measures.measure import Measure
from graph.model import Label
from graph.network.network import Floats

SOURCE = "Gould and Fernandez 1989, Structures of mediation, Sociological Methodology 19, 89"
_ORDERED = Label(
    "coppie ordinate di suoi partner non legati fra loro (ogni coppia conta nei due versi)",
    "ordered pairs of its partners not tied to each other (each pair counts both ways)",
)
_UNDEFINED = Label("per chi non è in alcun gruppo", "for who is in no group")


def coordinator(grouped: Grouped) -> Floats:
    """Return for how many pairs all three are of one group."""
    own = _degree(grouped.within)
    return _of_known(grouped, own * (own - 1) - _tied(grouped.within, grouped.within, grouped.within))


def itinerant(grouped: Grouped) -> Floats:
    """Return for how many pairs both partners are of one group, the actor of another."""
    among = _pairs_of_one_group(grouped) - _degree(grouped.between)
    return _of_known(grouped, among - _tied(grouped.between, grouped.within, grouped.between))


def gatekeeper(grouped: Grouped) -> Floats:
    """Return for how many pairs the second partner is of the actor's group, the first of another."""
    pairs = _degree(grouped.within) * _degree(grouped.between)
    return _of_known(grouped, pairs - _tied(grouped.between, grouped.between, grouped.within))


def liaison(grouped: Grouped) -> Floats:
    """Return for how many pairs all three are of different groups."""
    others = _degree(grouped.between)
    pairs = others**2 - _pairs_of_one_group(grouped)
    return _of_known(grouped, pairs - _tied(grouped.between, grouped.between, grouped.between))


def total(grouped: Grouped) -> Floats:
    """Return for how many pairs an actor brokers, whatever the groups."""
    return np.asarray(coordinator(grouped) + itinerant(grouped) + 2 * gatekeeper(grouped) + liaison(grouped))


def _degree(ties: Any) -> Floats:
    return np.asarray(np.diff(ties.indptr), dtype=np.float64)


def _pairs_of_one_group(grouped: Grouped) -> Floats:
    """Return Σ over other groups of an actor's partners in it, squared."""
    rows = np.flatnonzero(grouped.known)
    shape = (len(grouped.groups), int(grouped.groups.max(initial=-1)) + 1)
    member = sparse.csr_array((np.ones(len(rows)), (rows, grouped.groups[rows])), shape=shape)
    counts = grouped.between @ member
    return np.asarray(counts.multiply(counts).sum(axis=1), dtype=np.float64).reshape(-1)


def _tied(first: Any, across: Any, last: Any) -> Floats:
    """Return, of each actor's ordered pairs over a first and a last tie, how many are tied across."""
    return np.asarray((first @ across).multiply(last).sum(axis=1), dtype=np.float64).reshape(-1)


def _of_known(grouped: Grouped, counts: Floats) -> Floats:
    return np.where(grouped.known, counts, np.nan)


def _measure(
    name: str, label: Label, definition: Label, reading: Label, compute: Callable[[Grouped], Floats]
) -> Measure[Grouped]:
    whole = Label(f"{_ORDERED.it}: {definition.it}", f"{_ORDERED.en}: {definition.en}")
    return Measure(name, label, whole, "none", SOURCE, "count", reading, _UNDEFINED, compute)


BROKERAGE = _measure(
    "brokerage",
    Label("mediazione", "brokerage"),
    Label("in tutto", "in all"),
    Label("fa da tramite fra realtà che non si conoscono", "stands between bodies that do not know each other"),
    total,
)
COORDINATOR = _measure(
    "coordinator",
    Label("coordinatore", "coordinator"),
    Label("tutti e tre dello stesso gruppo", "all three of one group"),
    Label("mette in contatto realtà del proprio gruppo", "brings bodies of its own group together"),
    coordinator,
)
GATEKEEPER = _measure(
    "gatekeeper",
    Label("porta d'ingresso", "gatekeeper"),
    Label("il primo di un altro gruppo, il secondo del suo", "the first of another group, the second of its own"),
    Label("porta nel proprio gruppo contatti di altri", "brings contacts of others into its own group"),
    gatekeeper,
)
REPRESENTATIVE = _measure(
    "representative",
    Label("rappresentante", "representative"),
    Label(
        "il primo del suo gruppo, il secondo di un altro; senza direzione dei legami vale quanto la porta d'ingresso",
        "the first of its own group, the second of another; as ties have no direction, the same as gatekeeper",
    ),
    Label("porta il proprio gruppo verso altri", "leads its own group to others"),
    gatekeeper,
)
ITINERANT = _measure(
    "itinerant",
    Label("mediatore esterno", "itinerant broker"),
    Label("i due di uno stesso gruppo, lei di un altro", "the two of one group, itself of another"),
    Label("unisce da fuori realtà di un altro gruppo", "joins bodies of another group from outside"),
    itinerant,
)
LIAISON = _measure(
    "liaison",
    Label("ponte", "liaison"),
    Label("tre gruppi diversi", "three different groups"),
    Label("collega due gruppi senza appartenere a nessuno dei due", "links two groups and belongs to neither"),
    liaison,
)
