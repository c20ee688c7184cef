"""Dati: what is loaded, from where, when, how well placed, what was rejected; loading and undoing."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from graph.model import KINDS
from graph.store.changes import Load, Revision
from graph.store.interface import View
from graph.store.opening import open_store
from ingest.sources import registry
from pages.parts import address, loading, taking_away, undoing
from pages.parts.finding import SHOWN
from pages.parts.formats import day, integer, percent
from pages.parts.frame import Session, begin_page, link, load, said_clearly
from pages.parts.graph_view import GraphView, store_url
from pages.parts.holdings import Holding, holdings, shares
from pages.parts.markup import esc, fill, join, show
from pages.parts.wording import N_, _, n_, say

REVISIONS = 30


def _precision_label(name: str) -> str:
    return {
        "rooftop": _("exact address"),
        "street": _("known to the street"),
        "postcode": _("known only to the postcode"),
        "municipality": _("known only to the municipality"),
        "unknown": _("place unknown"),
    }[name]


def _overview(graph: GraphView) -> Markup:
    shown = [n for n in graph.nodes.values() if n.kind in SHOWN]
    mapped = sum(1 for n in shown if not graph.is_candidate(n))
    candidates = len(shown) - mapped
    words = _(
        "The store holds {mapped} associations, organisations, schools, services and events that are mapped, "
        "{candidates} bodies known from a register only, and {ties} ties.",
        mapped=integer(mapped),
        candidates=integer(candidates),
        ties=integer(len(graph.ties)),
    )
    return fill('<p class="lead">{words} <span class="quiet">{where}</span></p>', words=words, where=_where(graph))


def _where(graph: GraphView) -> str:
    return _("Revision {n}.", n=integer(graph.revision))


# ---- one source ---------------------------------------------------------------------------------


def _brought(holding: Holding) -> Markup:
    counts = sorted(holding.nodes.items(), key=lambda item: -item[1])
    parts = [
        f"{integer(count)} {say(KINDS[kind].plural if count != 1 else KINDS[kind].label)}" for kind, count in counts
    ]
    if holding.ties:
        parts.append(n_("{n} tie", "{n} ties", holding.ties))
    return esc(", ".join(parts))


def _last(latest: Load) -> Markup:
    rows = _(
        "{read} rows read: {created} new, {updated} updated, {unchanged} unchanged, {rejected} rejected",
        read=integer(latest.read),
        created=integer(latest.created),
        updated=integer(latest.updated),
        unchanged=integer(latest.unchanged),
        rejected=integer(latest.rejected),
    )
    files = f" · {', '.join(latest.files)}" if latest.files else ""
    return fill('<div class="quiet">{when}{files} · {rows}</div>', when=day(latest.at[:10]), files=files, rows=rows)


def _latest(holding: Holding) -> Markup:
    """Tell of the last load; where nothing of the source is left, that too, and no figures of what was."""
    if not holding.loads:
        return Markup()
    if holding.nodes or holding.ties:
        return _last(holding.loads[0])
    words = _("Nothing of it is there now: it was undone or removed.")
    when = _("last load {when}", when=day(holding.loads[0].at[:10]))
    return fill('<div class="quiet">{words} ({when})</div>', words=words, when=when)


def _places(holding: Holding) -> Markup:
    """Show how well what a source brought is placed: a bar, and the same in words."""
    found = shares(holding.places)
    if not found:
        return Markup()
    bar = join(fill('<i class="place-{name}" style="flex:{share}"></i>', name=n, share=f"{s:.4f}") for n, s in found)
    words = ", ".join(f"{percent(s)} {_precision_label(n)}" for n, s in found)
    return fill(
        '<div class="places"><span class="bar" aria-hidden="true">{bar}</span>'
        '<span class="quiet">{head}: {words}</span></div>',
        bar=bar,
        head=_("Places"),
        words=words,
    )


def _problems(latest: Load) -> Markup:
    if not latest.rejected:
        return Markup()
    found = sorted(latest.problems.items(), key=lambda item: -item[1])
    words = ", ".join(f"{loading.told(problem, latest.english)} ({integer(count)})" for problem, count in found)
    head = n_("{n} row rejected", "{n} rows rejected", latest.rejected)
    return fill('<div class="quiet rejected"><b>{head}</b>: {words}</div>', head=head, words=words)


def _licence(words: str) -> str:
    """Return a licence in the reader's language: names of licences are the same in all."""
    said = {
        "Fatti e cifre da documenti pubblici, con la fonte in ogni riga": _(
            "Facts and figures from public documents, with the source in every row"
        ),
        "EUPL-1.2 (tutto inventato; comuni e confini veri)": _(
            "EUPL-1.2 (all invented; true municipalities and borders)"
        ),
    }
    return said.get(words, words)


