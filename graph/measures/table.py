"""Measures as rows, one an actor (or event): what a command prints and a screen sorts."""

from __future__ import annotations

import math
from collections.abc import Mapping

from graph.measures.grouping import Grouped
from graph.measures.intervals import RankIntervals
from graph.measures.modules import MEMBERSHIP
from graph.measures.registry import GROUPED, ONE_MODE, TWO_MODE
from graph.measures.two_mode import tied
from graph.network.network import Floats, Network
from graph.network.two_mode import TwoMode
from graph.store.records import Node

Cell = str | float | int | bool | None
Row = dict[str, Cell]
COLUMNS_ONE = ("key", "name", "kind", *ONE_MODE)
COLUMNS_GROUPED = tuple(GROUPED)
COLUMNS_COMMUNITY = (MEMBERSHIP.name,)
COLUMNS_INTERVAL = ("rank_low", "rank_high")
COLUMNS_TWO = ("key", "name", "kind", *TWO_MODE)


def one_mode(
    network: Network, nodes: Mapping[str, Node], grouped: Grouped | None = None, sure: RankIntervals | None = None
) -> list[Row]:
    """Return every measure of every actor, ordered by key; undefined ones are None.

    Parameters
    ----------
    grouped
        The network in groups, whose measures go after the others.
    sure
        Intervals of the actors' places by one measure, which go last.
    """
    columns = {name: (measure.form, measure.compute(network)) for name, measure in ONE_MODE.items()}
    if grouped:
        columns |= {name: (measure.form, measure.compute(grouped)) for name, measure in GROUPED.items()}
    if grouped and grouped.from_ties:
        columns[MEMBERSHIP.name] = (MEMBERSHIP.form, MEMBERSHIP.compute(network))
    rows = []
    for i, key in enumerate(network.actors):
        row = _who(key, nodes)
        for name, (form, values) in columns.items():
            row[name] = _cell(form, float(values[i]))
        if sure:
            row |= zip(COLUMNS_INTERVAL, sure.of(key) or (None, None), strict=True)
        rows.append(row)
    return rows


def two_mode(network: TwoMode, nodes: Mapping[str, Node]) -> list[Row]:
    """Return the two-mode measures of actors with an event and events with an actor, ordered by key."""
    inside = tied(network)
    columns: dict[str, Floats] = {name: m.compute(inside) for name, m in TWO_MODE.items()}
    rows = []
    for i, key in enumerate((*inside.actors, *inside.events)):
        rows.append(_who(key, nodes) | {name: _cell("number", float(values[i])) for name, values in columns.items()})
    return sorted(rows, key=lambda row: str(row["key"]))


def _who(key: str, nodes: Mapping[str, Node]) -> Row:
    node = nodes.get(key)
    return {"key": key, "name": node.name if node else key, "kind": node.kind if node else ""}


def _cell(form: str, value: float) -> Cell:
    if math.isnan(value):
        return None
    if form == "yes_no":
        return bool(value)
    return value if form == "number" else int(value)
