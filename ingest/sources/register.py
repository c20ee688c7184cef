"""What a register says of a body that the store may know already: what may be written, what stands.

Not the registers themselves: see `schools`, `five_per_mille`, `runts`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import TypeVar

from graph.model import properties as declared
from graph.store.interface import View
from graph.store.records import Evidence, Node, Value

T = TypeVar("T")
Wanted = Mapping[str, Value | None]

BATCH = 1_000
"""Rows looked up in the store at a time: few enough to stream, many enough to be quick over a network."""

_PLACE = frozenset(p.name for p in declared.SEAT)
_FOUND = frozenset(p.name for p in declared.PLACE)
_EVERY_REVISION = 1_000_000_000


def digest(*said: str) -> str:
    """Return the fingerprint of what a row says."""
    return hashlib.blake2b("\x1f".join(said).encode(), digest_size=12).hexdigest()


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Return items in lists of at most `size`, in order."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def said(node: Node, evidence: Evidence) -> bool:
    """Tell whether a register's row says just what it said before: nothing is to be done then."""
    known = (evidence.source, evidence.reference, evidence.digest)
    return any((e.source, e.reference, e.digest) == known for e in node.evidence)


class Standing:
    """What stands in the store, and which of it people have taken into their own hands.

    Parameters
    ----------
    view
        The staff view at the start of the load.
    registers
        Names of the sources whose word may replace the word of this one: a value that any other way in
        (a form, a list) wrote last stays as it is.
    """

    def __init__(self, view: View, registers: frozenset[str]) -> None:
        self._view, self._registers = view, registers

    def nodes(self, keys: Iterable[str]) -> dict[str, Node]:
        """Return the nodes that exist, by the key asked for; an old key of a merged node leads to the new one."""
        found: dict[str, Node] = {}
        for batch in batches(dict.fromkeys(keys)):
            for node in self._view.nodes(keys=batch):
                found.update(dict.fromkeys((*node.former, node.key), node))
        return found

    def fresh(self, node: Node, wanted: Wanted, always: frozenset[str] = frozenset()) -> dict[str, Value | None]:
        """Return what of a register's word may be written to a node that exists.

        Left out: what is there already, and what a person wrote since (the seat and its place go together).

        Parameters
        ----------
        always
            Properties that are the register's own and are written in any case.
        """
        differing = {k: v for k, v in wanted.items() if node.properties.get(k) != v}
        open_ = {k for k in differing if k not in always and node.properties.get(k) is not None}
        if node.text("place_provider") and node.properties.get("place_confirmed") is not True:
            open_ -= _FOUND  # found by a geocoder, whoever loaded it: nobody's own word, it follows the address
        if open_:
            kept = open_ & self._by_hand(node.key)
            if kept & _PLACE:
                kept |= _PLACE
            differing = {k: v for k, v in differing.items() if k not in kept}
        return differing

    def _by_hand(self, key: str) -> set[str]:
        """Return the properties that something other than a register wrote last."""
        last: dict[str, str] = {}
        for entry in self._view.history(key):
            before = entry.before.properties if isinstance(entry.before, Node) else {}
            after = entry.after.properties if isinstance(entry.after, Node) else {}
            for name in before.keys() | after.keys():
                if before.get(name) != after.get(name):
                    last[name] = self._sources.get(entry.revision, "")
        return {name for name, source in last.items() if source not in self._registers}

    @cached_property
    def _sources(self) -> dict[int, str]:
        return {r.number: r.source for r in self._view.revisions(limit=_EVERY_REVISION)}
