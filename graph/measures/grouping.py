"""What groups actors fall in, by the choice of whoever asks: for measures of ties within and between groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from graph.model import Label
from graph.network.groups import communities
from graph.network.network import Integers, Network
from graph.network.snapshot import Snapshot

NO_GROUP = -1


@dataclass(frozen=True, eq=False)
class Grouped:
    """A network whose actors fall in groups; ties count, not strengths.

    Attributes
    ----------
    groups
        Number of each actor's group from 0; −1 for who is in none: neither it nor its ties count.
    from_ties
        Whether the groups were found from these very ties: chance then says nothing of them.
    """

    network: Network
    groups: Integers
    from_ties: bool = False

    @property
    def known(self) -> Any:
        """Which actors are in a group."""
        return self.groups != NO_GROUP

    @cached_property
    def ends(self) -> tuple[Integers, Integers]:
        """Return the ties whose two ends are in a group, as rows."""
        i, j, _ = self.network.edges
        both = self.known[i] & self.known[j]
        return i[both], j[both]

    @cached_property
    def within(self) -> Any:
        """CSR of ones, symmetric: the ties within a group."""
        i, j = self.ends
        return self._ties(self.groups[i] == self.groups[j])

    @cached_property
    def between(self) -> Any:
        """CSR of ones, symmetric: the ties between two groups."""
        i, j = self.ends
        return self._ties(self.groups[i] != self.groups[j])

    def _ties(self, chosen: Any) -> Any:
        i, j = (end[chosen] for end in self.ends)
        shape = self.network.weights.shape
        return sparse.csr_array((np.ones(2 * len(i)), (np.r_[i, j], np.r_[j, i])), shape=shape)


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way of putting actors into groups.

    Attributes
    ----------
    definition
        Which group an actor is in, and when in none.
    """

    name: str
    label: Label
    definition: Label
    group: Callable[[Snapshot, Network], Grouped]


def grouped(network: Network, values: Iterable[str | None]) -> Grouped:
    """Return a network grouped by one value an actor, in its order; None is no group."""
    listed = list(values)
    number = {value: n for n, value in enumerate(sorted({value for value in listed if value is not None}))}
    groups = [NO_GROUP if value is None else number[value] for value in listed]
    return Grouped(network, np.array(groups, dtype=np.int64))


def _by(values: Callable[[Snapshot, str], Sequence[str]]) -> Callable[[Snapshot, Network], Grouped]:
    def group(snapshot: Snapshot, network: Network) -> Grouped:
        found = (values(snapshot, key) for key in network.actors)
        return grouped(network, (each[0] if len(each) == 1 else None for each in found))

    return group


GROUPINGS: Mapping[str, Grouping] = {
    grouping.name: grouping
    for grouping in (
        Grouping(
            "community",
            Label("comunità della rete", "community of the network"),
            Label("il gruppo che la rete stessa forma (Leiden)", "the group that the network itself forms (Leiden)"),
            lambda snapshot, network: Grouped(network, communities(network), from_ties=True),
        ),
        Grouping(
            "kind",
            Label("tipo di realtà", "kind of body"),
            Label("associazione, ente, scuola…", "association, organisation, school…"),
            _by(lambda snapshot, key: (snapshot.actors[key].kind,)),
        ),
        Grouping(
            "district",
            Label("Ambito", "district"),
            Label(
                "l'Ambito del comune in cui ha sede; nessuno se il comune manca o sta in più Ambiti",
                "the district of the municipality of its seat; none if that is unknown or part of several",
            ),
            _by(lambda snapshot, key: snapshot.districts_at(key)),
        ),
        Grouping(
            "origin",
            Label("comunità di origine", "community of origin"),
            Label(
                "il paese di origine di chi ne fa parte; nessuno se manca o sono più d'uno",
                "the country of origin of its members; none if unknown or several",
            ),
            _by(lambda snapshot, key: snapshot.actors[key].many("communities")),
        ),
    )
}
