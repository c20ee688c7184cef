"""Borders: who adjoins whom, areas, points, and the simplified shapes that a map draws. Not names or codes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graph.model.folding import folded

if TYPE_CHECKING:
    from shapely import Geometry

FOLDER = "static/generated"
TOLERANCE = 0.004
"""Visvalingam-Whyatt tolerance in degrees; brings Lombardy to about 600 KB."""
PROVINCE_TOLERANCE = 0.02
DECIMALS = 4
"""Of the coordinates written, about 10 m: neighbours keep their shared vertices."""
_GAP = 1e-4
"""Gaps narrower than this (degrees) between published borders are drawing errors, not lakes."""

_A, _E2 = 6378.137, 0.00669437999014  # WGS84: equatorial radius (km), eccentricity squared


@dataclass(frozen=True, slots=True)
class Shape:
    """One border and what a map is told about it; `name` is published text, never markup."""

    key: str
    name: str
    province: str
    region: str
    geometry: Geometry


def slug(text: str) -> str:
    """Return a name for a file or a key: `Valle d'Aosta/Vallée d'Aoste` is `valle-d-aosta`."""
    return re.sub(r"\s+", "-", folded(text.partition("/")[0]))


def municipalities_file(region: str) -> str:
    """Return the file of a region's municipalities, below `FOLDER`."""
    return f"municipalities-{slug(region)}.geojson"


def provinces_file(region: str = "") -> str:
    """Return the file of a region's provinces (their lines lie on the municipalities'), or of all Italy's."""
    return f"provinces-{slug(region)}.geojson" if region else "provinces.geojson"


def united(shapes: Sequence[Geometry]) -> Geometry:
    """Return one border from the borders of what was merged."""
    import shapely

    return shapely.union_all(shapes) if len(shapes) > 1 else shapes[0]


def repaired(shapes: Sequence[Geometry]) -> list[Geometry]:
    """Return the shapes without overlaps or hairline gaps, shared borders exactly the same on both sides."""
    import shapely

    valid = [s if shapely.is_valid(s) else shapely.buffer(shapely.make_valid(s, method="structure"), 0) for s in shapes]
    return list(shapely.coverage_clean(np.array(valid, dtype=object), gap_width=_GAP))


def adjacency(keys: Sequence[str], shapes: Sequence[Geometry]) -> dict[str, list[str]]:
    """Return for every key those it shares a stretch of border with (a corner is not enough), in order."""
    import shapely

    tree = shapely.STRtree(shapes)
    left, right = tree.query(shapes, predicate="intersects")
    first, second = left[left < right], right[left < right]
    array = np.array(shapes, dtype=object)
    shared = shapely.length(shapely.intersection(shapely.boundary(array[first]), shapely.boundary(array[second])))
    overlap = shapely.area(shapely.intersection(array[first], array[second]))
    found: dict[str, set[str]] = {key: set() for key in keys}
    for i, j in zip(first[(shared > 0) | (overlap > 0)], second[(shared > 0) | (overlap > 0)], strict=True):
        found[keys[i]].add(keys[j])
        found[keys[j]].add(keys[i])
    return {key: sorted(others) for key, others in found.items()}


def areas(shapes: Sequence[Geometry]) -> list[float]:
    """Return areas in km², by Lambert's cylindrical equal-area projection of the WGS84 ellipsoid.

    References
    ----------
    Snyder 1987, Map Projections: A Working Manual, eq. 3-12, 10-13 to 10-15.
    """
    import shapely

    return [float(a) for a in shapely.area(shapely.transform(np.array(shapes, dtype=object), _equal_area))]


def points(shapes: Sequence[Geometry]) -> list[tuple[float, float]]:
    """Return (lat, lon) inside each shape: its centroid where that lies inside, else its widest place."""
    import shapely

    array = np.array(shapes, dtype=object)
    centres = shapely.centroid(array)
    outside = ~shapely.contains(array, centres)
    centres[outside] = [shapely.get_point(shapely.maximum_inscribed_circle(s, 0.002), 0) for s in array[outside]]
    return [(round(float(y), 5), round(float(x), 5)) for x, y in shapely.get_coordinates(centres)]


def simplified(shapes: Sequence[Geometry], tolerance: float = TOLERANCE) -> list[Geometry]:
    """Return all shapes with fewer vertices, shared borders simplified once so that neighbours stay adjoining."""
    import shapely

    return list(shapely.coverage_simplify(np.array(shapes, dtype=object), tolerance))


def dissolved(shapes: Iterable[Shape], names: Mapping[str, str]) -> list[Shape]:
    """Return one shape for every province, made of its municipalities' shapes."""
    import shapely

    groups: dict[tuple[str, str], list[Geometry]] = {}
    for shape in shapes:
        groups.setdefault((shape.region, shape.province), []).append(shape.geometry)
    return [
        Shape(province, names.get(province, province), province, region, shapely.coverage_union_all(parts))
        for (region, province), parts in sorted(groups.items())
    ]


def write(path: Path, shapes: Sequence[Shape]) -> None:
    """Write shapes as GeoJSON, compact, to `DECIMALS`."""
    import shapely

    rounded = shapely.transform(
        np.array([shape.geometry for shape in shapes], dtype=object), lambda xy: np.round(xy, DECIMALS)
    )
    lines = []
    for shape, geometry in zip(shapes, rounded, strict=True):
        properties = {"key": shape.key, "name": shape.name, "province": shape.province}
        drawn = shapely.to_geojson(_without_specks(geometry)).replace(" ", "")
        lines.append(
            '{"type":"Feature","properties":'
            f"{json.dumps(properties, ensure_ascii=False, separators=(',', ':'))},"
            f'"geometry":{drawn}}}'
        )
    path.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def _without_specks(geometry: Geometry) -> Geometry:
    """Leave out islets and enclaves that rounding made into a line; no other vertex moves."""
    import shapely

    kept = []
    for part in shapely.get_parts(geometry):
        rings = [ring for ring in shapely.get_rings(part) if shapely.area(shapely.Polygon(ring)) > 0]
        if rings and shapely.equals_exact(rings[0], shapely.get_exterior_ring(part)):
            kept.append(shapely.Polygon(rings[0], rings[1:]))
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept) if kept else geometry


def _equal_area(
    xy: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    e = np.sqrt(_E2)
    sine = np.sin(np.radians(xy[:, 1]))
    q = (1 - _E2) * (sine / (1 - _E2 * sine**2) - np.log((1 - e * sine) / (1 + e * sine)) / (2 * e))
    return np.column_stack((_A * np.radians(xy[:, 0]), _A * q / 2))
