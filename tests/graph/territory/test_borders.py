import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from graph.territory import borders
from graph.territory.base import ROOT, adjacency
from graph.territory.gazetteer import Gazetteer

STATIC = ROOT / borders.FOLDER


def features(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(file.read_bytes())["features"]
    return found


@pytest.fixture(scope="module")
def lombardy() -> dict[str, shapely.Geometry]:
    found = features(STATIC / borders.municipalities_file("Lombardia"))
    return {f["properties"]["key"]: shapely.from_geojson(json.dumps(f["geometry"])) for f in found}


def test_every_municipality_is_drawn_once_in_its_regions_file(italy: Gazetteer) -> None:
    drawn: list[tuple[str, str, str]] = []
    for region in {m.region for m in italy.all()}:
        for feature in features(STATIC / borders.municipalities_file(region)):
            properties = feature["properties"]
            drawn.append((properties["key"], properties["name"], properties["province"]))
    assert sorted(drawn) == [(m.key, m.name, m.province) for m in italy.all()]


def test_a_phone_can_load_the_borders_of_lombardy() -> None:
    assert (STATIC / borders.municipalities_file("Lombardia")).stat().st_size < 700_000
    assert (STATIC / borders.provinces_file("Lombardia")).stat().st_size < 80_000
    assert (STATIC / borders.provinces_file()).stat().st_size < 200_000


def test_simplified_neighbours_neither_overlap_nor_leave_slivers(lombardy: dict[str, shapely.Geometry]) -> None:
    shapes = list(lombardy.values())
    total = sum(shapely.area(shape) for shape in shapes)
    whole = shapely.union_all([shapely.buffer(shape, 0) for shape in shapes])
    assert abs(total - shapely.area(whole)) / total < 1e-5
    parts = shapely.get_parts(whole)
    gaps = [shapely.area(shapely.Polygon(ring)) for part in parts for ring in part.interiors]
    assert sum(gaps) / total < 1e-5


def test_those_that_adjoin_still_share_vertices_when_simplified(lombardy: dict[str, shapely.Geometry]) -> None:
    vertices = {key: set(map(tuple, shapely.get_coordinates(shape))) for key, shape in lombardy.items()}
    pairs = adjacency()
    apart = [
        (key, other)
        for key, own in vertices.items()
        for other in pairs[key.removeprefix("municipality:")]
        if f"municipality:{other}" in vertices and len(own & vertices[f"municipality:{other}"]) < 2
    ]
    assert apart == []


def test_province_lines_lie_on_municipality_lines(lombardy: dict[str, shapely.Geometry]) -> None:
    own = {tuple(c) for shape in lombardy.values() for c in shapely.get_coordinates(shape)}
    for feature in features(STATIC / borders.provinces_file("Lombardia")):
        line = {tuple(c) for c in shapely.get_coordinates(shapely.from_geojson(json.dumps(feature["geometry"])))}
        assert line <= own, feature["properties"]["name"]


def test_all_twelve_provinces_are_drawn_with_their_names() -> None:
    named = {
        f["properties"]["province"]: f["properties"]["name"] for f in features(STATIC / "provinces-lombardia.geojson")
    }
    assert len(named) == 12
    assert named["MB"].startswith("Monza e")
    assert len(features(STATIC / borders.provinces_file())) == 107


def test_hostile_names_stay_text_in_the_files(tmp_path: Path) -> None:
    name = '</script>"}{{ 7*7 }}\u2028'
    borders.write(tmp_path / "x.geojson", [borders.Shape("k", name, "BG", "R", shapely.box(9, 45, 10, 46))])
    (feature,) = features(tmp_path / "x.geojson")
    assert feature["properties"]["name"] == name


def test_areas_are_those_of_the_ellipsoid() -> None:
    (earth,) = borders.areas([shapely.segmentize(shapely.box(-180, -90, 180, 90), 1)])
    assert earth == pytest.approx(510_065_621.7, rel=1e-6)  # WGS84 surface, km²
    (cell,) = borders.areas([shapely.box(9, 45, 10, 46)])
    assert cell == pytest.approx(8_692.0, rel=1e-3)


def test_points_lie_inside_even_a_crescent() -> None:
    ring = shapely.difference(shapely.Point(9, 45).buffer(1), shapely.Point(9.3, 45).buffer(0.9))
    ((lat, lon),) = borders.points([ring])
    assert shapely.contains(ring, shapely.Point(lon, lat))
    assert not shapely.contains(ring, shapely.centroid(ring))


def test_corners_do_not_adjoin_and_edges_do() -> None:
    squares = [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(1, 1, 2, 2)]
    assert borders.adjacency(["a", "b", "c"], squares) == {"a": ["b"], "b": ["a", "c"], "c": ["b"]}


def test_simplifying_keeps_a_shared_border_shared() -> None:
    wave = np.column_stack((1 + 0.01 * np.sin(np.linspace(0, 20, 200)), np.linspace(0, 1, 200)))
    left = shapely.Polygon([(0, 0), *wave, (0, 1)])
    middle = wave[93]  # where three meet: a vertex that the left one alone has no reason to keep
    lower = shapely.Polygon([(2, 0), *wave[:94], (2, middle[1])])
    upper = shapely.Polygon([(2, middle[1]), *wave[93:], (2, 1)])
    shapes = borders.simplified([left, lower, upper], 0.05)
    assert sum(shapely.get_num_coordinates(shapes)) < 100
    assert sum(shapely.area(shapes)) == pytest.approx(2, rel=1e-9)
    assert shapely.area(shapely.union_all(shapes)) == pytest.approx(2, rel=1e-9)
