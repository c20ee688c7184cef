"""Misure as HTML: the table with bars and places, how each measure is read, where one stands. Escaped text only."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from graph.measures.intervals import RankIntervals
from graph.measures.whole import WHOLE
from graph.store.records import Node
from pages.parts import card, measure_data
from pages.parts.formats import capital, integer, percent, significant
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, join
from pages.parts.measure_data import Mode, Named
from pages.parts.wording import _, language, say

MORE, SORT = "+more", "+sort:"


@dataclass(frozen=True)
class Table:
    """What a table of measures shows.

    Attributes
    ----------
    keys
        Of the rows, in order.
    columns
        Names of the measures, in order.
    values, places
        By measure, then by key.
    groups
        Names of the groups that actors are in, by key.
    by
        Measure that the rows are in order of.
    intervals
        Of places by it; None where there are none, or not yet.
    """

    mode: Mode
    keys: Sequence[str]
    columns: Sequence[str]
    values: Mapping[str, Mapping[str, float]]
    places: Mapping[str, Mapping[str, int]]
    groups: Mapping[str, str]
    by: str
    lowest_first: bool
    intervals: RankIntervals | None = None

    def measure(self, name: str) -> Named:
        """Return one of its measures."""
        return measure_data.registry(self.mode)[name]


def written(measure: Named) -> Callable[[float], str]:
    """Return how values of a measure are written."""
    return integer if measure.form == "count" else significant


def figure(table: Table, name: str, key: str) -> str:
    """Return a value in words: undefined is said, groups have names."""
    value, measure = table.values[name][key], table.measure(name)
    if math.isnan(value):
        return _("not defined")
    if measure.form == "group":
        return table.groups.get(key, _("none"))
    if measure.form == "yes_no":
        return _("yes") if value else _("no")
    return written(measure)(value)


def table(graph: GraphView, shown: Table, count: int) -> Markup:
    """Return the first rows of a table; headings sort, a name opens its card."""
    heads = join(_head(shown, name) for name in shown.columns)
    top = {
        name: max((v for v in shown.values[name].values() if not math.isnan(v)), default=0.0) for name in shown.columns
    }
    rows = join(_row(graph, shown, key, top) for key in shown.keys[:count])
    more = fill('<button type="button" class="more" data-pick="{m}">{t}</button>', m=MORE, t=_("Show more"))
    return fill(
        '<table class="measures"><caption class="unseen">{caption}</caption><thead><tr>'
        '<th scope="col" class="figure" title="{meaning}">{place}</th><th scope="col">{name}</th>{heads}</tr></thead>'
        "<tbody>{rows}</tbody></table>{more}",
        caption=_("Measures; the headings sort"),
        meaning=_("Place by the measure that the table is sorted by; equal values share it"),
        place=_("place"),
        name=_("Name"),
        heads=heads,
        rows=rows,
        more=more if len(shown.keys) > count else "",
    )


def _largest(values: Iterable[float]) -> float:
    return max((value for value in values if not math.isnan(value)), default=0.0)


def _head(shown: Table, name: str) -> Markup:
    measure, sorted_ = shown.measure(name), name == shown.by
    order = ("ascending" if shown.lowest_first else "descending") if sorted_ else "none"
    return fill(
        '<th scope="col" class="{css}" aria-sort="{order}"><button type="button" data-pick="{key}" title="{reading}">'
        "{label}{arrow}</button></th>",
        css="by" if sorted_ else "other",
        order=order,
        key=f"{SORT}{name}",
        reading=reading(measure),
        label=say(measure.label),
        arrow=(" ▲" if shown.lowest_first else " ▼") if sorted_ else "",
    )


def _row(graph: GraphView, shown: Table, key: str, top: Mapping[str, float]) -> Markup:
    node = graph.nodes[key]
    place = shown.places[shown.by].get(key)
    cells = (_cell(shown, name, key, top[name]) for name in shown.columns)
    return fill(
        '<tr><td class="figure place">{place}{interval}</td><td class="who">{sign}'
        '<button type="button" class="link" data-pick="{key}" title="{line}">{name}</button></td>{cells}</tr>',
        place=integer(place) if place else "–",
        interval=_interval(shown, key),
        sign=card.sign(node.kind),
        key=key,
        line=card.one_line(graph, node),
        name=node.name,
        cells=join(cells),
    )


def _interval(shown: Table, key: str) -> Markup:
    """Return where a place may lie, as a stroke among all places and in figures."""
    found = shown.intervals.of(key) if shown.intervals else None
    if found is None:
        return Markup()
    low, high = found
    everyone = max(1, len(shown.keys) - 1)
    return fill(
        '<span class="range" title="{t}"><i style="left:{left}%;width:{wide}%"></i></span>'
        '<span class="quiet">{low}–{high}</span>',
        t=_("nine times in ten between place {low} and place {high}", low=integer(low), high=integer(high)),
        left=f"{100 * (low - 1) / everyone:.1f}",
        wide=f"{max(2.0, 100 * (high - low) / everyone):.1f}",
        low=integer(low),
        high=integer(high),
    )


def _cell(shown: Table, name: str, key: str, top: float) -> Markup:
    measure, value = shown.measure(name), shown.values[name][key]
    css = "by" if name == shown.by else "other"
    words = figure(shown, name, key)
    if measure.form in ("group", "yes_no") or math.isnan(value):
        quiet = " quiet" if math.isnan(value) or not value else ""
        return fill(
            '<td class="{css}{quiet}" title="{t}">{w}</td>', css=css, quiet=quiet, t=standing(shown, name, key), w=words
        )
    return fill(
        '<td class="{css}" title="{t}"><span class="figure">{w}</span><i class="bar" style="width:{share}%"></i></td>',
        css=css,
        t=standing(shown, name, key),
        w=words,
        share=f"{100 * max(value, 0) / top:.1f}" if top > 0 else "0",
    )


def standing(shown: Table, name: str, key: str) -> str:
    """Say a value: which place it is, and what that says."""
    measure = shown.measure(name)
    if math.isnan(shown.values[name][key]):
        why = say(measure.undefined) if measure.undefined else ""
        return _("not defined {why}", why=why).strip()
    place = shown.places[name].get(key)
    if measure.form in ("group", "yes_no") or place is None:
        return say(measure.reading)
    of = _("place {n} of {all}", n=integer(place), all=integer(len(shown.places[name])))
    return f"{of} · {say(measure.reading)}"


def reading(measure: Named) -> str:
    """Say what a high value says, and when there is none."""
    said = say(measure.reading)
    return f"{said} ({_('not defined {why}', why=say(measure.undefined))})" if measure.undefined else said


def standings(shown: Table, node: Node) -> Markup:
    """Return where a node stands by every measure shown, each with its value, place and reading."""
    line = '<dt>{label}</dt><dd><b>{figure}</b>{place}<br><span class="quiet">{says}</span></dd>'
    lines = join(
        fill(
            line,
            label=capital(say(shown.measure(name).label)),
            figure=figure(shown, name, node.key),
            place=_sure(shown, name, node.key),
            says=standing(shown, name, node.key),
        )
        for name in shown.columns
    )
    return fill(
        '<div class="card standing"><h3>{head}</h3><dl>{lines}</dl></div>', head=_("In this network"), lines=lines
    )


def _sure(shown: Table, name: str, key: str) -> str:
    found = shown.intervals.of(key) if shown.intervals and name == shown.by else None
    if found is None:
        return ""
    between = _("nine times in ten between place {low} and place {high}", low=integer(found[0]), high=integer(found[1]))
    return f" · {between}"


def to_network(key: str, address: Mapping[str, str | Sequence[str]]) -> Markup:
    """Return the link that shows one node in Rete, with the same filters."""
    named = {**address, "sel": key, "lang": language() if language() == "en" else ""}
    query = urlencode({name: value for name, value in named.items() if value}, doseq=True)
    return fill(
        '<p><a class="to-network" href="rete?{q}" target="_self">{t}</a></p>', q=query, t=_("See it in the network")
    )


def whole(values: Mapping[str, float]) -> Markup:
    """Return the network as a whole as a line of small cards; each opens what it means."""
    item = (
        '<details data-fold="whole-{name}"><summary><b>{figure}</b> <span>{label}</span></summary>'
        '<p>{definition}. {reading}.</p><p class="quiet">{source}</p></details>'
    )
    items = []
    for name, value in values.items():
        measure = WHOLE[name]
        if math.isnan(value):
            figure = _("not defined")
        else:
            figure = percent(value) if measure.form == "share" else significant(value)
        items.append(
            fill(
                item,
                name=name,
                figure=figure,
                label=say(measure.label),
                definition=capital(say(measure.definition)),
                reading=_("A high value says: {what}", what=say(measure.reading)),
                source=measure.source,
            )
        )
    return fill('<div class="whole">{items}</div>', items=join(items))


def to_periods() -> Markup:
    """Return the link to the screen that compares two periods."""
    query = "?lang=en" if language() == "en" else ""
    link = '<a class="to-network" href="confronto{q}" target="_self">{t} →</a>'
    return fill(link, q=query, t=_("Compare two periods"))


def definitions(measures: Sequence[Named]) -> Markup:
    """Return how measures are read and defined, and by whom."""
    item = (
        '<details data-fold="measure-{name}"><summary>{label}: <span class="reads">{reading}</span></summary>'
        '<p>{definition}.{undefined}</p><p class="quiet">{source}</p></details>'
    )
    items = join(
        fill(
            item,
            name=measure.name,
            label=capital(say(measure.label)),
            reading=say(measure.reading),
            definition=capital(say(measure.definition)),
            undefined=f" {_('Not defined {why}.', why=say(measure.undefined))}" if measure.undefined else "",
            source=measure.source,
        )
        for measure in measures
    )
    return fill('<div class="card definitions"><h3>{head}</h3>{items}</div>', head=_("How to read it"), items=items)
