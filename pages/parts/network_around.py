"""What is shown around the selected one on Rete: its partners, theirs, the way to another. Words and what is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st
from markupsafe import Markup

from graph.network.ego import Ego, ego
from graph.network.meetings import Meeting, meetings
from graph.network.route import Route, route
from graph.network.scope import Scope
from graph.store.records import Node
from pages.parts import network_data
from pages.parts.formats import day, integer
from pages.parts.graph_view import BY_STAMP, GraphView
from pages.parts.markup import fill, join
from pages.parts.network_data import Asked, Mode
from pages.parts.network_view import Chosen
from pages.parts.wording import _, n_

AROUND, GO, STOP = "+around:", "+go", "+stop"
ANYONE = "?"
"""In the place of the one to go to, while a reader has still to pick it."""
_EVENTS_NAMED = 3


@dataclass(frozen=True)
class Around:
    """What is shown around one node.

    Attributes
    ----------
    to
        The other one that is gone to, as asked.
    could
        Keys of those it could work with.
    said
        The choice of how much is shown, and the way to another one in words.
    """

    chosen: Chosen
    to: str
    could: Sequence[str]
    said: Markup


@st.cache_resource(max_entries=256, show_spinner=False, hash_funcs=BY_STAMP)
def _ego(graph: GraphView, mode: Mode, scope: Scope, key: str, depth: int) -> Ego:
    return ego(network_data.network_of(graph, mode, scope), key, depth)


@st.cache_resource(max_entries=256, show_spinner=False, hash_funcs=BY_STAMP)
def _way(
    graph: GraphView, scope: Scope, source: str, target: str
) -> tuple[Route, dict[tuple[str, str], Meeting]] | None:
    found = route(network_data.network_of(graph, "one", scope), source, target)
    return (found, meetings(network_data.snapshot_of(graph), found.steps, scope)) if found else None


def around(graph: GraphView, asked: Asked, node: Node, *, depth: str, to: str, today: date) -> Around:
    """Return what is shown around a node.

    Parameters
    ----------
    depth
        `0` for its place in the whole, else how many steps are shown alone.
    to
        Key of another one to go to, `ANYONE` while it is being picked, empty for none.
    """
    one = asked.mode == "one"
    ghosts = network_data.ghosts_of(graph, node.key, today.isoformat()) if one else []
    could = [member for gap in ghosts for member in gap.members if member != node.key]
    target = graph.nodes.get(to) if one else None
    way = _way(graph, asked.scope, node.key, target.key) if target else None
    steps = int(depth)
    chosen = Chosen(
        node.key,
        () if steps == 2 or way else could,
        focus=bool(steps or way),
        alone=bool(steps),
        around=_ego(graph, asked.mode, asked.scope, node.key, max(1, steps)),
        way=way[0].actors if way else (),
        waits=to == ANYONE and one,
    )
    said = [_choice(depth if not to else "")]
    if one:
        said.append(_to(graph, node, target, to, way))
    left = chosen.around.left_out if chosen.around and steps and not way else 0
    if left:
        words = n_("{n} weaker tie is not drawn.", "{n} weaker ties are not drawn.", left)
        said.append(fill('<p class="quiet">{t}</p>', t=words))
    return Around(chosen, to, could, fill('<div class="around">{said}</div>', said=join(said)))


def _choice(depth: str) -> Markup:
    button = '<button type="button" class="choice" data-pick="{key}" aria-pressed="{on}">{name}</button>'
    names = {"0": _("In the whole network"), "1": _("One step away"), "2": _("Two steps away")}
    buttons = (fill(button, key=f"{AROUND}{d}", on=str(d == depth).lower(), name=name) for d, name in names.items())
    return fill('<div class="choices" role="group" aria-label="{t}">{b}</div>', t=_("What is shown"), b=join(buttons))


def _to(
    graph: GraphView,
    node: Node,
    target: Node | None,
    to: str,
    way: tuple[Route, dict[tuple[str, str], Meeting]] | None,
) -> Markup:
    """Say the way to another one, ask for it, or offer it."""
    button = '<button type="button" class="link large" data-pick="{key}">{t}</button>'
    if not to:
        return fill(button, key=GO, t=_("Find the way to another body…"))
    close = fill(button, key=STOP, t=_("Close"))
    if to == ANYONE or target is None:
        return fill(
            '<p role="status">{t} {close}</p>', t=_("Now pick the other one: in the network or below."), close=close
        )
    if way is None:
        words = _("There is no way from {a} to {b}: they are in parts that no tie joins.", a=node.name, b=target.name)
        return fill('<p role="status">{t} {close}</p>', t=words, close=close)
    found, evidence = way
    count = len(found.steps)
    head = n_("Way to {b}: {n} step", "Way to {b}: {n} steps", count, b=target.name)
    items = join(fill("<li>{step}</li>", step=_step(graph, a, b, evidence[(a, b)])) for a, b in found.steps)
    why = _("The way of the strongest ties, not always that of the fewest steps.")
    body = '<div class="card way"><h3>{head}</h3><ol>{items}</ol><p class="quiet">{why}</p>{close}</div>'
    return fill(body, head=head, items=items, why=why, close=close)


def _step(graph: GraphView, a: str, b: str, found: Meeting) -> Markup:
    link = '<button type="button" class="link" data-pick="{key}">{name}</button>'
    ends = [fill(link, key=key, name=graph.nodes[key].name) for key in (a, b)]
    facts = []
    if found.events:
        named = [f"{graph.nodes[key].name}, {day(graph.nodes[key].text('start'))}" for key in found.events]
        more = len(named) - _EVENTS_NAMED if len(named) > _EVENTS_NAMED + 1 else 0
        listed = "; ".join(named[: len(named) - more]) + (f" {_('and {n} more', n=integer(more))}" if more > 0 else "")
        facts.append(n_("{n} event together", "{n} events together", len(named)) + f" ({listed})")
    for tie in found.declared:
        level = tie.properties.get("level")
        facts.append(
            _("declared collaboration, level {n} of 4", n=str(level)) if level else _("declared collaboration")
        )
    return fill('{a} – {b}: <span class="quiet">{facts}</span>', a=ends[0], b=ends[1], facts="; ".join(facts))
