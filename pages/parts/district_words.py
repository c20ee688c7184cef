"""Districts as a reader sees them: the table, one district in full, two side by side, small pictures. As HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from graph.exchange.pictures.glyphs import glyph
from graph.exchange.pictures.network import picture, thumbnail
from graph.gaps.gap import Gap
from graph.gaps.registry import KINDS as GAPS
from graph.model import KINDS
from graph.scorecard.cell import Cell
from graph.scorecard.columns import Column
from graph.scorecard.scorecard import Row, Scorecard
from graph.scorecard.shape import RULE, SHAPES
from pages.parts.card import sign
from pages.parts.district_data import Drawn
from pages.parts.formats import decimal, integer, percent
from pages.parts.markup import fill, join
from pages.parts.wording import _, n_, say

OPEN, SORT, WHY = "open:", "sort:", "why:"
NAME, SHAPE = "name", "shape"
_NAMED = 60
"""Names in a district's picture at most."""
_LONG_WORD = 12


@dataclass(frozen=True, slots=True)
class Order:
    """By which column rows stand, and whether the largest come first."""

    by: str
    down: bool


def ordered(card: Scorecard, order: Order) -> list[Row]:
    """Return the districts where somebody is mapped; n/a last whatever the direction."""
    rows = [row for row in card.rows if row.known]
    if order.by == NAME:
        return rows[::-1] if order.down else rows
    if order.by == SHAPE:
        places = {name: place for place, name in enumerate(SHAPES)}
        read = [row for row in rows if row.shape.names]
        read.sort(key=lambda row: [places[name] for name in row.shape.names], reverse=order.down)
        return [*read, *(row for row in rows if not row.shape.names)]
    known = [row for row in rows if row.cells[order.by].value is not None]
    known.sort(key=lambda row: row.cells[order.by].value or 0.0, reverse=order.down)
    return [*known, *(row for row in rows if row.cells[order.by].value is None)]


def figure(column: Column, value: float | None) -> str:
    """Return a value as its column is read."""
    if value is None:
        return _("not defined")
    return {"count": integer, "share": percent, "rate": decimal}[column.form](value)


def sentence(card: Scorecard) -> str:
    """Say how many districts there are and how they are shaped."""
    known = [row for row in card.rows if row.known]
    read = Counter(row.shape.names[0] for row in known if row.shape.names)
    parts = [f"{say(SHAPES[name].label)} {integer(count)}" for name, count in read.most_common()]
    unread = sum(not row.shape.names for row in known)
    parts += [_("not defined {n}", n=integer(unread))] if unread else []
    words = n_("{n} district with mapped bodies", "{n} districts with mapped bodies", len(known))
    words = _("{districts} out of {all}.", districts=words, all=integer(len(card.rows)))
    return f"{words} {_('Shapes')}: {', '.join(parts)}." if parts else words


# ---- the table ----------------------------------------------------------------------------------


def table(card: Scorecard, order: Order, why: str) -> Markup:
    """Return one row a district, each cell explained where it is opened (`why` is its pick)."""
    rows = ordered(card, order)
    tops = {c.name: max((row.cells[c.name].value or 0.0 for row in rows), default=0.0) for c in card.columns}
    body = join(_row(card, row, tops, why) for row in rows)
    heads = [_heading(NAME, _("District"), order), _heading(SHAPE, _("Shape"), order)]
    heads += [_heading(column.name, say(column.label), order) for column in card.columns]
    return fill(
        '<table class="districts"><caption class="unseen">{caption}</caption><thead><tr>{heads}</tr></thead>'
        "<tbody>{body}</tbody></table>{legend}{unknown}",
        caption=_("Districts side by side; every cell opens its explanation"),
        heads=join(heads),
        body=body,
        legend=_legend(),
        unknown=_unknown([row for row in card.rows if not row.known]),
    )


def _heading(name: str, label: str, order: Order) -> Markup:
    now = order.by == name
    sorted_ = ("descending" if order.down else "ascending") if now else "none"
    arrow = ("▾" if order.down else "▴") if now else ""
    return fill(
        '<th scope="col" aria-sort="{sorted}"><button type="button" class="heading" data-pick="{pick}">{label} '
        '<span aria-hidden="true">{arrow}</span></button></th>',
        sorted=sorted_,
        pick=SORT + name,
        label=" ".join(_breakable(word) for word in (label[:1].upper() + label[1:]).split()),
        arrow=arrow,
    )


def _breakable(word: str) -> str:
    """Return a word with a place where a narrow column may break it, unseen elsewhere."""
    return word if len(word) <= _LONG_WORD else f"{word[:7]}\u00ad{word[7:]}"


