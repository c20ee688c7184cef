"""Where in a sheet the headings are: the row of known words, or the first that is no data."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model.folding import words
from ingest.mapping import squashed
from ingest.proposal.columns import wordings
from ingest.proposal.samples import Sample
from ingest.sources.source import Column

HEAD = 40
"""Rows among which the headings are looked for."""
_DATA = re.compile(r"@|\d{4,}|\d[/.\-]\d{1,2}[/.\-]\d|^\s*-?\d+([.,]\d+)?\s*$|^https?:|^www\.", re.IGNORECASE)
_LONGEST = 60
"""Characters of a heading at most."""


class HeadingWords:
    """The words that columns of sources are called by."""

    def __init__(self, columns: Sequence[Column]) -> None:
        listed = [wording for column in columns for wording in wordings(column)]
        self._whole = {squashed(wording) for wording in listed}
        self._single = {w for wording in listed for w in words(wording) if len(w) > 3}

    def known(self, cells: Sequence[str]) -> float:
        """Return how many of a row's cells are headings; one that only holds such a word counts half."""
        found = 0.0
        for cell in cells:
            if not cell or len(cell) > _LONGEST or _DATA.search(cell):
                continue
            found += 1.0 if squashed(cell) in self._whole else 0.5 if self._single & set(words(cell)) else 0.0
        return found

    def row(self, sample: Sample) -> int:
        """Return the line of a sheet's headings, 0 where it has none."""
        first = sample.rows[:HEAD]
        if not first:
            return 0
        known = [self.known(row.cells) for row in first]
        at = max(range(len(first)), key=lambda i: (_alike(first[i].cells) * known[i], -i))
        if known[at] >= 2 and known[at] * 3 >= sum(map(bool, first[at].cells)):
            return first[at].line
        usual = next((row for row in first if len(row.cells) >= max(sample.width - 1, 1)), first[0])
        if any(_DATA.search(cell) for cell in usual.cells) or max(map(len, usual.cells)) > _LONGEST:
            return 0
        return usual.line


def _alike(cells: Sequence[str]) -> float:
    """Return the share of a row's cells that may be headings: short, and no data."""
    filled = [cell for cell in cells if cell]
    good = [cell for cell in filled if len(cell) <= _LONGEST and not _DATA.search(cell)]
    return len(good) / max(len(filled), 1) if len(set(good)) == len(good) else 0.5