def _about(holding: Holding) -> Markup:
    source = holding.source
    link = '<a href="{url}" target="_blank" rel="noopener noreferrer">{label}</a>'
    address = fill(link, url=source.address, label=_("official page")) if source.address else Markup()
    parts = [esc(part) for part in (_licence(source.licence),) if part] + ([address] if address else [])
    return fill(
        '<div class="source"><h2>{name}</h2>{brought}{last}{places}{problems}<div class="quiet">{about}</div></div>',
        name=say(source.label),
        brought=fill("<div>{b}</div>", b=_brought(holding)) if holding.nodes or holding.ties else "",
        last=_latest(holding),
        places=_places(holding),
        problems=_problems(holding.loads[0]) if holding.loads else "",
        about=join(parts, " · "),
    )


def _row(holding: Holding, session: Session, made: dict[int, Revision]) -> None:
    name = holding.source.name
    with st.container(key=f"source_{name}", border=True):
        if not session.may_write:
            show(_about(holding))
            return
        text, actions = st.columns([3, 1])
        with text:
            show(_about(holding))
        with actions:
            _actions(holding, made)


def _actions(holding: Holding, made: dict[int, Revision]) -> None:
    source, name = holding.source, holding.source.name
    again = bool(holding.loads)
    if not source.takes_files:
        if st.button(_("Load again") if again else _("Load"), key=f"load_{name}", width="stretch"):
            loading.dialog(source)
    else:
        if source.stable and st.button(
            _("Download and load"), key=f"fetch_{name}", icon=":material/cloud_download:", width="stretch"
        ):
            loading.dialog(source, fetch=True)
        if st.button(_("Load a file"), key=f"load_{name}", icon=":material/upload_file:", width="stretch"):
            loading.dialog(source)
    rejects = loading.rejects_file(name)
    if holding.loads and holding.loads[0].rejected and rejects.exists():
        st.download_button(
            _("Rejected rows"),
            rejects.read_bytes(),
            file_name=rejects.name,
            mime="text/csv",
            key=f"rejects_{name}",
            icon=":material/download:",
            width="stretch",
            on_click="ignore",
        )
    undoable = made.get(holding.undoable)
    if undoable:
        label = loading.unmarked(_("Undo: {what}", what=undoing.named(undoable)))
        if st.button(label, key=f"undo_{name}", icon=":material/undo:", type="tertiary", width="stretch"):
            undoing.ask(undoable, made)


# ---- history ------------------------------------------------------------------------------------


def _history(revisions: list[Revision]) -> None:
    """Show the public what changed and when; staff have a screen for it."""
    with st.expander(n_("History: the last revision", "History: the last {n} revisions", len(revisions))):
        for revision in revisions:
            show(
                fill(
                    '<div><b>{n}</b> · {what}<br><span class="quiet">{when} · {changed}</span></div>',
                    n=integer(revision.number),
                    what=revision.source,
                    when=day(revision.at[:16]),
                    changed=n_("{n} record changed", "{n} records changed", revision.changed),
                )
            )


def _read(view: View) -> tuple[list[Load], list[Revision]]:
    return view.loads(), view.revisions(REVISIONS)


session = begin_page(N_("Data"))
graph = load(session)
with said_clearly(), open_store(store_url()) as store:
    loads, revisions = _read(store.view(session.audience))
    doubtful = len(store.reviews()) if session.may_write else 0
if "loaded" in st.session_state:
    st.success(st.session_state.pop("loaded"))
show(_overview(graph))
with st.container(key="in_and_out", horizontal=True, vertical_alignment="center"):
    if session.may_write:
        link("importa", _("Import a list"), ":material/upload_file:", {})
    if doubtful:
        link("unisci", n_("{n} doubtful case", "{n} doubtful cases", doubtful), ":material/join_inner:", {})
    if graph.nodes:
        taking_away.popover(session)
made = {revision.number: revision for revision in revisions}
found = holdings(graph, registry.sources(), loads, revisions)
for holding in found:
    if holding.loaded:
        _row(holding, session, made)
rest = [holding for holding in found if not holding.loaded]
if rest and session.may_write:
    st.subheader(_("What else can be loaded"), anchor=False)
    for holding in rest:
        _row(holding, session, made)
if revisions and session.may_write:
    words = _("The whole history, and undoing")
    show(fill('<p><a href="{a}" target="_self">{t}</a></p>', a=address.href("storia"), t=words))
elif revisions:
    _history(revisions)
