"""Which score a network's own past speaks for: the simple one, or one fitted to it where that is clearly better.

The known part of a history is looked back on from several of its own moments, one after another. Each
time a score fitted to the moments before is held against the simple one on what came next. The fitted
one is used where its mean gain, over resampled events, lies above 0. Nothing hidden is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.gaps.evaluation.features import Alike, alike, features
from graph.gaps.evaluation.history import History
from graph.gaps.evaluation.logistic import Logistic, fit
from graph.gaps.evaluation.past import Pairs, Past, never_met
from graph.gaps.evaluation.precision import rank
from graph.gaps.evaluation.resampling import SEED, Aftermath, Interval, aftermath, interval
from graph.gaps.evaluation.scores import SIMPLE, ra_recency
from graph.gaps.evaluation.splits import Split, inner
from graph.gaps.ground import Ground
from graph.network.network import Floats

LEARNED = "learned"
FEWEST_MET, FEWEST_EVENTS = 30, 15
"""Pairs that met, and events at which they did, in all inner windows together: with fewer nothing is fitted."""
_WARM_UP = 2
"""Windows that are only fitted to before the first one is looked ahead on."""
_RESAMPLES = 500


@dataclass(frozen=True, eq=False)
class Window:
    """A moment of a history looked back on: pairs that had not met, and who met next."""

    ground: Ground
    split: Split
    pairs: Pairs
    after: Aftermath

    @cached_property
    def columns(self) -> Mapping[str, Floats]:
        """Return what is known of the pairs."""
        return features(self.pairs, self.ground, self.alike)

    @cached_property
    def alike(self) -> Alike:
        """Return what the pairs have in common."""
        return alike(self.pairs, self.ground)

    @cached_property
    def met(self) -> Floats:
        """Return 1 for each pair that met next, else 0."""
        found = np.zeros(len(self.pairs))
        found[self.after.met] = 1.0
        return found

    @cached_property
    def simple(self) -> Floats:
        """Return the simple score of the pairs."""
        return ra_recency(self.pairs, self.ground)


@dataclass(frozen=True, eq=False)
class Choice:
    """The score in use, and why.

    Attributes
    ----------
    model
        The fitted score, whether in use or not; None where there was too little to fit.
    gain
        Mean gain of the fitted score in PR AUC over the simple one; None where nothing was fitted.
    tried
        The inner windows it was tried on, with the scores each ranked by, fitted before them.
    met, events
        Pairs that met in all inner windows, and at how many events.
    """

    model: Logistic | None
    gain: Interval | None
    tried: tuple[tuple[Window, Floats], ...]
    met: int
    events: int

    @property
    def in_use(self) -> str:
        """Return the name of the score."""
        return LEARNED if self.gain is not None and self.gain.low > 0 else SIMPLE

    def score(self, pairs: Pairs, ground: Ground) -> Floats:
        """Return the score in use of each pair; higher is likelier."""
        if self.model is not None and self.in_use == LEARNED:
            return self.model.score(features(pairs, ground))
        return ra_recency(pairs, ground)


def window(history: History, ground: Ground, split: Split, least: int) -> Window:
    """Look back on a history from one of its moments."""
    pairs = never_met(Past(history, split.known), least)
    return Window(ground, split, pairs, aftermath(history, split, pairs))


def choose(history: History, ground: Ground, known: int, least: int) -> Choice:
    """Choose the score by the first `known` events of a history."""
    windows = [window(history, ground, split, least) for split in inner(history, known)]
    windows = [w for w in windows if len(w.after.met)]
    met, events = sum(len(w.after.met) for w in windows), sum(w.after.events for w in windows)
    if met < FEWEST_MET or events < FEWEST_EVENTS or len(windows) <= _WARM_UP:
        return Choice(None, None, tuple((w, w.simple) for w in windows), met, events)
    ahead = [(w, _fitted(windows[:n]).score(w.columns)) for n, w in enumerate(windows) if n >= _WARM_UP]
    gain = _gain(ahead)
    tried = ahead if gain.low > 0 else [(w, w.simple) for w in windows]
    return Choice(_fitted(windows), gain, tuple(tried), met, events)


def _fitted(windows: Sequence[Window]) -> Logistic:
    return fit([(w.columns, w.met) for w in windows])


def _gain(ahead: Sequence[tuple[Window, Floats]]) -> Interval:
    gains = []
    for number, (w, learned) in enumerate(ahead):
        weights = w.after.weights(_RESAMPLES, SEED + number)
        gains.append(rank(learned, w.after.met).pr_auc(weights) - rank(w.simple, w.after.met).pr_auc(weights))
    least = min(len(g) for g in gains)
    return interval(np.mean([g[:least] for g in gains], axis=0))
