"""Undoing revisions: put every record they touched back, unless later work stands on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graph.model.ties import TIES
from graph.store.applying import Applying
from graph.store.backend import Reader, Writer
from graph.store.changes import Effect
from graph.store.errors import LaterWork
from graph.store.records import Node, Tie

Record = Node | Tie
_Records = dict[str, Record | None]


def undo(writer: Writer, applying: Applying, revisions: Collection[int]) -> None:
    """Put on the desk what every record of some revisions was before the first of them that touched it.

    Raises
    ------
    LaterWork
        Where another, later revision changed one of the records, or tied something to them.
    """
    back, made, depends = _undoing(writer, revisions)
    if depends:
        raise LaterWork(min(revisions), depends)
    for key, record in back.items():
        there = made[key]
        effect = _put_back(applying, record, there)
        counts = applying.ties if isinstance(record or there, Tie) else applying.nodes
        counts[effect] += 1
        applying.effects.append(effect)


def with_later(reader: Reader, revision: int) -> tuple[int, ...]:
    """Return the revisions that undoing one takes: itself and what is built upon it, newest first.

    Raises
    ------
    LaterWork
        Where no set of revisions, undone together, leaves a sound graph.
    """
    wanted = {revision}
    while depends := _undoing(reader, wanted)[2]:
        if wanted.issuperset(depends.values()):
            raise LaterWork(revision, depends)
        wanted.update(depends.values())
    return tuple(sorted(wanted, reverse=True))


def _undoing(reader: Reader, revisions: Collection[int]) -> tuple[_Records, _Records, dict[str, int]]:
    """Return every record before and after the revisions, and by key the later revision that stands on one."""
    back: _Records = {}
    made: _Records = {}
    first: dict[str, int] = {}
    for revision in sorted(revisions):
        for line in reader.lines(revision=revision):
            key = line.entry.key
            back.setdefault(key, line.entry.before)
            first.setdefault(key, revision)
            made[key] = line.entry.after
    return back, made, _changed_since(reader, revisions, first) | _stands_on(reader, back)


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


def _changed_since(reader: Reader, revisions: Collection[int], first: Mapping[str, int]) -> dict[str, int]:
    return {
        line.entry.key: line.entry.revision
        for line in reader.lines(after=min(revisions))
        if line.entry.revision not in revisions and line.entry.revision > first.get(line.entry.key, line.entry.revision)
    }


def _stands_on(reader: Reader, back: Mapping[str, Record | None]) -> dict[str, int]:
    """Return the ties and nodes, by revision, that would be left without an end or with the wrong one."""
    depends: dict[str, int] = {}
    for tie in reader.ties_of(back.keys()):
        if tie.key in back:
            continue
        for end, allowed in ((tie.source, TIES[tie.type].sources), (tie.target, TIES[tie.type].targets)):
            if end in back and not _fits(back[end], allowed):
                depends[tie.key] = tie.revision
    ties = [r for r in back.values() if isinstance(r, Tie)]
    present = {n.key: n for n in reader.nodes(None, {end for t in ties for end in (t.source, t.target)})}
    for tie in ties:
        for end, allowed in ((tie.source, TIES[tie.type].sources), (tie.target, TIES[tie.type].targets)):
            if end in back and not _fits(back[end], allowed):
                depends[tie.key] = tie.revision  # an earlier state of it stands on what is undone
            elif end not in back and not _fits(present.get(end), allowed):
                depends[end] = _last_change(reader, end)
    return depends


def _fits(record: Record | None, kinds: frozenset[str]) -> bool:
    return isinstance(record, Node) and record.kind in kinds


def _last_change(reader: Reader, key: str) -> int:
    return max((line.entry.revision for line in reader.lines(keys=[key]) if line.entry.key == key), default=0)
