"""What is drawn and said of each node of an exported network: actors, or communities where there are too many."""

from __future__ import annotations

from collections.abc import Sequence

from graph.exchange.content import Content, invented
from graph.exchange.pictures.network import Sign
from graph.model import KINDS, Label
from graph.network import drawing
from graph.network.drawing import Drawing
from graph.network.naming import names
from graph.network.network import Network
from graph.store.records import Node

_GROUP = "#0B5E6B"
OTHERS = Label("schede che non sono attori mappati", "records that are not mapped actors")


def signs(content: Content, network: Network, drawn: Drawing) -> list[Sign]:
    """Return one sign a node, in the drawing's order."""
    return _communities(content, network, drawn) if drawn.collapsed else _actors(content, network, drawn)


def _actors(content: Content, network: Network, drawn: Drawing) -> list[Sign]:
    found = []
    for key in drawn.keys:
        node = content.by_key[key]
        kind, town = KINDS[node.kind], content.town(node)
        ties = int(network.degree[network.index[key]])
        place = town.name if town else ""
        found.append(Sign(node.name, kind.label.it, place, kind.colour, kind.shape, invented(node), ties))
    return found


def _communities(content: Content, network: Network, drawn: Drawing) -> list[Sign]:
    members = drawing.members_of(network, drawn)
    nodes = {i: [content.by_key[key] for key in members[group]] for i, group in enumerate(drawn.keys)}
    strength = dict(zip(network.actors, network.strength.tolist(), strict=True))

    def strongest(of: Sequence[Node]) -> Node:
        return max(of, key=lambda node: (strength[node.key], node.key))

    called = names(
        nodes, lambda istat: content.municipalities[istat].name if istat in content.municipalities else istat, strongest
    )
    ends = [*drawn.sources.tolist(), *drawn.targets.tolist()]
    return [
        Sign(f"{called[i].it} ({len(inside)})", "gruppo", "", _GROUP, "dot", any(map(invented, inside)), ends.count(i))
        for i, inside in nodes.items()
    ]
