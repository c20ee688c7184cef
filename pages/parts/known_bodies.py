"""The bodies of the store in memory, for whoever types a name: told of every revision, read beside the typing."""

from __future__ import annotations

import logging
import threading
import time

import streamlit as st

from graph.store.opening import open_store
from ingest.entry.suggestions import Bodies, Suggestion, Wanted
from pages.parts import graph_view
from pages.parts.graph_view import GraphView

_EVERY = 2.0
"""Seconds after which the store is asked again whether others have saved something."""


class KnownBodies:
    """The bodies of one store."""

    def __init__(self) -> None:
        self._bodies, self._lock, self._reading = Bodies(), threading.Lock(), threading.Lock()
        self._graph: GraphView | None = None
        self._asked = 0.0

    def like(self, graph: GraphView, wanted: Wanted) -> tuple[GraphView, list[Suggestion]]:
        """Return bodies that may be meant, in this graph or in a later one that has been read meanwhile."""
        with self._lock:
            if self._graph is None or (graph.stamp != self._graph.stamp and graph.revision > self._graph.revision):
                self._follow(graph)
            found = self._bodies.like(wanted)
            now = self._graph or graph
        self._catch_up(now)
        return now, found

    def follow(self, graph: GraphView) -> None:
        """Take over a graph."""
        with self._lock:
            self._follow(graph)

    def _follow(self, graph: GraphView) -> None:
        self._bodies.follow(graph.nodes, graph.mapped)
        self._graph = graph

    def _catch_up(self, known: GraphView) -> None:
        """Read what others have saved, if it is time, without keeping anybody waiting."""
        if time.monotonic() - self._asked < _EVERY or not self._reading.acquire(blocking=False):
            return
        self._asked = time.monotonic()
        threading.Thread(target=self._read, args=(known,), name="bodies", daemon=True).start()

    def _read(self, known: GraphView) -> None:
        try:
            with open_store(known.url) as store:
                changed = store.stamp() != known.version
            if changed:
                self.follow(graph_view.current("staff"))
        except Exception:  # whoever types sees what was known; the next screen says what is wrong
            logging.getLogger(__name__).warning("bodies could not be read again")
        finally:
            self._reading.release()


@st.cache_resource(show_spinner=False)
def known_bodies(url: str) -> KnownBodies:
    """Return the bodies of a store."""
    return KnownBodies()