def _row(card: Scorecard, row: Row, tops: dict[str, float], why: str) -> Markup:
    cells = join(_cell(row, column, tops[column.name]) for column in card.columns)
    line = fill(
        '<tr><th scope="row"><button type="button" class="link" data-pick="{open}">{name}</button>{mark}</th>'
        '<td><button type="button" class="cell shape" data-pick="{pick}">{glyph}<span>{shape}</span></button></td>'
        "{cells}</tr>",
        open=OPEN + row.key,
        name=row.node.name,
        mark=_invented(row),
        pick=f"{WHY}{SHAPE}:{row.key}",
        glyph=_glyph(row),
        shape=say(row.shape.label),
        cells=cells,
    )
    name, _colon, key = why.removeprefix(WHY).partition(":")
    if key != row.key:
        return line
    column = next((c for c in card.columns if c.name == name), None)
    words = _why(column, row.cells[column.name]) if column else _why_shape(row)
    head = say(column.label) if column else _("Shape")
    explained = fill(
        '<tr class="why-row"><td colspan="{n}"><div class="why" data-open="{why}" role="status"><b>{head} · {name}</b>'
        '{words}<button type="button" class="link" data-pick="{close}">{label}</button></div></td></tr>',
        n=len(card.columns) + 2,
        why=why,
        head=head[:1].upper() + head[1:],
        name=row.node.name,
        words=words,
        close=WHY,
        label=_("Close"),
    )
    return line + explained


def _cell(row: Row, column: Column, top: float) -> Markup:
    cell = row.cells[column.name]
    whole = 1.0 if column.form == "share" else top
    width = round(100 * min(1.0, (cell.value or 0.0) / whole)) if whole else 0
    return fill(
        '<td><button type="button" class="cell{none}" data-pick="{pick}" title="{title}">'
        '<span class="cell-label">{label}</span><span class="cell-value">{value}{verdict}</span>'
        '<span class="cell-bar" aria-hidden="true"><i style="width:{width}%"></i></span></button></td>',
        none=" cell-none" if cell.value is None else "",
        pick=f"{WHY}{column.name}:{row.key}",
        title=_short_why(column, cell),
        label=say(column.label),
        value=figure(column, cell.value),
        verdict=_verdict(column, cell),
        width=width,
    )


def _verdict(column: Column, cell: Cell) -> Markup:
    if cell.verdict in (None, "within"):
        return Markup()
    above = cell.verdict == "above"
    good = "" if column.high is None else " good" if column.high is above else " bad"
    return fill(
        '<span class="verdict{good}"><span aria-hidden="true">{arrow}</span><span class="unseen">{words}</span></span>',
        good=good,
        arrow="▲" if above else "▼",
        words=_("more than expected") if above else _("less than expected"),
    )


def _short_why(column: Column, cell: Cell) -> str:
    parts = [say(column.definition), _of(column, cell), say(cell.why) if cell.why else "", _expected(column, cell)]
    return " ".join(part for part in parts if part)


def _of(column: Column, cell: Cell) -> str:
    """Say what a share or a rate is made of: *23 su 36*."""
    if column.form == "count" or cell.value is None or cell.denominator is None or cell.numerator is None:
        return ""
    return _("{part} out of {whole}.", part=integer(cell.numerator), whole=integer(cell.denominator))


def _expected(column: Column, cell: Cell) -> str:
    beside = cell.expected
    if beside is None or cell.value is None:
        return ""
    return _(
        "Expected of a district of this size: between {low} and {high}, 90 times in 100 ({against}).",
        low=figure(column, beside.low),
        high=figure(column, beside.high),
        against=say(beside.against),
    )


def _why(column: Column, cell: Cell) -> Markup:
    verdict = {"above": _("It is more than expected."), "below": _("It is less than expected.")}
    lines = [
        say(column.definition),
        f"{figure(column, cell.value)}. {_of(column, cell)}" if cell.value is not None else "",
        _("Not defined: {why}.", why=say(cell.why)) if cell.why else "",
        f"{say(cell.note)}." if cell.note else "",
        f"{_expected(column, cell)} {verdict.get(cell.verdict or '', '')}",
    ]
    return join(fill("<p>{line}</p>", line=line.strip()) for line in lines if line.strip())


def _why_shape(row: Row) -> Markup:
    lines = [say(SHAPES[name].meaning) for name in row.shape.names]
    lines += [_("Here: {why}.", why=say(row.shape.because)), say(RULE)]
    return join(fill("<p>{line}</p>", line=line) for line in lines)


def _glyph(row: Row) -> Markup:
    return Markup(glyph(row.shape.names, say(row.shape.label)))  # noqa: S704 - made of escaped text


def _invented(row: Row) -> Markup:
    mark = ' <span class="mark mark-invented">{t}</span>'
    return fill(mark, t=_("invented example")) if row.invented else Markup()


def _legend() -> Markup:
    return fill(
        '<div class="legend quiet"><span class="key"><span class="verdict good" aria-hidden="true">▲</span>&nbsp;'
        '<span class="verdict bad" aria-hidden="true">▼</span>&nbsp;{words}</span>'
        '<span class="key">{bars}</span></div>',
        words=_("more or less than expected of a district of this size"),
        bars=_("bars: against the largest in the column; shares against 100%"),
    )


