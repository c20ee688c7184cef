"""A screen's state in its address, so that a link shows the same.

The widgets' own state leads while the reader works; the address leads when it was opened, or changed by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

_WRITTEN = "_address_written"
ALWAYS = ("lang",)
"""Parameters that belong to every screen, kept by the frame."""


def _present() -> dict[str, tuple[str, ...]]:
    return {name: tuple(st.query_params.get_all(name)) for name in st.query_params if name not in ALWAYS}


def href(screen: str, **state: str) -> str:
    """Return the address of another screen, for a link; the reader's language goes along."""
    kept = {name: st.query_params[name] for name in ALWAYS if name in st.query_params}
    query = urlencode({name: value for name, value in (state | kept).items() if value})
    return f"{screen}?{query}" if query else screen


def opened(screen: str) -> bool:
    """Tell whether the address is new: the screen was just opened, or the address changed by hand."""
    return st.session_state.get(_WRITTEN) != (screen, _present())


def text(name: str) -> str:
    """Return a parameter as text, empty if absent."""
    return st.query_params.get(name, "")


def chosen(name: str, allowed: Sequence[str]) -> list[str]:
    """Return the values of a parameter that exist here; what a stale link names beyond them is left out."""
    known = set(allowed)
    return [value for value in st.query_params.get_all(name) if value in known]


def write(screen: str, state: Mapping[str, str | Sequence[str]]) -> None:
    """Put a screen's state into the address; what is empty is left out."""
    wanted: dict[str, tuple[str, ...]] = {}
    for name, value in state.items():
        values = (value,) if isinstance(value, str) else tuple(value)
        if any(values):
            wanted[name] = values
    if _present() != wanted:
        kept = {name: st.query_params.get_all(name) for name in ALWAYS if name in st.query_params}
        st.query_params.from_dict({**kept, **{name: list(values) for name, values in wanted.items()}})
    st.session_state[_WRITTEN] = (screen, wanted)
