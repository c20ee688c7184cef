"""The rooms and their one direction: a lower room never imports a higher one."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ORDER = (
    "graph.model",
    "graph.territory",
    "graph.store",
    "graph.history",
    "graph.network",
    "graph.measures",
    "graph.relations",
    "graph.upkeep",
    "graph.gaps",
    "graph.scorecard",
    "graph.exchange",
)
AGREED = ("graph.store.records", "graph.store.interface")
"""Plain values and the shape of a view, without a line of the store's own: every room may speak in them."""
FORBIDDEN_IN_GRAPH = {"streamlit", "requests", "urllib.request", "http", "httpx", "aiohttp", "folium", "geopy"}
FORBIDDEN_IN_INGEST = {"streamlit", "folium", "streamlit_folium"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}


def _modules(package: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / package).rglob("*.py")):
        yield ".".join(path.relative_to(ROOT).with_suffix("").parts), ast.parse(path.read_text(encoding="utf-8"))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _room(module: str) -> int | None:
    return next((i for i, room in enumerate(ORDER) if module == room or module.startswith(room + ".")), None)


def test_a_lower_room_of_the_graph_never_imports_a_higher_one() -> None:
    wrong = [
        (module, imported)
        for module, tree in _modules("graph")
        if (here := _room(module)) is not None
        for imported in _imports(tree)
        if (there := _room(imported)) is not None and there > here and not imported.startswith(AGREED)
    ]
    assert wrong == []


def test_the_graph_knows_no_screen_and_no_http_and_ingest_no_screen() -> None:
    wrong = [
        (module, imported)
        for package, forbidden in (("graph", FORBIDDEN_IN_GRAPH), ("ingest", FORBIDDEN_IN_INGEST))
        for module, tree in _modules(package)
        for imported in _imports(tree)
        if any(imported == name or imported.startswith(name + ".") for name in forbidden)
    ]
    assert wrong == []


def test_nothing_imports_the_screens_and_the_graph_imports_nothing_that_enters() -> None:
    wrong = [
        (module, imported)
        for package, above in (("graph", {"ingest", "pages"}), ("ingest", {"pages"}))
        for module, tree in _modules(package)
        for imported in _imports(tree)
        if imported.split(".")[0] in above
    ]
    assert wrong == []


def test_every_module_says_what_it_is_for_and_none_has_a_vague_name() -> None:
    silent = [
        module
        for package in ("graph", "ingest", "pages")
        for module, tree in _modules(package)
        if not ast.get_docstring(tree) or module.split(".")[-1] in VAGUE
    ]
    assert silent == []