def _unknown(rows: Sequence[Row]) -> Markup:
    if not rows:
        return Markup()
    return fill(
        '<details class="unknown" data-fold="unknown"><summary>{head}</summary><p>{names}</p></details>',
        head=n_(
            "{n} more district, where nobody is mapped yet", "{n} more districts, where nobody is mapped yet", len(rows)
        ),
        names=", ".join(row.node.name for row in rows),
    )


# ---- small pictures -----------------------------------------------------------------------------


def pictures(rows: Sequence[tuple[Row, Drawn]]) -> Markup:
    """Return each district's network, small; each opens the district."""
    items = join(_picture(row, drawn) for row, drawn in rows)
    return fill(
        '<ul class="thumbnails">{items}</ul>{kinds}', items=items, kinds=_kinds([drawn for _row, drawn in rows])
    )


def _picture(row: Row, drawn: Drawn) -> Markup:
    counts = n_("{n} body", "{n} bodies", len(drawn.network.actors))
    small = thumbnail(drawn.drawing, drawn.signs, _("Network of {name}", name=row.node.name))
    return fill(
        '<li><button type="button" class="thumbnail" data-pick="{open}">{picture}<b>{name}</b>'
        '<span class="quiet">{shape} · {counts}</span></button></li>',
        open=OPEN + row.key,
        picture=Markup(small),  # noqa: S704 - made of escaped text
        name=row.node.name,
        shape=say(row.shape.label),
        counts=counts,
    )


def _kinds(drawn: Sequence[Drawn]) -> Markup:
    """Say what the signs of networks mean."""
    present = {one.shape + one.colour for each in drawn for one in each.signs}
    kinds = [kind for kind in KINDS.values() if kind.shape + kind.colour in present and kind.actor]
    keys = join(fill('<span class="key">{sign}{name}</span>', sign=sign(k.name), name=say(k.plural)) for k in kinds)
    return fill('<div class="legend quiet">{keys}</div>', keys=keys)


# ---- one district, or two -----------------------------------------------------------------------


def opened(card: Scorecard, rows: Sequence[tuple[Row, Drawn, Sequence[Gap]]]) -> Markup:
    """Return districts in full, side by side."""
    articles = join(_article(card, row, drawn, gaps) for row, drawn, gaps in rows)
    return fill('<div class="beside beside-{n}">{articles}</div>', n=len(rows), articles=articles)


def _article(card: Scorecard, row: Row, drawn: Drawn, gaps: Sequence[Gap]) -> Markup:
    drawn_ = picture(drawn.drawing, drawn.signs, _("Network of {name}", name=row.node.name), named=_NAMED)
    return fill(
        '<article class="district" data-open="{key}"><h2>{name}{mark}</h2><p class="quiet">{facts}</p>'
        '<div class="reading">{glyph}<div><b>{shape}</b> <span>{meaning}</span>'
        '<details data-fold="{key}:shape"><summary>{why}</summary>{rule}</details></div></div>'
        '<div class="district-picture">{picture}{kinds}</div><h3>{head}</h3>{figures}'
        "<h3>{gap_head}</h3>{gaps}</article>",
        key=row.key,
        name=row.node.name,
        mark=_invented(row),
        facts=_facts(row),
        glyph=_glyph(row),
        shape=say(row.shape.label).capitalize(),
        meaning=" ".join(say(SHAPES[name].meaning) for name in row.shape.names),
        why=_("Why this shape"),
        rule=_why_shape(row),
        picture=Markup(drawn_),  # noqa: S704 - made of escaped text
        kinds=_kinds([drawn]),
        head=_("Figures"),
        figures=join(_figure(row, column) for column in card.columns),
        gap_head=_("What is missing first"),
        gaps=_gaps(gaps),
    )


def _facts(row: Row) -> str:
    parts = [n_("{n} municipality", "{n} municipalities", row.municipalities)]
    lead = row.lead.name if row.lead else row.node.text("lead")
    parts += [_("lead: {name}", name=lead)] if lead else []
    return " · ".join(parts)


def _figure(row: Row, column: Column) -> Markup:
    cell = row.cells[column.name]
    return fill(
        '<details class="fact" data-fold="{fold}"><summary><span>{label}</span><b>{value}{verdict}</b></summary>{why}'
        "</details>",
        fold=f"{row.key}:{column.name}",
        label=say(column.label),
        value=figure(column, cell.value),
        verdict=_verdict(column, cell),
        why=_why(column, cell),
    )


def _gaps(gaps: Sequence[Gap]) -> Markup:
    if not gaps:
        return fill('<p class="quiet">{t}</p>', t=_("No gap found here."))
    item = '<li><span class="quiet">{kind}</span> {text}</li>'
    return fill(
        "<ul>{items}</ul>", items=join(fill(item, kind=say(GAPS[g.kind].label), text=say(g.text)) for g in gaps)
    )
