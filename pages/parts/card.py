"""The card of one node, drawn from the model's declaration: at most seven lines, the rest after *di più*."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from markupsafe import Markup

from graph.model import KINDS, TIES
from graph.model.label import Label
from graph.model.schema import Kind, Property, ValueType
from graph.model.taxonomies import value_label
from graph.store.distance import kilometres
from graph.store.records import Evidence, Node, Tie, Value
from graph.upkeep.finding import SOURCE as UPKEEP
from ingest.entry.fields import enterable
from ingest.sources import registry
from pages.parts import address
from pages.parts.formats import ago, day, decimal, integer
from pages.parts.graph_view import GraphView
from pages.parts.map_data import partner_strengths
from pages.parts.markup import esc, fill, join
from pages.parts.wording import _, n_, say

CLOSE = "+card"
"""`data-pick` of a card's close button."""
_TAGS = ("communities", "languages", "topics", "levels")
_IN_HEAD = {"name", "municipality", "start", "end", "venue", "type", "form", "invented", "candidate", "precision"}
_PARTNERS_SHOWN, _TIES_SHOWN, _NEAR_SHOWN = 4, 40, 5
_NEAR_KM = 25.0
"""Farther than this nobody is near, even where nobody is nearer."""
_CERTAIN, _LIKELY = 0.95, 0.75
_KEYS = re.compile(rf"\b(?:{'|'.join((*KINDS, *TIES, 'body', 'site'))}):")
"""A key of the store inside a reference: it says nothing to a reader."""
_PRECISE = {"rooftop", "street"}
_CHANGED = frozenset(kind.name for kind in enterable())


@dataclass(frozen=True, slots=True)
class Sign:
    """How sure a place is, in words."""

    text: str
    sure: bool


def sign(kind: str) -> Markup:
    """Return the colour and shape of a kind, for lists and legends; its name is said beside it."""
    declared = KINDS[kind]
    return fill(
        '<span class="sign sign-{shape}" style="--kind:{colour}" aria-hidden="true"></span>',
        shape=declared.shape,
        colour=declared.colour,
    )


def how_sure(node: Node) -> Sign:
    """Say how sure a node's place is."""
    precision = node.text("precision")
    if node.properties.get("place_confirmed"):
        return Sign(_("place confirmed"), True)
    if node.point and precision == "rooftop":
        return Sign(_("exact address"), True)
    if node.point:
        return Sign(_("known to the street"), True)
    if precision == "postcode":
        return Sign(_("known only to the postcode"), False)
    return (
        Sign(_("known only to the municipality"), False)
        if node.text("municipality")
        else Sign(_("place unknown"), False)
    )


def called(node: Node) -> str:
    """Return what a node is called; a contact by how and when it was made."""
    if node.text("name"):
        return node.text("name")
    kind = KINDS[node.kind]
    how = node.text("channel")
    parts = [say(value_label(kind.by_name["channel"], how)) if how and "channel" in kind.by_name else say(kind.label)]
    when = node.text("date") or node.text("start")
    return ", ".join([*parts, day(when)] if when else parts)


def labels(node: Node, names: Sequence[str] = _TAGS) -> list[str]:
    """Return what the tag-like values of a node are called."""
    declared = KINDS[node.kind].by_name
    return [say(value_label(declared[n], value)) for n in names if n in declared for value in node.many(n)]


def one_line(graph: GraphView, node: Node) -> str:
    """Return what and where in one line: *associazione di promozione sociale · Bergamo · indirizzo esatto*."""
    kind = KINDS[node.kind]
    given = ((name, node.text(name)) for name in ("form", "type"))
    what = next((say(value_label(kind.by_name[n], v)) for n, v in given if v not in ("", "other")), say(kind.label))
    parts = [what]
    if node.text("start"):
        parts.append(day(node.text("start")))
    if node.text("venue"):
        parts.append(node.text("venue"))
    if node.text("municipality"):
        parts.append(graph.municipality_name(node.text("municipality")))
    return " · ".join(parts)


