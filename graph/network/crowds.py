"""Events so much larger than the others that they alone make everyone central: a size above which not to count them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.model import Label
from graph.network.two_mode import TwoMode

FEWEST = 10
"""Events of two or more that there must be before any is called unusually large."""
_DEVIATIONS = 3.0
_LEAST_SHARE = 0.15
"""Both measured on made territories with and without assemblies: see `tests/graph/network/test_crowds.py`."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Above which size an event is better not counted as ties, and why.

    Attributes
    ----------
    size
        The largest that counts; None where all may count.
    events, meetings
        How many would be left out, of how many with two actors or more.
    tie_share
        Share (0–1) of all ties that only these events make.
    reason
        The same in words.
    """

    size: int | None
    events: int
    meetings: int
    tie_share: float
    reason: Label


def proposed_size(two_mode: TwoMode) -> Proposal:
    """Return the size proposed by the data.

    An event is unusually large when the logarithm of its size lies over three standard deviations above the mean
    of those with two actors or more; it is proposed to leave these out when they alone make 15% of all ties or more.
    """
    logs = np.log(two_mode.sizes[two_mode.sizes > 1])
    if len(logs) < FEWEST:
        few = Label("troppo pochi eventi per dire quali siano fuori misura", "too few events to tell which are outsize")
        return Proposal(None, 0, len(logs), 0.0, few)
    size = int(np.floor(np.exp(logs.mean() + _DEVIATIONS * logs.std())))
    outsize = two_mode.sizes > size
    share = _made_only_by(two_mode, outsize) if outsize.any() else 0.0
    events = int(outsize.sum())
    if share < _LEAST_SHARE:
        none = Label("nessun evento fa da solo molti dei legami", "no event alone makes many of the ties")
        return Proposal(None, 0, len(logs), 0.0, none)
    return Proposal(size, events, len(logs), share, _reason(events, len(logs), size, share))


def _made_only_by(two_mode: TwoMode, outsize: Any) -> float:
    """Return the share of ties that are there only because of some events."""
    every, rest = (_ties(two_mode.incidence[:, chosen]) for chosen in (outsize | True, ~outsize))
    return 1 - rest / every if every else 0.0


def _ties(incidence: Any) -> int:
    met = incidence @ incidence.T
    return int((met.nnz - (met.diagonal() != 0).sum()) // 2)


def _reason(events: int, meetings: int, size: int, share: float) -> Label:
    percent = f"{share:.0%}"
    if events == 1:
        return Label(
            f"un evento su {meetings} ha più di {size} attori e da solo fa il {percent} dei legami",
            f"one event of {meetings} has more than {size} actors and alone makes {percent} of the ties",
        )
    return Label(
        f"{events} eventi su {meetings} hanno più di {size} attori e da soli fanno il {percent} dei legami",
        f"{events} events of {meetings} have more than {size} actors and alone make {percent} of the ties",
    )
