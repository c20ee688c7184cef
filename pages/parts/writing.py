"""The one way by which a screen writes: it asks again who is there, for what a browser sends is no proof."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graph.errors import GraphError
from graph.store.interface import GraphStore
from graph.store.opening import open_store
from pages.parts import frame, graph_view, roles


class MayNotWrite(GraphError):
    """Somebody who only reads asked for a change."""

    def italian(self) -> str:
        """Return what is so, and what to do."""
        return "Da qui si può solo leggere: nulla è stato modificato. Scrive chi sta al computer del programma."


@contextmanager
def writing(url: str = "") -> Iterator[GraphStore]:
    """Open the store (that of the screens, where none is named) to change it.

    Raises
    ------
    MayNotWrite
        The reader of this screen may not; the store is not opened.
    """
    if not roles.may_write(roles.role_of(frame.visit())):
        raise MayNotWrite("this visitor only reads")
    with open_store(url or graph_view.store_url()) as store:
        yield store
