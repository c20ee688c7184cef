"""What stands beside a network: the sentence, where the selected one stands, the ranking, the legend. As HTML."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from graph.measures.registry import ONE_MODE
from graph.measures.sampling import in_words
from graph.model import KINDS
from graph.network.drawing import Drawing
from graph.store.records import Node
from pages.parts import card, network_data
from pages.parts.formats import decimal, integer
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, join
from pages.parts.network_around import Around
from pages.parts.network_data import Asked
from pages.parts.network_view import Look
from pages.parts.wording import _, n_, say

MORE, WHOLE = "+more", "+whole"


@dataclass(frozen=True)
class Drawn:
    """Everything that is drawn of one network, made once and kept while nothing changes.

    Attributes
    ----------
    colour
        What the colours say: `kind`, `group`, `district` or a measure.
    size
        Measure that the nodes' size is; `ties` where they are all the same.
    data
        What the component draws.
    legend
        Names of colours where they are not those of kinds.
    """

    asked: Asked
    drawing: Drawing
    look: Look
    colour: str
    size: str
    data: Mapping[str, Any]
    legend: Sequence[tuple[str, str]]


def whole(graph: GraphView, drawn: Drawn, shown: int) -> Markup:
    """Return what stands beside a network in which nothing is selected."""
    said = fill('<p class="says" role="status">{t}</p>', t=sentence(graph, drawn))
    return join((_crumbs(drawn.drawing), said, outsize(graph, drawn.asked), _ranking(graph, drawn, "", shown)))


def selected(graph: GraphView, drawn: Drawn, node: Node, around: Around, *, shown: int, today: date) -> Markup:
    """Return what stands beside a network in which a node is selected."""
    opened = '<div data-open="{key}">{around}{card}</div>'
    folded = '<details data-fold="ranking"><summary>{t}</summary>{r}</details>'
    return join(
        (
            _crumbs(drawn.drawing),
            fill(opened, key=f"{node.key} {around.to}", around=around.said, card=card.card(graph, node, today)),
            standing(graph, drawn.asked, node),
            _could(graph, around.could),
            fill(folded, t=_("The whole list"), r=_ranking(graph, drawn, node.key, shown)),
        )
    )


def _crumbs(drawing: Drawing) -> Markup:
    if not drawing.opened:
        return Markup()
    link = '<p class="crumbs"><button type="button" class="link" data-pick="{k}">{t}</button></p>'
    return fill(link, k=WHOLE, t=_("← The whole network"))


def sentence(graph: GraphView, drawn: Drawn) -> str:
    """Say in words what the picture shows and what it leaves out."""
    asked, drawing = drawn.asked, drawn.drawing
    said = [counted(graph, asked)]
    if drawing.collapsed:
        said.append(_("There are too many to draw: each circle is a group that works together; open one."))
    elif drawing.drawn < drawing.ties:
        words = _(
            "Drawn are {drawn} ties of {all}: those of strength {least} or more, and everyone's strongest.",
            drawn=integer(drawing.drawn),
            all=integer(drawing.ties),
            least=decimal(drawing.threshold),
        )
        said.append(words)
    return " ".join((*said, *crowded(graph, asked)))


def counted(graph: GraphView, asked: Asked) -> str:
    """Say in words how large a network is and whether it holds together."""
    view = network_data.overview_of(graph, asked.mode, asked.scope)
    parts = [
        n_("{n} node", "{n} nodes", view.nodes) if asked.mode != "one" else n_("{n} body", "{n} bodies", view.nodes),
        n_("{n} tie", "{n} ties", view.ties),
        n_("{n} has no tie", "{n} have no tie", view.isolates) if view.isolates else _("nobody is without a tie"),
    ]
    said = ", ".join(parts) + "."
    if view.pieces > 1:
        said += " " + n_("{n} group apart from the others", "{n} groups apart from one another", view.pieces) + "."
    return said


def crowded(graph: GraphView, asked: Asked) -> list[str]:
    """Say how many events are too large to be ties; nothing where none is."""
    view = network_data.overview_of(graph, asked.mode, asked.scope)
    if not view.crowded:
        return []
    most = integer(asked.scope.max_event_size or 0)
    return [
        n_(
            "{n} event of more than {most} actors is not counted as ties.",
            "{n} events of more than {most} actors are not counted as ties.",
            view.crowded,
            most=most,
        )
    ]


def outsize(graph: GraphView, asked: Asked) -> Markup:
    """Say, where a few large events make many of the ties that count, from which size on to leave them out."""
    if asked.mode != "one":
        return Markup()
    proposal = network_data.proposal_of(graph, asked.scope)
    if proposal.size is None:
        return Markup()
    words = _(
        "Careful: {reason}. Who was there seems central for that alone. Better count events of up to {n} actors only.",
        reason=say(proposal.reason),
        n=integer(proposal.size),
    )
    return fill('<p class="quiet">{t}</p>', t=words)


def standing(graph: GraphView, asked: Asked, node: Node) -> Markup:
    """Say where the selected one stands in this network, with how each measure is read."""
    lines = []
    for name in ("ties", "strength", "betweenness") if asked.mode == "one" else ("ties",):
        values = network_data.measured(graph, asked.mode, asked.scope, name)
        value = values.get(node.key)
        if value is None or math.isnan(value):
            continue
        place = _("place {n} of {all}", n=integer(network_data.rank(values, node.key)), all=integer(len(values)))
        figure = integer(value) if ONE_MODE[name].form == "count" else decimal(value, 2 if value >= 0.1 else 4)
        lines.append(
            fill(
                "<dt>{label}</dt><dd>{figure} · {place}<br><span class='quiet'>{reading}</span></dd>",
                label=say(ONE_MODE[name].label).capitalize(),
                figure=figure,
                place=place,
                reading=say(ONE_MODE[name].reading),
            )
        )
    estimated = in_words(network_data.network_of(graph, asked.mode, asked.scope)) if asked.mode == "one" else None
    note = fill('<p class="quiet">{t}</p>', t=say(estimated)) if estimated else Markup()
    body = '<div class="card standing"><h3>{head}</h3><dl>{lines}</dl>{note}</div>'
    return fill(body, head=_("In this network"), lines=join(lines), note=note) if lines else Markup()


def _could(graph: GraphView, keys: Sequence[str]) -> Markup:
    if not keys:
        return Markup()
    link = '<li><button type="button" class="link" data-pick="{key}">{name}</button></li>'
    items = join(fill(link, key=key, name=graph.nodes[key].name) for key in keys)
    body = '<div class="card"><h3>{head}</h3><ul>{items}</ul></div>'
    return fill(body, head=_("Could work with (dotted lines)"), items=items)


def _ranking(graph: GraphView, drawn: Drawn, selected: str, shown: int) -> Markup:
    """Return the network as a table: the same as the picture, for whoever reads rather than looks."""
    asked, look = drawn.asked, drawn.look
    values = look.values or network_data.measured(graph, asked.mode, asked.scope, drawn.size)
    head = ONE_MODE[drawn.size]
    keys = sorted(drawn.drawing.keys, key=lambda key: (-values.get(key, 0.0), look.names[key]))
    pick = '<button type="button" class="link" data-pick="{key}"{now}>{name}</button>'
    rows = join(
        fill(
            '<tr><td>{sign}</td><td>{pick}</td><td class="figure">{value}</td></tr>',
            sign=card.sign(look.kinds[key]) if key in look.kinds else "",
            pick=fill(pick, key=key, now=Markup(' aria-current="true"') * (key == selected), name=look.names[key]),
            value=_figure(head.form, values.get(key), drawn.drawing.collapsed),
        )
        for key in keys[:shown]
    )
    more = '<button type="button" class="more" data-pick="{m}">{t}</button>'
    return fill(
        '<table class="ranking"><thead><tr><th></th><th>{name}</th><th class="figure">{head}</th></tr></thead>'
        "<tbody>{rows}</tbody></table>{more}",
        name=_("Name"),
        head=say(head.label) if not drawn.drawing.collapsed else _("bodies"),
        rows=rows,
        more=fill(more, m=MORE, t=_("Show more")) if len(keys) > shown else "",
    )


def _figure(form: str, value: float | None, counted: bool) -> str:
    return integer(value) if (counted or form == "count") and value is not None else decimal(value)


def legend(drawn: Drawn) -> Markup:
    """Return what colours, shapes and lines mean."""
    kinds = set(drawn.look.kinds.values())
    sign = '<span class="key">{sign}{label}</span>'
    signs = [
        fill(sign, sign=card.sign(k), label=say(KINDS[k].plural)) for k in KINDS if k in kinds and not drawn.legend
    ]
    swatch = '<span class="key"><i class="swatch" style="background:{c}"></i>{t}</span>'
    if drawn.legend and drawn.colour in ONE_MODE:
        signs.append(fill('<b class="key">{t}</b>', t=say(ONE_MODE[drawn.colour].label).capitalize()))
    signs += [fill(swatch, c=colour, t=name) for name, colour in drawn.legend]
    one = drawn.asked.mode == "one"
    lines = [fill('<span class="key"><i class="line"></i>{t}</span>', t=_works() if one else _("took part"))]
    if one and not drawn.drawing.collapsed:
        dotted = '<span class="key"><i class="line line-dotted"></i>{t}</span>'
        lines.append(fill(dotted, t=_("could work together (when one is selected)")))
    return fill('<div class="legend quiet">{signs}{lines}</div>', signs=join(signs), lines=join(lines))


def _works() -> str:
    return _("work together (thicker: more)")
