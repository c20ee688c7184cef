"""Doppioni: records that may be the same body, two at a time: made one, or told apart for good."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from graph.model import KINDS
from graph.store.opening import open_store
from graph.store.records import Node
from ingest.entry.joining import Choice, Pair, Take, choices, joined, joining, kept_first, waiting
from ingest.entry.suggestions import Wanted
from pages.parts import address, card, loading
from pages.parts.entry_fields import told
from pages.parts.finding import Question, find, index
from pages.parts.frame import Session, begin_page, empty, load, said_clearly
from pages.parts.graph_view import GraphView
from pages.parts.known_bodies import known_bodies
from pages.parts.markup import fill, join, show
from pages.parts.roles import author
from pages.parts.side_by_side import side_by_side
from pages.parts.wording import N_, _, n_, say
from pages.parts.writing import writing

SCREEN, OFFERED = "unisci", 12
_LATER, _DONE, _TURNED = "join_later", "join_done", "join_turned"
_LINK = '<a class="go" href="{to}" target="_self">{words}</a>'


def _record(graph: GraphView, key: str) -> Node | None:
    """Return a record that the address names; municipalities and districts are nobody's duplicates."""
    if not key:
        return None
    with said_clearly(), open_store(graph.url) as store:
        node = store.view("staff").node(key)
    return node if node is not None and not KINDS[node.kind].reference else None


# ---- one pair ------------------------------------------------------------------------------------


def _ordered(graph: GraphView, left: Node, right: Node) -> tuple[Node, Node]:
    ties = {node.key: len(graph.ties_of.get(node.key, ())) for node in (left, right)}
    keep, gone = kept_first(left, right, graph.mapped, ties)
    return (gone, keep) if {left.key, right.key} == st.session_state.get(_TURNED) else (keep, gone)


def _pair(graph: GraphView, left: Node, right: Node, pair: Pair | None) -> None:
    """Hold two records side by side; make them one, or remember that they are two."""
    keep, gone = _ordered(graph, left, right)
    show(side_by_side(graph, keep, gone, (_("stays"), _("becomes part of it"))))
    chosen: dict[str, Take] = {}
    asked = choices(keep, gone)
    if asked:
        with st.container(key="join_choices", border=True):
            show(fill('<p class="quiet">{t}</p>', t=_("If they are one: which one is right where they differ?")))
            chosen = {one.name: _choose(graph, one, keep, gone) for one in asked}
    show(_what_comes(graph, keep, gone, chosen))
    with st.container(key="join_decide", horizontal=True):
        same = st.button(_("It is the same: make them one"), key="join_same", shortcut="s", type="primary")
        another = st.button(_("It is another"), key="join_another", shortcut="n")
        later = st.button(_("Decide later"), key="join_later_button", shortcut="d")
        turn = st.button(_("Keep the other one"), key="join_turn", icon=":material/swap_horiz:", type="tertiary")
    if same:
        _join(graph, keep, gone, chosen)
    elif another:
        _tell_apart(graph, left, right, pair)
    elif later:
        st.session_state.setdefault(_LATER, set()).add(frozenset((left.key, right.key)))
        _next()
    elif turn:
        turned = {left.key, right.key}
        st.session_state[_TURNED] = None if st.session_state.get(_TURNED) == turned else turned
        st.rerun()


def _choose(graph: GraphView, one: Choice, keep: Node, gone: Node) -> Take:
    """Ask whose value stays, in the values' own words."""
    words: dict[Take, str] = {"keep": _said(graph, one, keep), "gone": _said(graph, one, gone), "both": _("both")}
    return st.radio(
        say(one.label),
        one.takes,
        key=f"join {one.name} {keep.key} {gone.key}",
        format_func=lambda take: loading.unmarked(words[take]),
        horizontal=True,
    )


def _said(graph: GraphView, one: Choice, node: Node) -> str:
    if one.place:
        town = graph.municipality_name(node.text("municipality")) if node.text("municipality") else ""
        where = ", ".join(filter(None, (node.text("address"), town)))
        return f"{where or _('empty')} ({card.how_sure(node).text})"
    return told(graph, KINDS[node.kind].by_name[one.name], node.properties.get(one.name))


def _what_comes(graph: GraphView, keep: Node, gone: Node, chosen: dict[str, Take]) -> Markup:
    """Say what the one record would be called and what moves to it."""
    ties = len(graph.ties_of.get(gone.key, ()))
    after = joined(keep, gone, chosen)
    others = ", ".join(after.many("aliases"))
    called = fill("<b>{name}</b>", name=card.called(after))
    also = _("also called: {names}", names=others) if others else ""
    moves = n_("{n} tie moves to it", "{n} ties move to it", ties)
    words = _("Sources and contacts move too, the old link goes on leading here, and it can be undone.")
    return fill(
        '<p class="join-after">{head} {called}{also}. {moves}. {words}</p>',
        head=_("One record would stay:"),
        called=called,
        also=fill(" ({a})", a=also) if also else "",
        moves=moves,
        words=words,
    )


