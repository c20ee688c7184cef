"""Whether two measures put actors in the same order. Not a test of anything: actors of one network are no sample."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.stats import rankdata


def agreement(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return Spearman's rank correlation (−1 to 1) over those who have both values; NaN where one does not vary.

    References
    ----------
    Spearman 1904, The proof and measurement of association between two things, Am. J. Psychol. 15, 72.
    """
    keys = [key for key in one if key in other and not math.isnan(one[key]) and not math.isnan(other[key])]
    if len(keys) < 3:
        return math.nan
    ranks = [rankdata([values[key] for key in keys]) for values in (one, other)]
    if any(np.ptp(rank) == 0 for rank in ranks):
        return math.nan
    return float(np.clip(np.corrcoef(ranks[0], ranks[1])[0, 1], -1.0, 1.0))
