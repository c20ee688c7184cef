"""Where gaps are drawn on a map: who is meant in colour, everyone else hollow, dotted lines for what could be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.gaps.gap import Gap
from graph.model import KINDS
from graph.model.label import Language
from graph.network.network import Network
from graph.store.changes import GapStatus
from graph.store.records import Node
from pages.parts import map_data
from pages.parts.finding import SHOWN
from pages.parts.graph_view import GraphView
from pages.parts.map_data import Line
from pages.parts.map_view import Scene

_LINES = 40
_COMMON = 8


def ends(graph: GraphView, gap: Gap) -> list[Node]:
    """Return whom a gap's lines join: a pair, or the one member (a body, a municipality) and those suggested to it."""
    return [node for key in (*gap.members, *gap.suggested) if (node := graph.node(key))]


def scene(graph: GraphView, gaps: Sequence[Gap], language: Language) -> Scene:
    """Return the map of some gaps; which of them is open is shown by `lines` and `focus`, sent apart."""
    meant = {node.key: node for gap in gaps for node in ends(graph, gap)}
    others = [n for n in graph.nodes.values() if n.key in graph.mapped and KINDS[n.kind].actor and n.key not in meant]
    dots, faint = map_data.dots(graph, meant.values()), map_data.dots(graph, others)
    faint["candidate"] = [1] * len(faint["key"])
    dots["candidate"] = [0] * len(dots["key"])
    both = {column: [*faint[column], *dots[column]] for column in dots}
    view = map_data.extent(graph, meant.values()) or map_data.extent(graph, others)
    circles = map_data.circles(graph, meant.values())
    return Scene(both, circles, map_data.kinds(SHOWN, language), view or {"center": (45.6, 9.8), "zoom": 8})


def lines(graph: GraphView, gaps: Iterable[Gap], opened: Gap | None, network: Network) -> list[Line]:
    """Return dotted lines for what could be; for the open gap also the ties to common partners."""
    if opened is None:
        return [line for gap in list(gaps)[:_LINES] for line in _dotted(graph, gap)]
    return [*_common(graph, opened, network), *_dotted(graph, opened)]


def focus(graph: GraphView, opened: Gap | None, network: Network) -> list[str]:
    """Return the keys that stand out while a gap is open: whom it is about, and common partners; none without one."""
    return [*(node.key for node in ends(graph, opened)), *_between(opened, network)] if opened else []


def _dotted(graph: GraphView, gap: Gap) -> list[Line]:
    nodes = (node for key in gap.tie if (node := graph.node(key)))
    first, other = [*(map_data.where(graph, node) for node in nodes), None, None][:2]
    return [_line(first, other, 2.4, gap.status != GapStatus.DONE)] if first and other and first != other else []


def _between(gap: Gap, network: Network) -> list[str]:
    """Return the common partners of a pair, strongest first; of one member there are none."""
    if len(gap.members) != 2:
        return []
    first, second = (network.neighbours(key) for key in gap.members)
    return [key for key in first if key in second][:_COMMON]


def _common(graph: GraphView, gap: Gap, network: Network) -> list[Line]:
    found = []
    for partner in _between(gap, network):
        middle = map_data.where(graph, graph.nodes[partner])
        for member in gap.members:
            end = map_data.where(graph, graph.nodes[member])
            if middle and end and middle != end:
                found.append(_line(middle, end, 1.4, False))
    return found


def _line(start: tuple[float, float], end: tuple[float, float], weight: float, dotted: bool) -> Line:
    return {"from": list(start), "to": list(end), "weight": weight, "dotted": dotted}
