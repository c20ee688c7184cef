"""GeoJSON, read back by shapely."""

import json

from shapely.geometry import shape

from tests.graph.exchange.conftest import HOSTILE, Export


def test_points_are_longitude_then_latitude_and_coarse_places_have_none(exported: Export) -> None:
    read = json.loads(exported("geojson").read_text(encoding="utf-8"))
    features = {feature["id"]: feature for feature in read["features"]}
    assert read["type"] == "FeatureCollection"
    point = shape(features["association:a"]["geometry"])
    assert (point.x, point.y) == (9.66, 45.69)
    coarse = features["association:i"]
    assert coarse["geometry"] is None
    assert coarse["properties"]["precision"] == "municipality"
    assert (coarse["properties"]["municipality"], coarse["properties"]["municipality_name"]) == ("016024", "Bergamo")
    assert coarse["properties"]["invented"] is True
    assert features["body:1"]["properties"]["candidate"] is True
    assert features["service:s"]["properties"]["sources"] == ["services"]


def test_hostile_names_come_back_and_what_has_no_place_is_counted(exported: Export) -> None:
    read = json.loads(exported("geojson").read_text(encoding="utf-8"))
    names = {feature["id"]: feature["properties"]["name"] for feature in read["features"]}
    assert [names[f"association:h{i}"] for i in range(len(HOSTILE))] == list(HOSTILE)
    assert "district:bg" not in names
    assert sum(left.count for left in exported.outcome.left_out) + len(names) == exported.outcome.nodes
