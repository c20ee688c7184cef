"""The areas that gaps of a territory are about: municipalities in play and districts, with who lives there.

In play are the municipalities of the districts that are loaded, and those of the provinces where a mapped
association has its seat: elsewhere there would be thousands of which nobody has looked at any.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.gaps.ground import Ground
from graph.gaps.nearness import Places
from graph.model.kinds import ASSOCIATION
from graph.network.network import Floats, Integers
from graph.store.records import Node


@dataclass(frozen=True, slots=True)
class Area:
    """A municipality, or a district as the sum of its municipalities.

    Attributes
    ----------
    rows
        Its municipalities, as rows of `Areas.towns`.
    districts
        Keys of the districts it is in, or its own.
    """

    key: str
    name: str
    rows: Integers
    districts: tuple[str, ...]
    invented: bool = False

    @property
    def is_district(self) -> bool:
        return self.key in self.districts


class Areas:
    """The municipalities of a ground that are in being, and which of them are in play."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.towns: Sequence[Node] = [
            node for _, node in sorted(ground.municipalities.items()) if not node.text("abolished")
        ]
        self.row = {node.text("istat"): row for row, node in enumerate(self.towns)}

    @cached_property
    def places(self) -> Places:
        """Where the municipalities are: a point inside each."""
        points = [node.point or (np.nan, np.nan) for node in self.towns]
        degrees = np.radians(np.array(points, dtype=np.float64).reshape(-1, 2))
        codes = np.array([int(istat) if istat.isdigit() else -1 for istat in self.row], dtype=np.int64)
        return Places(degrees[:, 0], degrees[:, 1], codes)

    @cached_property
    def estimated(self) -> frozenset[int]:
        """Rows whose foreign residents are reckoned from the province's share."""
        return frozenset(
            row
            for row, node in enumerate(self.towns)
            if node.number("foreign_residents") is None and not np.isnan(self.foreigners[row])
        )

    @cached_property
    def foreigners(self) -> Floats:
        """Foreign residents of every municipality; reckoned from the province's share where unknown, else NaN."""
        return np.array([self._foreigners(node) for node in self.towns], dtype=np.float64)

    def _foreigners(self, node: Node) -> float:
        known = node.number("foreign_residents")
        if known is not None:
            return known
        share = self.ground.province_shares.get(node.text("province"))
        return (node.number("residents") or np.nan) * share if share is not None else np.nan

    @cached_property
    def in_play(self) -> Integers:
        """Rows of the municipalities in play."""
        actors = self.ground.snapshot.actors.values()
        seats = {node.text("municipality") for node in actors if node.kind == ASSOCIATION.name}
        provinces = {self.towns[row].text("province") for istat in seats if (row := self.row.get(istat)) is not None}
        found = [
            row
            for istat, row in self.row.items()
            if istat in self.ground.snapshot.districts_of or self.towns[row].text("province") in provinces - {""}
        ]
        return np.array(found, dtype=np.int64)

    @cached_property
    def listed(self) -> list[Area]:
        """Every area in play that gaps are wanted for: municipalities, then districts, in order of key."""
        ground, focus = self.ground, self.ground.focus
        towns = [self._town(row) for row in self.in_play.tolist()]
        inside: dict[str, list[int]] = {}
        for area in towns:
            for key in area.districts:
                inside.setdefault(key, []).extend(area.rows.tolist())
        districts = [
            Area(key, ground.snapshot.districts[key], np.array(rows), (key,), key in ground.snapshot.invented)
            for key, rows in sorted(inside.items())
            if len(rows) > 1  # of one municipality that says it all
        ]
        return [area for area in (*towns, *districts) if not focus or not focus.isdisjoint(area.districts)]

    def _town(self, row: int) -> Area:
        node = self.towns[row]
        return Area(node.key, node.name, np.array([row]), self.ground.snapshot.districts_of.get(node.text("istat"), ()))

    def district_names(self, area: Area) -> tuple[str, ...]:
        """Return the names of the districts an area is in, or its own, in order."""
        return tuple(sorted(self.ground.snapshot.districts[key] for key in area.districts))
