"""The whole evaluation of a network: hide its latest events, rank all pairs that never met, look who met.

What actors say of themselves (place, languages, topics) is taken as it is known today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.gaps.evaluation.choice import LEARNED, Choice, Window, choose, window
from graph.gaps.evaluation.history import History, history
from graph.gaps.evaluation.newcomers import Newcomers, newcomers
from graph.gaps.evaluation.past import Past, proposed_least
from graph.gaps.evaluation.precision import TOPS, rank
from graph.gaps.evaluation.promise import Promise, promise
from graph.gaps.evaluation.resampling import RESAMPLES, Aftermath, Interval, interval
from graph.gaps.evaluation.scores import BASELINES, SIMPLE
from graph.gaps.evaluation.splits import HOLD_OUT, Split, latest
from graph.gaps.ground import CROWD, Ground
from graph.model import Label
from graph.network.network import Floats

FEWEST_MET, FEWEST_EVENTS = 10, 5
"""Hidden pairs that met, and events at which they did: with fewer the figures say little, and that is said."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How good one ranking was; `precision` and `lift` by number of first pairs.

    `gain` is its PR AUC less that of the simple score, over the same resamples.
    """

    pr_auc: Interval
    gain: Interval
    precision: Mapping[int, Interval]
    lift: Mapping[int, Interval]


@dataclass(frozen=True, eq=False)
class Judgement:
    """An evaluation.

    Attributes
    ----------
    split
        None where there is nothing to hide: no two days.
    least
        Events an actor needs, before the split, to be in a pair.
    figures
        By score: the baselines, and the fitted one where there is one. Empty without a split.
    newcomers
        Who met for the first time after the split.
    """

    history: History
    split: Split | None
    least: int
    outer: Window | None
    choice: Choice | None
    figures: Mapping[str, Figures]
    promise: Promise | None
    newcomers: Newcomers

    @property
    def in_use(self) -> str:
        """Return the name of the score in use."""
        return self.choice.in_use if self.choice else SIMPLE

    @property
    def pairs(self) -> int:
        """Return how many pairs were ranked."""
        return len(self.outer.pairs) if self.outer else 0

    @property
    def positives(self) -> int:
        """Return how many of them met."""
        return len(self.outer.after.met) if self.outer else 0

    @property
    def since(self) -> str:
        """Return the ISO date of the first hidden event, empty if there is none."""
        return date.fromordinal(int(self.history.days[self.split.known])).isoformat() if self.split else ""

    @property
    def enough(self) -> bool:
        """Tell whether enough pairs met, at enough events, for the figures to say something."""
        after = self.outer.after if self.outer else None
        return after is not None and len(after.met) >= FEWEST_MET and after.events >= FEWEST_EVENTS


def judge(ground: Ground, hold_out: float = HOLD_OUT, least: int | None = None, largest: int = CROWD) -> Judgement:
    """Evaluate the scores on a network's own past.

    Parameters
    ----------
    hold_out
        Share of the events that is hidden, the latest ones.
    least
        Events an actor needs, before the split, to be in a pair; None for `past.proposed_least`.
    largest
        Events with more actors leave no evidence of a tie.
    """
    past = history(ground.snapshot, ground.until, largest, ground.today)
    split = latest(past, hold_out)
    if split is None:
        return Judgement(past, None, least or 1, None, None, {}, None, Newcomers(0, 0))
    known = Past(past, split.known)
    least = least or proposed_least(known)
    outer = window(past, ground, split, least)
    choice = choose(past, ground, split.known, least)
    scored = {name: score(outer.pairs, ground) for name, score in BASELINES.items()}
    if choice.model is not None:
        scored[LEARNED] = choice.model.score(outer.columns)
    weights = outer.after.weights(RESAMPLES)
    simple = rank(scored[SIMPLE], outer.after.met).pr_auc(weights)
    figures = {name: _figures(score, outer.after, weights, simple) for name, score in scored.items()}
    promised = promise(past, choice, outer, scored[choice.in_use])
    return Judgement(past, split, least, outer, choice, figures, promised, newcomers(known, split))


def _figures(score: Floats, after: Aftermath, weights: Floats, simple: Floats) -> Figures:
    ranking = rank(score, after.met)
    base = ranking.base_rate(weights)
    precise = {top: ranking.precision(weights, top) for top in TOPS}
    lift = {
        top: np.divide(found, base, out=np.full(len(found), np.nan), where=base > 0) for top, found in precise.items()
    }
    average = ranking.pr_auc(weights)
    return Figures(
        interval(average),
        interval(average - simple),
        {top: interval(values) for top, values in precise.items()},
        {top: interval(values) for top, values in lift.items()},
    )


_NAMES = {
    SIMPLE: Label("partner comuni × attività recente", "common partners × recent activity"),
    LEARNED: Label("calcolato sul passato di questa rete", "fitted to this network's own past"),
}


def words(judgement: Judgement) -> Label:
    """Say which score is in use and why, and what the figures cannot say."""
    name, choice = _NAMES[judgement.in_use], judgement.choice
    used = Label(f"Punteggio in uso: {name.it}.", f"Score in use: {name.en}.")
    if judgement.split is None or choice is None:
        return Label(
            f"Troppo pochi eventi con una data: niente da tenere da parte, nessuna verifica possibile. {used.it}",
            f"Too few dated events: nothing to hide, nothing can be checked. {used.en}",
        )
    if not judgement.enough:
        return Label(
            f"Troppo pochi incontri fra gli eventi tenuti da parte ({judgement.positives} coppie su "
            f"{judgement.pairs}): le cifre non dicono quanto ci si possa fidare. {used.it}",
            f"Too few meetings at the events held out ({judgement.positives} pairs of {judgement.pairs}): "
            f"the figures do not say how far to trust the list. {used.en}",
        )
    return Label(f"{used.it} {_why(choice).it}", f"{used.en} {_why(choice).en}")


def _why(choice: Choice) -> Label:
    if choice.gain is None:
        return Label(
            f"Per calcolarne uno su misura il passato è troppo corto ({choice.met} incontri nuovi in "
            f"{choice.events} eventi).",
            f"The past is too short to fit one of its own ({choice.met} new meetings at {choice.events} events).",
        )
    if choice.in_use == SIMPLE:
        return Label(
            "Uno calcolato sul passato di questa rete non si è mostrato chiaramente migliore.",
            "One fitted to this network's own past was not clearly better.",
        )
    return Label(
        "Sul passato di questa rete ha previsto chiaramente meglio di partner comuni × attività recente.",
        "On this network's own past it predicted clearly better than common partners × recent activity.",
    )
