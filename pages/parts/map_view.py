"""The map on a screen: folium's frame in the page, dots and circles drawn in the browser, clicks back to Python.

What is drawn is sent once; what is selected travels apart, because it is small and changes with every click.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.parts.map_data import Line
from pages.parts.map_frame import Frame
from pages.parts.markup import own_file
from pages.parts.wording import _

_map = st.components.v2.component(
    "intreccio_map",
    html='<div class="map-root"></div>',
    js=own_file("leaflet_frame.js") + own_file("map_view.js"),
    isolate_styles=False,
)
_selection = st.components.v2.component(
    "intreccio_map_selection", html="<span></span>", js=own_file("map_selection.js"), isolate_styles=False
)


@dataclass(frozen=True, slots=True)
class Picked:
    """What a reader did on a map: picked a node, opened a town's circle, asked for the list from here."""

    key: str = ""
    municipality: str = ""
    here: tuple[float, float, int] | None = None


@dataclass(frozen=True)
class Scene:
    """What a map shows; all but `view` as `pages.parts.map_data` makes it.

    Attributes
    ----------
    view
        `{"bounds": [[south, west], [north, east]]}` or `{"center": [lat, lon], "zoom": n}`; applied when it changes.
    """

    dots: Mapping[str, Sequence[Any]]
    circles: Sequence[Sequence[Any]]
    kinds: Mapping[str, Mapping[str, str]]
    view: Mapping[str, Any]


def draw(
    name: str,
    frame: Frame,
    scene: Scene,
    on_pick: Callable[[Picked], None] | None = None,
    *,
    order_from_here: bool = True,
) -> None:
    """Draw a map.

    Parameters
    ----------
    name
        Unique on the screen; the component's key.
    on_pick
        Called with what was done on the map, before the next run. Without it `select` hears what is done: the map
        then stands outside the fragment that a click runs, and is not sent again.
    """
    drawn = {"dots": scene.dots, "circles": scene.circles, "kinds": scene.kinds}
    stamp = hashlib.blake2b(json.dumps(drawn).encode(), digest_size=8).hexdigest()
    words = _words(order_from_here)
    _map(
        key=name,
        data={"name": name, "frame": frame.as_data(), "view": scene.view, "stamp": stamp, "words": words, **drawn},
        **_heard(name, on_pick),
    )


def _heard(key: str, on_pick: Callable[[Picked], None] | None) -> dict[str, Any]:
    """Return the callbacks of a component that tells what was done on a map."""
    if on_pick is None:
        return {}

    def heard() -> None:
        did = st.session_state[key]
        here = did.get("here")
        on_pick(
            Picked(
                key=str(did.get("picked") or ""),
                municipality=str(did.get("place") or ""),
                here=(float(here[0]), float(here[1]), int(here[2])) if here else None,
            )
        )

    return {"on_picked_change": heard, "on_place_change": heard, "on_here_change": heard}


def select(
    name: str,
    point: tuple[float, float] | None,
    lines: Sequence[Line],
    *,
    follow: bool = True,
    focus: Sequence[str] = (),
    on_pick: Callable[[Picked], None] | None = None,
) -> None:
    """Show what is selected on a map drawn on the same screen: a ring and lines; the map moves there if need be.

    Parameters
    ----------
    point
        (lat, lon), None for nothing.
    lines
        Each `{"to": [lat, lon], "weight": px, "dotted": bool}`, with `"from"` where it does not start at `point`, and
        `"colour"` where its far end is marked, dot or no dot.
    focus
        Keys of the dots that stand out, all others greyed; none: every dot as it is.
    on_pick
        As for `draw`, when this stands in the fragment that a click runs.
    """
    key = f"{name}_selected"
    chosen = {"point": list(point) if point else None, "lines": list(lines), "follow": follow, "focus": list(focus)}
    with st.container(key=f"{name}_selection"):
        _selection(key=key, data={"map": name, "hears": on_pick is not None, **chosen}, **_heard(key, on_pick))


def _words(order_from_here: bool) -> dict[str, str]:
    return {
        "map": _("Map of the territory; the list beside it shows the same"),
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "source": _("Borders: Openpolis (CC BY 4.0), ISTAT · Leaflet"),
        "here": _("Sort the list from here") if order_from_here else "",
        "sameAddress": _("At the same place"),
        "coarse": _("{n} known only to the municipality"),
        "towns": _("in {n} municipalities"),
        "failed": _("The map could not be drawn: reload the page. The list works all the same."),
    }
