"""The list of gaps that a reader works through: what was asked for, and what is known of the work on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from graph.gaps import status, worklist
from graph.gaps.gap import Gap
from graph.gaps.ground import CROWD
from graph.gaps.registry import DEFAULT_TOP, KINDS
from graph.gaps.status import Standing
from graph.network.scope import Scope
from graph.store.changes import Mark
from pages.parts import network_data
from pages.parts.frame import Session
from pages.parts.graph_view import GraphView

PAGE, SEARCHED = 20, 1000
"""Gaps shown at once; gaps that a search by name looks through."""


@dataclass(frozen=True)
class Bench:
    """The list as this reader asked for it.

    Attributes
    ----------
    gaps
        Of every status, as far as the reader may know.
    shown
        Those of the status and the words asked for.
    known
        Where the work on each stands; None for a reader who is not to know.
    marks
        What it was read from.
    """

    gaps: list[Gap]
    shown: list[Gap]
    kinds: tuple[str, ...]
    known: Mapping[str, Standing] | None
    marks: tuple[Mark, ...]
    scope: Scope

    def opened(self) -> Gap | None:
        """Return the gap that is open, whatever its status is now."""
        return next((gap for gap in self.gaps if gap.id == st.session_state.get("gap")), None)


def work_of(graph: GraphView, chosen: Sequence[str], session: Session) -> Bench:
    """Return the list by what stands in the session; `chosen` are keys of districts, none for everywhere."""
    state, today = st.session_state, session.today.isoformat()
    kinds = tuple(kind for kind in KINDS if kind in (state.get("gap_kinds") or ()))
    districts, words = tuple(graph.nodes[key].name for key in chosen), state.get("gap_q") or ""
    marks = network_data.gap_marks(graph)
    top = (SEARCHED if words else DEFAULT_TOP) * (1 + len(marks) // DEFAULT_TOP)
    found = network_data.gaps_of(graph, kinds, top, districts, today)
    ground = network_data.ground_of(graph, today)
    known = status.standings(marks, ground.snapshot, today)
    gaps = status.listed(ground, found, known, graph.node, kinds=kinds or KINDS, districts=districts)
    if not session.may_write:
        gaps = status.public(gaps)
    if len(kinds) != 1:
        gaps = worklist.in_turn(gaps)
    shown = worklist.standing(
        worklist.named(gaps, words, graph.node), state.get("gap_status") or "" if session.may_write else ""
    )
    scope = Scope(max_event_size=CROWD, today=today)
    return Bench(gaps, shown, kinds, known if session.may_write else None, marks, scope)
