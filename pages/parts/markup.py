"""HTML made of stored text: everything is escaped unless it was made here.

`esc` also holds where folium writes a text into a JavaScript template literal or a Jinja template.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup

STATIC = Path(__file__).resolve().parents[2] / "static"
_ENTITIES = str.maketrans({"\\": "&#92;", "`": "&#96;", "$": "&#36;", "{": "&#123;", "}": "&#125;"})


def esc(text: object) -> Markup:
    """Return a text that stays text in HTML, in an attribute, in a JavaScript template literal and in Jinja."""
    if isinstance(text, Markup):
        return text
    return Markup(html.escape(str(text), quote=True).translate(_ENTITIES))  # noqa: S704 - this is the escaping


def fill(template: str, **values: object) -> Markup:
    """Fill `{names}` of a template written in the code with escaped values."""
    return Markup(template.format(**{name: esc(value) for name, value in values.items()}))  # noqa: S704


def join(parts: Iterable[Markup], between: str = "") -> Markup:
    """Put pieces of HTML together."""
    return esc(between).join(parts)


@cache
def own_file(name: str) -> str:
    """Return the text of one of our own files under `static/`."""
    return (STATIC / name).read_text(encoding="utf-8")


def show(body: Markup) -> None:
    """Draw a piece of HTML that nobody clicks."""
    st.html(str(body))
