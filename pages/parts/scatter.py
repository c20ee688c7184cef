"""Two measures against each other as one SVG: kinds as colours and shapes, the outstanding ones named.

The same text is drawn on the screen and taken away as a file; every name in it is escaped.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from graph.model import KINDS
from pages.parts.formats import significant
from pages.parts.markup import esc, fill, join

WIDTH, HEIGHT = 760.0, 520.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 18.0, 16.0, 52.0
INK, QUIET, LINE = "#1F2A30", "#5C6B73", "#E4DDD0"
_MOST_NAMES = 10
_RADIUS = 6.0
_LETTER = 6.2
"""Width of a letter of a name, on average."""


@dataclass(frozen=True, slots=True)
class Point:
    """One actor or event, by its two values; neither is NaN."""

    key: str
    name: str
    kind: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Axis:
    """What stands along a side, and how its values are written."""

    label: str
    write: Callable[[float], str] = significant


def svg(points: Sequence[Point], axes: tuple[Axis, Axis], title: str) -> Markup:
    """Return the picture; a point carries its key as `data-pick` and says its name and values when pointed at.

    Parameters
    ----------
    axes
        Across, up.
    """
    across, up = _scale([p.x for p in points]), _scale([p.y for p in points])
    placed = [(p, _at(p.x, across, LEFT, WIDTH - RIGHT), _at(p.y, up, HEIGHT - BOTTOM, TOP)) for p in points]
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" role="img" aria-label="{title}" '
        'class="scatter" font-family="Source Sans, Source Sans 3, Arial, sans-serif"><title>{title}</title>'
        '<rect width="{w}" height="{h}" fill="#FFFFFF"/>{axes}{points}{names}</svg>'
    )
    return fill(
        head,
        w=f"{WIDTH:g}",
        h=f"{HEIGHT:g}",
        title=title,
        axes=join((_across(across, axes[0]), _up(up, axes[1]))),
        points=join(_point(*one, axes) for one in placed),
        names=_names(placed),
    )


def _scale(values: Sequence[float]) -> tuple[float, float, float]:
    """Return first tick, last tick and step: round numbers that hold all values, about five steps."""
    low, high = min([0.0, *values]), max(values, default=1.0)
    span = (high - low) or 1.0
    rough = span / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough - power * 1e-9)
    return math.floor(low / step) * step, math.ceil(high / step - 1e-9) * step or step, step


def _at(value: float, scale: tuple[float, float, float], start: float, end: float) -> float:
    return start + (value - scale[0]) / (scale[1] - scale[0]) * (end - start)


def _ticks(scale: tuple[float, float, float]) -> list[float]:
    first, last, step = scale
    return [first + n * step for n in range(round((last - first) / step) + 1)]


def _across(scale: tuple[float, float, float], axis: Axis) -> Markup:
    tick = (
        '<line x1="{x}" x2="{x}" y1="{t}" y2="{b}" stroke="{line}"/>'
        '<text x="{x}" y="{y}" text-anchor="middle" font-size="12" fill="{quiet}">{words}</text>'
    )
    ticks = (
        fill(
            tick, x=f"{_at(v, scale, LEFT, WIDTH - RIGHT):.1f}", t=TOP, b=HEIGHT - BOTTOM, line=LINE,
            y=HEIGHT - BOTTOM + 17, quiet=QUIET, words=axis.write(v),
        )
        for v in _ticks(scale)
    )  # fmt: skip
    label = '<text x="{x}" y="{y}" text-anchor="end" font-size="13" font-weight="600" fill="{ink}">{t} →</text>'
    return join((*ticks, fill(label, x=WIDTH - RIGHT, y=HEIGHT - 10, ink=INK, t=axis.label)))


def _up(scale: tuple[float, float, float], axis: Axis) -> Markup:
    tick = (
        '<line x1="{l}" x2="{r}" y1="{y}" y2="{y}" stroke="{line}"/>'
        '<text x="{x}" y="{ty}" text-anchor="end" font-size="12" fill="{quiet}">{words}</text>'
    )
    ticks = []
    for v in _ticks(scale):
        y = _at(v, scale, HEIGHT - BOTTOM, TOP)
        words = {"words": axis.write(v), "quiet": QUIET, "line": LINE, "l": LEFT, "r": WIDTH - RIGHT, "x": LEFT - 8}
        ticks.append(fill(tick, y=f"{y:.1f}", ty=f"{y + 4:.1f}", **words))
    label = (
        '<text transform="translate(14 {y}) rotate(-90)" text-anchor="end" font-size="13" font-weight="600" '
        'fill="{ink}">{t} →</text>'
    )
    return join((*ticks, fill(label, y=TOP, ink=INK, t=axis.label)))


def _point(point: Point, x: float, y: float, axes: tuple[Axis, Axis]) -> Markup:
    across, up = axes
    kind = KINDS.get(point.kind)
    return fill(
        '<g data-pick="{key}"><title>{name}: {xl} {xv}, {yl} {yv}</title>'
        '<circle class="halo" cx="{x}" cy="{y}" r="13" fill="#0B5E6B" fill-opacity="0"/>'
        '<path d="{d}" fill="{colour}" fill-opacity="0.8" stroke="#FFFFFF"/></g>',
        key=point.key,
        name=point.name,
        xl=across.label,
        xv=across.write(point.x),
        yl=up.label,
        yv=up.write(point.y),
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        d=_shape(kind.shape if kind else "dot", x, y),
        colour=kind.colour if kind else QUIET,
    )


def _shape(shape: str, x: float, y: float) -> str:
    """Return the outline of a kind's sign, as it is drawn on the map and in the network."""
    r = _RADIUS
    if shape == "dot":
        return f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"
    if shape == "square":
        return f"M{x - r * 0.9:.1f} {y - r * 0.9:.1f}h{r * 1.8:.1f}v{r * 1.8:.1f}h{-r * 1.8:.1f}z"
    corners, turn, inner = {"triangle": (3, 0.0, 1.0), "diamond": (4, 0.0, 1.0)}.get(shape, (10, 0.0, 0.5))
    places = []
    for n in range(corners):
        angle = -math.pi / 2 + turn + 2 * math.pi * n / corners
        length = r * 1.2 * (inner if n % 2 and corners == 10 else 1.0)
        places.append(f"{x + length * math.cos(angle):.1f} {y + length * math.sin(angle):.1f}")
    return f"M{'L'.join(places)}z"