def row(graph: GraphView, node: Node, selected: bool = False) -> Markup:
    """Return a node as one item of a list that can be picked."""
    place = how_sure(node)
    return fill(
        '<li><button type="button" class="row" data-pick="{key}"{current}>{sign}<span class="row-text">'
        '<span class="row-name">{name} {marks}</span><span class="quiet">{line}{place}</span>{tags}'
        "</span></button></li>",
        key=node.key,
        current=Markup(' aria-current="true"') if selected else "",
        sign=sign(node.kind),
        name=called(node),
        marks=_marks(graph, node),
        line=one_line(graph, node),
        place="" if place.sure else f" · {place.text}",
        tags=_tags(labels(node)[:4]),
    )


def card(graph: GraphView, node: Node, today: date, close: str = "") -> Markup:
    """Return the whole card of a node.

    Parameters
    ----------
    close
        The `data-pick` of its close button; without one there is none.
    """
    place = how_sure(node)
    return fill(
        '<article class="card" style="--kind:{colour}"><h2>{sign}<span>{name}</span>{close}</h2>{marks}'
        '<div class="quiet"><span class="unseen">{kind}: </span>{line} · {place}</div>'
        '{tags}{partners}{near}<div class="quiet">{standing}</div>{actions}'
        '<details data-fold="{key}"><summary>{more}</summary>{rest}</details></article>',
        colour=KINDS[node.kind].colour,
        sign=sign(node.kind),
        name=called(node),
        marks=_marks(graph, node),
        close=fill(
            '<button type="button" class="close" data-pick="{pick}" aria-label="{label}">×</button>',
            pick=close,
            label=_("Close the card"),
        )
        if close
        else "",
        kind=say(KINDS[node.kind].label),
        line=one_line(graph, node),
        place=place.text,
        tags=_tags(labels(node)),
        partners=_partners(graph, node),
        near=_near(graph, node),
        standing=_standing(graph, node, today),
        actions=_actions(graph, node),
        key=node.key,
        more=_("more"),
        rest=_rest(graph, node),
    )


def _actions(graph: GraphView, node: Node) -> Markup:
    """Lead those who may to where a contact is noted and where the record is changed."""
    if graph.audience != "staff":
        return Markup()
    ways = (
        [_way(address.href("da_contattare", **{"with": node.key}), _("Note a contact"))]
        if KINDS[node.kind].actor
        else []
    )
    ways += [_way(address.href("scheda", key=node.key), _("Edit"))] if node.kind in _CHANGED else []
    ways += [_way(address.href("unisci", a=node.key), _("The same as another?"))] if KINDS[node.kind].actor else []
    return fill('<p class="actions">{ways}</p>', ways=join(ways)) if ways else Markup()


def _way(to: str, words: str) -> Markup:
    return fill('<a class="go" href="{to}" target="_self">{words}</a>', to=to, words=words)


def _tags(texts: Iterable[str]) -> Markup:
    tags = join(fill('<span class="tag">{t}</span>', t=text) for text in texts)
    return fill('<span class="tags">{tags}</span>', tags=tags) if tags else Markup()


def _marks(graph: GraphView, node: Node) -> Markup:
    """Say of itself what a reader must know at once: invented, or known from a register only."""
    marks = []
    if node.properties.get("invented"):
        marks.append(fill('<span class="mark mark-invented">{t}</span>', t=_("invented example")))
    if graph.is_candidate(node):
        marks.append(fill('<span class="mark">{t}</span>', t=_("from a register only")))
    return join(marks)


def _picks(graph: GraphView, keys: Iterable[str]) -> Markup:
    link = '<button type="button" class="link" data-pick="{key}">{name}</button>'
    return join((fill(link, key=key, name=called(graph.nodes[key])) for key in keys), ", ")


def _partners(graph: GraphView, node: Node) -> Markup:
    """Say who a node works with, strongest first."""
    strengths = partner_strengths(graph, node.key)
    if not strengths:
        words = _("Nobody is recorded as working with it yet.")
        return fill('<p class="partners quiet">{words}</p>', words=words) if KINDS[node.kind].actor else Markup()
    order = sorted(strengths, key=lambda key: (-strengths[key], graph.nodes[key].name))
    rest = len(order) - _PARTNERS_SHOWN
    actor = KINDS[node.kind].actor
    head = n_("Works with {n} body", "Works with {n} bodies", len(order)) if actor else _("With")
    return fill(
        '<p class="partners"><b>{head}</b>: {names}{more}</p>',
        head=head,
        names=_picks(graph, order[:_PARTNERS_SHOWN]),
        more=f" {_('and {n} more', n=integer(rest))}" if rest > 0 else "",
    )


