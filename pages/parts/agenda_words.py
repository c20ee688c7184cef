"""The agenda as HTML: events under their days, a month in weeks. Which events they are is found elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from graph.model import KINDS
from graph.model.taxonomies import value_label
from graph.network.snapshot import CANCELLED
from graph.relations import agenda
from graph.relations.relation import ORGANISING
from graph.store.records import Node
from pages.parts import card
from pages.parts.formats import integer, long_day, month, weekdays
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, join
from pages.parts.wording import _, n_, say

MORE, DAY, MONTH, WHOLE = "+more", "day:", "month:", "+whole"
_NAMES_SHOWN, _IN_A_CELL = 3, 3


def days(graph: GraphView, events: Sequence[Node], selected: str, shown: int) -> Markup:
    """Return events under the days on which they begin, in the order given."""
    body = join(
        fill(
            '<section class="day"><h2>{day}</h2><ul class="rows">{rows}</ul></section>',
            day=long_day(on),
            rows=join(_row(graph, event, event.key == selected) for event in there),
        )
        for on, there in agenda.by_day(events[:shown]).items()
    )
    more = '<button type="button" class="more" data-pick="{m}">{t}</button>'
    return join((body, fill(more, m=MORE, t=_("Show more")) if len(events) > shown else Markup()))


def _row(graph: GraphView, event: Node, selected: bool) -> Markup:
    place = [part for part in (event.text("venue"), graph.municipality_name(event.text("municipality"))) if part]
    declared = KINDS["event"].by_name
    tags = [say(value_label(declared["type"], event.text("type")))] if event.text("type") not in ("", "other") else []
    tags += [label for label in card.labels(event) if label not in tags][:3]
    return fill(
        '<li><button type="button" class="row occasion" data-pick="{key}"{now}><span class="hour">{hour}</span>'
        '<span class="row-text"><span class="row-name">{name} {marks}</span><span class="quiet">{line}</span>{tags}'
        "</span></button></li>",
        key=event.key,
        now=Markup(' aria-current="true"') if selected else "",
        hour=event.text("start")[11:16] or "·",
        name=event.name,
        marks=_marks(event),
        line=" · ".join([*_who(graph, event), *place]),
        tags=fill('<span class="tags">{t}</span>', t=join(fill('<span class="tag">{t}</span>', t=t) for t in tags)),
    )


def _marks(event: Node) -> Markup:
    marks = []
    if event.text("status") == CANCELLED:
        marks.append(fill('<span class="mark mark-cancelled">{t}</span>', t=_("cancelled")))
    if event.properties.get("invented"):
        marks.append(fill('<span class="mark mark-invented">{t}</span>', t=_("invented example")))
    return join(marks)


def organisers(graph: GraphView, event: Node) -> list[Node]:
    """Return who does an event, leads first; where no role is said, whoever takes part."""
    ties = [tie for tie in graph.ties_of.get(event.key, ()) if tie.type == "organised" and tie.source in graph.nodes]
    doing = [tie for tie in ties if not ORGANISING.isdisjoint(tie.many("roles"))] or ties
    ordered = sorted(doing, key=lambda tie: ("lead" not in tie.many("roles"), graph.nodes[tie.source].name))
    return [graph.nodes[tie.source] for tie in ordered]


def _who(graph: GraphView, event: Node) -> list[str]:
    names = [node.name for node in organisers(graph, event)]
    if not names:
        return []
    more = len(names) - _NAMES_SHOWN
    said = ", ".join(names[:_NAMES_SHOWN])
    return [f"{said} {_('and {n} more', n=integer(more))}" if more > 0 else said]


def grid(events: Sequence[Node], first: date, picked: str, today: date) -> Markup:
    """Return a month as a table of weeks; each day with events opens them.

    Parameters
    ----------
    first
        Any day of the month.
    picked
        ISO date of the day that is open; empty for none.
    """
    on = agenda.by_day(events)
    heads = join(
        fill('<th scope="col"><abbr title="{long}">{short}</abbr></th>', short=short, long=long)
        for short, long in weekdays()
    )
    rows = join(
        fill("<tr>{cells}</tr>", cells=join(_cell(day, first.month, on, picked, today) for day in week))
        for week in agenda.weeks(first.year, first.month)
    )
    return fill(
        '<div class="month-head"><button type="button" class="step" data-pick="{before}" aria-label="{b}">‹</button>'
        '<h2>{name}</h2><button type="button" class="step" data-pick="{after}" aria-label="{a}">›</button></div>'
        '<table class="month"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>',
        before=MONTH + _shifted(first, -1),
        after=MONTH + _shifted(first, 1),
        b=_("Month before"),
        a=_("Next month"),
        name=month(first),
        heads=heads,
        rows=rows,
    )


def _shifted(first: date, months: int) -> str:
    index = first.year * 12 + first.month - 1 + months
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def _cell(day: date, month_: int, on: Mapping[str, Sequence[Node]], picked: str, today: date) -> Markup:
    key = day.isoformat()
    there = on.get(key, ())
    look = " ".join(w for w, yes in (("outside", day.month != month_), ("today", day == today)) if yes)
    if not there:
        return fill('<td class="{look}"><span class="date">{n}</span></td>', look=look, n=day.day)
    names = join(fill('<span class="what">{n}</span>', n=event.name) for event in there[:_IN_A_CELL])
    more = len(there) - _IN_A_CELL
    return fill(
        '<td class="{look}"><button type="button" data-pick="{pick}" aria-label="{said}"{now}><span class="date">{n}'
        '</span><span class="dots" aria-hidden="true">{count}</span>{names}{more}</button></td>',
        look=look,
        pick=DAY + key,
        said=f"{long_day(key)}: {n_('{n} event', '{n} events', len(there))}",
        now=Markup(' aria-current="true"') if key == picked else "",
        n=day.day,
        count=len(there),
        names=names,
        more=fill('<span class="what quiet">{t}</span>', t=_("and {n} more", n=integer(more))) if more > 0 else "",
    )
