"""What a server does before its first visitor comes: heavy imports, the graph into memory."""

from __future__ import annotations

from datetime import date


def warm_up() -> None:
    """Import and load; who comes meanwhile waits no longer than without it."""
    import folium  # noqa: F401 - 0.5 s
    import pandas  # noqa: F401 - 0.7 s; Streamlit needs it for tables

    from pages.parts import entry_answers, graph_view, scene
    from pages.parts.finding import Question
    from pages.parts.known_bodies import known_bodies

    graph = graph_view.current("staff")
    scene.frame(graph)
    scene.draw(graph, Question(), date.today(), "it")
    known_bodies(graph.url).follow(graph)
    entry_answers.prepare(graph)
    graph_view.set_aside()
