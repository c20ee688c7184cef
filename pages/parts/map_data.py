"""What a map draws, as plain numbers: dots for known addresses, counted circles for known towns, lines for ties."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from graph.model import KINDS
from graph.model.label import Language
from graph.store.records import Node
from pages.parts.finding import place_point
from pages.parts.graph_view import GraphView
from pages.parts.map_frame import Town

Line = dict[str, Any]
LARGEST_EVENT = 20
"""Meeting at an event with more actors than this says nothing about working together."""


def dots(graph: GraphView, nodes: Iterable[Node]) -> dict[str, list[Any]]:
    """Return the nodes with a known address, by column: key, name, kind, lat, lon, candidate."""
    placed = [(node, node.point) for node in nodes]
    rows = [(node, point) for node, point in placed if point and not KINDS[node.kind].reference]
    return {
        "key": [node.key for node, _ in rows],
        "name": [node.name for node, _ in rows],
        "kind": [node.kind for node, _ in rows],
        "lat": [round(point[0], 5) for _, point in rows],
        "lon": [round(point[1], 5) for _, point in rows],
        "candidate": [int(graph.is_candidate(node)) for node, _ in rows],
    }


def circles(graph: GraphView, nodes: Iterable[Node]) -> list[list[Any]]:
    """Return what is known only to the municipality: [ISTAT code, name, lat, lon, how many], most first.

    A municipality itself counts one there: its point is no address.
    """
    listed = list(nodes)
    counts = Counter(node.text("municipality") for node in listed if node.point is None)
    counts.update(node.text("istat") for node in listed if KINDS[node.kind].reference)
    found = []
    for istat, count in counts.most_common():
        point = place_point(graph, istat)
        if point:
            found.append([istat, graph.municipality_name(istat), round(point[0], 4), round(point[1], 4), count])
    return found


def kinds(names: Sequence[str], language: Language) -> dict[str, dict[str, str]]:
    """Return how each kind is drawn, and what it is called."""
    return {
        name: {
            "colour": KINDS[name].colour,
            "shape": KINDS[name].shape,
            "label": KINDS[name].label.in_language(language),
        }
        for name in names
    }


def where(graph: GraphView, node: Node) -> tuple[float, float] | None:
    """Return where a line to a node ends: its address, or its town's point."""
    return node.point or place_point(graph, node.text("municipality"))


def partner_strengths(graph: GraphView, key: str) -> dict[str, float]:
    """Return who a node works with, and how much: shared events and projects count one each, a declared tie its level.

    An event's or a service's partners are those who hold it.
    """
    strengths: dict[str, float] = defaultdict(float)
    node = graph.node(key)
    for tie in graph.ties_of.get(key, ()):
        other = tie.other(key)
        if tie.type == "collaborates":
            level = tie.properties.get("level")
            strengths[other] += float(level) if isinstance(level, int) else 1.0
        elif tie.type in ("organised", "partner_in", "provides"):
            if node is not None and not KINDS[node.kind].actor:
                strengths[other] += 1
                continue
            together = [t.other(other) for t in graph.ties_of.get(other, ()) if t.type == tie.type]
            if len(together) <= LARGEST_EVENT:
                for second in together:
                    strengths[second] += second != key
            if tie.type == "provides":
                strengths[other] += 1
    return {other: strength for other, strength in strengths.items() if strength and other in graph.nodes}


def lines(graph: GraphView, key: str, limit: int = 60) -> list[Line]:
    """Return the lines from a node to those it works with, strongest first; thicker with strength."""
    strengths = partner_strengths(graph, key)
    strongest = sorted(strengths.items(), key=lambda item: (-item[1], item[0]))[:limit]
    found: list[Line] = []
    for other, strength in strongest:
        point = where(graph, graph.nodes[other])
        if point:
            weight = round(1.5 + min(strength, 6) * 0.6, 2)
            colour = KINDS[graph.nodes[other].kind].colour
            found.append({"to": list(point), "weight": weight, "dotted": False, "colour": colour})
    return found


def extent(graph: GraphView, nodes: Iterable[Node]) -> dict[str, Any] | None:
    """Return the view that shows nodes: bounds that leave out the outermost twentieth on each side; None if placeless.

    Known addresses lead; towns count only where there is no address at all.
    """
    nodes = list(nodes)
    points = [point for node in nodes if (point := node.point)] or [
        point for node in nodes if (point := where(graph, node))
    ]
    if not points:
        return None
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    low, high = len(points) // 20, -1 - len(points) // 20
    return {"bounds": [[lats[low], lons[low]], [lats[high], lons[high]]]}


def regions(graph: GraphView, default: str, most: int = 3) -> tuple[str, ...]:
    """Return the regions where nodes are, most populated first: their borders are drawn."""
    counts = Counter(
        graph.municipalities[istat].text("region")
        for node in graph.nodes.values()
        if (istat := node.text("municipality")) in graph.municipalities
    )
    return tuple(name for name, _ in counts.most_common(most) if name) or (default,)


def towns(graph: GraphView, names: Sequence[str]) -> list[Town]:
    """Return the towns of some regions for labels, most residents first."""
    found = [
        (node.name, round(point[0], 4), round(point[1], 4), int(node.number("residents") or 0))
        for node in graph.municipalities.values()
        if node.text("region") in names and not node.text("abolished") and (point := node.point)
    ]
    return sorted(found, key=lambda town: (-town[3], town[0]))
