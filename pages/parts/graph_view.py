"""The graph as a screen reads it: one audience's view, held in memory until the store changes."""

from __future__ import annotations

import gc
import os
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import streamlit as st

from graph.commandline import DEFAULT_STORE
from graph.model import KINDS
from graph.store.interface import Audience, View
from graph.store.opening import open_store
from graph.store.records import Node, Tie
from graph.territory.districts import around


@dataclass(frozen=True)
class GraphView:
    """What one audience may see at one revision; made once, read by every screen.

    Attributes
    ----------
    nodes
        By key, without municipalities.
    municipalities
        By ISTAT code.
    mapped
        Keys of the bodies that a person knows of, not only a register.
    version
        The store's stamp: unlike the revision's number, a restore renews it.
    """

    url: str
    revision: int
    audience: Audience
    nodes: Mapping[str, Node]
    ties: Sequence[Tie]
    mapped: frozenset[str]
    municipalities: Mapping[str, Node]
    version: str = ""

    @property
    def stamp(self) -> tuple[str, str, int, str]:
        """What tells this graph from any other: what is made from it may be kept under it."""
        return self.url, self.version, self.revision, self.audience

    @cached_property
    def ties_of(self) -> Mapping[str, Sequence[Tie]]:
        """Ties by the key of either end."""
        found: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.ties:
            found[tie.source].append(tie)
            if tie.target != tie.source:
                found[tie.target].append(tie)
        return found

    @cached_property
    def districts_of(self) -> Mapping[str, tuple[str, ...]]:
        """District keys by the ISTAT code of the municipalities that are part of them."""
        found: dict[str, list[str]] = defaultdict(list)
        for tie in self.ties:
            if tie.type == "part_of" and tie.source.startswith("municipality:"):
                found[tie.source.partition(":")[2]].append(tie.target)
        return {istat: tuple(keys) for istat, keys in found.items()}

    def districts_around(self, node: Node) -> tuple[str, ...]:
        """Return the keys of the districts that a located node is in."""
        return around(node, self.districts_of.get(node.text("municipality"), ()), self._invented_districts)

    @cached_property
    def _invented_districts(self) -> frozenset[str]:
        districts = (node for node in self.nodes.values() if node.kind == "district")
        return frozenset(node.key for node in districts if node.properties.get("invented") is True)

    @cached_property
    def has_invented(self) -> bool:
        """Whether any of it is part of the invented sample."""
        return any(node.properties.get("invented") for node in self.nodes.values())

    def is_candidate(self, node: Node) -> bool:
        """Tell whether a body is known from a register only."""
        return KINDS[node.kind].body and node.key not in self.mapped

    def node(self, key: str) -> Node | None:
        """Return a node of any kind, municipalities included."""
        prefix, _, code = key.partition(":")
        return self.municipalities.get(code) if prefix == "municipality" else self.nodes.get(key)

    def municipality_name(self, istat: str) -> str:
        """Return the name of a municipality, or its code if it is unknown."""
        found = self.municipalities.get(istat)
        return found.name if found else istat


BY_STAMP: dict[str | type[Any], Callable[[Any], Any]] = {GraphView: lambda graph: graph.stamp}
"""`hash_funcs` of caches that take a graph."""


def store_url() -> str:
    """Return which store the screens read."""
    return os.environ.get("INTRECCIO_STORE") or DEFAULT_STORE


def read(view: View, url: str, version: str = "") -> GraphView:
    """Read a whole view into memory."""
    return GraphView(
        url=url,
        revision=view.revision,
        audience=view.audience,
        nodes={node.key: node for node in view.nodes()},
        ties=view.ties(),
        mapped=view.mapped(),
        municipalities={node.text("istat"): node for node in view.nodes(kinds=("municipality",))},
        version=version,
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _held(url: str, version: str, audience: Audience) -> GraphView:
    with open_store(url) as store:
        graph = read(store.view(audience), url, version)
    set_aside()
    return graph


def set_aside() -> None:
    """Take what is held in memory out of the garbage collector's sight.

    Streamlit collects all generations after every run of a screen or fragment, and nothing else runs meanwhile: over
    a graph of 20,000 nodes that is a third of a second for each click and each pause in typing.
    """
    gc.collect()  # what is garbage already would stay for good
    gc.freeze()


def current(audience: Audience) -> GraphView:
    """Return the graph as the store holds it now.

    Raises
    ------
    StoreError
        The store cannot be opened or read.
    """
    url = store_url()
    with open_store(url) as store:
        version = store.stamp()
    return _held(url, version, audience)
