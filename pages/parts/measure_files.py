"""What is taken away from Misure: the table as CSV and as a workbook with definitions, a picture as SVG."""

from __future__ import annotations

import math
from collections.abc import Callable

import streamlit as st

from graph.exchange.table import Cell, Heading, as_csv, as_xlsx
from graph.measures.intervals import MEANING
from graph.model import KINDS
from graph.network.scope import Scope
from pages.parts import measure_words
from pages.parts.formats import capital
from pages.parts.graph_view import GraphView
from pages.parts.measure_words import Table
from pages.parts.wording import _, say

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def of_table(graph: GraphView, shown: Table, scope: Scope) -> None:
    """Offer the whole table, not only the rows on the screen."""
    meanings = (*headings(shown), Heading(_("Filters"), filters_said(graph, scope)))

    def workbook() -> bytes:
        return as_xlsx(_("Measures"), meanings, rows(graph, shown), _("Definitions"))

    offer("misure", ("csv", "text/csv", lambda: as_csv(headings(shown), rows(graph, shown))), ("xlsx", _XLSX, workbook))


def offer(name: str, *files: tuple[str, str, Callable[[], bytes]]) -> None:
    """Offer files (ending, type, what makes it); each is made only when it is asked for."""
    with st.container(horizontal=True, key="downloads"):
        for ending, mime, make in files:
            st.download_button(
                _("Download {what}", what=ending.upper()), make, file_name=f"{name}.{ending}", mime=mime,
                key=f"download_{ending}", icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def headings(shown: Table) -> list[Heading]:
    """Return the columns of the file: each measure with its definition, its reading and its source."""
    found = [Heading(_("key"), _("Stable, whatever the name"), 28), Heading(_("Name"), "", 40), Heading(_("kind"), "")]
    for name in shown.columns:
        measure = shown.measure(name)
        meaning = f"{capital(say(measure.definition))}. {capital(measure_words.reading(measure))}. {measure.source}."
        found.append(Heading(say(measure.label), meaning))
    place = _("Place by {measure}", measure=say(shown.measure(shown.by).label))
    found.append(Heading(place, _("1 for the highest value; equal values share it")))
    if shown.intervals:
        found += [Heading(_("best place"), say(MEANING)), Heading(_("worst place"), say(MEANING))]
    return found


def rows(graph: GraphView, shown: Table) -> list[list[Cell]]:
    """Return every row of the table, with every digit; what is not defined is empty."""
    found = []
    for key in shown.keys:
        node = graph.nodes[key]
        row: list[Cell] = [key, node.name, say(KINDS[node.kind].label)]
        for name in shown.columns:
            value = shown.values[name][key]
            group = shown.measure(name).form == "group"
            row.append(shown.groups.get(key, "") if group else None if math.isnan(value) else value)
        row.append(shown.places[shown.by].get(key))
        if shown.intervals:
            row += shown.intervals.of(key) or (None, None)
        found.append(row)
    return found


def filters_said(graph: GraphView, scope: Scope) -> str:
    """Say what the figures are about."""
    parts = [say(KINDS[kind].plural) for kind in sorted(scope.kinds)]
    parts += [graph.nodes[key].name for key in sorted(scope.districts) if key in graph.nodes]
    if scope.since or scope.until:
        parts.append(_("from {since} to {until}", since=scope.since or "…", until=scope.until or scope.today))
    if scope.max_event_size:
        parts.append(_("events of up to {n} actors", n=scope.max_event_size))
    return _("Filters: {what}.", what="; ".join(parts) or _("none"))
