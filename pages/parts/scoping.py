"""Which part of the network a screen is about: kinds, district, years, largest event. Its controls and its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from graph.model import KINDS
from graph.network.scope import Scope
from graph.store.interface import Audience
from pages.parts import address, filters
from pages.parts.filters import Filter
from pages.parts.wording import _, say

ACTORS = tuple(kind.name for kind in KINDS.values() if kind.actor)
LARGEST = ("10", "20", "30", "all")
USUAL = "20"
Years = tuple[int, int]


def open_scope(offered: Sequence[Filter], years: Years) -> None:
    """Take the scope from the address into the session."""
    state = st.session_state
    state["kinds"] = address.chosen("kind", ACTORS)
    for filter_ in offered:
        state[filter_.key] = address.chosen(filter_.key, list(filter_.options))
    since, until = (_year(address.text(name), years) for name in ("since", "until"))
    state["years"] = (since or years[0], until or years[1])
    state["largest"] = next(iter(address.chosen("largest", LARGEST)), USUAL)


def _year(text: str, years: Years) -> int | None:
    return int(text) if text.isdigit() and years[0] <= int(text) <= years[1] else None


def scope_of(offered: Sequence[Filter], years: Years, today: str) -> Scope:
    """Return the scope that the session holds; years up to the last one are no limit."""
    state = st.session_state
    since, until = state.get("years") or years
    largest = state.get("largest") or USUAL
    return Scope(
        kinds=frozenset(state.get("kinds") or ()),
        districts=frozenset(filters.chosen(offered).get("district", ())),
        since=str(since) if since > years[0] else "",
        until=str(until) if until < years[1] else "",
        max_event_size=None if largest == "all" else int(largest),
        today=today,
    )


def written(scope: Scope) -> Mapping[str, str | Sequence[str]]:
    """Return how the scope stands in the address."""
    state = st.session_state
    largest = state.get("largest") or USUAL
    return {
        "kind": state.get("kinds") or (),
        "district": state.get("district") or (),
        "since": scope.since,
        "until": scope.until,
        "largest": "" if largest == USUAL else largest,
    }


def popover(offered: Sequence[Filter], years: Years, audience: Audience, *, dated: bool = True) -> None:
    """Draw the popover of filters, with how many are active.

    Parameters
    ----------
    dated
        Whether years can be chosen.
    """
    state = st.session_state
    active = sum(len(state.get(key) or ()) for key in ("kinds", "district"))
    active += (dated and (state.get("years") or years) != years) + ((state.get("largest") or USUAL) != USUAL)

    def further() -> None:
        st.pills(
            _("Actors"),
            ACTORS if audience == "staff" else [k for k in ACTORS if not KINDS[k].private],
            selection_mode="multi",
            key="kinds",
            format_func=lambda kind: say(KINDS[kind].plural).capitalize(),
        )
        if dated and years[0] < years[1]:
            st.slider(_("Years"), *years, key="years")
        st.selectbox(
            _("Largest event that counts as a tie"),
            LARGEST,
            key="largest",
            format_func=lambda n: _("any size") if n == "all" else _("{n} actors", n=n),
            help=_("At a plenary of forty everyone meets everyone: such events are attendance, not ties."),
        )

    filters.popover(offered, active, further)


def pills(offered: Sequence[Filter]) -> None:
    """Draw what is chosen as pills that can be removed."""
    filters.pills(offered, lambda: st.session_state.update(district=[]))
