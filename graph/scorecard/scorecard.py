"""The scorecard: one row a district, each cell beside what was to be expected; its form in JSON and CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph.network.network import Integers
from graph.network.snapshot import collaborations
from graph.scorecard.cell import Cell, Expected
from graph.scorecard.census import Census, District
from graph.scorecard.columns import NOBODY, NOTHING, Column, columns
from graph.scorecard.expected import fragmentation_by_chance, of_rate
from graph.scorecard.shape import FEWEST, Shape, shape, unread
from graph.store.records import Node


@dataclass(frozen=True, eq=False)
class Row:
    """One district.

    Attributes
    ----------
    municipalities
        How many it has.
    lead
        The actor that its lead is recognised as; None where none is.
    cells
        By column.
    """

    node: Node
    municipalities: int
    lead: Node | None
    shape: Shape
    cells: Mapping[str, Cell]

    @property
    def key(self) -> str:
        """Return the district's key."""
        return self.node.key

    @property
    def invented(self) -> bool:
        """Whether the district is part of the invented sample."""
        return self.node.properties.get("invented") is True

    @property
    def known(self) -> bool:
        """Whether anybody is mapped there."""
        return bool(self.cells["actors"].value)


@dataclass(frozen=True, eq=False)
class Scorecard:
    """Every district beside the others; rows ordered by name."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def by_key(self) -> Mapping[str, Row]:
        """Return the rows by district."""
        return {row.key: row for row in self.rows}


def scorecard(census: Census) -> Scorecard:
    """Compute every cell, then what each was to be: invented districts beside invented ones, real beside real."""
    shown = columns(census)
    plain = [(district, {column.name: _plain(column, district) for column in shown}) for district in census.districts]
    for made_up in (False, True):
        cells = [found for district, found in plain if district.invented is made_up]
        for column in shown:
            _beside_all(column, cells)
    for district, found in plain:
        _beside_chance(district, found)
    return Scorecard(shown, tuple(Row(d.node, len(d.members), d.lead, _shape(d), found) for d, found in plain))


def _plain(column: Column, district: District) -> Cell:
    return column.compute(district) if district.rows or column.name == "actors" else NOBODY


def _shape(district: District) -> Shape:
    many = len(district.rows) >= FEWEST
    return unread(NOTHING.why) if many and not district.active and NOTHING.why else shape(district.network)


def _beside_all(column: Column, cells: Sequence[dict[str, Cell]]) -> None:
    if not column.against.endswith("of all"):
        return
    own = [found[column.name] for found in cells]
    expected = of_rate(own, at_most_one=column.against == "share of all", per=column.per)
    for found, cell, one in zip(cells, own, expected, strict=True):
        found[column.name] = replace(cell, expected=_counted(column, cell, one))


def _counted(column: Column, cell: Cell, expected: Expected | None) -> Expected | None:
    """Return the expectation of a rate in the unit of a column that shows counts."""
    if expected is None or column.form != "count" or not cell.denominator:
        return expected
    low, mean, high = (value * cell.denominator for value in (expected.low, expected.mean, expected.high))
    return Expected(low, mean, high, expected.against)


def _beside_chance(district: District, found: dict[str, Cell]) -> None:
    cell = found["fragmentation"]
    if cell.value is not None:
        sizes, pairs = _meetings(district)
        found["fragmentation"] = replace(cell, expected=fragmentation_by_chance(len(district.rows), sizes, pairs))


def _meetings(district: District) -> tuple[Integers, int]:
    """Return how many of the district were at each of its events, and how many pairs of them declare a tie."""
    ground, own = district.census.ground, frozenset(district.network.actors)
    two_mode = ground.two_mode
    rows = [row for row, key in enumerate(two_mode.actors) if key in own]
    sizes = np.asarray(two_mode.incidence[rows].sum(axis=0)).reshape(-1).astype(np.int64)
    declared = {(a, b) for a, b, _ in collaborations(ground.snapshot, ground.scope) if a in own and b in own}
    return sizes[sizes > 1], len(declared)


# ---- as data ------------------------------------------------------------------------------------

FACTS = ("key", "name", "invented", "municipalities", "complete", "lead", "lead_actor", "shape")


def flat_columns(card: Scorecard) -> tuple[str, ...]:
    """Return the columns of `flat`."""
    more = [f"{c.name}{suffix}" for c in card.columns for suffix in ("", *_SUFFIXES)]
    return (*FACTS, *more)


_SUFFIXES = ("_of", "_out_of", "_expected_low", "_expected", "_expected_high", "_verdict", "_why")


def flat(card: Scorecard, row: Row) -> dict[str, object]:
    """Return a row as one line of a table: each value, what it is made of, what was expected, why there is none."""
    found: dict[str, object] = {**_facts(row), "shape": row.shape.code or None}
    for column in card.columns:
        cell = row.cells[column.name]
        beside = cell.expected
        values = (
            cell.numerator,
            cell.denominator,
            beside.low if beside else None,
            beside.mean if beside else None,
            beside.high if beside else None,
            cell.verdict,
            cell.why.it if cell.why else None,
        )
        found[column.name] = cell.value
        found |= {f"{column.name}{suffix}": value for suffix, value in zip(_SUFFIXES, values, strict=True)}
    return found


def as_json(card: Scorecard, row: Row) -> dict[str, object]:
    """Return a row as `python -m graph districts` prints it."""
    reading = row.shape
    return {
        **_facts(row),
        "shape": {
            "reading": reading.code or None,
            "label": reading.label.it,
            "because": reading.because.it,
            "because_en": reading.because.en,
        },
        "cells": {column.name: _cell(row.cells[column.name]) for column in card.columns},
    }


def _facts(row: Row) -> dict[str, object]:
    complete = row.node.properties.get("complete")
    return {
        "key": row.key,
        "name": row.node.name,
        "invented": row.invented,
        "municipalities": row.municipalities,
        "complete": complete if isinstance(complete, bool) else None,
        "lead": row.node.text("lead") or None,
        "lead_actor": row.lead.key if row.lead else None,
    }


def _cell(cell: Cell) -> dict[str, object]:
    beside = cell.expected
    return {
        "value": cell.value,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "why": cell.why.it if cell.why else None,
        "note": cell.note.it if cell.note else None,
        "expected": beside
        and {
            "low": beside.low,
            "mean": beside.mean,
            "high": beside.high,
            "against": beside.against.it,
            "verdict": cell.verdict,
        },
    }
