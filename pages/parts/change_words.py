"""Confronto di periodi as HTML: the sentence, what to be careful with, six lists, the whole. Escaped text only."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from markupsafe import Markup

from graph.measures.change import Change, Course, Pair
from graph.measures.registry import ONE_MODE
from graph.network.overview import Overview
from graph.network.periods import Period
from pages.parts import card
from pages.parts.formats import capital, day, decimal, integer
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, join
from pages.parts.measure_words import written
from pages.parts.wording import _, n_, say

_SHOWN = 8
_ALIKE = 0.1
"""Periods whose lengths differ by no more than this share are held to be of one length."""


def named(period: Period) -> str:
    """Return a period as a person writes it."""
    return _("{since} – {until}", since=day(period.since), until=day(period.until))


def sentence(found: Change) -> str:
    """Say in words what changed."""
    present = _(
        "From {before} to {after} bodies with an event or a collaboration:", before=integer(found.whole[0].nodes),
        after=integer(found.whole[1].nodes),
    )  # fmt: skip
    moved = [
        n_("{n} came", "{n} came", len(found.came)),
        n_("{n} is not seen any more", "{n} are not seen any more", len(found.left)),
    ]
    ties = [
        n_("{n} tie is new", "{n} ties are new", len(found.made)),
        n_("{n} was not renewed", "{n} were not renewed", len(found.lapsed)),
        n_("{n} goes on", "{n} go on", len(found.kept)),
    ]
    return f"{present} {', '.join(moved)}. {capital(', '.join(ties))}."


def cautions(found: Change) -> Markup:
    """Say what makes the difference less than certain."""
    caution, said = found.caution, []
    if caution.unfinished:
        said.append(
            n_(
                "The second period has {n} day to go: a tie not renewed may yet be.",
                "The second period has {n} days to go: a tie not renewed may yet be.",
                caution.unfinished,
            )
        )
    if abs(caution.longer - 1) > _ALIKE:
        said.append(
            _("The second is {n} times as long as the first: counts do not compare.", n=decimal(caution.longer))
        )
    if caution.records_since and caution.records_since > found.before.since:
        said.append(
            _("The first recorded event is of {day}: who seems to have come may have been there before.",
              day=day(caution.records_since))
        )  # fmt: skip
    left = caution.left_out
    if left.undated:
        said.append(
            n_("{n} event without a date is left out.", "{n} events without a date are left out.", len(left.undated))
        )
    if left.vague:
        said.append(
            n_(
                "{n} event is left out: its date is too vague to tell in which period it was.",
                "{n} events are left out: their dates are too vague to tell in which period they were.",
                len(left.vague),
            )
        )
    if left.always:
        said.append(
            n_(
                "{n} declared collaboration does not say since when: it counts in both.",
                "{n} declared collaborations do not say since when: they count in both.",
                left.always,
            )
        )
    items = join(fill("<li>{t}</li>", t=text) for text in said)
    return fill('<ul class="cautions quiet">{items}</ul>', items=items) if said else Markup()


def whole(found: Change) -> Markup:
    """Return both networks in a few numbers."""
    row = '<tr><th scope="row">{what}</th><td>{before}</td><td>{after}</td></tr>'
    rows = join(fill(row, what=what, before=b, after=a) for what, b, a in _figures(*found.whole))
    return fill(
        '<table class="before-after"><thead><tr><td></td><th scope="col">{one}</th>'
        '<th scope="col">{two}</th></tr></thead>'
        "<tbody>{rows}</tbody></table>",
        one=named(found.before),
        two=named(found.after),
        rows=rows,
    )


def _figures(before: Overview, after: Overview) -> list[tuple[str, str, str]]:
    def mean(view: Overview) -> str:
        return decimal(2 * view.ties / view.nodes) if view.nodes else _("not defined")

    counts = [
        (_("bodies"), before.nodes, after.nodes),
        (_("ties"), before.ties, after.ties),
        (_("alone at their events"), before.isolates, after.isolates),
        (_("groups apart"), before.pieces, after.pieces),
        (_("in the largest group"), before.largest, after.largest),
    ]
    return [*((what, integer(b), integer(a)) for what, b, a in counts), (_("ties a body"), mean(before), mean(after))]


def lists(graph: GraphView, found: Change) -> Markup:
    """Return the six lists, each with its first ones and the rest folded."""
    label = say(ONE_MODE[found.measure].label)
    write = written(ONE_MODE[found.measure])
    blocks = (
        _block("came", _("Came"), [_course(graph, c, write) for c in found.came]),
        _block("left", _("Not seen any more"), [_course(graph, c, write) for c in found.left]),
        _block("rose", _("Rose by {measure}", measure=label), [_course(graph, c, write) for c in found.rose]),
        _block("fell", _("Fell by {measure}", measure=label), [_course(graph, c, write) for c in found.fell]),
        _block("made", _("New ties"), [_pair(graph, p) for p in found.made]),
        _block("lapsed", _("Ties not renewed"), [_pair(graph, p) for p in found.lapsed]),
    )
    return fill('<div class="changes">{blocks}</div>', blocks=join(blocks))


def _block(name: str, head: str, items: Sequence[Markup]) -> Markup:
    more = '<details data-fold="{name}"><summary>{t}</summary><ul>{items}</ul></details>'
    rest = fill(more, name=name, t=_("the others"), items=join(items[_SHOWN:])) if len(items) > _SHOWN else ""
    body = (
        '<section class="card change-{name}"><h3>{head} <span class="quiet">{count}</span></h3>'
        "<ul>{shown}</ul>{rest}</section>"
    )
    shown = join(items[:_SHOWN]) or fill('<li class="quiet">{t}</li>', t=_("nobody"))
    return fill(body, name=name, head=head, count=integer(len(items)), shown=shown, rest=rest)


def _course(graph: GraphView, course: Course, write: Callable[[float], str]) -> Markup:
    before, after = (_("not defined") if math.isnan(v) else write(v) for v in (course.before, course.after))
    told = before if math.isnan(course.after) else after
    if course.place_before and course.place_after:
        places = {"a": integer(course.place_before), "b": integer(course.place_after)}
        told = _("place {a} → {b} ({x} → {y})", **places, x=before, y=after)
    return fill("<li>{who} <span class='quiet'>{told}</span></li>", who=_name(graph, course.key), told=told)


def _pair(graph: GraphView, pair: Pair) -> Markup:
    strength = decimal(max(pair.before, pair.after))
    ends = [_name(graph, key) for key in (pair.source, pair.target)]
    return fill("<li>{a} – {b} <span class='quiet'>{s}</span></li>", a=ends[0], b=ends[1], s=strength)


def _name(graph: GraphView, key: str) -> Markup:
    node = graph.nodes[key]
    pick = '{sign}<button type="button" class="link" data-pick="{key}">{name}</button>'
    return fill(pick, sign=card.sign(node.kind), key=key, name=node.name)
