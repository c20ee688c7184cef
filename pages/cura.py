"""Cura: what of the mapping is stale, incomplete or doubtful, as a list of work; *still true* is one click."""

from __future__ import annotations

from datetime import date

import streamlit as st
from markupsafe import Markup

from graph.model import KINDS as NODE_KINDS
from graph.store.changes import Changeset
from graph.store.opening import open_store
from graph.upkeep.finding import SOURCE, Finding, confirmation
from graph.upkeep.registry import KINDS, find
from graph.upkeep.stock import read
from pages.parts import address, card
from pages.parts.formats import integer
from pages.parts.frame import begin_page, empty, load, said_clearly
from pages.parts.graph_view import BY_STAMP, GraphView
from pages.parts.loading import unmarked
from pages.parts.markup import fill, join, show
from pages.parts.picking import pick
from pages.parts.roles import author
from pages.parts.wording import N_, _, n_, say
from pages.parts.writing import writing

SCREEN, PAGE = "cura", 25
_TRUE, _ERASE, _MORE = "true:", "erase:", "#more"


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_STAMP)
def _found(graph: GraphView, today: date) -> dict[str, list[Finding]]:
    with open_store(graph.url) as store:
        return find(read(store.view(graph.audience), today))


def _open(names: list[str]) -> None:
    if not address.opened(SCREEN):
        return
    st.session_state["upkeep"] = next(iter(address.chosen("what", names)), names[0] if names else None)
    st.session_state["shown"] = PAGE


def _choose(picked: str) -> None:
    state = st.session_state
    if picked == _MORE:
        state["shown"] = state.get("shown", PAGE) + 2 * PAGE
    elif picked.startswith(_TRUE):
        state["confirm"] = picked.removeprefix(_TRUE)
    elif picked.startswith(_ERASE):
        state["erase"] = picked.removeprefix(_ERASE)


def _confirm(key: str, kind: str, today: date) -> None:
    with said_clearly(), writing() as store:
        node = store.view("staff").node(key)
        if node is None:
            return
        reason = _("Still true: {name}", name=card.called(node))
        store.apply(Changeset(author(), reason, SOURCE, [confirmation(node, kind, today)]))
    st.session_state["said"] = reason


def _ask_to_erase(graph: GraphView, key: str) -> None:
    node = graph.nodes.get(key)
    if node is None:
        return
    st.text(card.called(node))
    st.write(_("It goes everywhere, its history included, and cannot be brought back."))
    if st.button(_("Erase for ever"), key="erase_now", type="primary"):
        with said_clearly(), writing() as store:
            store.erase(key, author(), _("past the date to erase it by"))
        st.session_state["said"] = _("Erased.")
        st.rerun()


def _rows(graph: GraphView, findings: list[Finding], kind: str, shown: int) -> Markup:
    rows = join(_row(graph, finding, kind) for finding in findings[:shown])
    rest = len(findings) - shown
    more = fill(
        '<li><button type="button" class="more" data-pick="{pick}">{label}</button></li>',
        pick=_MORE,
        label=n_("Show {n} more", "Show {n} more", rest),
    )
    return fill('<ul class="rows upkeep">{rows}{more}</ul>', rows=rows, more=more if rest > 0 else "")


def _row(graph: GraphView, finding: Finding, kind: str) -> Markup:
    node = finding.node
    invented = fill('<span class="mark mark-invented">{t}</span>', t=_("invented example"))
    return fill(
        '<li class="upkeep-row"><div class="row-text"><span class="row-name">{sign}{name} {mark}</span>'
        '<span class="quiet">{line}</span><span>{why}</span></div><div class="upkeep-actions">{actions}</div></li>',
        sign=card.sign(node.kind) if NODE_KINDS[node.kind].colour else "",
        name=card.called(node),
        mark=invented if node.properties.get("invented") else "",
        line=card.one_line(graph, node),
        why=say(finding.why),
        actions=join(_actions(node.key, kind)),
    )


def _actions(key: str, kind: str) -> list[Markup]:
    button = '<button type="button" class="more" data-pick="{pick}">{label}</button>'
    link = '<a class="more" href="{a}" target="_self">{label}</a>'
    if not KINDS[kind].still_true:
        return [fill(button, pick=f"{_ERASE}{key}", label=_("Erase…"))]
    return [
        fill(button, pick=f"{_TRUE}{key}", label=_("Still true")),
        fill(link, a=address.href("scheda", key=key), label=_("Edit")),
        fill(link, a=address.href("storia", key=key), label=_("History")),
    ]


session = begin_page(N_("Upkeep"))
graph = load(session)
if not session.may_write:
    empty(_("The upkeep is for those who work on the map."), _("Go back to the map."))
    st.stop()
with said_clearly():
    found = _found(graph, session.today)
names = [name for name, listed in found.items() if listed]
_open(names)
state = st.session_state
if key := state.pop("confirm", ""):
    _confirm(key, state.get("upkeep") or "", session.today)
    st.rerun()
if key := state.pop("erase", ""):
    st.dialog(_("Erase these data?"))(_ask_to_erase)(graph, key)
if said := state.pop("said", ""):
    st.toast(unmarked(said))
if not names:
    empty(_("Nothing to see to."), _("Whatever is on the map is placed, sourced, complete and heard of."))
    address.write(SCREEN, {})
    st.stop()
if state.get("upkeep") not in names:
    state["upkeep"] = names[0]
st.pills(
    _("What to see to"),
    names,
    key="upkeep",
    format_func=lambda name: f"{say(KINDS[name].label).capitalize()} {integer(len(found[name]))}",
    label_visibility="collapsed",
    required=True,
)
kind = state["upkeep"]
show(fill('<p class="says">{t}</p>', t=say(KINDS[kind].rule)))
pick(_rows(graph, found[kind], kind, state.get("shown", PAGE)), "findings", _choose)
address.write(SCREEN, {"what": kind})