def _near(graph: GraphView, node: Node) -> Markup:
    """Name the mapped associations nearest to a body; without an address, those of the same municipality."""
    if not KINDS[node.kind].body:
        return Markup()
    others = [n for n in graph.nodes.values() if n.kind == "association" and n.key in graph.mapped and n is not node]
    if node.point:
        away = sorted((kilometres(*node.point, *n.point), n.name, n.key) for n in others if n.point)
        close = [(km, key) for km, _name, key in away[:_NEAR_SHOWN] if km <= _NEAR_KM]
        if close:
            names = join((fill("{n} {d} km", n=_picks(graph, (key,)), d=decimal(km, 1)) for km, key in close), ", ")
            return fill('<p class="partners near"><b>{head}</b>: {names}</p>', head=_("Nearby"), names=names)
    town = node.text("municipality")
    here = sorted((n.name, n.key) for n in others if town and n.text("municipality") == town)
    if not here:
        return Markup()
    rest = len(here) - _NEAR_SHOWN
    return fill(
        '<p class="partners near"><b>{head}</b>: {names}{more}</p>',
        head=_("Nearby, in the same municipality"),
        names=_picks(graph, (key for _name, key in here[:_NEAR_SHOWN])),
        more=f" {_('and {n} more', n=integer(rest))}" if rest > 0 else "",
    )


def _standing(graph: GraphView, node: Node, today: date) -> str:
    """Say how fresh a node is and on how many sources it stands."""
    dates = [e.retrieved for e in node.evidence if e.retrieved]
    contact = _last_contact(graph, node)
    parts = [_("last contact {when}", when=ago(contact, today))] if contact else []
    if dates:
        parts.append(_("read {when}", when=ago(max(dates), today)))
    parts.append(n_("{n} source", "{n} sources", len({e.source for e in node.evidence})))
    return " · ".join(parts)


def _last_contact(graph: GraphView, node: Node) -> str:
    """Return the date of the last contact; the public view has none."""
    met = (graph.nodes.get(t.target) for t in graph.ties_of.get(node.key, ()) if t.type == "about")
    return max((contact.text("date") for contact in met if contact and contact.kind == "contact"), default="")


def _rest(graph: GraphView, node: Node) -> Markup:
    return join((_properties(node), _place(node), _ties(graph, node), _sources(node.evidence), _history(graph, node)))


def _history(graph: GraphView, node: Node) -> Markup:
    """Lead those who work on the map to what happened to a record."""
    if graph.audience != "staff":
        return Markup()
    return fill(
        '<p><a href="{a}" target="_self">{t}</a></p>',
        a=address.href("storia", key=node.key),
        t=_("What happened to this record"),
    )


def _properties(node: Node) -> Markup:
    kind = KINDS[node.kind]
    skip = _IN_HEAD | set(_TAGS) | {"lat", "lon"} | {p for p in kind.by_name if p.startswith("place_")}
    lines = [
        fill("<dt>{label}</dt><dd>{value}</dd>", label=say(p.label), value=value(p, node.properties[p.name]))
        for p in kind.properties
        if p.name in node.properties and p.name not in skip
    ]
    return fill("<dl>{lines}</dl>", lines=join(lines)) if lines else Markup()


def value(declared: Property, held: Value) -> Markup:
    """Return a stored value as a reader sees it: names of codes, dates, numbers and links."""
    values = held if isinstance(held, tuple) else (held,)
    return join((_one_value(declared, v) for v in values), ", ")


def _one_value(declared: Property, value: object) -> Markup:
    if isinstance(value, bool):
        return esc(_("yes") if value else _("no"))
    if isinstance(value, int):
        return esc(integer(value))
    if isinstance(value, float):
        return esc(decimal(value))
    text = str(value)
    if declared.type is ValueType.URL and text.startswith(("https://", "http://")):
        return fill('<a href="{url}" target="_blank" rel="noopener noreferrer nofollow">{url}</a>', url=text)
    if declared.type in (ValueType.DATE, ValueType.DATE_TIME):
        return esc(day(text))
    return esc(say(value_label(declared, text)))


def _place(node: Node) -> Markup:
    """Say where the place is known from."""
    facts = [how_sure(node).text]
    if node.text("place_provider"):
        facts.append(_("found by {who}", who=node.text("place_provider")))
    if node.text("place_matched"):
        facts.append(_("as “{words}”", words=node.text("place_matched")))
    score = node.number("place_score")
    if score is not None:
        facts.append(_how_certain(score))
    return fill("<h3>{head}</h3><p>{facts}</p>", head=_("Place"), facts=" · ".join(facts))


