"""Misure: everyone's measures with how sure each place is, two measures against each other, what if."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph.measures.agreement import agreement
from graph.measures.places import ordered
from graph.model import KINDS
from graph.network.scope import Scope
from pages.parts import (
    address,
    card,
    filters,
    intervals,
    measure_data,
    measure_files,
    measure_words,
    network_names,
    network_words,
    scatter,
    scoping,
    supposing,
)
from pages.parts.formats import capital, decimal, integer
from pages.parts.frame import Session, begin_page, empty, load
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, join, own_file, show
from pages.parts.measure_data import MODES, Mode
from pages.parts.measure_words import MORE, SORT, Table
from pages.parts.network_data import Asked
from pages.parts.picking import hear, pick
from pages.parts.wording import N_, _, language, n_, say

SCREEN = "misure"
VIEWS = ("table", "scatter", "if")
PAGE = 30
_COLUMNS = {"one": ("ties", "strength", "betweenness", "loss"), "two": ("degree", "closeness", "betweenness")}
_BY = {"one": "betweenness", "two": "degree"}
_AXES = {"one": ("strength", "betweenness"), "two": ("degree", "betweenness")}
_ASK_AGAIN = 2.0
"""Seconds between two looks at how far the intervals are."""


# ---- the state of the screen --------------------------------------------------------------------


def _open(graph: GraphView, offered: list[filters.Filter], years: tuple[int, int]) -> None:
    """Take the state from the address when the screen is opened or its address was changed by hand."""
    if not address.opened(SCREEN):
        return
    state = st.session_state
    state["mode"] = next(iter(address.chosen("mode", MODES)), "one")
    state["view"] = next(iter(address.chosen("view", VIEWS)), "table")
    scoping.open_scope(offered, years)
    known = measure_data.registry(state["mode"])
    state["columns"] = address.chosen("column", tuple(known)) or list(_COLUMNS[state["mode"]])
    state["by"] = next(iter(address.chosen("by", tuple(known))), _BY[state["mode"]])
    state["lowest"] = address.text("order") == "up"
    for name, usual in zip(("x", "y"), _AXES[state["mode"]], strict=True):
        state[name] = next(iter(address.chosen(name, measure_data.comparable(state["mode"]))), usual)
    supposing.open_supposition(tuple(graph.nodes))
    state["sel"], state["shown"] = address.text("sel"), PAGE


def _write_address(mode: Mode, scope: Scope) -> None:
    state = st.session_state
    columns = tuple(state.get("columns") or ())
    view = state.get("view") or "table"
    axes = {name: state.get(name) for name in ("x", "y")}
    usual = dict(zip(("x", "y"), _AXES[mode], strict=True))
    address.write(
        SCREEN,
        {
            "mode": "" if mode == "one" else mode,
            "view": "" if view == "table" else view,
            "column": () if columns == _COLUMNS[mode] else columns,
            "by": "" if state["by"] == _BY[mode] else state["by"],
            "order": "up" if state.get("lowest") else "",
            **{name: "" if axes[name] == usual[name] else axes[name] or "" for name in axes},
            **scoping.written(scope),
            **(supposing.written_supposition() if view == "if" else {}),
            "sel": state.get("sel") or "",
        },
    )


def _other_mode() -> None:
    """Begin a mode with its own measures."""
    state = st.session_state
    mode = state.get("mode") or "one"
    state["columns"], state["by"], state["lowest"] = list(_COLUMNS[mode]), _BY[mode], False
    state["x"], state["y"] = _AXES[mode]
    state["sel"] = ""


def _command(key: str) -> None:
    state = st.session_state
    if key == MORE:
        state["shown"] = state.get("shown", PAGE) + 2 * PAGE
    elif key.startswith(SORT):
        name = key.removeprefix(SORT)
        state["lowest"] = name == state.get("by") and not state.get("lowest")
        state["by"] = name


def _choose(key: str) -> None:
    state = st.session_state
    state["sel"] = "" if key in (state.get("sel"), card.CLOSE) else key


# ---- controls -----------------------------------------------------------------------------------


def _controls(offered: list[filters.Filter], years: tuple[int, int], session: Session) -> None:
    left, middle, right = st.columns([2.4, 1.7, 2.2], vertical_alignment="bottom")
    views = {"table": _("Table"), "scatter": _("Two measures"), "if": _("What if…")}
    left.segmented_control(
        _("View"), VIEWS, key="view", format_func=views.__getitem__, label_visibility="collapsed", required=True
    )
    if st.session_state.get("view") != "if":
        modes = {"one": _("Who with whom"), "two": _("With events")}
        middle.segmented_control(
            _("Network"), MODES, key="mode", format_func=modes.__getitem__, label_visibility="collapsed",
            required=True, on_change=_other_mode,
        )  # fmt: skip
    with right, st.container(horizontal=True, key="controls"):
        scoping.popover(offered, years, session.audience)
        if st.session_state.get("view") == "table":
            _which_columns()
    scoping.pills(offered)
    show(measure_words.to_periods())


def _which_columns() -> None:
    state = st.session_state
    known = measure_data.registry(state.get("mode") or "one")
    with st.popover(_("Columns"), icon=":material/view_column:", width="stretch", key="which"):
        st.pills(
            _("Measures"), tuple(known), selection_mode="multi", key="columns",
            format_func=lambda name: say(known[name].label), label_visibility="collapsed",
        )  # fmt: skip
        st.selectbox(
            _("Sort by"), tuple(known), index=tuple(known).index(state["by"]), key=f"sort_{state['by']}",
            format_func=lambda name: say(known[name].label), on_change=_sorted, args=(f"sort_{state['by']}",),
        )  # fmt: skip


def _sorted(widget: str) -> None:
    st.session_state["by"], st.session_state["lowest"] = st.session_state[widget], False


# ---- the table ----------------------------------------------------------------------------------


def _table_of(graph: GraphView, mode: Mode, scope: Scope) -> Table:
    state = st.session_state
    known = measure_data.registry(mode)
    by = state["by"]
    columns = [name for name in known if name in (state.get("columns") or ()) or name == by]
    values = {name: measure_data.values(graph, mode, scope, name) for name in columns}
    names = measure_data.names_of(graph, tuple(values[by]))
    found = intervals.asked(graph, scope, by) if mode == "one" and by in measure_data.comparable(mode) else None
    return Table(
        mode,
        ordered(values[by], names, lowest_first=bool(state.get("lowest"))),
        columns,
        values,
        {name: measure_data.places_of(graph, mode, scope, name) for name in columns},
        measure_data.groups_of(graph, scope, language()) if "community" in columns else {},
        by,
        bool(state.get("lowest")),
        found.result if found else None,
    )


def _draw_table(graph: GraphView, mode: Mode, scope: Scope) -> None:
    by = st.session_state["by"]
    sure = mode == "one" and by in measure_data.comparable(mode)
    waiting = sure and intervals.asked(graph, scope, by).underway
    every = _ASK_AGAIN if waiting else None
    st.fragment(_sure, run_every=every)(graph, scope, by, was_underway=waiting) if sure else None
    shown = _table_of(graph, mode, scope)
    pick(measure_words.table(graph, shown, st.session_state.get("shown", PAGE)), "table", _command, told=SCREEN)
    measure_files.of_table(graph, shown, scope)


def _sure(graph: GraphView, scope: Scope, by: str, *, was_underway: bool) -> None:
    """Say how sure places are, or how far that is; once it is known, everything is drawn again with it."""
    state = intervals.asked(graph, scope, by)
    if state.underway:
        far = f"{integer(state.done)}/{integer(state.total)}" if state.total else ""
        words = _("How sure each place is: being computed… {far}", far=far)
    elif was_underway:
        st.rerun()
    elif state.failed is not None:
        words = state.failed.italian()
    elif state.result is not None and state.result.resamples == 0:
        words = _("Too few events to say how sure places are.")
    else:
        words = _("Beside each place: between which places it would be, if what nobody recorded were known too.")
    show(fill('<p class="quiet sure" role="status">{t}</p>', t=words))


# ---- two measures -------------------------------------------------------------------------------


def _draw_scatter(graph: GraphView, mode: Mode, scope: Scope) -> None:
    known = measure_data.registry(mode)
    for column, (name, label) in zip(st.columns(2), (("x", _("Across")), ("y", _("Up"))), strict=True):
        column.selectbox(
            label, measure_data.comparable(mode), key=name, format_func=lambda n: capital(say(known[n].label))
        )
    x, y = known[st.session_state["x"]], known[st.session_state["y"]]
    across, up = (measure_data.values(graph, mode, scope, m.name) for m in (x, y))
    points = [
        scatter.Point(key, graph.nodes[key].name, graph.nodes[key].kind, across[key], up[key])
        for key in across
        if across[key] == across[key] and up[key] == up[key]
    ]
    sides = (scatter.Axis(say(m.label), measure_words.written(m)) for m in (x, y))
    title = _("{y} against {x}", y=capital(say(y.label)), x=say(x.label))
    picture = scatter.svg(points, (next(sides), next(sides)), title)
    said = _agreement(agreement(across, up))
    missing = len(across) - len(points)
    if missing:
        said += " " + n_(
            "{n} is not drawn: one of the two is not defined for it.",
            "{n} are not drawn: one of the two is not defined for them.",
            missing,
        )
    show(fill('<p class="says">{t}</p>', t=said))
    pick(picture, "scatter", _command, told=SCREEN)
    kinds = {p.kind for p in points}
    key = '<span class="key">{sign}{label}</span>'
    signs = join(fill(key, sign=card.sign(k), label=say(KINDS[k].plural)) for k in KINDS if k in kinds)
    show(fill('<div class="legend quiet">{signs}</div>', signs=signs))
    measure_files.offer(f"{y.name}-{x.name}", ("svg", "image/svg+xml", lambda: str(picture).encode()))


def _agreement(found: float) -> str:
    """Say in words whether two measures put actors in the same order."""
    if found != found:  # noqa: PLR0124 - NaN
        return _("One of the two is the same for everyone, or too few have both: they cannot be compared.")
    if found <= -0.3:
        how = _("The two put bodies in opposite orders")
    elif found < 0.3:
        how = _("The two say different things")
    else:
        how = _("The two agree in part") if found < 0.7 else _("The two put bodies in much the same order")
    return _("{how} (Spearman {rho}). Who stands out on one side only is worth a look.", how=how, rho=decimal(found))


# ---- the screen ---------------------------------------------------------------------------------


@st.fragment
def _card(graph: GraphView, mode: Mode, scope: Scope, session: Session) -> None:
    """Draw the card of the selected; picking in the table, the scatter or the card itself runs only this."""
    key = st.session_state.get("sel") or ""
    shown = _table_of(graph, mode, scope)
    node = graph.nodes.get(key) if key in shown.values[shown.by] else None
    hear(SCREEN, key if node else "", _choose)
    if node is None:
        measures = [shown.measure(name) for name in shown.columns]
        body = measure_words.definitions(measures)
    else:
        body = fill(
            '<div data-open="{key}">{card}{link}{standings}</div>',
            key=key,
            card=card.card(graph, node, session.today, card.CLOSE),
            link=measure_words.to_network(key, scoping.written(scope)),
            standings=measure_words.standings(shown, node),
        )
    pick(body, "beside", _choose)
    _write_address(mode, scope)


def _said(graph: GraphView, mode: Mode, scope: Scope) -> str:
    """Say what the network is, and who leads it."""
    asked = Asked(mode, scope)
    counted = " ".join((network_words.counted(graph, asked), *network_words.crowded(graph, asked)))
    by = st.session_state["by"]
    values = measure_data.values(graph, mode, scope, by)
    best = ordered(values, measure_data.names_of(graph, tuple(values)))[:3]
    named = [graph.nodes[key].name for key in best if values[key] > 0]
    if measure_data.registry(mode)[by].form in ("group", "yes_no") or not named:
        return counted
    lead = _(
        "Highest by {measure}: {names}.", measure=say(measure_data.registry(mode)[by].label), names=", ".join(named)
    )
    return f"{counted} {lead}"


def _split(graph: GraphView, mode: Mode, scope: Scope, session: Session, left_part: Callable[[], None]) -> None:
    with st.container(key="measured"):
        left, right = st.columns([2.3, 1.05], gap="medium")
        with left:
            left_part()
        with right, st.container(key="results"):
            _card(graph, mode, scope, session)


def _draw(graph: GraphView, mode: Mode, scope: Scope, session: Session) -> None:
    view = st.session_state.get("view") or "table"
    show(fill('<p class="says" role="status">{t}</p>', t=_said(graph, mode, scope)))
    if mode == "one" and view == "table":
        if careful := network_words.outsize(graph, Asked(mode, scope)):
            show(careful)
        show(measure_words.whole(measure_data.whole_of(graph, scope)))
    if view == "if":
        supposing.controls(graph, scope)
        what = supposing.supposed()
        if what:
            supposing.effects(graph, scope, what)
        else:
            empty(_("Nothing is supposed yet."), _("Choose who stops, who works together or who holds an event."))
        _write_address(mode, scope)
    else:
        part = _draw_table if view == "table" else _draw_scatter
        _split(graph, mode, scope, session, lambda: part(graph, mode, scope))


session = begin_page(N_("Measures"))
st.html(f"<style>{own_file('network.css')}{own_file('measures.css')}</style>")
graph = load(session)
years = network_names.years(graph, session.today)
offered = [filters.of_district(graph, _("District (Ambito)"))]
_open(graph, offered, years)
_controls(offered, years, session)
mode: Mode = "two" if st.session_state.get("mode") == "two" and st.session_state.get("view") != "if" else "one"
scope = scoping.scope_of(offered, years, session.today.isoformat())
if measure_data.anyone(graph, mode, scope):
    _draw(graph, mode, scope, session)
else:
    empty(
        _("There is nothing to measure yet."),
        _("Relax a filter, or load events and collaborations on the screen Data.")
        if graph.nodes
        else _("The store is empty: load the first data on the screen Data."),
    )
    _write_address(mode, scope)
