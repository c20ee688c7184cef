"""What every kind of gap looks at, read once: actors, their network, places, what they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from graph.gaps.fitted import Fitted
from graph.model import KINDS, dates
from graph.network.groups import communities
from graph.network.network import Floats, Integers, Network
from graph.network.periods import last_day
from graph.network.scope import Scope, within
from graph.network.snapshot import Snapshot, network, partners, two_mode
from graph.network.two_mode import TwoMode
from graph.relations.relation import Relation, relations
from graph.store.records import Node, Tie

CROWD = 20
"""Events with more actors leave no evidence of a tie: they are attendance."""
_LONG_AGO = float(np.exp(-4.0))


@dataclass(frozen=True, slots=True)
class Foreigners:
    """Share of foreign residents where a body has its seat.

    `of` is the municipality's name, or the province's where only that is known (`by_province`).
    """

    share: float
    of: str
    by_province: bool


@dataclass(frozen=True, eq=False)
class Ground:
    """A territory as gaps see it.

    Attributes
    ----------
    snapshot
        Mapped actors and their ties.
    candidates
        Schools known from a register only, by key.
    services
        By key.
    providers
        Keys of those who provide each service at the date looked at, by key of the service.
    contacts, about
        The log of contacts, and the ties that say whom each was with; none in a public view.
    municipalities
        Municipality nodes by ISTAT code; those in play at least.
    adjoining
        ISTAT codes that share a border, by ISTAT code.
    province_shares
        Foreign residents as a share (0–1) of all, by abbreviation of the province; used where a
        municipality's own residents are not loaded.
    until
        ISO date up to which anything is known; empty: everything.
    focus
        Keys of the districts that gaps are wanted for; empty: everywhere. Whom they are proposed may be elsewhere.
    today
        As in `Scope`.
    fitted
        The score of pairs that was fitted to this network's past, where that is the one in use.
    """

    snapshot: Snapshot
    candidates: Mapping[str, Node]
    municipalities: Mapping[str, Node]
    adjoining: Mapping[str, frozenset[str]]
    province_shares: Mapping[str, float]
    until: str = ""
    focus: frozenset[str] = frozenset()
    today: str = ""
    fitted: Fitted | None = None
    services: Mapping[str, Node] = field(default_factory=dict)
    providers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    contacts: tuple[Node, ...] = ()
    about: tuple[Tie, ...] = ()

    @property
    def scope(self) -> Scope:
        """Everything known at the date looked at, events of any size."""
        return Scope(until=self.until, today=self.today)

    def in_focus(self, node: Node) -> bool:
        """Tell whether a body is in a district that gaps are wanted for."""
        return not self.focus or not self.focus.isdisjoint(self._districts(node))

    @cached_property
    def two_mode(self) -> TwoMode:
        """Actors × events small enough to be ties."""
        return two_mode(self.snapshot, replace(self.scope, max_event_size=CROWD))

    @cached_property
    def whole(self) -> TwoMode:
        """Actors × events of any size."""
        return two_mode(self.snapshot, self.scope)

    @cached_property
    def network(self) -> Network:
        """Who met whom at events of at most `CROWD` actors, or declared that they collaborate."""
        return network(self.snapshot, replace(self.scope, max_event_size=CROWD))

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The network's actors, in its order."""
        return tuple(self.snapshot.actors[key] for key in self.network.actors)

    @cached_property
    def recency(self) -> Floats:
        """Σ exp(−age/τ) over each actor's events; τ is a quarter of the time between first and last event.

        An event without a date is as old as the first. Who has none counts as one event at the beginning of that time.
        """
        dated = [dates.ordinal(self.snapshot.occasions[e].text("start")) for e in self.two_mode.events]
        if not dated:
            return np.full(len(self.network.actors), _LONG_AGO)
        first = min((day for day in dated if day is not None), default=0)
        days = np.array([first if day is None else day for day in dated])
        span = float(days.max() - days.min())
        fresh = np.exp(-4 * (days.max() - days) / span) if span else np.ones(len(days))
        recent = np.asarray(self.two_mode.incidence @ fresh, dtype=np.float64).reshape(-1)
        return np.maximum(recent, _LONG_AGO)

    @cached_property
    def projects(self) -> Mapping[str, frozenset[str]]:
        """Keys of the projects each actor is partner in."""
        shared = partners(self.snapshot, self.scope)
        return {
            actor: frozenset(shared.events[int(e)] for e in shared.incidence[[row], :].tocsr().indices)
            for row, actor in enumerate(shared.actors)
        }

    @cached_property
    def acquainted(self) -> frozenset[tuple[str, str]]:
        """Pairs of actors who know each other otherwise: part of one another, or one the other's person."""
        return frozenset(
            (t.source, t.target) for t in self.snapshot.acquaintances if within(_since(t.properties), "", self.until)
        )

    def foreigners(self, node: Node) -> Foreigners | None:
        """Return the share of foreign residents where a body is, or None if nothing is known."""
        seat = self.municipalities.get(node.text("municipality"))
        if seat is None:
            return None
        residents, foreign = seat.number("residents"), seat.number("foreign_residents")
        if residents and foreign is not None:
            return Foreigners(foreign / residents, seat.name, False)
        share = self.province_shares.get(seat.text("province"))
        return None if share is None else Foreigners(share, seat.text("province_name") or seat.text("province"), True)

    @cached_property
    def known(self) -> Any:
        """Return who has met, or knows each other otherwise, as a matrix of yes and no, actors × actors."""
        index = self.network.index
        pairs = [(index[a], index[b]) for a, b in self.acquainted if a in index and b in index]
        ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        otherwise = sparse.coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=self.network.weights.shape)
        return sparse.csr_array((self.network.weights + otherwise + otherwise.T) > 0)

    @cached_property
    def relations(self) -> Mapping[str, Relation] | None:
        """How things stand with every actor at the date looked at; None in a public view, or where no day is given."""
        if not self.scope.end:
            return None
        day = last_day(self.scope.end)
        log = [node for node in self.contacts if within(node.text("date"), "", day)]
        return relations(self.snapshot, log, self.about, date.fromisoformat(day))

    @cached_property
    def groups(self) -> Integers:
        """Group of every actor of the network, of those who work mostly with one another."""
        return communities(self.network)

    @cached_property
    def everyone(self) -> Network:
        """Who met whom at events of any size, or declared that they collaborate: who may know of whom."""
        return network(self.snapshot, self.scope)

    def district_names(self, *nodes: Node) -> tuple[str, ...]:
        """Return the names of the districts that bodies are in, in order of name."""
        keys = {key for node in nodes for key in self._districts(node)}
        return tuple(sorted(self.snapshot.districts[key] for key in keys))

    def _districts(self, node: Node) -> tuple[str, ...]:
        """Return the districts a body is in; those of a municipality, and a district itself."""
        if node.key in self.snapshot.districts:
            return (node.key,)
        if KINDS[node.kind].reference:
            return self.snapshot.districts_of.get(node.text("istat"), ())
        return self.snapshot.districts_around(node)

    def municipality_name(self, istat: str) -> str:
        """Return a municipality's name, or its code where it is not known."""
        seat = self.municipalities.get(istat)
        return seat.name if seat else istat


def invented(*nodes: Node | None) -> bool:
    """Tell whether any of some nodes belongs to the invented sample."""
    return any(node is not None and node.properties.get("invented") is True for node in nodes)


def _since(properties: Mapping[str, object]) -> str:
    return str(properties.get("since", ""))
