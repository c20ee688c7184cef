"""How far likely ties can be trusted, by this network's own past: what a screen says while and after asking."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from graph.gaps import likely
from graph.gaps.evaluation.judgement import Judgement, words
from pages.parts import network_data
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill
from pages.parts.wording import _, say

_EVERY = 2.0
"""Seconds between two looks at work under way."""


def said(graph: GraphView, today: str) -> Markup:
    """Return what is known by now: what came of such pairs, which score orders them and why, whom no list can name."""
    state = network_data.judged(graph, today)
    if state.result:
        return _known(state.result[1])
    if state.failed:
        text = _("How far to trust this order could not be checked; common partners × recent activity is used.")
    else:
        text = _("Checking on this network's own past; until then common partners × recent activity orders the list.")
    return fill('<p class="quiet trust" data-trust="{ready}">{t}</p>', ready="failed" if state.failed else "", t=text)


def follow(graph: GraphView, today: str) -> None:
    """Draw the screen again as soon as what is under way is ready; nothing where nothing is."""
    if network_data.judged(graph, today).underway:
        st.fragment(run_every=_EVERY)(_look)(graph, today)


def _look(graph: GraphView, today: str) -> None:
    if not network_data.judged(graph, today).underway:
        st.rerun()


def _known(judgement: Judgement) -> Markup:
    first = say(judgement.promise.sentence) if judgement.promise and judgement.enough else ""
    return fill(
        '<div class="trust" data-trust="ready"><b>{kind}</b>{first}'
        '<details data-fold="trust"><summary>{head}</summary>'
        "<p>{used}</p>{kept}<p>{new}</p></details></div>",
        kind=say(likely.GAPS.plural).capitalize(),
        first=fill('<p class="promise">{t}</p>', t=first) if first else "",
        head=_("How far to trust them"),
        used=say(words(judgement)),
        kept=_kept(judgement) if first else "",
        new=say(judgement.newcomers.sentence),
    )


def _kept(judgement: Judgement) -> Markup:
    promise = judgement.promise
    if promise is None or promise.came is None:
        return Markup()
    return fill(
        "<p>{t}</p>",
        t=_(
            "Checked on the latest events, which had no say in it: {came} of the first {first} pairs met "
            "(between {low} and {high} was to be expected).",
            came=round(promise.came),
            first=promise.first,
            low=promise.low,
            high=promise.high,
        ),
    )
