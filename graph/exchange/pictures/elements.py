"""The elements of SVG that pictures are made of, every text escaped. Not what is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from graph.model.schema import Kind

INK, QUIET, LINE, PAPER, ACTION, TIE = "#1F2A30", "#5C6B73", "#CFC6B4", "#F5F2EC", "#0B5E6B", "#9FB4B8"
FONT = "'Source Sans 3','Source Sans Pro','Segoe UI',Helvetica,Arial,sans-serif"
Point = tuple[float, float]


def number(value: float) -> str:
    """Return a coordinate, short: two decimals, no trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """Return one element; `content` is markup already, attributes are escaped, `_` in their names is `-`."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(number(v) if isinstance(v, float) else str(v))}"'
        for key, v in attributes.items()
        if v is not None
    )
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def words(content: str) -> str:
    """Return a text as markup, for the content of an element."""
    return escape(content)


def text(x: float, y: float, content: str, **attributes: object) -> str:
    """Return a text node."""
    return element("text", escape(content), x=x, y=y, **attributes)


def line(start: Point, end: Point, **attributes: object) -> str:
    """Return a straight line."""
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **attributes)


def document(width: float, height: float, body: Iterable[str], *, title: str, origin: Point = (0.0, 0.0)) -> str:
    """Return a whole picture with its name for those who do not see it.

    Parameters
    ----------
    origin
        Upper left corner, in the units of the body.
    """
    box = " ".join(number(value) for value in (*origin, width, height))
    return element(
        "svg",
        f"<title>{escape(title)}</title>{''.join(body)}",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=box,
        width=width,
        height=height,
        role="img",
        aria_label=title,
        font_family=FONT,
    )


def sign(kind: Kind, at: Point, radius: float, **attributes: object) -> str:
    """Return the sign of a kind, in its colour and shape."""
    return mark(kind.shape, kind.colour, at, radius, **attributes)


def mark(shape: str, colour: str, at: Point, radius: float, **attributes: object) -> str:
    """Return a filled mark of about the same area whatever its shape."""
    x, y = at
    if shape == "dot":
        return element("circle", cx=x, cy=y, r=radius, fill=colour, **attributes)
    if shape == "square":
        side = radius * 1.77
        return element("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, fill=colour, **attributes)
    corners = {
        "triangle": _around(at, radius * 1.35, 3),
        "diamond": _around(at, radius * 1.25, 4),
        "star": _star(at, radius * 1.4),
    }.get(shape) or _around(at, radius, 6)
    points = " ".join(f"{number(px)},{number(py)}" for px, py in corners)
    return element("polygon", points=points, fill=colour, **attributes)


def _around(at: Point, radius: float, corners: int) -> list[Point]:
    angles = (2 * math.pi * i / corners - math.pi / 2 for i in range(corners))
    return [(at[0] + radius * math.cos(a), at[1] + radius * math.sin(a)) for a in angles]


def _star(at: Point, radius: float) -> list[Point]:
    outer, inner = _around(at, radius, 5), _around(at, -radius * 0.45, 5)
    return [point for i in range(5) for point in (outer[i], inner[(i + 3) % 5])]


def legend(kinds: Sequence[Kind], labels: Sequence[str], at: Point) -> list[str]:
    """Return the signs of kinds with their names, in one line."""
    parts, x = [], at[0]
    for kind, label in zip(kinds, labels, strict=True):
        parts += [sign(kind, (x + 6, at[1] - 4), 5.5), text(x + 16, at[1], label, font_size=12, fill=INK)]
        x += 34 + 6.6 * len(label)
    return parts
