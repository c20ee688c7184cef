"""Every measure: what it is called, how it is read, when it is undefined, what computes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from graph.measures import cohesion, cuts, holes, paths, spectral, two_mode
from graph.model import Label
from graph.network.groups import communities
from graph.network.network import Floats, Network
from graph.network.two_mode import TwoMode

Weighting = Literal["none", "strength", "distance"]
Form = Literal["number", "count", "yes_no", "group"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of an actor in a one-mode network.

    Attributes
    ----------
    weighting
        What a tie's weight means to it: nothing, strength, or distance (1/strength).
    form
        Whether its values are numbers, counts, yes or no, or numbers of groups.
    reading
        What a high value says, in plain words.
    undefined
        When it is n/a; None if never.
    compute
        Takes the network, returns one value an actor in its order, NaN where undefined.
    """

    name: str
    label: Label
    weighting: Weighting
    form: Form
    reading: Label
    undefined: Label | None
    compute: Callable[[Network], Floats]


_ISOLATE = Label("per chi non ha legami", "for who has no tie")
_ALONE = Label("con meno di tre attori", "with fewer than three actors")

ONE_MODE: Mapping[str, Measure] = {
    m.name: m
    for m in (
        Measure(
            "ties",
            Label("legami", "ties"),
            "none",
            "count",
            Label("con quante realtà ha lavorato", "with how many bodies it has worked"),
            None,
            lambda network: network.degree.astype(float),
        ),
        Measure(
            "strength",
            Label("forza", "strength"),
            "strength",
            "number",
            Label("quanto lavora con altri, in tutto", "how much it works with others, in all"),
            None,
            lambda network: network.strength,
        ),
        Measure(
            "betweenness",
            Label("intermediazione", "betweenness"),
            "distance",
            "number",
            Label("collega realtà che altrimenti sarebbero lontane", "links bodies that would be far apart otherwise"),
            _ALONE,
            paths.betweenness,
        ),
        Measure(
            "closeness",
            Label("vicinanza", "closeness"),
            "distance",
            "number",
            Label("raggiunge presto tutti gli altri", "reaches all others soon"),
            None,
            paths.closeness,
        ),
        Measure(
            "harmonic",
            Label("vicinanza armonica", "harmonic closeness"),
            "distance",
            "number",
            Label("è vicina a molti, anche se la rete è a pezzi", "is near to many, even in a broken network"),
            Label("con un solo attore", "with a single actor"),
            paths.harmonic,
        ),
        Measure(
            "eigenvector",
            Label("autovettore", "eigenvector"),
            "strength",
            "number",
            Label("lavora con chi lavora molto con altri", "works with those who work much with others"),
            Label("fuori dalla componente più grande", "outside the largest component"),
            spectral.eigenvector,
        ),
        Measure(
            "pagerank",
            Label("PageRank", "PageRank"),
            "strength",
            "number",
            Label("molti, e importanti, arrivano a lei", "many, and important ones, lead to it"),
            None,
            spectral.pagerank,
        ),
        Measure(
            "core",
            Label("nucleo", "core"),
            "none",
            "count",
            Label("sta in un gruppo dove ognuno ha almeno k legami", "is in a group where each has at least k ties"),
            None,
            cohesion.core,
        ),
        Measure(
            "clustering",
            Label("coesione locale", "clustering"),
            "none",
            "number",
            Label("i suoi partner lavorano anche fra loro", "its partners work with one another too"),
            None,
            cohesion.clustering,
        ),
        Measure(
            "constraint",
            Label("vincolo", "constraint"),
            "strength",
            "number",
            Label("dipende da pochi, legati fra loro", "depends on a few who are tied to one another"),
            _ISOLATE,
            holes.constraint,
        ),
        Measure(
            "effective_size",
            Label("ampiezza effettiva", "effective size"),
            "strength",
            "number",
            Label("ha partner che non si ripetono", "has partners who do not repeat one another"),
            _ISOLATE,
            holes.effective_size,
        ),
        Measure(
            "community",
            Label("comunità", "community"),
            "strength",
            "group",
            Label("gruppo che lavora soprattutto al proprio interno", "group that works mostly within itself"),
            None,
            lambda network: communities(network).astype(float),
        ),
        Measure(
            "cut_point",
            Label("punto di taglio", "cut point"),
            "none",
            "yes_no",
            Label("senza di lei la rete si divide", "without it the network falls apart"),
            None,
            cuts.cut_point,
        ),
        Measure(
            "loss",
            Label("perdita", "loss"),
            "none",
            "number",
            Label("quante coppie resterebbero separate senza di lei", "how many pairs would be cut apart without it"),
            Label("se non resta nessuna coppia collegata", "where no connected pair is left"),
            cuts.loss,
        ),
    )
}

TWO_MODE: Mapping[str, Callable[[TwoMode], Floats]] = {
    "degree": two_mode.degree,
    "closeness": two_mode.closeness,
    "betweenness": two_mode.betweenness,
}
