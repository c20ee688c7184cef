"""What the nodes of a network are called and how they are coloured. Not where they stand: see `graph.network`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from graph.measures.classes import classes
from graph.measures.registry import ONE_MODE
from graph.model import KINDS
from graph.network import drawing as drawings
from graph.network.drawing import GROUP, Drawing
from graph.network.naming import names
from graph.store.records import Node
from pages.parts import network_data
from pages.parts.card import one_line
from pages.parts.formats import integer, significant
from pages.parts.graph_view import GraphView
from pages.parts.network_data import Asked
from pages.parts.network_view import GROUP as GROUP_COLOUR
from pages.parts.network_view import PALETTE, REST, SHADES, Look
from pages.parts.wording import _, n_, say

_HULLS = len(PALETTE)
_SMALLEST_HULL = 3


def years(graph: GraphView, today: date) -> tuple[int, int]:
    """Return the first and last year with an event; this year where there is none."""
    starts = [node.text("start")[:4] for node in graph.nodes.values() if node.kind == "event"]
    found = [int(year) for year in starts if year.isdigit()] or [today.year]
    return min(found), max(found)


def look(
    graph: GraphView, asked: Asked, drawing: Drawing, colour: str, values: Mapping[str, float]
) -> tuple[Look, list[tuple[str, str]]]:
    """Return how a drawing looks, and its legend of colours where they are not those of kinds."""
    if drawing.collapsed:
        return _of_groups(graph, asked, drawing), []
    nodes = {key: graph.nodes[key] for key in drawing.keys}
    if colour in ONE_MODE:
        measured = network_data.measured(graph, asked.mode, asked.scope, colour)
        colours, legend = _shades(ONE_MODE[colour].form, {key: measured[key] for key in nodes})
        hulls: list[tuple[str, str, list[str]]] = []
    else:
        colours, legend, hulls = _colours(graph, drawing, nodes, colour, values)
    found = Look(
        names={key: node.name for key, node in nodes.items()},
        hints={key: one_line(graph, node) for key, node in nodes.items()},
        kinds={key: node.kind for key, node in nodes.items()},
        colours=colours,
        values=values,
        hulls=hulls,
    )
    return found, legend


def _colours(
    graph: GraphView, drawing: Drawing, nodes: Mapping[str, Node], colour: str, values: Mapping[str, float]
) -> tuple[dict[str, str], list[tuple[str, str]], list[tuple[str, str, list[str]]]]:
    if colour == "kind":
        return {key: KINDS[node.kind].colour for key, node in nodes.items()}, [], []
    belongs = _districts(graph, nodes) if colour == "district" else _groups(graph, drawing, nodes, values)
    sizes: dict[str, int] = {}
    for name in belongs.values():
        sizes[name] = sizes.get(name, 0) + 1
    largest = sorted(sizes, key=lambda name: (-sizes[name], name))[:_HULLS]
    named = dict(zip(largest, PALETTE, strict=False))
    colours = {key: named.get(belongs.get(key, ""), REST) for key in nodes}
    hulls = [
        (name, shade, [key for key in drawing.keys if belongs.get(key) == name])
        for name, shade in named.items()
        if colour == "group" and sizes[name] >= _SMALLEST_HULL
    ]
    legend = list(named.items())
    return colours, [*legend, (_("others"), REST)] if len(colours) > sum(sizes[n] for n in largest) else legend, hulls


def _shades(form: str, values: Mapping[str, float]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the shade of each node by a measure, darker for more, and what each shade stands for."""
    found = classes(values.values(), len(SHADES))
    shades = SHADES[len(SHADES) - len(found.bounds) :]
    places = {key: found.of(value) for key, value in values.items()}
    colours = {key: REST if place is None else shades[place] for key, place in places.items()}
    legend = [(_between(form, *bounds), shade) for bounds, shade in zip(found.bounds, shades, strict=True)]
    return colours, [*legend, (_("not defined"), REST)] if None in places.values() else legend


def _between(form: str, low: float, high: float) -> str:
    """Say which values a shade stands for."""
    ends = [integer(value) if form == "count" else significant(value, 2) for value in (low, high)]
    return ends[0] if ends[0] == ends[1] else _("{low} to {high}", low=ends[0], high=ends[1])


def _districts(graph: GraphView, nodes: Mapping[str, Node]) -> dict[str, str]:
    found = {}
    for key, node in nodes.items():
        districts = graph.districts_around(node)
        if districts and districts[0] in graph.nodes:
            found[key] = graph.nodes[districts[0]].name
    return found


def _groups(
    graph: GraphView, drawing: Drawing, nodes: Mapping[str, Node], values: Mapping[str, float]
) -> dict[str, str]:
    members: dict[int, list[Node]] = {}
    for key, number in zip(drawing.keys, drawing.groups.tolist(), strict=True):
        if number >= 0:
            members.setdefault(number, []).append(nodes[key])
    called = named(graph, members, values)
    return {node.key: called[number] for number, listed in members.items() for node in listed}


def named(graph: GraphView, members: Mapping[int, Sequence[Node]], values: Mapping[str, float]) -> dict[int, str]:
    """Return the name of each group; equal names are told apart by a number."""

    def strongest(nodes: Sequence[Node]) -> Node:
        return max(nodes, key=lambda node: (values.get(node.key, 0.0), node.key))

    def districts(node: Node) -> list[str]:
        keys = graph.districts_of.get(node.text("municipality"), ())
        return [graph.nodes[key].name for key in keys if key in graph.nodes]

    found: dict[int, str] = {}
    for number, label in sorted(names(members, graph.municipality_name, strongest, districts).items()):
        name = say(label)
        again = sum(known == name or known.startswith(f"{name} (") for known in found.values())
        found[number] = f"{name} ({again + 1})" if again else name
    return found


def _of_groups(graph: GraphView, asked: Asked, drawing: Drawing) -> Look:
    """Return how communities look as nodes: named by what their members share, sized by how many they are."""
    network = network_data.network_of(graph, asked.mode, asked.scope)
    inside = drawings.members_of(network, drawing)
    members = {int(key.removeprefix(GROUP)): [graph.nodes[k] for k in keys] for key, keys in inside.items()}
    strengths = network_data.measured(graph, asked.mode, asked.scope, "strength")
    called = named(graph, members, strengths)
    for number, listed in members.items():
        if all(strengths[node.key] == 0 for node in listed):
            called[number] = _("without ties")
    sizes = {key: float(size) for key, size in zip(drawing.keys, drawing.members.tolist(), strict=True)}
    return Look(
        names={key: called[int(key.removeprefix(GROUP))] for key in drawing.keys},
        hints={key: n_("{n} body", "{n} bodies", int(size)) for key, size in sizes.items()},
        kinds={},
        colours=dict.fromkeys(drawing.keys, GROUP_COLOUR),
        values=sizes,
    )
