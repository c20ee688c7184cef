"""How many of those who meet for the first time nobody could have named: they had taken part in nothing before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.gaps.evaluation.past import Past
from graph.gaps.evaluation.splits import Split
from graph.gaps.phrases import percent
from graph.model import Label

_FEWEST = 10


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Pairs that first met after a moment, and those of them with someone who had taken part in nothing before."""

    pairs: int
    unseen: int

    @property
    def sentence(self) -> Label:
        """Say how far any list of known bodies can reach, and what helps more."""
        advice = Label(
            "Un elenco può nominare solo chi è già nella rete: contattare chi non c'è ancora aiuta di più.",
            "A list can name only those who are in the network already: contacting those who are not helps more.",
        )
        if self.pairs < _FEWEST:
            return advice
        share = percent(self.unseen / self.pairs)
        return Label(
            f"Fra le coppie che poi si sono incontrate per la prima volta, il {share.it} comprendeva qualcuno mai "
            f"visto prima a un evento. {advice.it}",
            f"Of the pairs that then met for the first time, {share.en} included someone never seen at an event "
            f"before. {advice.en}",
        )


def newcomers(past: Past, split: Split) -> Newcomers:
    """Count the pairs that first met after a split, at events small enough to be a meeting."""
    history = past.history
    later = np.arange(split.known, split.end)
    attended = history.incidence[:, later[history.meeting[later]]].tocsr()
    met = sparse.triu(attended @ attended.T, k=1, format="coo")
    i, j = met.row, met.col
    if not len(i):
        return Newcomers(0, 0)
    new = np.asarray(past.tied[i, j]).reshape(-1) == 0
    unseen = (past.attended[i] == 0) | (past.attended[j] == 0)
    return Newcomers(int(new.sum()), int((new & unseen).sum()))
