"""An evaluation as `python -m graph evaluate` prints it. Numbers that cannot be said are null."""

from __future__ import annotations

import math
from collections.abc import Mapping

from graph.gaps.evaluation.choice import LEARNED, Choice
from graph.gaps.evaluation.judgement import Figures, Judgement, words
from graph.gaps.evaluation.precision import TOPS
from graph.gaps.evaluation.promise import Promise
from graph.gaps.evaluation.resampling import Interval
from graph.gaps.evaluation.scores import BASELINES

_NOTHING = Interval(math.nan, math.nan, math.nan)
_NO_FIGURES = Figures(_NOTHING, _NOTHING, dict.fromkeys(TOPS, _NOTHING), dict.fromkeys(TOPS, _NOTHING))


def as_json(judgement: Judgement) -> dict[str, object]:
    """Return an evaluation: the score in use at the top level, the others under `baseline` and `learned`."""
    found, said = judgement.figures, words(judgement)
    return {
        "held_out_events": judgement.split.hidden if judgement.split else 0,
        "held_out_since": judgement.since or None,
        "known_events": judgement.split.known if judgement.split else len(judgement.history.events),
        "undated_events": judgement.history.undated,
        "max_event_size": judgement.history.largest,
        "min_events": judgement.least,
        "pairs": judgement.pairs,
        "positives": judgement.positives,
        "positive_events": judgement.outer.after.events if judgement.outer else 0,
        "base_rate": judgement.positives / judgement.pairs if judgement.pairs else None,
        "in_use": judgement.in_use,
        "enough": judgement.enough,
        **_figures(found.get(judgement.in_use, _NO_FIGURES)),
        "baseline": {name: _figures(found.get(name, _NO_FIGURES)) for name in BASELINES},
        LEARNED: _figures(found[LEARNED]) if LEARNED in found else None,
        "choice": _choice(judgement.choice),
        "promise": _promise(judgement.promise),
        "first_meetings": judgement.newcomers.pairs,
        "first_meetings_with_newcomers": judgement.newcomers.unseen,
        "text": said.it,
        "text_en": said.en,
    }


def _figures(figures: Figures) -> dict[str, object]:
    return {
        "pr_auc": _number(figures.pr_auc.value),
        "pr_auc_interval": _between(figures.pr_auc),
        "gain": _number(figures.gain.value),
        "gain_interval": _between(figures.gain),
        **_by_top("precision_at", figures.precision),
        **_by_top("lift_at", figures.lift),
    }


def _by_top(name: str, intervals: Mapping[int, Interval]) -> dict[str, object]:
    return {
        name: {str(top): _number(found.value) for top, found in intervals.items()},
        f"{name}_interval": {str(top): _between(found) for top, found in intervals.items()},
    }


def _choice(choice: Choice | None) -> dict[str, object] | None:
    if choice is None:
        return None
    model = choice.model
    return {
        "gain": _number(choice.gain.value) if choice.gain else None,
        "gain_interval": _between(choice.gain) if choice.gain else None,
        "inner_meetings": choice.met,
        "inner_events": choice.events,
        "weights": dict(zip(model.names, (round(float(w), 6) for w in model.weights), strict=True)) if model else None,
    }


def _promise(promise: Promise | None) -> dict[str, object] | None:
    if promise is None:
        return None
    return {
        "first": promise.first,
        "months": promise.months,
        "met": promise.met,
        "met_interval": [promise.low, promise.high],
        "by_chance": promise.by_chance,
        "windows": promise.windows,
        "came": promise.came,
        "kept": promise.kept,
        "text": promise.sentence.it,
        "text_en": promise.sentence.en,
    }


def _between(found: Interval) -> list[float | None]:
    return [_number(found.low), _number(found.high)]


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value