def _join(graph: GraphView, keep: Node, gone: Node, chosen: dict[str, Take]) -> None:
    with said_clearly(), writing(graph.url) as store:
        outcome = store.apply(joining(keep, gone, chosen, author()))
    st.session_state[_DONE] = (outcome.revision, keep.key)
    _next()


def _tell_apart(graph: GraphView, left: Node, right: Node, pair: Pair | None) -> None:
    """Remember that they are two, under the keys that were asked about and those that stand."""
    asked = {(left.key, right.key)} | ({(pair.review.left, pair.review.right)} if pair else set())
    with said_clearly(), writing(graph.url) as store:
        for one, other in asked:
            store.decide(one, other, False, author())
    st.toast(_("Remembered: they are two. Nobody is asked again."))
    _next()


def _next() -> None:
    """Go on to the next doubtful match."""
    st.session_state.pop(_TURNED, None)
    address.write(SCREEN, {})
    st.rerun()


# ---- what became of it, and what else there is ---------------------------------------------------


def _done(graph: GraphView) -> None:
    revision, key = st.session_state[_DONE]
    node = graph.node(key)
    with st.container(key="join_done", border=True):
        show(
            fill(
                '<p role="status"><b>{done}</b> {name} · {see}</p>',
                done=_("They are one record now."),
                name=card.called(node) if node else "",
                see=fill(_LINK, to=address.href("/", sel=key), words=_("See it on the map")),
            )
        )
        if revision and st.button(_("Undo it"), key="join_undo", icon=":material/undo:"):
            with said_clearly(), writing(graph.url) as store:
                store.revert(revision, author())
            del st.session_state[_DONE]
            st.toast(_("Undone: the store is as it was before."))
            st.rerun()


def _other(graph: GraphView, node: Node, session: Session) -> None:
    """Offer the records that one may be the same as: those alike, or those that are looked for by name."""
    show(fill('<h2 class="entry-title">{sign}{name}</h2>', sign=card.sign(node.kind), name=card.called(node)))
    words = st.text_input(_("The same as…"), key=f"join_words {node.key}", placeholder=_("Name of the other record"))
    if words.strip():
        question = Question(words, (), period="all", candidates=True)
        found = list(find(graph, index(graph), question, session.today).nodes)
    else:
        codes = tuple(node.text(name) for name in ("fiscal_code", "runts", "school_code") if node.text(name))
        phones = (*node.many("phone"), *node.many("public_phone"))
        wanted = Wanted(node.kind, node.name, node.text("municipality"), codes, phones, finished=True)
        _now, alike = known_bodies(graph.url).like(graph, wanted)
        found = [other for one in alike if (other := graph.node(one.key)) is not None]
    offered = [other for other in found if other.key != node.key][:OFFERED]
    if not offered:
        empty(_("No record is like it."), _("Look for the other one by a word of its name."))
        return
    row = '<li><a class="row" href="{to}" target="_self"><span class="row-text">{name}{line}</span></a></li>'
    rows = (
        fill(
            row,
            to=address.href(SCREEN, a=node.key, b=other.key),
            name=fill('<span class="row-name">{s}{n}</span>', s=card.sign(other.kind), n=card.called(other)),
            line=fill('<span class="quiet">{t}</span>', t=card.one_line(graph, other)),
        )
        for other in offered
    )
    show(fill('<ul class="rows join-offers">{rows}</ul>', rows=join(rows)))


def _queue(graph: GraphView) -> None:
    """Work the doubtful matches of imports, one at a time."""
    with said_clearly(), open_store(graph.url) as store:
        pairs = waiting(store.reviews(), store.view("staff"))
    later: set[frozenset[str]] = st.session_state.get(_LATER, set())
    ahead = [p for p in pairs if frozenset((p.left.key, p.right.key)) not in later]
    if not pairs:
        advice = _("Doubtful cases of an import come here. From a card, “The same as another?” leads here too.")
        empty(_("No doubtful case waits."), advice)
        return
    if not ahead:
        st.success(n_("{n} case was left for later.", "{n} cases were left for later.", len(pairs)))
        if st.button(_("Look at them now"), key="join_again"):
            st.session_state.pop(_LATER, None)
            st.rerun()
        return
    words = n_("{n} case to look at.", "{n} cases to look at.", len(ahead))
    keys = _("Keys: S the same, N another, D later.")
    source = _("Found by: {source}", source=card.source_name(ahead[0].review.source))
    show(fill('<p class="says">{words} <span class="quiet">{keys} {s}</span></p>', words=words, keys=keys, s=source))
    _pair(graph, ahead[0].left, ahead[0].right, ahead[0])


session = begin_page(N_("Duplicates"))
graph = load(session)
if not session.may_write:
    empty(_("Duplicates are for those who work on the map."), _("Go back to the map."))
    st.stop()
left, right = (_record(graph, address.text(name)) for name in ("a", "b"))
if _DONE in st.session_state:
    _done(graph)
if left is not None and right is not None and left.key != right.key:
    _pair(graph, left, right, None)
elif left is not None and right is None:
    _other(graph, left, session)
else:
    _queue(graph)
