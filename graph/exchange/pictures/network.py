"""A network as a picture: signs of the kinds, ties as lines, names as text. Places: see `graph.network.drawing`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.exchange.content import INVENTED
from graph.exchange.pictures.elements import INK, TIE, document, element, legend, line, mark, text, words
from graph.model import KINDS
from graph.network import drawing
from graph.network.drawing import Drawing
from graph.network.layout import SPACING

_NAMES = 2_000
_LONGEST = 34
_LEAST = (600.0, 420.0)
"""Size of the smallest thumbnail, in drawing units: one node alone is not a giant."""
_LETTER, _LINE = 5.8, 12.0
"""Width of a letter and height of a line of names, in drawing units."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What is drawn and said of one node."""

    name: str
    kind: str
    town: str
    colour: str
    shape: str
    invented: bool
    ties: int

    @property
    def title(self) -> str:
        """Return what is said of it where it is pointed at; text, not markup."""
        lines = (self.name, self.kind, self.town, INVENTED.it if self.invented else "")
        return "\n".join(line for line in lines if line)


def picture(drawn: Drawing, signs: Sequence[Sign], title: str, *, named: int = _NAMES, caption: str = "") -> str:
    """Return a drawing as one SVG document.

    Parameters
    ----------
    signs
        One a node, in the drawing's order.
    named
        How many nodes carry their name at most: those with most ties, where it covers no other name. The
        others say it where they are pointed at.
    caption
        A line under the picture; with it comes a legend of the kinds.
    """
    sizes = drawing.sized(drawn, {k: float(s.ties) for k, s in zip(drawn.keys, signs, strict=True)}, 6.0, 16.0)
    places = [(float(x), float(y)) for x, y in drawn.places]
    body = _ties(drawn, places)
    for one, place, size in zip(signs, places, sizes.tolist(), strict=True):
        dashes = {"stroke": INK, "stroke_width": 1.2, "stroke_dasharray": "3 2"} if one.invented else {}
        looks = mark(one.shape, one.colour, place, size, **dashes)
        body.append(element("g", element("title", words(one.title)) + looks))
    order = sorted(range(len(signs)), key=lambda row: (-signs[row].ties, signs[row].name, row))[:named]
    body += _names([(_short(signs[row].name), places[row], float(sizes[row])) for row in order])
    left, top, width, height = _box(places, bool(caption))
    if caption:
        body += _foot(signs, caption, left, top + height)
    return document(width, height, body, title=title, origin=(left, top))


def thumbnail(drawn: Drawing, signs: Sequence[Sign], title: str) -> str:
    """Return a drawing too small for names: its shape at a glance."""
    places = [(float(x), float(y)) for x, y in drawn.places]
    body = _ties(drawn, places, 3.0)
    body += [mark(one.shape, one.colour, place, 13.0) for one, place in zip(signs, places, strict=True)]
    left, top, width, height = _box(places, False)
    wide, tall = max(0.0, _LEAST[0] - width), max(0.0, _LEAST[1] - height)
    return document(width + wide, height + tall, body, title=title, origin=(left - wide / 2, top - tall / 2))


def _ties(drawn: Drawing, places: Sequence[tuple[float, float]], thicker: float = 1.0) -> list[str]:
    top = float(drawn.weights.max(initial=0.0)) or 1.0
    ends = zip(drawn.sources.tolist(), drawn.targets.tolist(), drawn.weights.tolist(), strict=True)
    return [
        line(places[a], places[b], stroke=TIE, stroke_width=round(thicker * (0.8 + 3.2 * (w / top) ** 0.5), 2))
        for a, b, w in ends
    ]


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _names(wanted: Sequence[tuple[str, tuple[float, float], float]]) -> list[str]:
    """Write each name under its node, unless it would cover one written before."""
    halo = {"stroke": "#fff", "stroke_width": 3, "paint_order": "stroke", "stroke_linejoin": "round"}
    taken: list[tuple[float, float, float]] = []
    written = []
    for name, (x, y), radius in wanted:
        below, half = y + radius + 12, len(name) * _LETTER / 2
        if all(abs(below - v) > _LINE or abs(x - u) > half + other for u, v, other in taken):
            taken.append((x, below, half))
            written.append(text(x, below, name, font_size=11, fill=INK, text_anchor="middle", **halo))
    return written


def _box(places: Sequence[tuple[float, float]], foot: bool) -> tuple[float, float, float, float]:
    """Return left, top, width, height round the nodes, with room for names and a foot."""
    xs, ys = [x for x, _ in places] or [0.0], [y for _, y in places] or [0.0]
    left, top = min(xs) - 1.8 * SPACING, min(ys) - SPACING
    width = max(xs) + 1.8 * SPACING - left
    height = max(ys) + SPACING - top + (44.0 if foot else 0.0)
    return left, top, max(width, 620.0 if foot else 0.0), height


def _foot(signs: Sequence[Sign], caption: str, left: float, bottom: float) -> list[str]:
    present = {one.kind for one in signs}
    kinds = [kind for kind in KINDS.values() if kind.label.it in present]
    shown = legend(kinds, [kind.plural.it for kind in kinds], (left + 12, bottom - 30))
    return [*shown, text(left + 12, bottom - 10, caption, font_size=11, fill=INK)]