def _names(placed: Sequence[tuple[Point, float, float]]) -> Markup:
    """Name those farthest out, as many as stand without covering one another."""
    order = sorted(placed, key=lambda one: (one[2] - one[1], one[0].key))
    taken: list[tuple[float, float, float, float]] = []
    drawn = []
    for point, x, y in order[: 4 * _MOST_NAMES]:
        words = point.name if len(point.name) <= 30 else f"{point.name[:29].rstrip()}…"
        wide = _LETTER * len(words)
        left = x + 10 if x + 10 + wide < WIDTH - RIGHT else x - 10 - wide
        box = (left, y - 8, left + wide, y + 6)
        if left < LEFT or any(box[0] < t[2] and box[2] > t[0] and box[1] < t[3] and box[3] > t[1] for t in taken):
            continue
        taken.append(box)
        text = (
            '<text x="{x}" y="{y}" font-size="12" fill="{ink}" stroke="#FFFFFF" stroke-width="3" '
            'paint-order="stroke">{t}</text>'
        )
        drawn.append(fill(text, x=f"{left:.1f}", y=f"{y + 4:.1f}", ink=INK, t=words))
        if len(drawn) == _MOST_NAMES:
            break
    return fill('<g pointer-events="none">{names}</g>', names=join(drawn)) if drawn else esc("")