def _how_certain(score: float) -> str:
    if score >= _CERTAIN:
        return _("surely the right address")
    return _("very likely the right address") if score >= _LIKELY else _("perhaps not the right address")


def _ties(graph: GraphView, node: Node) -> Markup:
    """List the ties with their evidence, latest first."""
    ties = [t for t in graph.ties_of.get(node.key, ()) if graph.node(t.other(node.key)) is not None]
    if not ties:
        return Markup()
    ties.sort(key=lambda t: (graph.node(t.other(node.key)) or node).text("start"), reverse=True)
    items = join(_tie(graph, node, tie) for tie in ties[:_TIES_SHOWN])
    more = len(ties) - _TIES_SHOWN
    return fill(
        '<h3>{head}</h3><ul class="ties">{items}</ul>{more}',
        head=_("Ties"),
        items=items,
        more=_("and {n} more", n=integer(more)) if more > 0 else "",
    )


def _tie(graph: GraphView, node: Node, tie: Tie) -> Markup:
    declared = TIES[tie.type]
    other = graph.node(tie.other(node.key)) or node
    told = {n: v for n, v in tie.properties.items() if n in declared.by_name and n not in ("invented", "declared_by")}
    facts = [value(declared.by_name[n], held) for n, held in told.items()]
    name: Markup | str = _picks(graph, (other.key,)) if other.key in graph.nodes else called(other)
    return fill(
        "<li>{what} {name}{when}{facts} <span class='quiet'>{evidence}</span></li>",
        what=say(declared.label if node.key == tie.source else declared.reverse),
        name=name,
        when=f", {day(other.text('start'))}" if other.text("start") else "",
        facts=fill(" · {facts}", facts=join(facts, " · ")) if facts else "",
        evidence=_evidence(tie.evidence),
    )


def _evidence(evidence: Sequence[Evidence]) -> Markup:
    if not evidence:
        return esc(_("no evidence"))
    return join((fill("{source}{ref}", source=source_name(e.source), ref=_reference(e)) for e in evidence[:3]), "; ")


@cache
def _title(source: str) -> Label | None:
    return registry.source(source).label if source in registry.MODULES else None


def source_name(name: str) -> str:
    """Return what a source is called; a way in that is no register, by what was done there."""
    ways = {
        "form": _("entered by hand"),
        "revert": _("undone"),
        "merge": _("two records merged"),
        UPKEEP: _("confirmed by a person"),
    }
    title = _title(name)
    return say(title) if title else ways.get(name, name)


def _reference(evidence: Evidence) -> Markup:
    reference = "" if evidence.source == UPKEEP else evidence.reference
    if reference.startswith(("https://", "http://")):
        return fill(' <a href="{url}" target="_blank" rel="noopener noreferrer nofollow">{url}</a>', url=reference)
    shown = reference and not _KEYS.search(reference)
    return fill(", {reference}", reference=reference) if shown else Markup()


def sources_line(node: Node) -> Markup:
    """Return in one line where a node is known from."""
    return _evidence(node.evidence)


def _sources(evidence: Sequence[Evidence]) -> Markup:
    items = join(
        fill(
            "<li>{source}{reference}{when}</li>",
            source=source_name(e.source),
            reference=_reference(e),
            when=f", {day(e.retrieved)}" if e.retrieved else "",
        )
        for e in evidence
    )
    return fill("<h3>{head}</h3><ul>{items}</ul>", head=_("Sources"), items=items) if items else Markup()


def legend(kinds: Sequence[str]) -> Markup:
    """Return what the signs and lines of a map mean."""
    signs = join(_legend_kind(KINDS[name]) for name in kinds)
    return fill(
        '<div class="legend quiet">{signs}<span class="key"><i class="line"></i>{works}</span>'
        '<span class="key"><i class="coarse">n</i>{coarse}</span></div>',
        signs=signs,
        works=_("works with"),
        coarse=_("place known only to the municipality"),
    )


def _legend_kind(kind: Kind) -> Markup:
    return fill('<span class="key">{sign}{label}</span>', sign=sign(kind.name), label=say(kind.plural))
