"""A piece of HTML in which something can be picked: lists, cards, partners. Made of escaped text only."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from pages.parts.markup import own_file

_component = st.components.v2.component(
    "intreccio_markup", html='<div class="markup-root"></div>', js=own_file("markup.js"), isolate_styles=False
)


_hearing = st.components.v2.component(
    "intreccio_hearing", html="<span></span>", js=own_file("hearing.js"), isolate_styles=False
)


def pick(body: Markup, key: str, on_pick: Callable[[str], None], told: str = "") -> None:
    """Draw HTML made by `markup.fill`; `on_pick` is called with the `data-pick` that was clicked, before the next run.

    Parameters
    ----------
    key
        Of the component, unique on the screen.
    told
        Name under which `hear` is told what is picked, wherever it stands; only what begins with `+` comes to
        `on_pick` then. What `hear` says is selected is marked.
    """
    _component(key=key, data={"html": str(body), "told": told}, on_picked_change=_heard(key, on_pick))


def hear(name: str, selected: str, on_pick: Callable[[str], None]) -> None:
    """Hear what is picked in the markup drawn with `told=name`, and mark there what is selected.

    Stands in the fragment that a click runs, so that the markup need not be sent again.
    """
    key = f"{name}_heard"
    with st.container(key=f"{name}_selection"):
        _hearing(key=key, data={"name": name, "key": selected}, on_picked_change=_heard(key, on_pick))


def _heard(key: str, on_pick: Callable[[str], None]) -> Callable[[], None]:
    def heard() -> None:
        value = st.session_state[key].get("picked")
        if value:
            on_pick(str(value))

    return heard
