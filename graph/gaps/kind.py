"""What a kind of gap says of itself: its names, its rule, what fits as a next step, and how it is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from graph.gaps.gap import Gap
from graph.gaps.ground import Ground
from graph.model import Label

Step = Literal["event", "contact", "import"]
"""What fits as a next step: an event together, a contact, or bringing in what is missing."""


@dataclass(frozen=True, slots=True)
class GapKind:
    """One kind of gap.

    Attributes
    ----------
    short
        One or two words, for where there is little room.
    find
        Takes a ground and how many are wanted; returns them best first.
    rule
        What is listed and how it is ordered, for whoever reads the list.
    step, action
        What fits as a next step, as a word for programs and in words for people.
    """

    name: str
    label: Label
    plural: Label
    short: Label
    rule: Label
    step: Step
    action: Label
    find: Callable[[Ground, int], list[Gap]]
