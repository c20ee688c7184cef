"""Lombardy's figures as public documents give them: by province, by size of municipality, in all.

Used where municipal figures (`istat-residents`) are not loaded, and always with their source.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[2] / "data" / "labimpact"


@dataclass(frozen=True, slots=True)
class ProvinceFigures:
    """What the documents say of one province.

    Attributes
    ----------
    sigla
        Two-letter abbreviation (`BG`).
    small_municipalities
        As the documents count them.
    foreign_residents
        Persons, at `residents_year`.
    foreign_share
        0–1, of all residents.
    source
        Title of the document, to be shown beside the figure.
    """

    sigla: str
    province: str
    municipalities: int
    small_municipalities: int
    foreign_residents: int
    foreign_share: float
    municipalities_year: int
    residents_year: int
    source: str


@dataclass(frozen=True, slots=True)
class SizeFigures:
    """What the documents say of municipalities of one size; `residents_to` is None for the largest."""

    residents_from: int
    residents_to: int | None
    municipalities: int
    foreign_residents: int
    foreign_share: float
    source: str


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """What the documents say of Lombardy or Italy; `municipalities` is None where they do not count them."""

    area: str
    municipalities: int | None
    foreign_residents: int
    foreign_share: float
    residents_year: int
    source: str


@cache
def foreign_share_by_province() -> dict[str, ProvinceFigures]:
    """Return the figures of the provinces of Lombardy, by abbreviation; other provinces are not in the documents."""
    return {
        cells["sigla"]: ProvinceFigures(
            cells["sigla"],
            cells["province"],
            int(cells["municipalities"]),
            int(cells["small_municipalities"]),
            int(cells["foreign_residents"]),
            _share(cells),
            int(cells["municipalities_year"]),
            int(cells["residents_year"]),
            _titles()[cells["document"]],
        )
        for cells in _rows("figures_by_province")
    }


def foreign_shares() -> dict[str, float]:
    """Return foreign residents as a share (0–1) of all residents, by abbreviation of the province."""
    return {sigla: figures.foreign_share for sigla, figures in foreign_share_by_province().items()}


@cache
def by_size() -> tuple[SizeFigures, ...]:
    """Return the figures by size of municipality, smallest first."""
    return tuple(
        SizeFigures(
            int(cells["residents_from"]),
            int(cells["residents_to"]) if cells["residents_to"] else None,
            int(cells["municipalities"]),
            int(cells["foreign_residents"]),
            _share(cells),
            _titles()[cells["document"]],
        )
        for cells in _rows("figures_by_size")
    )


@cache
def totals() -> dict[str, AreaFigures]:
    """Return the figures of Lombardy and of Italy, by name."""
    return {
        cells["area"]: AreaFigures(
            cells["area"],
            int(cells["municipalities"]) if cells["municipalities"] else None,
            int(cells["foreign_residents"]),
            _share(cells),
            int(cells["residents_year"]),
            _titles()[cells["document"]],
        )
        for cells in _rows("figures_totals")
    }


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _titles() -> dict[str, str]:
    return {cells["document"]: cells["title"] for cells in _rows("documents")}


def _share(cells: dict[str, str]) -> float:
    return round(float(cells["foreign_share_percent"]) / 100, 4)
