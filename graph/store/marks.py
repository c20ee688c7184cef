"""What people said of gaps, kept beside the graph: one memo a statement, none ever replaced."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from graph.store import documents
from graph.store.backend import Reader, Writer
from graph.store.changes import GapStatus, Mark
from graph.store.errors import NoReason, UnknownKey

SHELF = "gap"
_BETWEEN = "\x1f"
_DIGITS = 8


def put(writer: Writer, mark: Mark) -> None:
    """Keep a mark, unless it says of its gap what was said last.

    Raises
    ------
    NoReason, UnknownKey
    """
    if mark.status == GapStatus.DISMISSED and not mark.reason:
        raise NoReason(mark.gap)
    if mark.step and not list(writer.nodes(None, {mark.step, *writer.leads([mark.step]).values()})):
        raise UnknownKey(mark.step)
    memos = writer.memos(SHELF)
    last = next((said for _, text in reversed(memos) if (said := _mark(text)).gap == mark.gap), None)
    if last is not None and _said(last) == _said(mark):
        return
    number = int(memos[-1][0][:_DIGITS]) + 1 if memos else 1
    # the members stand in the key so that erasing one of them finds it
    key = _BETWEEN.join((f"{number:0{_DIGITS}d}", mark.gap, *mark.members))
    writer.put_memos(SHELF, [(key, documents.dumps(asdict(mark)))])


def read(reader: Reader) -> list[Mark]:
    """Return every mark, oldest first, with members and next step as they are called today."""
    found = [_mark(text) for _, text in reader.memos(SHELF)]
    leads = reader.leads({key for mark in found for key in (*mark.members, mark.step)})
    return [
        replace(mark, members=tuple(leads.get(key, key) for key in mark.members), step=leads.get(mark.step, mark.step))
        for mark in found
    ]


def _said(mark: Mark) -> tuple[str, str, str]:
    return mark.status, mark.reason, mark.step


def _mark(text: str) -> Mark:
    plain = json.loads(text)
    return Mark(**{**plain, "members": tuple(plain["members"]), "status": GapStatus(plain["status"])})
