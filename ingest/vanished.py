"""Which bodies an earlier file of a register had and this one has not. What is done about them is for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from graph.model import KINDS
from graph.store.interface import View
from graph.store.records import Node

COVERED = 0.5
"""A file speaks for a province where it has at least this share of what its register had there."""
_BODIES = tuple(kind.name for kind in KINDS.values() if kind.body)


def vanished(view: View, source: str, seen: Collection[str], unread: Collection[str]) -> tuple[str, ...]:
    """Return the keys of bodies that a register no longer has, in order.

    Parameters
    ----------
    view
        As it was before the file was loaded.
    seen
        Keys that the file's rows were taken for.
    unread
        Cells of its rejected rows: a body whose code is among them is there, though its row was not taken.
    """
    known = [node for node in view.nodes(_BODIES) if any(e.source == source for e in node.evidence)]
    codes = {cell.strip().upper() for cell in unread}
    gone = []
    for there in _by_cover(known).values():
        missing = [node for node in there if not _is_there(node, seen, codes)]
        if len(missing) <= len(there) * (1 - COVERED):
            gone += [node.key for node in missing]
    return tuple(sorted(gone))


def _is_there(node: Node, seen: Collection[str], codes: Collection[str]) -> bool:
    keys = (node.key, *node.former)
    return any(key in seen or key.partition(":")[2].upper() in codes for key in keys)


def _by_cover(nodes: Iterable[Node]) -> dict[tuple[str, str], list[Node]]:
    """Group what one file of a register has whole: a province (three figures of ISTAT's code), a management."""
    groups: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        groups[node.text("municipality")[:3], node.text("management")].append(node)
    return groups
