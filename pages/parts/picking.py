"""A piece of HTML in which something can be picked: lists, cards, partners. Made of escaped text only."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from pages.parts.markup import own_file

_component = st.components.v2.component(
    "intreccio_markup", html='<div class="markup-root"></div>', js=own_file("markup.js"), isolate_styles=False
)


def pick(body: Markup, key: str, on_pick: Callable[[str], None]) -> None:
    """Draw HTML made by `markup.fill`; `on_pick` is called with the `data-pick` that was clicked, before the next run.

    Parameters
    ----------
    key
        Of the component, unique on the screen.
    """

    def picked() -> None:
        value = st.session_state[key].get("picked")
        if value:
            on_pick(str(value))

    _component(key=key, data={"html": str(body)}, on_picked_change=picked)
