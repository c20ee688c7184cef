"""How the signs of a comparison weigh together: log-odds that two rows are the same body.

Fitted by `python -m bench.matching --fit` on lists made from a register by seeded noise; half of the register's
bodies are never seen by it. A sign that can only speak against is never allowed to speak for.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

COEFFICIENTS: dict[str, float] = {
    "matched": 0.8816,
    "matched_most": 1.7861,
    "unsure": 4.4993,
    "left_over": -0.5109,
    "right_over": -0.7206,
    "left_most": -1.3339,
    "right_most": -1.5810,
    "both_most": -0.1990,
    "dice": -3.2512,
    "unlike": -1.0229,
    "least_share": 0.8132,
    "most_share": 1.3972,
    "numbers": 0.0000,
    "other_order": -1.2578,
    "town_same": 1.0021,
    "town_rare": 4.6372,
    "town_other": -1.9215,
    "town_other_unlike": -3.4053,
    "town_near": 2.4734,
    "town_missing_like": 1.1981,
    "exact": -0.5091,
    "exact_same_town": -3.2809,
    "exact_other_town": 3.2434,
    "word_for_word": -0.8276,
    "namesakes": -0.9564,
    "namesakes_elsewhere": -1.7388,
    "forms_apart": -2.1068,
    "forms_shared": 1.6062,
    "kind_other": 0.0000,
    "letters": 0.7190,
    "near": 5.8076,
}
CONSTANT = -7.4549

NEVER_FOR = frozenset({"numbers", "forms_apart", "kind_other", "other_order"})
NEVER_AGAINST = frozenset({"letters"})


def log_odds(signs: Mapping[str, float]) -> float:
    """Return the log-odds, in nats, that a pair with these signs (see `comparison.features`) is one body."""
    total = CONSTANT + sum(COEFFICIENTS[name] * value for name, value in signs.items())
    return max(-30.0, min(30.0, total))


def odds(signs: Mapping[str, float]) -> float:
    """Return the odds that a pair with these signs is one body."""
    return math.exp(log_odds(signs))
