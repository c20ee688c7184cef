"""What a measure is: what it is called, how it is defined and read, when it is undefined, what computes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from graph.model import Label
from graph.network.network import Floats, Network

Weighting = Literal["none", "strength", "distance"]
Form = Literal["number", "count", "yes_no", "group"]
N = TypeVar("N")

ISOLATE = Label("per chi non ha legami", "for who has no tie")


@dataclass(frozen=True, slots=True)
class Measure(Generic[N]):
    """One measure of every node of a network.

    Attributes
    ----------
    definition
        What is computed, with its weight convention in words.
    weighting
        What a tie's weight means to it: nothing, strength, or distance (1/strength).
    source
        The publication that defines it.
    form
        Whether its values are numbers, counts, yes or no, or numbers of groups.
    reading
        What a high value says, in plain words.
    undefined
        When it is n/a; None if never.
    compute
        Takes the network, returns one value a node in its order, NaN where undefined.
    """

    name: str
    label: Label
    definition: Label
    weighting: Weighting
    source: str
    form: Form
    reading: Label
    undefined: Label | None
    compute: Callable[[N], Floats]


@dataclass(frozen=True, slots=True)
class WholeMeasure:
    """One measure of a network; attributes as in `graph.measures.measure.Measure`.

    Attributes
    ----------
    form
        Whether it is a number, a count, or a share (0–1) that may be shown as a percentage.
    """

    name: str
    label: Label
    definition: Label
    weighting: Weighting
    source: str
    form: Literal["number", "count", "share"]
    reading: Label
    undefined: Label | None
    compute: Callable[[Network], float]
