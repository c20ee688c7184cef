"""A small sign for each shape of a network: what a reader recognises before reading the word."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from graph.exchange.pictures.elements import ACTION, QUIET, Point, document, element, line

WIDTH, HEIGHT = 56.0, 32.0
_Figure = tuple[list[Point], list[tuple[int, int]]]


def glyph(names: Sequence[str], title: str) -> str:
    """Return the sign of a reading.

    Parameters
    ----------
    names
        Shapes in `graph.scorecard.shape.SHAPES`, the main one first; none gives a dash.
    title
        What it is called.
    """
    if not names:
        dash = line((4.0, 16.0), (24.0, 16.0), stroke=QUIET, stroke_width=2, stroke_dasharray="3 3")
        return document(WIDTH, HEIGHT, [dash], title=title)
    more = names[1:]
    points, ties = _main(names[0], (17.0, 16.0))
    for place, name in enumerate(more):
        added, among = _beside(name, (44.0, 16.0 if len(more) == 1 else 9.0 + 14.0 * place))
        ties += [(a + len(points), b + len(points)) for a, b in among]
        points += added
    drawn = [line(points[a], points[b], stroke=ACTION, stroke_width=1.2, stroke_opacity=0.65) for a, b in ties]
    drawn += [element("circle", cx=x, cy=y, r=2.6, fill=ACTION) for x, y in points]
    return document(WIDTH, HEIGHT, drawn, title=title)


def _ring(centre: Point, radius: float, count: int) -> list[Point]:
    angles = [2 * math.pi * i / count - math.pi / 2 for i in range(count)]
    return [(centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles]


def _main(name: str, at: Point) -> _Figure:
    x, y = at
    if name == "star":
        return [at, *_ring(at, 12.0, 7)], [(0, i) for i in range(1, 8)]
    if name == "mesh":
        return _ring(at, 12.0, 6), list(combinations(range(6), 2))
    if name == "cluster":
        two = [*_ring((x - 8.5, y), 6.0, 4), *_ring((x + 8.5, y), 6.0, 4)]
        return two, [*combinations(range(4), 2), *combinations(range(4, 8), 2), (1, 7)]
    return [(x + dx, y + dy) for dx in (-13.0, 0.0, 13.0) for dy in (-9.0, 9.0)], []


def _beside(name: str, at: Point) -> _Figure:
    x, y = at
    if name == "cluster":
        return _ring(at, 5.5, 3), list(combinations(range(3), 2))
    return [(x - 4, y - 5), (x + 5, y - 1), (x - 2, y + 5)], []
