"""How a district's network is shaped (isolated, star, cluster, mesh), by a rule that is shown with its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.measures.cuts import loss
from graph.model import Label
from graph.network.groups import communities
from graph.network.network import Network

FEWEST = 5
"""Actors below which no shape is read."""
MANY_ALONE, HALF_ALONE = 0.75, 0.5
HELD, CENTRED = 0.5, 0.5
DIVIDED = 0.3
APART = 0.15
SMALLEST_PIECE = 3


@dataclass(frozen=True, slots=True)
class ShapeKind:
    """One shape a network may have: what it is called, and what it means for who works there."""

    name: str
    label: Label
    meaning: Label


SHAPES: Mapping[str, ShapeKind] = {
    shape.name: shape
    for shape in (
        ShapeKind(
            "isolated",
            Label("isolate", "isolated"),
            Label("Quasi tutte le realtà lavorano da sole.", "Almost all bodies work alone."),
        ),
        ShapeKind(
            "star",
            Label("stella", "star"),
            Label(
                "Quasi tutto passa da una sola realtà: senza di lei le altre si perdono.",
                "Almost everything goes through one body: without it the others lose one another.",
            ),
        ),
        ShapeKind(
            "cluster",
            Label("gruppi", "cluster"),
            Label(
                "Gruppi affiatati che fra loro si incontrano poco o mai.",
                "Groups that know each other well and meet one another little or never.",
            ),
        ),
        ShapeKind(
            "mesh",
            Label("maglia", "mesh"),
            Label(
                "Molte realtà lavorano con molte: nessuna è indispensabile.",
                "Many bodies work with many: none is indispensable.",
            ),
        ),
    )
}


def _comma(number: float, digits: int) -> str:
    return f"{number:.{digits}f}".replace(".", ",")


RULE = Label(
    f"La forma si legge sui legami dentro l'ambito, con almeno {FEWEST} realtà. Isolate: almeno il {MANY_ALONE:.0%} "
    f"non ha legami. Altrimenti, nel pezzo più grande: stella, se una sola realtà tiene insieme almeno il {HELD:.0%} "
    f"delle coppie collegate e la centralizzazione dei legami è almeno {_comma(CENTRED, 1)}; gruppi, se i legami si "
    f"dividono in gruppi con modularità di almeno {_comma(DIVIDED, 1)}; altrimenti maglia. Si aggiunge «e isolate» dal "
    f"{HALF_ALONE:.0%} di realtà senza legami, «e gruppi» se altri pezzi di almeno {SMALLEST_PIECE} realtà raccolgono "
    f"almeno il {APART:.0%} di quelle con legami.",
    f"The shape is read on the ties inside the district, with at least {FEWEST} bodies. Isolated: at least "
    f"{MANY_ALONE:.0%} have no tie. Otherwise, in the largest piece: star, if a single body holds at least {HELD:.0%} "
    f"of the connected pairs together and the centralisation of ties is at least {CENTRED}; cluster, if ties divide "
    f"into groups with a modularity of at least {DIVIDED}; else mesh. “And isolated” is added from {HALF_ALONE:.0%} of "
    f"bodies without ties, “and cluster” if other pieces of at least {SMALLEST_PIECE} bodies hold at least "
    f"{APART:.0%} of those with ties.",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A reading.

    Attributes
    ----------
    names
        In `SHAPES`, the main one first; empty where none is read.
    because
        The figures that the rule looked at, in words.
    alone
        Share of actors without a tie, 0–1.
    held
        Largest share of the connected pairs of the largest piece that one actor holds together, 0–1.
    centralisation
        Freeman's, of ties, in the largest piece, 0–1.
    modularity
        Of the best division of the largest piece into groups, tie strengths counted.
    apart
        Share of actors with ties who are in other pieces of some size, 0–1.
    """

    names: tuple[str, ...]
    because: Label
    alone: float
    held: float
    centralisation: float
    modularity: float
    apart: float

    @property
    def code(self) -> str:
        """Return the reading as one word: `star_isolated`; empty where none is read."""
        return "_".join(self.names)

    @property
    def label(self) -> Label:
        """Return what the reading is called."""
        if not self.names:
            return Label("non definita", "not defined")
        labels = [SHAPES[name].label for name in self.names]
        return Label(" e ".join(label.it for label in labels), " and ".join(label.en for label in labels))


def unread(why: Label) -> Shape:
    """Return that no shape is read, and why."""
    return Shape((), why, *(float("nan"),) * 5)


def shape(network: Network) -> Shape:
    """Read the shape of a network by `RULE`.

    References
    ----------
    Freeman 1979, Centrality in social networks, Social Networks 1, 215 (centralisation); Newman and
    Girvan 2004, Phys. Rev. E 69, 026113 (modularity); the readings follow Krebs and Holley 2006,
    Building smart communities through network weaving.
    """
    count = len(network.actors)
    if count < FEWEST:
        return unread(
            Label(f"meno di {FEWEST} realtà mappate ({count})", f"fewer than {FEWEST} mapped bodies ({count})")
        )
    alone = float((network.degree == 0).mean())
    largest = network.part(np.flatnonzero((network.components == 0) & (network.degree > 0)))
    figures = (alone, _held(largest), centralisation(largest), _modularity(largest), _apart(network))
    return Shape(_names(*figures), _because(*figures), *figures)


def centralisation(network: Network) -> float:
    """Return Freeman's degree centralisation, 0 (all alike) to 1 (a star); NaN under three actors."""
    count, degree = len(network.actors), network.degree
    if count < 3:
        return float("nan")
    return float((degree.max() - degree).sum() / ((count - 1) * (count - 2)))


def _names(alone: float, held: float, centred: float, divided: float, apart: float) -> tuple[str, ...]:
    if alone >= MANY_ALONE:
        return ("isolated",)
    star = held >= HELD and centred >= CENTRED
    main = "star" if star else "cluster" if divided >= DIVIDED else "mesh"
    more = ("isolated",) if alone >= HALF_ALONE else ()
    return (main, *(("cluster",) if apart >= APART and main != "cluster" else ()), *more)


def _held(network: Network) -> float:
    values = loss(network)
    return float(np.nanmax(values)) if np.isfinite(values).any() else 0.0


def _modularity(network: Network) -> float:
    weights = network.edges[2]
    if not len(weights):
        return 0.0
    return float(network.graph.modularity(communities(network).tolist(), weights=weights.tolist()))


def _apart(network: Network) -> float:
    tied = network.degree > 0
    sizes = np.bincount(network.components)
    others = sizes[1:][sizes[1:] >= SMALLEST_PIECE].sum()
    return float(others / tied.sum()) if tied.any() else 0.0


def _because(alone: float, held: float, centred: float, divided: float, apart: float) -> Label:
    it, en = [f"{alone:.0%} senza legami"], [f"{alone:.0%} without ties"]
    if alone < MANY_ALONE:
        it += [f"una realtà tiene insieme il {held:.0%} delle coppie", f"centralizzazione {_comma(centred, 2)}"]
        en += [f"one body holds {held:.0%} of pairs together", f"centralisation {centred:.2f}"]
        it += [f"modularità {_comma(divided, 2)}", f"{apart:.0%} in altri pezzi"]
        en += [f"modularity {divided:.2f}", f"{apart:.0%} in other pieces"]
    return Label("; ".join(it), "; ".join(en))
