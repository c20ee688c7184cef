"""Who and what each district has, read once: its actors and their ties, municipalities, schools, services, contacts.

Not what is computed of it: `graph.scorecard.columns` says that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from graph.gaps.areas import Area
from graph.gaps.communities import Communities
from graph.gaps.ground import Ground
from graph.gaps.survey import survey
from graph.model.folding import folded
from graph.model.kinds import ASSOCIATION, SCHOOL
from graph.network.network import Network
from graph.network.periods import last_day
from graph.network.scope import within
from graph.store.interface import View
from graph.store.records import Node
from graph.territory.gazetteer import Gazetteer


@dataclass(frozen=True, eq=False)
class Census:
    """A territory as scorecards see it.

    Attributes
    ----------
    ground
        Actors, their network (events of at most `graph.gaps.ground.CROWD` actors), schools, services, relations.
    nodes
        Districts by key.
    """

    ground: Ground
    nodes: Mapping[str, Node]

    @property
    def now(self) -> str:
        """The ISO date looked at."""
        return self.ground.scope.end

    @cached_property
    def communities(self) -> Communities:
        """Who lives where by citizenship, and whose community is mapped within reach."""
        return Communities(self.ground)

    @cached_property
    def districts(self) -> tuple[District, ...]:
        """Every district, ordered by name."""
        members = self._members
        found = [District(self, node, members.get(key, ())) for key, node in self.nodes.items()]
        return tuple(sorted(found, key=lambda d: (folded(d.node.name), d.key)))

    @cached_property
    def actors_of(self) -> Mapping[str, tuple[int, ...]]:
        """Rows of the whole network that are in each district."""
        found: dict[str, list[int]] = {}
        for row, node in enumerate(self.ground.nodes):
            for key in self.ground.snapshot.districts_around(node):
                found.setdefault(key, []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def _members(self) -> dict[str, tuple[str, ...]]:
        gazetteer = Gazetteer.from_nodes(self.ground.municipalities.values())
        found: dict[str, set[str]] = {}
        for istat, keys in self.ground.snapshot.districts_of.items():
            seat = self.ground.municipalities.get(istat)
            ended = seat is not None and seat.text("abolished")
            for key in keys:
                found.setdefault(key, set()).update(gazetteer.in_being(istat) if ended else (istat,))
        return {key: tuple(sorted(codes)) for key, codes in found.items()}


@dataclass(frozen=True, eq=False)
class District:
    """One district of a census.

    Attributes
    ----------
    members
        ISTAT codes of its municipalities in being, in order.
    """

    census: Census
    node: Node
    members: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return its key."""
        return self.node.key

    @property
    def invented(self) -> bool:
        """Whether it is part of the invented sample: it is compared with invented ones only."""
        return self.node.properties.get("invented") is True

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Its actors, as rows of the whole network."""
        return self.census.actors_of.get(self.key, ())

    @cached_property
    def network(self) -> Network:
        """Its actors and the ties between them."""
        return self.census.ground.network.part(np.array(self.rows, dtype=np.int64))

    @cached_property
    def actors(self) -> tuple[Node, ...]:
        """Its actors, in the network's order."""
        return tuple(self.census.ground.snapshot.actors[key] for key in self.network.actors)

    @cached_property
    def active(self) -> bool:
        """Whether any event or collaboration of its actors is recorded: without one nothing is known of ties."""
        snapshot, own = self.census.ground.snapshot, frozenset(self.network.actors)
        ties = (*snapshot.ties["organised"], *snapshot.ties["collaborates"])
        return any(tie.source in own or tie.target in own for tie in ties)

    @cached_property
    def associations(self) -> tuple[Node, ...]:
        """Its mapped associations."""
        return tuple(node for node in self.actors if node.kind == ASSOCIATION.name)

    @cached_property
    def lead(self) -> Node | None:
        """The actor of the district whose name is the lead's; None where none or several have it."""
        wanted = folded(self.node.text("lead"))
        named = [n for n in self.actors if wanted in {folded(called) for called in (n.name, *n.many("aliases"))}]
        return named[0] if wanted and len(named) == 1 else None

    @cached_property
    def schools(self) -> tuple[Node, ...]:
        """Every school known here: mapped ones, and those of the registers."""
        ground = self.census.ground
        known = (*ground.snapshot.actors.values(), *ground.candidates.values())
        return tuple(n for n in known if n.kind == SCHOOL.name and self.holds(n))

    @cached_property
    def services(self) -> tuple[Node, ...]:
        """Services with their seat here."""
        known = self.census.ground.services
        return tuple(known[key] for key in sorted(known) if self.holds(known[key]))

    def holds(self, node: Node) -> bool:
        """Tell whether a located node is in this district."""
        return self.key in self.census.ground.snapshot.districts_around(node)

    @cached_property
    def area(self) -> Area:
        """The district as gaps see it: the sum of its municipalities."""
        areas = self.census.communities.areas
        rows = np.array([areas.row[istat] for istat in self.members if istat in areas.row], dtype=np.int64)
        return Area(self.key, self.node.name, rows, (self.key,), self.invented)

    @cached_property
    def events(self) -> tuple[Node, ...]:
        """Events of the last twelve months in which one of its actors took part, ordered by key."""
        snapshot, own = self.census.ground.snapshot, frozenset(self.network.actors)
        taken = sorted({tie.target for tie in snapshot.ties["organised"] if tie.source in own})
        found = (snapshot.occasions[key] for key in taken)
        return tuple(n for n in found if n.text("start") and within(n.text("start"), self.since, self.census.now))

    @property
    def since(self) -> str:
        """Return the first day of the last twelve months."""
        return year_before(self.census.now)


def year_before(day: str) -> str:
    """Return the day after the same day of the year before: with it twelve months begin that end on `day`."""
    now = date.fromisoformat(last_day(day))
    return date.fromordinal(now.toordinal() - 364).isoformat()


def census(view: View, until: str = "", *, today: str, ground: Ground | None = None) -> Census:
    """Read from a view what scorecards look at.

    Parameters
    ----------
    until
        ISO date; what happened later is not known.
    today
        The ISO date it is.
    ground
        Where the view was surveyed already.
    """
    return compose(ground or survey(view, until, today=today), view.nodes(["district"]))


def compose(ground: Ground, nodes: Iterable[Node]) -> Census:
    """Return the census of a ground; of the nodes only districts matter."""
    return Census(ground, {node.key: node for node in nodes if node.kind == "district"})
