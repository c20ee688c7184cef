"""What is read before and while calling: who, why now, the number, what to talk about, the last contacts. As HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from graph.gaps.conversation import Subject
from graph.model import KINDS, Label
from graph.model.taxonomies import value_label
from graph.relations.log import Talk
from graph.relations.relation import Relation
from graph.relations.states import STATES
from graph.store.records import Node
from pages.parts import card
from pages.parts.formats import ago, day
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, join
from pages.parts.wording import _, say

TALKS_SHOWN = 3
_CONTACT = KINDS["contact"].by_name
_REACHES = ("phone", "public_phone", "email", "public_email", "school_email")


def sheet(graph: GraphView, node: Node, relation: Relation | None, reasons: Iterable[Label], today: date) -> Markup:
    """Return the head of a body's sheet: name, state, why now, how to reach it."""
    return fill(
        '<article class="call" style="--kind:{colour}" data-open="{key}"><h2>{sign}<span>{name}</span></h2>'
        '<div class="quiet">{line}</div>{state}{reasons}{reach}</article>',
        colour=KINDS[node.kind].colour,
        key=node.key,
        sign=card.sign(node.kind),
        name=card.called(node),
        line=card.one_line(graph, node),
        state=state(relation, today),
        reasons=_reasons(reasons),
        reach=reach(graph, node),
    )


def state(relation: Relation | None, today: date) -> Markup:
    """Say how far the relation has come and since when nothing was heard."""
    if relation is None:
        return Markup()
    rule = STATES[relation.state]
    last = _("last heard of {when}", when=ago(relation.last_sign, today)) if relation.last_sign else ""
    return fill(
        '<div class="state"><span class="tag state-{name}" title="{rule}">{label}</span> '
        '<span class="quiet">{last}</span></div>',
        name=relation.state.value,
        rule=say(rule.rule),
        label=say(rule.label),
        last=last,
    )


def _reasons(reasons: Iterable[Label]) -> Markup:
    items = join(fill("<li>{text}</li>", text=say(reason)) for reason in reasons)
    return fill('<ul class="why">{items}</ul>', items=items) if items else Markup()


def reach(graph: GraphView, node: Node) -> Markup:
    """Return the numbers to call as large buttons, addresses after them; of its persons too, each with a name."""
    found = [(node, "")] + [(person, person.name) for person in _persons(graph, node)]
    links = [link for owner, whose in found for link in _links(owner, whose)]
    if not links:
        return fill('<p class="quiet no-number">{t}</p>', t=_("No phone or e-mail is recorded."))
    return fill('<div class="reach">{links}</div>', links=join(links))


def _persons(graph: GraphView, node: Node) -> list[Node]:
    ends = (graph.nodes.get(t.target) for t in graph.ties_of.get(node.key, ()) if t.type == "about")
    return sorted((end for end in ends if end is not None and end.kind == "person"), key=lambda end: end.name)


def _links(node: Node, whose: str) -> Iterable[Markup]:
    values = dict.fromkeys((name.endswith("phone"), value) for name in _REACHES for value in node.many(name))
    for is_phone, value in sorted(values, key=lambda pair: not pair[0]):
        target = f"tel:{_dialled(value)}" if is_phone else f"mailto:{value}"
        yield fill(
            '<a class="{look}" href="{target}"><span class="number">{value}</span>{whose}</a>',
            look="dial" if is_phone else "mail",
            target=target,
            value=value,
            whose=fill(' <span class="whose">{w}</span>', w=whose) if whose else "",
        )


def _dialled(phone: str) -> str:
    """Return a number as a telephone dials it: digits and a leading +, what is said after `int.` left out."""
    main = re.split(r"(?i)int\.?|ext\.?", phone)[0]
    return ("+" if main.strip().startswith("+") else "") + re.sub(r"\D", "", main)


def about(subjects: Sequence[Subject]) -> Markup:
    """Return what to talk about."""
    if not subjects:
        return Markup()
    items = join(fill('<li class="subject-{c}">{t}</li>', c=s.code, t=say(s.text)) for s in subjects)
    return fill('<section class="talk"><h3>{h}</h3><ul>{i}</ul></section>', h=_("What to talk about"), i=items)


def last(talks: Sequence[Talk]) -> Markup:
    """Return the last contacts."""
    if not talks:
        return Markup()
    items = join(_talk(talk) for talk in talks[:TALKS_SHOWN])
    return fill('<section class="talk"><h3>{h}</h3><ul>{i}</ul></section>', h=_("Last contacts"), i=items)


def _talk(talk: Talk) -> Markup:
    node = talk.node
    how = [say(value_label(_CONTACT[n], node.text(n))) for n in ("channel", "answer") if node.text(n)]
    said = [node.text(name) for name in ("outcome", "notes") if node.text(name)]
    step = _("next step: {what}", what=node.text("next_step")) if node.text("next_step") else ""
    by = _("by {day}", day=day(node.text("by"))) if node.text("by") else ""
    return fill(
        "<li><b>{day}</b>{how}{said}{next}</li>",
        day=day(talk.day),
        how=f" · {', '.join(how)}" if how else "",
        said=f": {'. '.join(said)}" if said else "",
        next=fill(' <span class="quiet">({t})</span>', t=", ".join(p for p in (step, by) if p)) if step or by else "",
    )
