"""Two records side by side: what both say, what only one says, where they differ. What follows is the screen's."""

from __future__ import annotations

from markupsafe import Markup

from graph.model import KINDS
from graph.model.schema import ValueType
from graph.store.records import Node, Value
from ingest.entry.comparison import Compared, compared
from pages.parts import card
from pages.parts.graph_view import GraphView
from pages.parts.markup import esc, fill, join
from pages.parts.wording import _, n_, say

_SHOWN_PARTNERS = 4


def side_by_side(graph: GraphView, left: Node, right: Node, titles: tuple[str, str] = ("", "")) -> Markup:
    """Return two records as a table, a row for each thing that either says.

    Parameters
    ----------
    left, right
        Of the store, or made of what a row of a file says.
    titles
        What stands above each, such as *in the file* and *already there*.
    """
    heads = join(
        fill(
            '<th scope="col">{title}<span class="side-name">{sign}{name}</span></th>',
            title=fill('<span class="quiet">{t}</span><br>', t=title) if title else Markup(),
            sign=card.sign(node.kind),
            name=card.called(node),
        )
        for title, node in zip(titles, (left, right), strict=True)
    )
    return fill(
        '<div class="sides-scroll"><table class="sides"><thead><tr><td><span class="unseen">{what}</span></td>{heads}'
        "</tr></thead><tbody>{rows}</tbody></table></div>",
        what=_("Field"),
        heads=heads,
        rows=join(
            (_kinds(left, right), *(_line(graph, one) for one in compared(left, right)), *_known(graph, left, right))
        ),
    )


def value(graph: GraphView, one: Compared, held: Value | None) -> Markup:
    """Return one value as a reader sees it; a dash where there is none."""
    if held is None:
        return fill('<span class="quiet" aria-label="{t}">–</span>', t=_("empty"))
    if one.declared.type is ValueType.MUNICIPALITY:
        several = held if isinstance(held, tuple) else (held,)
        return esc(", ".join(graph.municipality_name(str(v)) for v in several))
    return card.value(one.declared, held)


def _line(graph: GraphView, one: Compared) -> Markup:
    return _row(say(one.declared.label), value(graph, one, one.left), value(graph, one, one.right), one.verdict)


def _row(label: str, left: Markup, right: Markup, verdict: str) -> Markup:
    words = {"same": _("same"), "differs": _("they differ"), "left": "", "right": ""}[verdict]
    return fill(
        '<tr class="side-{verdict}"><th scope="row">{label}{words}</th><td>{left}</td><td>{right}</td></tr>',
        verdict=verdict,
        label=label,
        words=fill('<span class="side-verdict">{w}</span>', w=words) if words else Markup(),
        left=left,
        right=right,
    )


def _kinds(left: Node, right: Node) -> Markup:
    one, other = (esc(say(KINDS[node.kind].label)) for node in (left, right))
    return _row(_("Kind"), one, other, "same" if left.kind == right.kind else "differs")


def _known(graph: GraphView, left: Node, right: Node) -> tuple[Markup, ...]:
    """Return what is known beside the fields: how sure the place is, the ties, where it is known from."""
    pairs = [(_("Place"), [esc(card.how_sure(node).text) for node in (left, right)])]
    pairs.append((_("Ties"), [_ties(graph, node) for node in (left, right)]))
    pairs.append((_("Sources"), [card.sources_line(node) for node in (left, right)]))
    return tuple(_row(label, sides[0], sides[1], "left") for label, sides in pairs)


def _ties(graph: GraphView, node: Node) -> Markup:
    ties = graph.ties_of.get(node.key, ())
    if not ties:
        return esc(_("none"))
    names = [card.called(other) for tie in ties if (other := graph.node(tie.other(node.key))) is not None]
    shown = ", ".join(names[:_SHOWN_PARTNERS]) + (" …" if len(names) > _SHOWN_PARTNERS else "")
    return fill("{n}: {names}", n=n_("{n} tie", "{n} ties", len(ties)), names=shown)
