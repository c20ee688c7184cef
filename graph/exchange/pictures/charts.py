"""Charts of the scorecard as plain SVG: bars with what was expected, and one figure against another."""

from __future__ import annotations

from collections.abc import Sequence

from graph.exchange.pictures.elements import ACTION, INK, LINE, QUIET, document, element, line, number, text
from graph.scorecard.columns import Column
from graph.scorecard.scorecard import Row, Scorecard
from graph.territory.districts import core_name

BAR, REST = "#4F9AA6", "#B9C9CC"
_WIDE, _HIGH = 640.0, 22.0
_NAMES = 0.45
"""Part of the width that names take."""
_LONGEST = 38


def written(column: Column, value: float) -> str:
    """Return a value as an Italian reader writes it."""
    if column.form == "share":
        return f"{value:.0%}"
    short = number(round(value, 0 if column.form == "count" else 2))
    return short.replace(".", ",")


def bars(card: Scorecard, column: Column, lit: str = "", wide: float = _WIDE) -> str:
    """Return a bar for every district that has the figure, largest first, with its expected range as a thin line.

    Parameters
    ----------
    lit
        Key of the district that stands out; empty: all do.
    wide
        Width of the picture.
    """
    known = sorted(_known(card, column), key=lambda row: (-_value(row, column), row.node.name))
    top = max((_end(row, column) for row in known), default=0.0) or 1.0
    left = wide * _NAMES
    scale = (wide - left - 60) / top
    title = column.label.it[:1].upper() + column.label.it[1:]
    body = [text(0, 16, title, font_size=14, font_weight="700", fill=INK)]
    for place, row in enumerate(known):
        body += _bar(row, column, (left, 30 + place * _HIGH), scale, not lit or row.key == lit)
    unknown = [row.node.name for row in card.rows if row.known and row.cells[column.name].value is None]
    foot = 30 + len(known) * _HIGH + 14
    if unknown:
        body.append(
            text(0, foot, f"Non definito: {_short(', '.join(unknown), int(wide / 7))}", font_size=11, fill=QUIET)
        )
    return document(wide, foot + 8, body, title=title)


def _bar(row: Row, column: Column, at: tuple[float, float], scale: float, lit: bool) -> list[str]:
    (left, top), value, beside = at, _value(row, column), row.cells[column.name].expected
    middle = top + _HIGH / 2
    weight = "700" if lit else "400"
    parts = [
        text(
            left - 8,
            middle + 4,
            _short(core_name(row.node.name), int(left / 6.2)),
            font_size=11,
            fill=INK,
            text_anchor="end",
        ),
        element("rect", x=left, y=top + 4, width=max(0.5, value * scale), height=_HIGH - 9, fill=BAR if lit else REST),
    ]
    reach = value
    if beside:
        low, high = left + beside.low * scale, left + beside.high * scale
        parts.append(line((low, middle), (high, middle), stroke=INK, stroke_width=1.2))
        parts += [line((x, middle - 3), (x, middle + 3), stroke=INK, stroke_width=1.2) for x in (low, high)]
        reach = max(value, beside.high)
    after = left + reach * scale + 6
    return [*parts, text(after, middle + 4, written(column, value), font_size=11, font_weight=weight, fill=INK)]


def scatter(card: Scorecard, across: Column, up: Column) -> str:
    """Return the districts as points, one figure across and another up; those without either are left out."""
    known = [row for row in _known(card, across) if row.cells[up.name].value is not None]
    width, height, left, bottom = _WIDE, 420.0, 60.0, 370.0
    right = max((_value(row, across) for row in known), default=0.0) or 1.0
    top = max((_value(row, up) for row in known), default=0.0) or 1.0
    title = f"{up.label.it} e {across.label.it}"
    body = [
        line((left, bottom), (width - 30, bottom), stroke=LINE),
        line((left, 30.0), (left, bottom), stroke=LINE),
        text(width - 30, bottom + 34, across.label.it, font_size=12, fill=QUIET, text_anchor="end"),
        text(left, 18, up.label.it, font_size=12, fill=QUIET),
        text(left, bottom + 18, "0", font_size=11, fill=QUIET, text_anchor="middle"),
        text(width - 30, bottom + 18, written(across, right), font_size=11, fill=QUIET, text_anchor="end"),
        text(left - 6, 36, written(up, top), font_size=11, fill=QUIET, text_anchor="end"),
    ]
    for row in known:
        x = left + (width - 190 - left) * _value(row, across) / right
        y = bottom - (bottom - 40) * _value(row, up) / top
        body.append(element("circle", cx=x, cy=y, r=5, fill=ACTION, fill_opacity=0.8))
        body.append(text(x + 8, y + 4, _short(core_name(row.node.name)), font_size=11, fill=INK))
    return document(width, height, body, title=title)


def _known(card: Scorecard, column: Column) -> Sequence[Row]:
    return [row for row in card.rows if row.known and row.cells[column.name].value is not None]


def _value(row: Row, column: Column) -> float:
    return row.cells[column.name].value or 0.0


def _end(row: Row, column: Column) -> float:
    beside = row.cells[column.name].expected
    return max(_value(row, column), beside.high if beside else 0.0)


def _short(name: str, longest: int = _LONGEST) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"
