"""The filters of a screen: one popover that counts what is active, and what is active as pills that can be removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from graph.model import KINDS
from graph.model.taxonomies import value_label
from pages.parts.formats import integer
from pages.parts.graph_view import GraphView
from pages.parts.wording import _, say


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing to filter by: its key in the session and in the address, its label, what may be chosen.

    Attributes
    ----------
    options
        Value -> how it is called; in the order shown.
    """

    key: str
    label: str
    options: Mapping[str, str] = field(default_factory=dict)


def of_property(graph: GraphView, name: str, label: str, kinds: Iterable[str]) -> Filter:
    """Return a filter by the values that a property has among some kinds, most frequent first."""
    wanted = set(kinds)
    counts = Counter(v for n in graph.nodes.values() if n.kind in wanted for v in n.many(name))
    declared = next((KINDS[k].by_name[name] for k in wanted if name in KINDS[k].by_name), None)
    if declared is None:
        return Filter(name, label)
    named = {v: f"{say(value_label(declared, v))} ({integer(c)})" for v, c in counts.most_common()}
    return Filter(name, label, named)


def of_municipality(graph: GraphView, label: str, kinds: Iterable[str]) -> Filter:
    """Return a filter by the municipalities where some kinds are, by name."""
    wanted = set(kinds)
    used = {n.text("municipality") for n in graph.nodes.values() if n.kind in wanted}
    named = ((istat, graph.municipality_name(istat)) for istat in used if istat)
    return Filter("municipality", label, dict(sorted(named, key=lambda pair: pair[1])))


def of_district(graph: GraphView, label: str) -> Filter:
    """Return a filter by district, by name."""
    found = {n.key: n.name for n in graph.nodes.values() if n.kind == "district"}
    return Filter("district", label, dict(sorted(found.items(), key=lambda pair: pair[1])))


def chosen(filters: Iterable[Filter]) -> dict[str, tuple[str, ...]]:
    """Return what is chosen now, by filter; only what still exists."""
    return {f.key: tuple(v for v in st.session_state.get(f.key, ()) if v in f.options) for f in filters}


def popover(filters: Sequence[Filter], active: int, more: Callable[[], None] = lambda: None) -> None:
    """Draw the popover; `more` draws further controls below the filters."""
    label = _("Filters") if not active else f"{_('Filters')} · {active}"
    with st.popover(label, icon=":material/tune:", width="stretch", key="filters"):
        for filter_ in filters:
            if filter_.options:
                st.multiselect(
                    filter_.label,
                    list(filter_.options),
                    key=filter_.key,
                    format_func=partial(_named, filter_.options),
                    placeholder=_("any"),
                )
        more()


def pills(
    filters: Iterable[Filter], clear: Callable[[], None], others: Mapping[str, Callable[[], None]] | None = None
) -> None:
    """Draw what is active, each to be removed with one touch.

    Parameters
    ----------
    others
        What else limits the answer: its wording, and what takes it away.
    """
    active = [(f, value) for f in filters for value in st.session_state.get(f.key, ()) if value in f.options]
    drops: dict[str, tuple[str, Callable[[], None]]] = {
        f"{f.key}_{v}": (f.options[v].rpartition(" (")[0] or f.options[v], partial(_drop, f.key, v)) for f, v in active
    }
    drops |= {f"other_{number}": other for number, other in enumerate((others or {}).items())}
    if not drops:
        return
    with st.container(key="active_filters", horizontal=True, gap="small", width="content"):
        for key, (wording, drop) in drops.items():
            icon = ":material/close:"
            st.button(wording, key=f"drop_{key}", icon=icon, help=_("Remove this filter"), on_click=drop)
        if len(drops) > 1:
            st.button(_("Remove all"), key="drop_all", type="tertiary", on_click=clear)


def _named(options: Mapping[str, str], value: str) -> str:
    return options.get(value, value)


def _drop(key: str, value: str) -> None:
    st.session_state[key] = [v for v in st.session_state.get(key, ()) if v != value]
