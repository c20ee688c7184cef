"""What a server does before its first visitor comes: heavy imports, the graph into memory."""

from __future__ import annotations


def warm_up() -> None:
    """Import and load; who comes meanwhile waits no longer than without it."""
    import folium  # noqa: F401 - 0.5 s
    import pandas  # noqa: F401 - 0.7 s; Streamlit needs it for tables

    from pages.parts import graph_view, map_view  # noqa: F401

    graph_view.current("staff")
