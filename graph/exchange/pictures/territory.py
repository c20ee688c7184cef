"""A district as a small map: borders of its municipalities, known addresses as signs, the rest as counted circles."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from graph.exchange.pictures.elements import INK, LINE, PAPER, Point, document, element, number, sign, text, words
from graph.model import KINDS
from graph.store.records import Node
from graph.territory import base
from graph.territory.borders import FOLDER, municipalities_file

Rings = tuple[tuple[Point, ...], ...]
WIDTH, _MOST_HEIGHT, _EDGE = 680.0, 620.0, 14.0
_AROUND, _WITHIN = "#EDE8DE", PAPER
_NAME_INK = "#6B6353"


@lru_cache(maxsize=4)
def rings_of(region: str, folder: Path = base.ROOT / FOLDER) -> Mapping[str, Rings]:
    """Return the borders of a region's municipalities as rings of (lon, lat), by ISTAT code; empty if not generated."""
    try:
        read = json.loads((folder / municipalities_file(region)).read_bytes())
    except FileNotFoundError:
        return {}
    return {one["properties"]["key"].partition(":")[2]: _rings(one["geometry"]) for one in read["features"]}


def _rings(geometry: dict[str, list[list[list[list[float]]]]]) -> Rings:
    parts = geometry["coordinates"] if str(geometry["type"]) == "MultiPolygon" else [geometry["coordinates"]]
    return tuple(tuple((float(p[0]), float(p[1])) for p in ring) for part in parts for ring in part)  # type: ignore


def picture(members: Iterable[str], nodes: Sequence[Node], towns: Mapping[str, Node], title: str) -> str:
    """Return the map; an empty text where no border of a member is known.

    Parameters
    ----------
    members
        ISTAT codes of the district's municipalities.
    nodes
        What is shown: with a point as a sign there, else counted in its municipality.
    towns
        Municipality nodes by ISTAT code.
    """
    own = {istat: towns[istat] for istat in members if istat in towns}
    borders: dict[str, Rings] = {}
    for region in sorted({town.text("region") for town in own.values()} - {""}):
        borders |= rings_of(region)
    inside = {istat: borders[istat] for istat in own if istat in borders}
    if not inside:
        return ""
    place = _Projection([point for rings in inside.values() for ring in rings for point in ring])
    body = [_area(rings, place, _AROUND) for istat, rings in borders.items() if istat not in own and place.sees(rings)]
    body += [_area(rings, place, _WITHIN) for rings in inside.values()]
    body += [_name(town, place) for istat, town in sorted(own.items()) if istat in inside]
    body += _places(nodes, own, place)
    return document(WIDTH, place.height, body, title=title)


class _Projection:
    """Degrees to the picture: true in shape at the district's own latitude."""

    def __init__(self, points: Sequence[Point]) -> None:
        lons, lats = [x for x, _ in points], [y for _, y in points]
        self.flat = math.cos(math.radians((min(lats) + max(lats)) / 2))
        wide, tall = (max(lons) - min(lons)) * self.flat or 1e-6, max(lats) - min(lats) or 1e-6
        self.scale = min((WIDTH - 2 * _EDGE) / wide, (_MOST_HEIGHT - 2 * _EDGE) / tall)
        self.west, self.north = min(lons), max(lats)
        self.left = (WIDTH - wide * self.scale) / 2
        self.height = tall * self.scale + 2 * _EDGE

    def at(self, lon: float, lat: float) -> Point:
        return self.left + (lon - self.west) * self.flat * self.scale, _EDGE + (self.north - lat) * self.scale

    def sees(self, rings: Rings) -> bool:
        points = [self.at(*point) for ring in rings for point in ring]
        return any(-80 < x < WIDTH + 80 and -80 < y < self.height + 80 for x, y in points)


def _area(rings: Rings, place: _Projection, colour: str) -> str:
    drawn = []
    for ring in rings:
        points = [place.at(*point) for point in ring]
        drawn.append("M" + "L".join(f"{number(round(x, 1))} {number(round(y, 1))}" for x, y in points) + "Z")
    return element("path", d="".join(drawn), fill=colour, fill_rule="evenodd", stroke=LINE, stroke_width=0.8)


def _name(town: Node, place: _Projection) -> str:
    x, y = place.at(town.number("lon") or 0.0, town.number("lat") or 0.0)
    halo = {"stroke": "#fff", "stroke_width": 3, "paint_order": "stroke"}
    return text(x, y - 13, town.name, font_size=11, fill=_NAME_INK, text_anchor="middle", **halo)


def _places(nodes: Sequence[Node], own: Mapping[str, Node], place: _Projection) -> list[str]:
    drawn = []
    for node in nodes:
        if node.point:
            looks = sign(KINDS[node.kind], place.at(node.point[1], node.point[0]), 4.6, stroke="#fff", stroke_width=1)
            drawn.append(element("g", element("title", words(node.name)) + looks))
    rough = Counter(node.text("municipality") for node in nodes if not node.point and node.text("municipality") in own)
    for istat, count in sorted(rough.items()):
        x, y = place.at(own[istat].number("lon") or 0.0, own[istat].number("lat") or 0.0)
        dashed = {"fill": "#fff", "fill_opacity": 0.75, "stroke": "#7A7263", "stroke_width": 1.6}
        drawn.append(element("circle", cx=x, cy=y + 2, r=10, stroke_dasharray="3 2", **dashed))
        drawn.append(text(x, y + 6, str(count), font_size=11, font_weight="600", fill=INK, text_anchor="middle"))
    return drawn
