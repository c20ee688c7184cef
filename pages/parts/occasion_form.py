"""The form in which staff plan, repeat, copy or edit an event. What is written is made in `ingest.entry.occasions`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time

import streamlit as st

from graph.model import KINDS
from graph.model.taxonomies import topics, value_label
from graph.model.ties import ORGANISED
from graph.store.changes import Changeset
from graph.store.records import Node, Value
from ingest.entry import occasions
from ingest.entry.occasions import MOST_DATES, Every, Part, Plan
from ingest.sources.source import Context, Problem
from pages.parts import card
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, show
from pages.parts.occasion_written import write
from pages.parts.roles import author
from pages.parts.wording import _, n_, say

ROLES = tuple(choice.value for choice in ORGANISED.by_name["roles"].choices)
"""From who leads to who takes part."""
_OPEN, _PLAN = "occasion_open", "occasion_plan"
_EVENT = KINDS["event"]
_TEXTS = ("venue", "address", "audience", "website")
_EVERY: tuple[Every, ...] = ("", "week", "month")
_REGION = "Lombardia"


def is_open() -> bool:
    """Tell whether the form is open."""
    return _OPEN in st.session_state


def new() -> None:
    """Draw the button that plans an event."""
    st.button(
        _("New event"), key="occasion_new", type="primary", icon=":material/add:", on_click=_start, width="stretch"
    )


def actions(graph: GraphView, event: Node) -> None:
    """Draw what may be done with an event: edit it, or plan another one like it."""
    ties = graph.ties_of.get(event.key, ())
    with st.container(horizontal=True, gap="small", key="occasion_actions"):
        edited, copied = occasions.edited(event, ties), occasions.copied(event, ties)
        st.button(_("Edit"), key="occasion_edit", icon=":material/edit:", on_click=_start, args=(edited,))
        st.button(
            _("Another like it"), key="occasion_copy", icon=":material/content_copy:", on_click=_start, args=(copied,)
        )


def _start(plan: Plan | None = None) -> None:
    state = st.session_state
    plan = plan or Plan("", ())
    state[_OPEN], state[_PLAN] = plan.key, plan
    start, end = plan.starts[0] if plan.starts else "", str(plan.values.get("end") or "")
    state["plan_name"] = plan.name
    state["plan_day"], state["plan_time"] = _day(start), _time(start)
    state["plan_end_day"], state["plan_end_time"] = _day(end), _time(end)
    state["plan_every"], state["plan_times"] = "", 4
    for name in (*_TEXTS, "description"):
        state[f"plan_{name}"] = str(plan.values.get(name) or "")
    for name in ("municipality", "type"):
        state[f"plan_{name}"] = plan.values.get(name) or None
    chosen = plan.values.get("topics") or ()
    state["plan_topics"] = list(chosen) if isinstance(chosen, tuple) else []
    state["plan_classes"] = plan.values.get("classes")
    for role in ROLES:
        state[f"plan_{role}"] = [part.actor for part in plan.parts if _main(part) == role]


def _main(part: Part) -> str:
    """Return the first role of a part, in the model's order: the list in which an actor stands in the form."""
    return next((role for role in ROLES if role in part.roles), ROLES[-1])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text[11:16]) if len(text) > 10 else None
    except ValueError:
        return None


def _close() -> None:
    for name in (_OPEN, _PLAN):
        st.session_state.pop(name, None)


def draw(graph: GraphView, today: date) -> None:
    """Draw the form: title, day and organisers first, the rest folded."""
    plan: Plan = st.session_state[_PLAN]
    title = _("Edit the event") if plan.key else _("New event")
    show(fill('<h2 class="entry-title">{t}</h2>', t=title))
    with st.container(key="occasion_form"):
        st.text_input(_label("name"), key="plan_name", placeholder=_("What it is called"))
        _when(plan)
        _where(graph)
        _who(graph)
        with st.expander(_("More"), expanded=bool(plan.key)):
            _more()
    with st.container(key="occasion_save", horizontal=True, gap="small"):
        st.button(
            _("Save"), key="plan_save", type="primary", icon=":material/check:", on_click=_save, args=(graph, today)
        )
        st.button(_("Cancel"), key="plan_cancel", on_click=_close)


def _label(name: str) -> str:
    return say(_EVENT.by_name[name].label)


def _when(plan: Plan) -> None:
    day, hour, every, times = st.columns([1.2, 1, 1.2, 1], vertical_alignment="bottom")
    day.date_input(_("Day"), key="plan_day", format="DD/MM/YYYY")
    hour.time_input(_("Time"), key="plan_time", step=900)
    if plan.key:
        return
    named = {"": _("once"), "week": _("every week"), "month": _("every month")}
    every.selectbox(_("Repeated"), _EVERY, key="plan_every", format_func=lambda name: named[name])
    if st.session_state.get("plan_every"):
        times.number_input(_("How many dates"), 2, MOST_DATES, key="plan_times")


