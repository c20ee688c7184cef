"""Addresses of our own screens, for links in HTML: the language goes along."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from markupsafe import Markup

from pages.parts.markup import fill
from pages.parts.wording import language


def address(screen: str, parameters: Mapping[str, str]) -> str:
    """Return the address of a screen (`/` is the start) with parameters."""
    given = {**parameters, **({"lang": "en"} if language() == "en" else {})}
    return screen + (f"?{urlencode(given)}" if given else "")


def link(screen: str, parameters: Mapping[str, str], words: str, kind: str = "go") -> Markup:
    """Return a link to a screen; `kind` is its CSS class."""
    return fill(
        '<a class="{kind}" href="{to}" target="_self">{words}</a>',
        kind=kind,
        to=address(screen, parameters),
        words=words,
    )
