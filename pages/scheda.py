"""Scheda: add a record, or change one that stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from graph.model import KINDS
from graph.store.opening import open_store
from graph.store.records import Node
from pages.parts import address, card, entry_answers, entry_form
from pages.parts.entry_fields import offered
from pages.parts.frame import Session, begin_page, empty, link, load, said_clearly
from pages.parts.graph_view import GraphView, current
from pages.parts.markup import fill, own_file, show
from pages.parts.roles import author
from pages.parts.wording import N_, _, language, say
from pages.parts.writing import writing

SCREEN = "scheda"
_LINK = '<a class="go" href="{to}" target="_self">{words}</a>'
_ANSWER, _SAVED, _TURN, _OPEN = "entry_said", "entry_saved", "entry_turn", "entry_open"


def _reply(asked: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    st.session_state[_ANSWER] = {"draft": asked.get("draft"), "n": asked.get("n"), **answer}


def _answered(asked: Mapping[str, Any]) -> bool:
    said = st.session_state.get(_ANSWER) or {}
    return (said.get("draft"), said.get("n")) == (asked.get("draft"), asked.get("n"))


def _open(asked: Mapping[str, Any]) -> None:
    st.session_state[_OPEN] = str(asked.get("key") or "")


def _afresh() -> None:
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    for name in (_ANSWER, _SAVED):
        st.session_state.pop(name, None)


@st.fragment
def _hear(graph: GraphView, session: Session) -> None:
    """Answer what is typed, save it, and say what became of it; nothing else of the screen runs."""

    def save(asked: Mapping[str, Any]) -> None:
        if _answered(asked):  # said again, because the answer was late
            return
        answer = entry_answers.save(graph, asked, session.today)
        _reply(asked, {"save": answer})
        if answer.get("done"):
            st.session_state[_SAVED] = (answer["done"], answer["revision"])

    entry_form.hear(
        st.session_state.get(_ANSWER),
        on_ask=lambda asked: _reply(asked, entry_answers.answer(graph, asked)),
        on_save=save,
        on_open=_open,
    )
    if _OPEN in st.session_state:
        key = st.session_state.pop(_OPEN)
        st.query_params.from_dict({**_kept(), **({"key": key} if key else {})})
        _afresh()
        st.rerun()
    if _SAVED in st.session_state:
        _saved(*st.session_state[_SAVED])


def _kept() -> dict[str, str]:
    return {"lang": st.query_params["lang"]} if "lang" in st.query_params else {}


def _saved(key: str, revision: int | None) -> None:
    """Say that it is saved, and offer what comes next."""
    node = current("staff").nodes.get(key)
    name = card.called(node) if node else ""
    with st.container(key="entry_done", border=True):
        show(
            fill(
                '<p class="lead" role="status"><b>{done}</b> {name}</p><p>{see} · {again}</p>',
                done=_("Saved.") if revision else _("Nothing was new: it stands as it was."),
                name=name,
                see=fill(_LINK, to=address.href("/", sel=key), words=_("See it on the map")),
                again=fill(_LINK, to=address.href("scheda", key=key), words=_("Edit it again")),
            )
        )
        with st.container(horizontal=True, gap="small"):
            if st.button(_("Add another"), key="entry_next", type="primary", icon=":material/add:"):
                st.session_state[_OPEN] = ""
                st.rerun(scope="fragment")
            if revision and st.button(_("Undo it"), key="entry_undo", icon=":material/undo:"):
                with said_clearly(), writing(graph.url) as store:
                    store.revert(revision, author())
                st.session_state[_SAVED] = ("", None)
                st.session_state["entry_undone"] = True
                st.rerun()


def _asked(graph: GraphView) -> tuple[Node | None, str]:
    """Return the record that the address names, and the kind of a new one."""
    kind = st.query_params.get("kind", "")
    node = graph.node(st.query_params.get("key", ""))
    if node is None and (key := st.query_params.get("key")):
        with said_clearly(), open_store(graph.url) as store:
            node = store.view("staff").node(key)  # an old key of a merged record leads to the one it became
    return node, kind if kind in offered(None) else offered(None)[0]


def _heading(node: Node | None) -> None:
    if node is None:
        show(fill('<h2 class="entry-title">{t}</h2>', t=_("New record")))
        return
    title = fill('<h2 class="entry-title">{sign}{name}</h2>', sign=card.sign(node.kind), name=card.called(node))
    kind = say(KINDS[node.kind].label)
    words = _("Known from a register only: saving puts it on the map.") if node.properties.get("candidate") else kind
    show(fill('{title}<p class="quiet">{words}</p>', title=title, words=words))


session = begin_page(N_("New record"))
st.html(f"<style>{own_file('entry.css')}</style>")
if not session.may_write:
    empty(_("Only staff can add and change records."), _("The map and the lists are open to everyone."))
    st.stop()
graph = load(session)
if address.opened(SCREEN):
    _afresh()
node, kind = _asked(graph)
address.write(SCREEN, {name: st.query_params.get(name, "") for name in ("key", "kind", "name")})
if node is not None and node.kind not in KINDS.keys() - {"municipality", "contact"}:
    empty(_("This record is not changed here."), _("Municipalities come with the product; contacts are in the log."))
    st.stop()
if st.session_state.pop("entry_undone", False):
    st.session_state.pop(_SAVED, None)
    st.success(_("Undone: the store is as it was before."))
with st.container(key="entry"):
    if _SAVED not in st.session_state:
        _heading(node)
    _hear(graph, session)
    if _SAVED not in st.session_state:
        turn = st.session_state.get(_TURN, 0)
        name = st.query_params.get("name", "")
        entry_form.draw(graph, node, kind, name=name, lang=language(), today=session.today, turn=turn)
    if node is None and _SAVED not in st.session_state:
        link("importa", _("A whole list? Import it"), ":material/upload_file:", {})