def _where(graph: GraphView) -> None:
    place, town, address = st.columns(3)
    place.text_input(_label("venue"), key="plan_venue")
    names = _towns(graph)
    town.selectbox(
        _label("municipality"),
        sorted(names, key=names.__getitem__),
        key="plan_municipality",
        format_func=lambda istat: names.get(istat, istat),
        index=None,
        placeholder=_("Type its name"),
    )
    address.text_input(_label("address"), key="plan_address")


def _towns(graph: GraphView) -> Mapping[str, str]:
    """Return the municipalities offered by ISTAT code: those of the region at home, and those that are in use."""
    used = {node.text("municipality") for node in graph.nodes.values()} - {""}
    chosen = st.session_state.get("plan_municipality")
    return {
        istat: town.name
        for istat, town in graph.municipalities.items()
        if istat in used or istat == chosen or (town.text("region") == _REGION and not town.text("abolished"))
    }


def _who(graph: GraphView) -> None:
    actors = {
        key: f"{card.called(node)} · {graph.municipality_name(node.text('municipality'))}"
        for key, node in graph.nodes.items()
        if KINDS[node.kind].actor and (node.kind == "school" or not graph.is_candidate(node))
    }
    listed = sorted(actors, key=lambda key: actors[key].casefold())
    lead, with_ = st.columns(2)
    _choose(lead, "lead", _("Who leads it"), listed, actors)
    _choose(with_, "co_organiser", _("Organised together with"), listed, actors)
    _choose(st, "participant", _("Who takes part (schools too)"), listed, actors)


def _choose(where: object, role: str, label: str, listed: Sequence[str], names: Mapping[str, str]) -> None:
    where.multiselect(  # type: ignore[attr-defined]  # a column or the screen itself
        label,
        listed,
        key=f"plan_{role}",
        format_func=lambda key: names.get(key, key),
        placeholder=_("Type a name"),
    )


def _more() -> None:
    kind, subjects = st.columns([1, 2])
    declared = _EVENT.by_name["type"]
    kind.selectbox(
        _label("type"),
        [choice.value for choice in declared.choices],
        key="plan_type",
        index=None,
        format_func=lambda value: say(value_label(declared, value)),
        placeholder=_("Choose"),
    )
    known = topics().labels
    subjects.multiselect(
        _label("topics"),
        list(known),
        key="plan_topics",
        format_func=lambda code: say(known[code]) if code in known else code,
        placeholder=_("Choose"),
    )
    until, hour, audience, classes = st.columns([1.2, 1, 2, 1])
    until.date_input(_label("end"), key="plan_end_day", format="DD/MM/YYYY")
    hour.time_input(_("End time"), key="plan_end_time", step=900)
    audience.text_input(_label("audience"), key="plan_audience")
    classes.number_input(_label("classes"), 0, 10_000, key="plan_classes")
    st.text_area(_label("description"), key="plan_description")
    st.text_input(_label("website"), key="plan_website")


def _planned() -> Plan:
    state = st.session_state
    plan: Plan = state[_PLAN]
    start, end = _moment("plan"), _moment("plan_end")
    if not end and state.get("plan_end_time") and start:
        end = f"{start[:10]}T{state['plan_end_time']:%H:%M}"
    values: dict[str, Value | None] = {name: (state.get(f"plan_{name}") or "").strip() or None for name in _TEXTS}
    values |= {
        "end": end or None,
        "description": (state.get("plan_description") or "").strip() or None,
        "municipality": state.get("plan_municipality"),
        "type": state.get("plan_type"),
        "topics": tuple(state.get("plan_topics") or ()) or None,
        "classes": int(state["plan_classes"]) if state.get("plan_classes") else None,
    }
    starts: tuple[str, ...] = (start,) if start else ()
    if start and not plan.key:
        starts = occasions.repeated(start, state.get("plan_every") or "", int(state.get("plan_times") or 1))
    return Plan(state.get("plan_name") or "", starts, values, _parts(plan), plan.key, plan.seen)


def _moment(prefix: str) -> str:
    day, hour = (st.session_state.get(f"{prefix}_{what}") for what in ("day", "time"))
    if day is None:
        return ""
    return f"{day.isoformat()}T{hour:%H:%M}" if hour else str(day.isoformat())


def _parts(plan: Plan) -> tuple[Part, ...]:
    """Return who has a part: in the list they stand in now, with any further role that they had there before."""
    before = {part.actor: part for part in plan.parts}
    found: dict[str, Part] = {}
    for role in ROLES:
        for actor in st.session_state.get(f"plan_{role}") or ():
            old = before.get(actor)
            same = old is not None and _main(old) == role
            found.setdefault(actor, old if same and old is not None else Part(actor, (role,)))
    return tuple(found.values())


def _save(graph: GraphView, today: date) -> None:
    plan = _planned()

    def made(context: Context) -> Changeset | list[Problem]:
        return occasions.saving(context, plan, author())

    words = n_("{name}: {n} date.", "{name}: {n} dates.", max(1, len(plan.starts)), name=plan.name)
    if write(graph, today, made, words):
        _close()
        st.session_state["sel"] = plan.key
