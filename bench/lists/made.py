"""Three pairs of lists from one register, each with its truth: a year later, renamed only, typed by a planner."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.lists.noise import Noise


@dataclass(frozen=True, slots=True)
class Listed:
    """One row: a name, a municipality as written, and the code that the methods never see."""

    name: str
    town: str
    code: str
    province: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lists; `truth` holds pairs of positions."""

    left: list[Listed]
    right: list[Listed]
    truth: frozenset[tuple[int, int]]


_DECOYS = (
    "Scuola primaria {}",
    "Biblioteca comunale di {}",
    "Parrocchia di {}",
    "Istituto comprensivo {}",
    "Pro Loco {}",
    "Gruppo Alpini {}",
    "Comune di {} - servizi sociali",
    "Oratorio di {}",
    "Sportello stranieri {}",
    "Associazione genitori {}",
)


def register(path: Path) -> list[Listed]:
    """Return the rows of the register."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Listed(r["denominazione"], r["comune"], r["codice_fiscale"], r["provincia"]) for r in csv.DictReader(file)
        ]


def held_out(code: str) -> bool:
    """Tell whether a body is of the half that is kept unseen until the end."""
    return hashlib.blake2b(code.encode(), digest_size=2).digest()[0] % 2 == 1


def yearly(rows: Sequence[Listed], seed: int) -> Pair:
    """Return last year's list beside this year's: some gone, some new, one in fifty renamed, a few moved."""
    noise = Noise(seed)
    left = []
    for row in rows:
        if noise.chance(0.04):
            continue  # new this year
        name = _renamed(noise, row, rows) if noise.chance(0.022) else row.name
        town = row.town
        if noise.chance(0.007):  # four in five stay in their province
            near = noise.chance(0.8)
            town = noise.random.choice([r for r in rows if r.province == row.province or not near]).town
        left.append(Listed(name, town, row.code))
    right = [row for row in rows if not noise.chance(0.02)]
    noise.random.shuffle(left)
    return _paired(left, right)


def changed(rows: Sequence[Listed], seed: int, count: int = 400) -> Pair:
    """Return bodies whose name changed, against all; one in six is renamed beyond recognition."""
    noise = Noise(seed)
    left = []
    for row in noise.random.sample(list(rows), count):
        left.append(Listed(_renamed(noise, row, rows), row.town, row.code))
    return _paired(left, list(rows))


def _renamed(noise: Noise, row: Listed, rows: Sequence[Listed]) -> str:
    """Return a body's next name: usually near the old one, one in six made of other words altogether."""
    if row.name == row.town:
        return f"COMUNE DI {row.name}"
    if not noise.chance(0.16):
        return noise.renamed(row.name, row.town)
    one, other = (noise.random.choice(rows).name.split() for _ in range(2))
    return " ".join([*one[: len(one) // 2 + 1], *other[len(other) // 2 :]])


def typed(rows: Sequence[Listed], everyone: Sequence[Listed], seed: int, count: int = 1_500) -> Pair:
    """Return a planner's sheet against the register: one row in seven has no match there."""
    noise = Noise(seed)
    chosen = noise.random.sample(list(rows), count)
    gone = {row.code for row in chosen if noise.chance(0.09)}
    left = [Listed(noise.typed(r.name, r.town), noise.town(r.town, r.province), r.code) for r in chosen]
    for _ in range(count // 18):
        row = noise.random.choice(list(everyone))
        name = noise.random.choice(_DECOYS).format(row.town.title())
        left.append(Listed(name, noise.town(row.town, row.province), ""))
    noise.random.shuffle(left)
    return _paired(left, [row for row in everyone if row.code not in gone])


def _paired(left: list[Listed], right: list[Listed]) -> Pair:
    places = {row.code: i for i, row in enumerate(right)}
    found = ((i, places.get(row.code) if row.code else None) for i, row in enumerate(left))
    return Pair(left, right, frozenset((i, j) for i, j in found if j is not None))
