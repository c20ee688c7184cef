"""GeoJSON (RFC 7946), for QGIS: everything that has a place; what is known only roughly has no geometry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from graph.exchange.columns import Row, node_row
from graph.exchange.content import Content, LeftOut
from graph.exchange.markup import pour
from graph.model import KINDS, Label
from graph.store.records import Node

_LOCATED = frozenset(k.name for k in KINDS.values() if "municipality" in k.by_name)
_NO_PLACE = Label("senza un luogo (progetti, ambiti, contatti…)", "without a place (projects, districts, contacts…)")
_GEOMETRY = ("lat", "lon")


def write(content: Content, out: BinaryIO) -> list[LeftOut]:
    """Write the content."""
    located = [node for node in content.nodes if node.kind in _LOCATED]
    pour(out, _document(content, located))
    others = len(content.nodes) - len(located)
    return [LeftOut(others, _NO_PLACE)] if others else []


def _document(content: Content, nodes: list[Node]) -> Iterator[str]:
    yield '{"type":"FeatureCollection","features":['
    for i, node in enumerate(nodes):
        yield ",\n" if i else "\n"
        yield json.dumps(_feature(node, node_row(content, node)), ensure_ascii=False, allow_nan=False)
    yield "\n]}\n"


def _feature(node: Node, row: Row) -> dict[str, object]:
    point = node.point
    return {
        "type": "Feature",
        "id": node.key,
        "geometry": point and {"type": "Point", "coordinates": [point[1], point[0]]},
        "properties": {"precision": None, "municipality": None} | {k: v for k, v in row.items() if k not in _GEOMETRY},
    }
