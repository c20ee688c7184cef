"""Storia: what changed, when, by whom, why, from which source; how it stood on a day; undoing."""

from __future__ import annotations

from datetime import date

import streamlit as st
from markupsafe import Markup

from graph.history import Comparison, compare, revision_on
from graph.store.changes import Entry, Revision
from graph.store.opening import open_store
from graph.store.records import Node
from pages.parts import address, card, history_words, undoing
from pages.parts.formats import day, integer
from pages.parts.frame import begin_page, empty, load, said_clearly
from pages.parts.graph_view import BY_STAMP, GraphView
from pages.parts.history_words import MORE, OPEN
from pages.parts.markup import fill, show
from pages.parts.picking import pick
from pages.parts.wording import N_, _, n_

SCREEN, PAGE = "storia", 20


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_STAMP)
def _revisions(graph: GraphView) -> list[Revision]:
    with open_store(graph.url) as store:
        view = store.view(graph.audience)
        return view.revisions(max(1, view.revision))


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=BY_STAMP)
def _entries(graph: GraphView, revision: int) -> list[Entry]:
    with open_store(graph.url) as store:
        return store.view(graph.audience).entries(revision)


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs=BY_STAMP)
def _compared(graph: GraphView, revision: int) -> Comparison:
    with open_store(graph.url) as store:
        return compare(store.as_of(revision, graph.audience), store.view(graph.audience))


def _open() -> None:
    if not address.opened(SCREEN):
        return
    state = st.session_state
    for name in ("who", "source", "words"):
        state[name] = address.text(name) or None
    state["key"] = address.text("key")
    state["revision"] = int(address.text("rev")) if address.text("rev").isdigit() else 0
    state["then"] = _date(address.text("on"))
    state["shown"] = PAGE


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _write_address() -> None:
    state = st.session_state
    then = state.get("then")
    address.write(
        SCREEN,
        {
            **{name: state.get(name) or "" for name in ("who", "source", "words", "key")},
            "rev": str(state.get("revision") or ""),
            "on": then.isoformat() if then else "",
        },
    )


def _choose(picked: str) -> None:
    state = st.session_state
    if picked == MORE:
        state["shown"] = state.get("shown", PAGE) + 2 * PAGE
    elif picked.startswith(OPEN):
        number = int(picked.removeprefix(OPEN))
        state["revision"] = 0 if number == state.get("revision") else number
    else:
        state["key"], state["revision"] = picked, 0


def _controls(graph: GraphView, revisions: list[Revision]) -> list[Revision]:
    """Draw the filters; return the revisions that they leave."""
    state = st.session_state
    words, tune, then = st.columns([3, 1, 1.2], vertical_alignment="bottom")
    words.text_input(_("Why, or which file"), key="words", placeholder=_("Find in the reasons…"))
    active = sum(bool(state.get(name)) for name in ("who", "source"))
    label = f"{_('Filters')} · {active}" if active else _("Filters")
    with tune.popover(label, icon=":material/tune:", width="stretch"):
        authors, sources = (sorted({getattr(r, name) for r in revisions}) for name in ("author", "source"))
        st.selectbox(_("Who"), authors, key="who", index=None, placeholder=_("everyone"))
        st.selectbox(
            _("From which source"),
            sources,
            key="source",
            index=None,
            format_func=card.source_name,
            placeholder=_("all"),
        )
    first = date.fromisoformat(revisions[-1].at[:10])
    then.date_input(
        _("As it stood on"), key="then", min_value=min(first, date.today()), max_value=date.today(), format="DD/MM/YYYY"
    )
    wanted = (state.get("words") or "").casefold()
    return [
        r
        for r in revisions
        if state.get("who") in (None, r.author)
        and state.get("source") in (None, r.source)
        and wanted in " ".join((r.reason, *map(str, r.details.values()))).casefold()
    ]


def _as_it_stood(graph: GraphView, revisions: list[Revision], then: date) -> None:
    number, when = revision_on(revisions, then), day(then.isoformat())
    head = _("On {when} the store was at revision {n}.", when=when, n=integer(number))
    with st.spinner(_("Reading the past…")):
        found = _compared(graph, number)
    show(fill('<p class="says">{head}</p>{table}', head=head, table=history_words.comparison(found, when)))


@st.fragment
def _explore(graph: GraphView, listed: list[Revision], known: dict[int, Revision]) -> None:
    state = st.session_state
    opened = known.get(state.get("revision") or 0)
    with st.container(key="history"):
        left, right = st.columns([1.2, 2], gap="medium")
        with left:
            pick(history_words.revisions(listed, opened.number if opened else 0, state["shown"]), "revisions", _choose)
        with right:
            if opened:
                pick(history_words.revision(graph, opened, _entries(graph, opened.number)), "revision_card", _choose)
                if st.button(_("Undo this revision"), key="undo", icon=":material/undo:"):
                    undoing.ask(opened, known)
            else:
                show(fill('<p class="quiet">{t}</p>', t=_("Choose a revision to see what it changed.")))
    if state.get("key"):
        st.rerun()
    _write_address()


def _of_record(graph: GraphView, key: str, known: dict[int, Revision]) -> None:
    with said_clearly(), open_store(graph.url) as store:
        view = store.view(graph.audience)
        entries, node = view.history(key), view.node(key)
    past = [record for entry in entries for record in (entry.before, entry.after) if isinstance(record, Node)]
    last = node or next((record for record in reversed(past) if record.key == key), None)
    st.button(_("The whole history"), key="whole", icon=":material/arrow_back:", on_click=_whole)
    show(fill('<h2 class="record-name">{name}</h2>', name=card.called(last) if last else key))
    if not entries:
        empty(_("Nothing happened to this record yet."), _("It is as it was when the store was begun."))
    about = {key, *((node.key, *node.former) if node else ())}
    for number in sorted({entry.revision for entry in entries}, reverse=True):
        show(_change(graph, known.get(number), number, [e for e in entries if e.revision == number], about))


def _change(graph: GraphView, made: Revision | None, number: int, entries: list[Entry], about: set[str]) -> Markup:
    facts = [day(made.at[:16]), made.author] if made else []
    return fill(
        '<article class="card change"><h2>{what}</h2><div class="quiet">{facts}</div>{body}</article>',
        what=(made.reason or card.source_name(made.source)) if made else "",
        facts=" · ".join((*facts, _("revision {n}", n=integer(number)))),
        body=history_words.records(graph, entries, about),
    )


def _whole() -> None:
    st.session_state["key"] = ""


session = begin_page(N_("History"))
graph = load(session)
if not session.may_write:
    empty(_("The history is for those who work on the map."), _("Go back to the map."))
    st.stop()
with said_clearly():
    revisions = _revisions(graph)
_open()
if "loaded" in st.session_state:
    st.success(st.session_state.pop("loaded"))
known = {revision.number: revision for revision in revisions}
if not revisions:
    empty(_("Nothing has been written yet."), _("Load the first data on the screen Data, or add a body."))
elif st.session_state.get("key"):
    _of_record(graph, st.session_state["key"], known)
    _write_address()
else:
    listed = _controls(graph, revisions)
    if st.session_state.get("then"):
        _as_it_stood(graph, revisions, st.session_state["then"])
    show(fill('<p class="says">{t}</p>', t=n_("{n} revision", "{n} revisions", len(listed))))
    if listed:
        _explore(graph, listed, known)
    else:
        empty(_("No revision is like this."), _("Relax a filter."))
        _write_address()
