"""Keeps folium from running stored text as code on the server, and from asking other machines for its files.

folium and branca turn what they have rendered into a Jinja template a second time, so that a name such as
`{{ cycler.__init__.__globals__ }}` would be executed. `install` has rendered output added as literal text instead.
The other defence is `pages.parts.markup.esc` for every stored text that is handed to folium.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import branca.element
import folium.elements
import folium.features
import folium.folium
import folium.map
import folium.plugins

VENDOR = "/app/static/vendor/"
_LOCAL = {
    "leaflet.js": "leaflet.js",
    "leaflet.css": "leaflet.css",
    "jquery-3.7.1.min.js": "jquery.min.js",
    "all.min.css": "fa/css/all.min.css",
    "leaflet.markercluster.js": "leaflet.markercluster.js",
    "MarkerCluster.css": "MarkerCluster.css",
    "MarkerCluster.Default.css": "MarkerCluster.Default.css",
}
"""File name in folium's links -> ours."""
_NOT_NEEDED = frozenset(
    {"awesome_markers", "awesome_markers_css", "bootstrap", "bootstrap_css", "glyphicons_css", "awesome_rotate_css"}
)


class Literal(branca.element.Element):
    """Rendered text that is added to a page as it is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **_kwargs: Any) -> str:
        """Return the text; nothing in it is a template."""
        return self._text


class _ElementMeta(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, branca.element.Element)


class _LiteralElement(metaclass=_ElementMeta):
    """Stands where folium's modules say `Element(rendered text)`."""

    def __new__(cls, template: str | None = None, template_name: str | None = None) -> Any:
        if isinstance(template, str):
            return Literal(template)
        return branca.element.Element(template, template_name)


def _render(self: Any, **kwargs: Any) -> None:
    """Render a MacroElement as branca does, its output taken literally."""
    figure = self.get_root()
    if not isinstance(figure, branca.element.Figure):
        raise TypeError("an element is rendered inside a figure only")
    macros = self._template.module.__dict__
    for part, place in (("header", figure.header), ("html", figure.html), ("script", figure.script)):
        if part in macros:
            place.add_child(Literal(macros[part](self, kwargs)), name=self.get_name())
    for element in self._children.values():
        element.render(**kwargs)


def _subclasses(cls: type[Any]) -> Iterator[type[Any]]:
    for child in cls.__subclasses__():
        yield child
        yield from _subclasses(child)


def _local_links(links: list[tuple[str, str]]) -> list[tuple[str, str]]:
    kept = []  # what is not on this machine is left out rather than fetched
    for name, url in links:
        file = _LOCAL.get(url.rsplit("/", 1)[-1])
        if name not in _NOT_NEEDED and file:
            kept.append((name, VENDOR + file))
    return kept


def install() -> None:
    """Install both: literal output, local files. May be called again."""
    branca.element.MacroElement.render = _render  # type: ignore[method-assign]
    for module in (folium.map, folium.features, folium.elements, folium.folium):
        if hasattr(module, "Element"):
            setattr(module, "Element", _LiteralElement)  # noqa: B010 - the name is not one that types know
    for cls in {folium.elements.JSCSSMixin, *_subclasses(folium.elements.JSCSSMixin)}:
        for attribute in ("default_js", "default_css"):
            if attribute in vars(cls):
                setattr(cls, attribute, _local_links(vars(cls)[attribute]))
