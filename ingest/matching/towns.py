"""Which town a cell means, as far as two lists can tell by themselves: no gazetteer, no province needed.

A missing town is neutral, and so is one that cannot be read; only two towns that are both known can differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from graph.store.records import Node
from graph.territory import spelling
from ingest.matching.kinds import town

_ASIDE = re.compile(r"\s*[(\[].*?[)\]]|\s*[-–/]\s*[A-Z]{2}$|(?<=[a-zàèéìòù])\s+[A-Z]{2}$|\s*,.*$")
_SHORTEST = 5
"""Letters that a town must have for one wrong letter to be forgiven."""
_RATHER = 12
"""How much oftener than a misspelling the right name is written."""


class Towns:
    """The towns of two lists.

    Parameters
    ----------
    cells
        Every municipality as written in either list. Those written often teach what others abbreviate or mistype.
    real
        Municipalities that exist, by folded name (see `kinds.town`), with their province, where they are known:
        none of them is a slip. A name that two provinces have is in none.
    """

    def __init__(self, cells: Iterable[str], real: Mapping[str, str] | None = None) -> None:
        self._real = real or {}
        self._counts: Counter[str] = Counter()
        self._full: dict[str, tuple[str, ...]] = {}
        for cell in cells:
            text = _stripped(cell)
            if key := town(text):
                self._counts[key] += 1
                if "." not in text:
                    self._full[key] = tuple(word.rstrip(".") for word in spelling.marked_words(text))
        self._read: dict[str, str] = {}

    @property
    def names(self) -> frozenset[str]:
        """Return the folded names of all towns (see `kinds.town`)."""
        return frozenset(self._full)

    def count(self, key: str) -> int:
        """Return in how many rows a town is written."""
        return self._counts[key]

    def called(self, key: str) -> str:
        """Return the folded name of a town: here its key."""
        return key

    def province(self, key: str) -> str:
        """Return the province of a town, empty if it is not known."""
        return self._real.get(key, "")

    def key(self, cell: str) -> str:
        """Return the folded name of the town that a cell means, empty where it is missing or unclear."""
        stripped = _stripped(cell)
        if stripped not in self._read:
            self._read[stripped] = self._meant(stripped)
        return self._read[stripped]

    def _meant(self, cell: str) -> str:
        key = town(cell)
        if not key:
            return ""
        if "." in cell:
            marked = spelling.marked_words(cell)
            fits = {k for k, words in self._full.items() if spelling.abbreviates(marked, words)}
            return fits.pop() if len(fits) == 1 else ""
        if key in self._real or len(key) < (4 if self._real else _SHORTEST):
            return key
        written = 1 if self._real else max(self._counts[key], 1) * _RATHER
        near = {k for k in self._real.keys() & self._full.keys() or self._full if _one_letter(key, k)}
        near = {k for k in near if self._counts[k] >= written}
        return near.pop() if len(near) == 1 else key


def real_towns(nodes: Iterable[Node]) -> dict[str, str]:
    """Return municipalities by folded name, with their province (see `Towns`)."""
    found: dict[str, str] = {}
    for node in nodes:
        key = town(node.name)
        found[key] = "" if key in found else node.text("province")
    return found


def _stripped(cell: str) -> str:
    return _ASIDE.sub("", cell.strip()).strip() or cell.strip()


def _one_letter(one: str, other: str) -> bool:
    """Tell whether two words are one letter apart: changed, left out, doubled, or two exchanged."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:] and len(a) > 1)
