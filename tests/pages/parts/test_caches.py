"""What is kept for one reader is never shown to another: every argument of a cached function is part of its key."""

from __future__ import annotations

import ast
from pathlib import Path

PAGES = Path(__file__).resolve().parents[3] / "pages"


def _cached() -> list[tuple[str, ast.FunctionDef]]:
    found = []
    for file in (*PAGES.glob("*.py"), *PAGES.glob("parts/*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any("cache_" in ast.unparse(d) for d in node.decorator_list):
                found.append((file.name, node))
    return found


def test_no_argument_of_a_cached_function_is_left_out_of_its_key():
    """Streamlit does not look at arguments that begin with an underscore: a language so named was shared by all."""
    kept = _cached()
    assert len(kept) > 20
    left_out = [
        f"{file}: {function.name}({one.arg})"
        for file, function in kept
        for one in (*function.args.args, *function.args.kwonlyargs)
        if one.arg.startswith("_")
    ]
    assert left_out == []


def test_what_is_kept_of_a_graph_is_kept_by_its_stamp_which_tells_audiences_apart():
    unkeyed = [
        f"{file}: {function.name}"
        for file, function in _cached()
        if any("GraphView" in ast.unparse(a.annotation) for a in function.args.args if a.annotation)
        and not any(key in ast.unparse(d) for d in function.decorator_list for key in ("BY_STAMP", "_BY_TOWNS"))
    ]
    assert unkeyed == []
