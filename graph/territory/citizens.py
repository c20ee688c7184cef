"""Foreign residents of a municipality by citizenship, as its node holds them. Not how they are loaded."""

from __future__ import annotations

from collections.abc import Mapping

from graph.store.records import Node

PROPERTY, YEAR = "citizens", "citizens_year"


def of(municipality: Node) -> dict[str, int]:
    """Return persons by country (ISO 3166-1 alpha-2), in order of code; empty where nothing is loaded."""
    pairs = (value.partition(" ") for value in municipality.many(PROPERTY))
    return {country: int(persons) for country, _, persons in pairs}


def written(persons: Mapping[str, int]) -> tuple[str, ...]:
    """Return persons by country as the property `citizens` holds them, in order of code."""
    return tuple(f"{country} {persons[country]}" for country in sorted(persons))
