"""`python -m graph.territory.build`: make the municipality base and the border files from the packages.

Run by `make setup`; does nothing when what it would read and how it writes are unchanged.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from graph.territory import borders, former, packages
from graph.territory.base import ABOLISHED_FILE, ADJACENCY_FILE, GENERATED, MUNICIPALITIES_FILE, ROOT
from graph.territory.errors import LostArea

if TYPE_CHECKING:
    from shapely import Geometry

LAYOUT = 6
"""Raised when what is written here changes its form or content."""
STAMP_FILE = "territory.json"


def build(generated: Path = GENERATED, static: Path = ROOT / borders.FOLDER, *, force: bool = False) -> bool:
    """Make the files, unless those there are of the same packages and layout. Return whether they were made."""
    stamp = json.dumps({"layout": LAYOUT, "packages": packages.versions()}, sort_keys=True)
    mark = generated / STAMP_FILE
    if not force and mark.is_file() and mark.read_text(encoding="utf-8") == stamp and _complete(generated, static):
        return False
    generated.mkdir(parents=True, exist_ok=True)
    static.mkdir(parents=True, exist_ok=True)
    mark.unlink(missing_ok=True)
    listed = packages.listed()
    past = former.from_packages(listed, packages.periods())
    parts = _parts(listed, past)
    shapes = _shapes(listed, parts)
    _write_json(generated / ABOLISHED_FILE, asdict(past))
    _write_json(generated / ADJACENCY_FILE, borders.adjacency(list(shapes), list(shapes.values())))
    _write_json(generated / MUNICIPALITIES_FILE, _rows(listed, parts, shapes))
    _write_borders(static, listed, shapes)
    mark.write_text(stamp, encoding="utf-8")
    return True


def _complete(generated: Path, static: Path) -> bool:
    files = [generated / name for name in (ABOLISHED_FILE, ADJACENCY_FILE, MUNICIPALITIES_FILE)]
    return all(file.is_file() for file in files) and (static / borders.provinces_file()).is_file()


def _parts(listed: Sequence[packages.Listed], past: former.Former) -> dict[str, list[str]]:
    """Return the codes that the packages' borders use for every municipality in being: itself and what it took in."""
    known = packages.old_names()
    now = {one.istat for one in listed}
    parts = {istat: [istat] for istat in now if istat in known}
    for code, (name, province) in sorted(known.items()):
        if code in now:
            continue
        likely = [past.codes[code]] if code in past.codes else former.became(name, province, past)
        if not likely:
            raise LostArea(code, name)
        parts.setdefault(likely[0], []).append(code)
    return parts


def _shapes(listed: Sequence[packages.Listed], parts: Mapping[str, Sequence[str]]) -> dict[str, Geometry]:
    raw = packages.borders()
    codes = [one.istat for one in listed if one.istat in parts]
    whole = [borders.united([raw[code] for code in parts[istat]]) for istat in codes]
    return dict(zip(codes, borders.repaired(whole), strict=True))


def _rows(
    listed: Sequence[packages.Listed], parts: Mapping[str, Sequence[str]], shapes: Mapping[str, Geometry]
) -> list[dict[str, object]]:
    """Return the properties of every municipality's node, absent ones left out."""
    names, postcodes, residents = packages.province_names(), packages.postcodes(), packages.residents()
    areas = dict(zip(shapes, borders.areas(list(shapes.values())), strict=True))
    points = dict(zip(shapes, borders.points(list(shapes.values())), strict=True))
    rows = []
    for one in listed:
        counted = [residents[code] for code in parts.get(one.istat, ()) if code in residents]
        whole = bool(counted) and len(counted) == len(parts[one.istat])
        lat, lon = points.get(one.istat, (None, None))
        row: dict[str, object] = {
            "name": one.name,
            "istat": one.istat,
            "cadastral": one.cadastral,
            "province": one.province,
            "province_name": names.get(one.province, one.province_name),
            "region": one.region,
            "aliases": [one.other_name] if one.other_name and one.other_name != one.name else [],
            "postcodes": list(postcodes.get(one.istat, ())),
            "residents": sum(counted) if whole else None,
            "residents_year": packages.RESIDENTS_YEAR if whole else None,
            "area": round(areas[one.istat], 3) if one.istat in areas else None,
            "lat": lat,
            "lon": lon,
        }
        rows.append({name: value for name, value in row.items() if value not in (None, [])})
    return rows


def _write_borders(static: Path, listed: Sequence[packages.Listed], shapes: Mapping[str, Geometry]) -> None:
    by_istat = {one.istat: one for one in listed}
    drawn = [
        borders.Shape(f"municipality:{istat}", by_istat[istat].name, by_istat[istat].province, region, geometry)
        for istat, geometry in zip(shapes, borders.simplified(list(shapes.values())), strict=True)
        if (region := by_istat[istat].region)
    ]
    names = packages.province_names()
    provinces = borders.dissolved(drawn, names)
    for region in sorted({shape.region for shape in drawn}):
        borders.write(static / borders.municipalities_file(region), [s for s in drawn if s.region == region])
        borders.write(static / borders.provinces_file(region), [s for s in provinces if s.region == region])
    coarse = borders.simplified([s.geometry for s in provinces], borders.PROVINCE_TOLERANCE)
    borders.write(
        static / borders.provinces_file(),
        [borders.Shape(s.key, s.name, s.province, s.region, g) for s, g in zip(provinces, coarse, strict=True)],
    )


def _write_json(path: Path, content: object) -> None:
    """Write by way of a file beside it, so that a reader never meets half of one."""
    half = path.with_suffix(".part")
    half.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    half.replace(path)


if __name__ == "__main__":
    made = build(force="--force" in sys.argv[1:])
    sys.stderr.write("territory: built\n" if made else "territory: up to date\n")
