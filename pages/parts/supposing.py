"""The panel *E se…* of Misure: who stops, who works together, who holds an event, and what that would change."""

from __future__ import annotations

import math
from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from graph.measures.places import COMPARABLE
from graph.measures.registry import ONE_MODE
from graph.measures.what_if import Effects, Shift, Supposition
from graph.network.overview import Overview
from graph.network.scope import Scope
from pages.parts import address, measure_data, network_data
from pages.parts.formats import capital, integer
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, join
from pages.parts.measure_words import written
from pages.parts.picking import pick
from pages.parts.wording import _, n_, say

KEYS = ("without", "tie", "event")
LEVEL = 3
"""Of the collaboration that is supposed: cooperation."""
_MEASURES = COMPARABLE
_SHOWN = 20


def open_supposition(known: Sequence[str]) -> None:
    """Take what is supposed from the address into the session."""
    for key in KEYS:
        chosen = address.chosen(key, known)
        st.session_state[key] = chosen[:2] if key == "tie" else chosen
    st.session_state["effect"] = next(iter(address.chosen("effect", _MEASURES)), "strength")


def written_supposition() -> dict[str, str | Sequence[str]]:
    """Return how what is supposed stands in the address."""
    effect = st.session_state.get("effect") or "strength"
    return {
        **{key: st.session_state.get(key) or () for key in KEYS},
        "effect": "" if effect == "strength" else effect,
    }


def supposed() -> Supposition:
    """Return what is supposed now; a tie or an event of one is none yet."""
    state = st.session_state
    tie, event = state.get("tie") or [], state.get("event") or []
    return Supposition(
        frozenset(state.get("without") or ()),
        ((tie[0], tie[1], LEVEL),) if len(tie) == 2 else (),
        (frozenset(event),) if len(event) > 1 else (),
    )


def controls(graph: GraphView, scope: Scope) -> None:
    """Draw what can be supposed."""
    there = network_data.network_of(graph, "one", scope).actors
    known = sorted(network_data.snapshot_of(graph).in_scope(scope))
    names = measure_data.names_of(graph, known)
    by_name = sorted(known, key=lambda key: names[key].casefold())
    present = [key for key in by_name if key in set(there)]
    for key, allowed in (("without", present), ("tie", by_name), ("event", by_name)):
        st.session_state[key] = [chosen for chosen in st.session_state.get(key) or [] if chosen in names]
        if key == "without":
            st.session_state[key] = [chosen for chosen in st.session_state[key] if chosen in set(allowed)]
    left, middle, right = st.columns(3)
    place = _("choose…")
    left.multiselect(
        _("If these stopped"), present, key="without", format_func=names.__getitem__, placeholder=place,
        help=_("What the others did together stays as it is."),
    )  # fmt: skip
    middle.multiselect(
        _("If these two worked together"), by_name, key="tie", format_func=names.__getitem__, placeholder=place,
        max_selections=2, help=_("As a declared collaboration of level 3 of 4."),
    )  # fmt: skip
    right.multiselect(
        _("If these held an event together"), by_name, key="event", format_func=names.__getitem__, placeholder=place
    )


def effects(graph: GraphView, scope: Scope, supposition: Supposition) -> None:
    """Draw what it would change: in words, in the whole, one by one for a measure."""
    found = measure_data.effects_of(graph, scope, supposition)
    pick(_whole(graph, found), "effects", lambda _key: None)
    st.selectbox(_("Who would change, by"), _MEASURES, key="effect", format_func=lambda name: say(ONE_MODE[name].label))
    name = st.session_state.get("effect") or "strength"
    pick(_changed(graph, found, name), "changed", lambda _key: None)


def _whole(graph: GraphView, found: Effects) -> Markup:
    before, after = found.whole
    said = []
    if after.pieces != before.pieces:
        said.append(
            _(
                "The groups apart from one another go from {before} to {after}.",
                before=before.pieces,
                after=after.pieces,
            )
        )
    if found.isolated:
        said.append(_left_alone(graph, found.isolated))
    if found.reached:
        head = n_(
            "{n} body without ties enters the network", "{n} bodies without ties enter the network", len(found.reached)
        )
        said.append(f"{head}: {_listed(graph, found.reached)}.")
    if not said:
        said.append(_("Nobody is left without ties, and the network falls into no more pieces."))
    row = '<tr><th scope="row">{what}</th><td>{before}</td><td>{after}</td></tr>'
    rows = join(fill(row, what=what, before=integer(b), after=integer(a)) for what, b, a in _figures(before, after))
    return fill(
        '<p class="says" role="status">{said}</p><table class="before-after"><thead><tr><td></td>'
        '<th scope="col">{now}</th><th scope="col">{then}</th></tr></thead><tbody>{rows}</tbody></table>',
        said=" ".join(said),
        now=_("now"),
        then=_("then"),
        rows=rows,
    )


def _figures(before: Overview, after: Overview) -> list[tuple[str, int, int]]:
    return [
        (_("bodies"), before.nodes, after.nodes),
        (_("ties"), before.ties, after.ties),
        (_("without ties"), before.isolates, after.isolates),
        (_("groups apart"), before.pieces, after.pieces),
        (_("in the largest group"), before.largest, after.largest),
    ]


def _left_alone(graph: GraphView, keys: Sequence[str]) -> str:
    head = n_("{n} body would be left without ties", "{n} bodies would be left without ties", len(keys))
    return f"{head}: {_listed(graph, keys)}."


def _listed(graph: GraphView, keys: Sequence[str], most: int = 6) -> str:
    names = [graph.nodes[key].name for key in keys[:most]]
    more = len(keys) - most
    return ", ".join(names) + (f" {_('and {n} more', n=integer(more))}" if more > 0 else "")


def _changed(graph: GraphView, found: Effects, name: str) -> Markup:
    moved = found.changed(name)
    if not moved:
        return fill('<p class="says">{t}</p>', t=_("Nobody's value would change."))
    head = n_("{n} body would have another value.", "{n} bodies would have another value.", len(moved))
    if len(moved) > _SHOWN:
        head += " " + _("Shown are those that change most.")
    row = (
        '<tr><th scope="row">{name}</th><td>{before}</td><td>{after}</td><td>{place_before}</td>'
        '<td class="{way}">{place_after}</td></tr>'
    )
    rows = join(
        fill(
            row,
            name=graph.nodes[shift.key].name,
            before=_value(name, shift.before),
            after=_value(name, shift.after),
            place_before=_place(shift.place_before),
            way=_way(shift),
            place_after=_place(shift.place_after),
        )
        for shift in moved[:_SHOWN]
    )
    return fill(
        '<p class="says">{head}</p><table class="before-after wide"><thead><tr><th scope="col">{name}</th>'
        '<th scope="col">{value}: {now}</th><th scope="col">{then}</th><th scope="col">{place}: {now}</th>'
        '<th scope="col">{then}</th></tr></thead><tbody>{rows}</tbody></table>',
        head=head,
        name=_("Name"),
        value=capital(say(ONE_MODE[name].label)),
        place=_("place"),
        now=_("now"),
        then=_("then"),
        rows=rows,
    )


def _value(name: str, value: float) -> str:
    return "–" if math.isnan(value) else written(ONE_MODE[name])(value)


def _place(place: int | None) -> str:
    return integer(place) if place else "–"


def _way(shift: Shift) -> str:
    if shift.place_before is None or shift.place_after is None or shift.place_before == shift.place_after:
        return ""
    return "rose" if shift.place_after < shift.place_before else "fell"
