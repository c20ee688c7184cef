"""Keeping the search index in step with the rules that made it: other taxonomies, other words."""

from __future__ import annotations

from graph.store import search
from graph.store.backend import OWN, Reader, Writer
from graph.store.desk import indexed

RULES = "index"
_BATCH = 2_000


def outdated(reader: Reader) -> bool:
    """Tell whether other rules than today's made the index."""
    return dict(reader.memos(OWN)).get(RULES) != search.rules()


def renew(writer: Writer) -> None:
    """Index again what today's rules index otherwise; nothing to do where they made the index."""
    if not outdated(writer):
        return
    if writer.revision():  # what a new store starts with was indexed just now
        found = {key: texts for key, *texts in writer.indexed()}
        stale = [n for n in writer.nodes(None, None) if found.get(n.key) != list(search.texts(n))]
        for start in range(0, len(stale), _BATCH):
            writer.put_nodes([indexed(n) for n in stale[start : start + _BATCH]])
    writer.put_memos(OWN, [(RULES, search.rules())])
