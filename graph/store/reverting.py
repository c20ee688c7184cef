"""Undoing one revision: put every record it touched back, unless later work stands on it."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model.ties import TIES
from graph.store.applying import Applying
from graph.store.backend import Writer
from graph.store.changes import Effect
from graph.store.errors import LaterWork
from graph.store.records import Node, Tie

Record = Node | Tie


def undo(writer: Writer, applying: Applying, revision: int) -> None:
    """Put on the desk what every record of a revision was before it.

    Raises
    ------
    LaterWork
        Where a later revision changed one of the records, or tied something to them.
    """
    back: dict[str, Record | None] = {}
    made: dict[str, Record | None] = {}
    for line in writer.lines(revision=revision):
        back.setdefault(line.entry.key, line.entry.before)
        made[line.entry.key] = line.entry.after
    depends = _changed_since(writer, revision, set(back)) | _stands_on(writer, back)
    if depends:
        raise LaterWork(revision, depends)
    for key, record in back.items():
        there = made[key]
        effect = _put_back(applying, record, there)
        counts = applying.ties if isinstance(record or there, Tie) else applying.nodes
        counts[effect] += 1
        applying.effects.append(effect)


def _put_back(applying: Applying, record: Record | None, there: Record | None) -> Effect:
    if there is None and record is None:
        return Effect.UNCHANGED
    desk = applying.desk
    if there is not None:
        desk.node(there.key) if isinstance(there, Node) else desk.tie(there.key)
    if record is None and there is not None:
        desk.remove(there)
        return Effect.REMOVED
    if record is not None:
        desk.put(record)
    return Effect.UPDATED if there is not None else Effect.CREATED


def _changed_since(writer: Writer, revision: int, keys: set[str]) -> dict[str, int]:
    return {line.entry.key: line.entry.revision for line in writer.lines(after=revision) if line.entry.key in keys}


def _stands_on(writer: Writer, back: Mapping[str, Record | None]) -> dict[str, int]:
    """Return the ties and nodes, by revision, that would be left without an end or with the wrong one."""
    depends: dict[str, int] = {}
    for tie in writer.ties_of(back.keys()):
        if tie.key in back:
            continue
        for end, allowed in ((tie.source, TIES[tie.type].sources), (tie.target, TIES[tie.type].targets)):
            if end in back and not _fits(back[end], allowed):
                depends[tie.key] = tie.revision
    ties = [r for r in back.values() if isinstance(r, Tie)]
    present = {n.key: n for n in writer.nodes(None, {end for t in ties for end in (t.source, t.target)})}
    for tie in ties:
        for end, allowed in ((tie.source, TIES[tie.type].sources), (tie.target, TIES[tie.type].targets)):
            if not _fits(back.get(end, present.get(end)), allowed):
                depends[end] = _last_change(writer, end)
    return depends


def _fits(record: Record | None, kinds: frozenset[str]) -> bool:
    return isinstance(record, Node) and record.kind in kinds


def _last_change(writer: Writer, key: str) -> int:
    return max((line.entry.revision for line in writer.lines(keys=[key]) if line.entry.key == key), default=0)
