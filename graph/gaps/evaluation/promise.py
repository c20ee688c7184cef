"""What a screen may promise of its list, from this network's own past: of 50 such pairs, how many met.

Counted on the inner windows, each ranked by a score that had not seen it; checked on the hidden events. The pairs
are those that the list would have shown then (`graph.gaps.likely`): nobody known to be far, nobody too often, and with
the simple score what the two have in common weighing in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.gaps import phrases
from graph.gaps.evaluation.choice import LEARNED, Choice, Window
from graph.gaps.evaluation.history import History
from graph.gaps.evaluation.resampling import SEED, aftermath
from graph.gaps.evaluation.splits import days_after
from graph.gaps.ranking import AT_LEAST, MOST_TIMES, SPARE, diversified
from graph.model import Label
from graph.network.network import Floats, Integers

FIRST = (50, 20, 10)
"""How many pairs a promise is about: the most of these that are not a tenth of all pairs."""
_MONTH = 365.25 / 12
_RESAMPLES = 500


@dataclass(frozen=True, slots=True)
class Promise:
    """How many of the first pairs met.

    Attributes
    ----------
    first
        How many pairs it is about.
    months
        Within how many.
    met, low, high
        Of these pairs, on average over the inner windows; and between which numbers 95% of lists would lie.
    by_chance
        Of as many pairs taken at random.
    windows
        On how many inner windows it rests.
    came
        Of the first pairs, how many met in the first months of the hidden time; None where nothing is hidden.
    """

    first: int
    months: int
    met: float
    low: int
    high: int
    by_chance: float
    windows: int
    came: float | None

    @property
    def kept(self) -> bool | None:
        """Whether what came lies between `low` and `high`."""
        return None if self.came is None else self.low <= round(self.came) <= self.high

    @property
    def sentence(self) -> Label:
        """Return it in words."""
        chance = _little(self.by_chance)
        within = Label("un mese", "one month") if self.months == 1 else _months(self.months)
        number = _about(self.met)
        return Label(
            f"Nel passato di questa rete, di {self.first} coppie così {number.it} entro {within.it}; "
            f"a caso {chance.it}.",
            f"In this network's own past, of {self.first} such pairs {number.en} within {within.en}; "
            f"by chance {chance.en}.",
        )


def promise(history: History, choice: Choice, outer: Window, outer_score: Floats) -> Promise | None:
    """Return what may be promised; None where the inner windows or the pairs are too few to count on."""
    tried = choice.tried
    fewest = min((len(w.pairs) for w in (*(w for w, _ in tried), outer)), default=0)
    first = next((n for n in FIRST if n * 10 <= fewest), None)
    months = int(min((days_after(history, w.split) for w in (*(w for w, _ in tried), outer)), default=0) / _MONTH)
    if first is None or not tried or months < 1:
        return None
    learned = choice.in_use == LEARNED
    counted = [_counted(history, w, score, first=first, months=months, learned=learned) for w, score in tried]
    met = float(np.mean([precise[0] for precise, _ in counted])) * first
    low, high = _range([precise[1:] for precise, _ in counted], first)
    came, _ = _counted(history, outer, outer_score, first=first, months=months, learned=learned)
    return Promise(
        first,
        months,
        met,
        low,
        high,
        float(np.mean([base for _, base in counted])) * first,
        len(tried),
        float(came[0]) * first,
    )


def _counted(
    history: History, window: Window, score: Floats, *, first: int, months: int, learned: bool
) -> tuple[Floats, float]:
    """Return precision of the first pairs within some months (then of its resamples), and the base rate."""
    end = int(history.days[window.split.known] + months * _MONTH)
    after = aftermath(history, window.split, window.pairs, end)
    weights = after.weights(_RESAMPLES)
    inside = np.isin(after.met, _listed(window, score, first, learned))
    found = weights[:, inside].sum(axis=1)
    return found / (found + first - inside.sum()), len(after.met) / len(window.pairs)


def _listed(window: Window, score: Floats, first: int, learned: bool) -> Integers:
    """Return the first pairs that the list would have shown, as positions."""
    common, pairs = window.alike, window.pairs
    if not learned:
        score = np.where(score > 1, 1 + (score - 1) * (1 + common.total), common.total)
    order = np.argsort(np.where(common.far, np.inf, -score), kind="stable")[: max(first * SPARE, AT_LEAST)]
    return np.array(diversified(order.tolist(), lambda n: (str(pairs.i[n]), str(pairs.j[n])), first, MOST_TIMES))


def _range(resampled: Sequence[Floats], first: int) -> tuple[int, int]:
    """Return between which numbers a list would lie: any window, other events, and the luck of the draw."""
    likely = np.clip(np.concatenate(resampled), 0.0, 1.0)
    drawn = np.random.default_rng(SEED).binomial(first, likely)
    low, high = np.percentile(drawn, (2.5, 97.5), method="closest_observation")
    return int(low), int(high)


def _about(met: float) -> Label:
    if met < 0.5:
        return Label("non si è incontrata quasi nessuna", "hardly any met")
    if round(met) == 1:
        return Label("circa una si è incontrata", "about one met")
    return Label(f"circa {round(met)} si sono incontrate", f"about {round(met)} met")


def _months(months: int) -> Label:
    return Label(f"{months} mesi", f"{months} months")


def _little(number: float) -> Label:
    if number < 0.005:
        return Label("quasi nessuna", "hardly any")
    return phrases.decimal(number, 1 if number >= 0.095 else 2)
