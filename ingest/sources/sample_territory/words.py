"""The word lists of `data/sample`, from which the invented territory takes its names. No chance in here."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

_FOLDER = Path(__file__).resolve().parents[3] / "data" / "sample"

T = TypeVar("T")
_Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Town:
    """A real municipality of the province of Bergamo, and a circle that lies wholly inside its border."""

    district: str
    istat: str
    name: str
    lat: float
    lon: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class District:
    """An invented district; `of` is how names say that they are there."""

    slug: str
    name: str
    of: str
    shape: str
    number: str
    lead: str
    description: str
    towns: tuple[Town, ...]


@dataclass(frozen=True, slots=True)
class Community:
    """A community of origin: ISO country, BCP 47 languages, what its people are called, words of its languages."""

    country: str
    weight: int
    languages: tuple[str, ...]
    people: str
    women: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a name is made, with what goes with it; columns that a list lacks are empty."""

    text: str
    weight: int
    topics: tuple[str, ...]
    description: str
    form: str = ""
    type: str = ""
    audience: str = ""
    access: str = ""
    times: str = ""


@dataclass(frozen=True, slots=True)
class School:
    """An invented school's name and levels."""

    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """An invented project; months are counted from the day of the first load."""

    name: str
    start_months: int
    end_months: int
    topics: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Talk:
    """What a contact brought."""

    story: str
    channel: str
    outcome: str
    next_step: str


def _read(name: str, make: Callable[[_Cells], T]) -> tuple[T, ...]:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(make(cells) for cells in csv.DictReader(file))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _pattern(cells: _Cells) -> Pattern:
    return Pattern(
        cells.get("pattern") or cells["name"],
        int(cells["weight"]),
        _split(cells["topics"]),
        cells["description"],
        cells.get("form", ""),
        cells.get("type", ""),
        cells.get("audience", ""),
        cells.get("access", ""),
        cells.get("times", ""),
    )


@cache
def towns() -> tuple[Town, ...]:
    """Return the municipalities in which the sample lies."""
    return _read(
        "municipalities",
        lambda c: Town(
            c["district"], c["istat"], c["municipality"], float(c["lat"]), float(c["lon"]), float(c["radius_km"])
        ),
    )


@cache
def districts() -> tuple[District, ...]:
    """Return the six invented districts."""
    return _read(
        "districts",
        lambda c: District(
            c["district"],
            c["name"],
            c["of"],
            c["shape"],
            c["number"],
            c["lead"],
            c["description"],
            tuple(t for t in towns() if t.district == c["district"]),
        ),
    )


@cache
def communities() -> tuple[Community, ...]:
    """Return the communities of origin with their weight in the sample."""
    return _read(
        "communities",
        lambda c: Community(
            c["country"], int(c["weight"]), _split(c["languages"]), c["people"], c["women"], _split(c["words"])
        ),
    )


@cache
def patterns(name: str) -> tuple[Pattern, ...]:
    """Return the patterns of `associations`, `organisations`, `services` or `events`."""
    return _read(name, _pattern)


@cache
def schools() -> tuple[School, ...]:
    """Return invented schools; a district's name is added to each."""
    return _read("schools", lambda c: School(c["name"], _split(c["levels"])))


@cache
def projects() -> tuple[Project, ...]:
    """Return the invented projects."""
    return _read(
        "projects",
        lambda c: Project(
            c["name"], int(c["start_months"]), int(c["end_months"]), _split(c["topics"]), c["description"]
        ),
    )


@cache
def streets() -> tuple[str, ...]:
    """Return invented street names."""
    return _read("streets", lambda c: c["street"])


@cache
def talks() -> tuple[Talk, ...]:
    """Return outcomes of contacts."""
    return _read("contacts", lambda c: Talk(c["story"], c["channel"], c["outcome"], c["next_step"]))
