"""The score that was chosen, put to use: what it says of the pairs that have not met by now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from scipy import sparse

from graph.gaps.evaluation.choice import LEARNED
from graph.gaps.evaluation.features import features
from graph.gaps.evaluation.judgement import Judgement, judge
from graph.gaps.evaluation.logistic import Logistic
from graph.gaps.evaluation.past import Pairs, Past, never_met
from graph.gaps.fitted import Fitted
from graph.gaps.ground import Ground
from graph.network.network import Floats, Integers

_ACTIVE = frozenset({"recency", "events", "event_size", "since_last", "since_first", "crowds"})
_TIED = frozenset({"allocation", "recent_allocation", "three_steps", "partners"})
_REASONS: Mapping[str, str] = {**dict.fromkeys(_ACTIVE, "active"), **dict.fromkeys(_TIED, "partner")}
"""Which reason each column of the score belongs to; those not here are reasons of their own."""


def judged(ground: Ground) -> tuple[Ground, Judgement]:
    """Return a ground with the score that its own past speaks for, and the evaluation that says so."""
    found = judge(ground)
    return replace(ground, fitted=fitted(ground, found)), found


def fitted(ground: Ground, judgement: Judgement) -> Fitted | None:
    """Return what the fitted score says of the pairs that have not met; None where the simple score is in use.

    It is the very score that was held against the hidden events, not one fitted anew.
    """
    choice, history = judgement.choice, judgement.history
    if choice is None or choice.model is None or judgement.in_use != LEARNED:
        return None
    pairs = never_met(Past(history, len(history.events)), judgement.least)
    columns = features(pairs, ground)
    chance = 1 / (1 + np.exp(-choice.model.score(columns)))
    return Fitted(_places(pairs, len(history.actors)), chance / (chance + chance.mean()), _parts(choice.model, columns))


def _places(pairs: Pairs, actors: int) -> sparse.csr_array:
    number: Integers = np.arange(1, len(pairs) + 1)
    ends = np.concatenate([pairs.i, pairs.j]), np.concatenate([pairs.j, pairs.i])
    return sparse.csr_array((np.concatenate([number, number]), ends), shape=(actors, actors))


def _parts(model: Logistic, columns: Mapping[str, Floats]) -> dict[str, Floats]:
    parts: dict[str, Floats] = {}
    for name, mean, spread, weight in zip(model.names, model.means, model.spreads, model.weights, strict=True):
        code = _REASONS.get(name, name)
        added = weight * (columns[name] - mean) / spread
        parts[code] = parts[code] + added if code in parts else added
    return {code: added.astype(np.float32) for code, added in parts.items()}
