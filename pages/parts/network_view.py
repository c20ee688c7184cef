"""A network on a screen: pyvis makes nodes and ties, a component draws them with vis-network, clicks come back.

Places are fixed and come from `graph.network`; nothing moves by itself. What is selected travels apart.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from graph.model import KINDS
from graph.network.drawing import Drawing, sized
from graph.network.ego import Ego
from graph.network.network import Floats
from pages.parts.markup import own_file
from pages.parts.wording import _

LIBRARY = "/app/static/vendor/vis-network.min.js"
TIE, GROUP = "#9FB4B8", "#0B5E6B"
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B8860B", "#56B4E9", "#7A5195", "#6B6353")
"""For groups, safe for the common colour blindnesses; the rest are grey."""
REST = "#A9A294"
SHADES = ("#C7E9B4", "#7FCDBB", "#41B6C4", "#2C7FB8", "#253494")
"""For amounts, lighter to darker, told apart with any colour blindness (ColorBrewer YlGnBu)."""

_network = st.components.v2.component(
    "intreccio_network", html='<div class="network-root"></div>', js=own_file("network_view.js"), isolate_styles=False
)
_selection = st.components.v2.component(
    "intreccio_network_selection", html="<span></span>", js=own_file("network_selection.js"), isolate_styles=False
)


@dataclass(frozen=True)
class Look:
    """How nodes look, by key; what is missing is drawn grey and small.

    Attributes
    ----------
    names, hints
        What a node is called, and a second line when it is pointed at.
    kinds
        Kind of a node, for its shape.
    colours
        Hex colours.
    values
        What a node's area stands for.
    hulls
        Groups with a pale ground: name, colour, keys of members.
    """

    names: Mapping[str, str]
    hints: Mapping[str, str]
    kinds: Mapping[str, str]
    colours: Mapping[str, str]
    values: Mapping[str, float]
    hulls: Sequence[tuple[str, str, Sequence[str]]] = ()


def vis(drawing: Drawing, look: Look) -> Any:
    """Return the pyvis network of a drawing; nodes are named by their row, so that what is sent stays small."""
    from pyvis.network import Network  # 0.3 s: loaded at start-up by the server

    made = Network(cdn_resources="local")
    radii = sized(drawing, look.values)
    for row, key in enumerate(drawing.keys):
        made.add_node(
            row,
            label=look.names.get(key, key),
            shape=KINDS[look.kinds[key]].shape if key in look.kinds else "dot",
            color=look.colours.get(key, REST),
            size=round(float(radii[row]), 1),
            x=float(drawing.places[row, 0]),
            y=float(drawing.places[row, 1]),
        )
    made.edges = _edges(drawing)
    return made


def _edges(drawing: Drawing) -> list[dict[str, Any]]:
    from pyvis.edge import Edge  # `Network.add_edge` looks through all ties each time

    widths = _widths(drawing.weights)
    ends = zip(drawing.sources.tolist(), drawing.targets.tolist(), widths.tolist(), strict=True)
    return [Edge(a, b, False, width=w, color=TIE).options for a, b, w in ends]


def _widths(weights: Floats) -> Floats:
    top = float(weights.max(initial=0.0))
    return np.round(0.8 + 4.2 * np.sqrt(weights / top), 2) if top > 0 else np.zeros(0)


def data(drawing: Drawing, look: Look) -> dict[str, Any]:
    """Return what the component draws."""
    made = vis(drawing, look)
    row = {key: i for i, key in enumerate(drawing.keys)}
    hulls = [
        {"name": name, "colour": colour, "rows": [row[key] for key in keys if key in row]}
        for name, colour, keys in look.hulls
    ]
    drawn = {
        "keys": list(drawing.keys),
        "hints": [look.hints.get(key, "") for key in drawing.keys],
        "nodes": made.nodes,
        "edges": made.edges,
        "hulls": hulls,
        "alone": "" if drawing.collapsed else _("without ties"),
    }
    stamp = hashlib.blake2b(json.dumps(drawn).encode(), digest_size=8).hexdigest()
    return {"stamp": stamp, **drawn}


def draw(name: str, drawn: Mapping[str, Any], picture: str, on_pick: Callable[[str], None] | None = None) -> None:
    """Draw a network.

    Parameters
    ----------
    name
        Unique on the screen; the component's key.
    drawn
        Made by `data`.
    picture
        What is to be seen, in words, for those who do not see it.
    on_pick
        Called with the key that was picked, empty for none, before the next run. Without it `select` hears what is
        picked: the network then stands outside the fragment that a click runs, and is not sent again.
    """
    words = {
        "picture": picture,
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "fit": _("Show all"),
        "failed": _("The network could not be drawn: reload the page. The list works all the same."),
    }
    _network(key=name, data={"name": name, "library": LIBRARY, "words": words, **drawn}, **_heard(name, on_pick))


def _heard(key: str, on_pick: Callable[[str], None] | None) -> dict[str, Any]:
    """Return the callback of a component that tells what was picked in a network."""
    if on_pick is None:
        return {}

    def heard() -> None:
        picked = str(st.session_state[key].get("picked") or "")
        if picked:
            on_pick("" if picked == "-" else picked)

    return {"on_picked_change": heard}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is selected in a network, and what of its surroundings is shown.

    Attributes
    ----------
    ghosts
        Keys it could work with: dotted lines.
    pair
        Whether the first of them is shown with its own partners, as the other one of a pair.
    focus
        Whether the picture moves to show just these and their partners.
    alone
        Whether the rest is not shown at all.
    around
        What is around it, drawn or not; without it, the ties that are drawn.
    way
        Keys of the way to another one.
    waits
        Whether the next pick is another one to go to, and selects nothing.
    """

    key: str = ""
    ghosts: Sequence[str] = ()
    pair: bool = False
    focus: bool = False
    alone: bool = False
    around: Ego | None = None
    way: Sequence[str] = ()
    waits: bool = False


def show_chosen(name: str, chosen: Chosen, on_pick: Callable[[str], None] | None = None) -> None:
    """Show what is selected in a network drawn on the same screen.

    Parameters
    ----------
    on_pick
        As for `draw`, when this stands in the fragment that a click runs.
    """
    around = chosen.around
    lines = [[a, b, round(strength, 3)] for a, b, strength in around.ties] if around else []
    sent = {
        "network": name,
        "hears": on_pick is not None,
        "key": chosen.key,
        "ghosts": list(chosen.ghosts),
        "pair": chosen.pair,
        "focus": chosen.focus,
        "alone": chosen.alone,
        "rings": [list(ring) for ring in around.rings] if around else [],
        "lines": lines,
        "way": list(chosen.way),
        "waits": chosen.waits,
    }
    key = f"{name}_selected"
    with st.container(key=f"{name}_selection"):
        _selection(key=key, data=sent, **_heard(key, on_pick))


def select(name: str, key: str, ghosts: Sequence[str] = (), *, pair: bool = False, focus: bool = False) -> None:
    """Show a node or a pair in a network drawn on the same screen; see `Chosen`."""
    show_chosen(name, Chosen(key, ghosts, pair, focus))
