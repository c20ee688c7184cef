"""What happened, in words: revisions as a list, and what one of them did record by record, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from markupsafe import Markup

from graph.history import Comparison, FieldChange, Standing, effect, field_changes
from graph.model import KINDS, TIES
from graph.model.schema import ValueType
from graph.store.changes import Effect, Entry, Revision
from graph.store.records import Node, Tie, Value
from pages.parts import card
from pages.parts.formats import day, integer
from pages.parts.graph_view import GraphView
from pages.parts.markup import esc, fill, join
from pages.parts.wording import _, n_, say

OPEN, MORE = "revision:", "#more"
RECORDS, FIELDS, NAMES = 40, 12, 12
"""Records of a revision, fields of a record, and names of a comparison that are shown."""
_UNTOLD = frozenset({"place_provider", "place_query", "place_matched", "place_score"})
_MARKS = {Effect.CREATED: "+", Effect.UPDATED: "~", Effect.REMOVED: "−"}


def revisions(listed: Sequence[Revision], opened: int, shown: int) -> Markup:
    """Return revisions as a list that can be picked, newest first."""
    rows = join(_revision(revision, revision.number == opened) for revision in listed[:shown])
    rest = len(listed) - shown
    more = fill(
        '<li><button type="button" class="more" data-pick="{pick}">{label}</button></li>',
        pick=MORE,
        label=n_("Show {n} more", "Show {n} more", rest),
    )
    return fill('<ul class="rows">{rows}{more}</ul>', rows=rows, more=more if rest > 0 else "")


def _revision(revision: Revision, current: bool) -> Markup:
    changed = n_("{n} record changed", "{n} records changed", revision.changed)
    return fill(
        '<li><button type="button" class="row" data-pick="{key}"{current}><span class="row-text">'
        '<span class="row-name">{what}</span><span class="quiet">{facts}</span></span></button></li>',
        key=f"{OPEN}{revision.number}",
        current=Markup(' aria-current="true"') if current else "",
        what=revision.reason or card.source_name(revision.source),
        facts=" · ".join((day(revision.at[:16]), revision.author, changed)),
    )


def revision(graph: GraphView, told: Revision, entries: Sequence[Entry]) -> Markup:
    """Return one revision whole: who, when, why, from which source, and what it did."""
    details = [f"{name}: {value}" for name, value in told.details.items() if not name.startswith("sha256")]
    facts = [_("revision {n}", n=integer(told.number)), day(told.at[:16]), told.author, card.source_name(told.source)]
    return fill(
        '<article class="card change"><h2><span>{what}</span></h2><div class="quiet">{facts}</div>{details}'
        "<p>{sums}</p>{records}{more}</article>",
        what=told.reason or card.source_name(told.source),
        facts=" · ".join(facts),
        details=fill('<div class="quiet">{d}</div>', d=" · ".join(details)) if details else "",
        sums=_sums(entries),
        records=records(graph, sorted(entries, key=_bodies_first)[:RECORDS]),
        more=_more(len(entries) - RECORDS),
    )


def _bodies_first(entry: Entry) -> tuple[bool, bool, str]:
    record = entry.after or entry.before
    tie, body = isinstance(record, Tie), isinstance(record, Node) and KINDS[record.kind].body
    return tie, not body, entry.key


def _sums(entries: Sequence[Entry]) -> str:
    counts = Counter(effect(entry) for entry in entries)
    parts = [
        n_("{n} record came", "{n} records came", counts[Effect.CREATED]),
        n_("{n} changed", "{n} changed", counts[Effect.UPDATED]),
        n_("{n} went", "{n} went", counts[Effect.REMOVED]),
    ]
    return ", ".join(parts)


def _more(rest: int) -> Markup:
    return fill('<p class="quiet">{t}</p>', t=_("and {n} more", n=integer(rest))) if rest > 0 else Markup()


def records(graph: GraphView, entries: Sequence[Entry], about: Collection[str] = ()) -> Markup:
    """Return what happened to some records.

    Parameters
    ----------
    about
        Keys of the record whose history this is: it is not named again and again.
    """
    names = {e.key: r.name for e in entries for r in (e.before, e.after) if isinstance(r, Node)}
    return join(_record(graph, entry, names, about) for entry in entries)


def _record(graph: GraphView, entry: Entry, names: Mapping[str, str], about: Collection[str]) -> Markup:
    record = entry.after or entry.before
    if record is None:
        return Markup()
    title = _tie(graph, record, names) if isinstance(record, Tie) else _node(graph, record, about)
    what = effect(entry)
    changes = [c for c in field_changes(entry) if c.name not in _UNTOLD]
    lines = join(_field(graph, change, what) for change in changes[:FIELDS])
    return fill(
        '<section class="change-record"><h3><span aria-hidden="true">{mark}</span> <span class="unseen">{said}: </span>'
        "{title}</h3>{lines}{more}</section>",
        mark=_MARKS[what],
        said={Effect.CREATED: _("came"), Effect.UPDATED: _("changed"), Effect.REMOVED: _("went")}[what],
        title=title,
        lines=fill("<dl>{lines}</dl>", lines=lines) if lines else "",
        more=_more(len(changes) - FIELDS),
    )


def _node(graph: GraphView, node: Node, about: Collection[str]) -> Markup:
    if node.key in about:
        return esc(_("this record"))
    link = '<button type="button" class="link" data-pick="{key}">{name}</button>'
    name = fill(link, key=node.key, name=card.called(node)) if node.key in graph.nodes else esc(card.called(node))
    return fill('<span class="quiet">{kind}</span> {name}', kind=say(KINDS[node.kind].label), name=name)


def _tie(graph: GraphView, tie: Tie, names: Mapping[str, str]) -> Markup:
    source, target = (_end(graph, key, names) for key in (tie.source, tie.target))
    return fill("{a} <span class='quiet'>{what}</span> {b}", a=source, what=say(TIES[tie.type].label), b=target)


def _end(graph: GraphView, key: str, names: Mapping[str, str]) -> str:
    node = graph.node(key)
    return card.called(node) if node else names.get(key, key)


def _field(graph: GraphView, change: FieldChange, what: Effect) -> Markup:
    label = say(change.declared.label) if change.declared else change.name
    before, after = (_value(graph, change, value) for value in (change.before, change.after))
    told = after if what is Effect.CREATED else before if what is Effect.REMOVED else None
    body = told if told is not None else fill('<del>{b}</del> <span aria-hidden="true">→</span> {a}', b=before, a=after)
    return fill("<dt>{label}</dt><dd>{body}</dd>", label=label, body=body)


def _value(graph: GraphView, change: FieldChange, value: Value | None) -> Markup:
    if value is None:
        return fill('<span class="quiet">{t}</span>', t=_("empty"))
    if change.declared is None:
        return esc(", ".join(map(str, value)) if isinstance(value, tuple) else value)
    if change.declared.type is ValueType.MUNICIPALITY:
        several = value if isinstance(value, tuple) else (value,)
        return esc(", ".join(graph.municipality_name(str(v)) for v in several))
    return card.value(change.declared, value)


def comparison(found: Comparison, when: str) -> Markup:
    """Return how things stood on a day beside how they stand: a sentence, a table, names of who came and went."""
    rows = [(say(KINDS[kind].plural), s) for kind, s in found.nodes.items()]
    rows += [(_("ties: {what}", what=say(TIES[type_].label)), s) for type_, s in found.ties.items()]
    body = join(_standing(label, standing) for label, standing in rows)
    table = fill(
        '<table class="standing"><thead><tr><th scope="col"><span class="unseen">{what}</span></th>'
        '<th scope="col">{then}</th><th scope="col">{now}</th><th scope="col">{change}</th></tr></thead>'
        "<tbody>{body}</tbody></table>",
        what=_("Kind"),
        then=when,
        now=_("now"),
        change=_("difference"),
        body=body,
    )
    names = join((_names(_("Came since"), found.came), _names(_("There then, not now"), found.gone)))
    return fill('<div class="card">{table}{names}</div>', table=table, names=names)


def _standing(label: str, standing: Standing) -> Markup:
    change = standing.now - standing.then
    return fill(
        '<tr><th scope="row">{label}</th><td>{then}</td><td>{now}</td><td>{change}</td></tr>',
        label=label,
        then=integer(standing.then),
        now=integer(standing.now),
        change=f"+{integer(change)}" if change > 0 else integer(change) if change else "=",
    )


def _names(head: str, nodes: Sequence[Node]) -> Markup:
    told = [node for node in nodes if node.kind not in ("site", "contact")]
    if not told:
        return Markup()
    listed = ", ".join(card.called(node) for node in told[:NAMES])
    return fill(
        "<h3>{head} ({n})</h3><p>{listed}{more}</p>",
        head=head,
        n=integer(len(told)),
        listed=listed,
        more=f" {_('and {n} more', n=integer(len(told) - NAMES))}" if len(told) > NAMES else "",
    )
