"""How large a network is, how much of it is tied, in how many pieces it lies."""

from __future__ import annotations

import math

import numpy as np

from graph.measures.measure import WholeMeasure
from graph.measures.steps import steps
from graph.model import Label
from graph.network.network import Network

_WASSERMAN = "Wasserman and Faust 1994, Social Network Analysis, ch. 4"
_BORGATTI = "Borgatti 2006, Identifying sets of key players in a social network, Comput. Math. Organ. Theory 12, 21"
_NOBODY = Label("senza attori", "without actors")
_PAIR = Label("con meno di due attori", "with fewer than two actors")


def density(network: Network) -> float:
    """Return the share of all pairs that are tied; falls as networks grow."""
    n = len(network.actors)
    return 2 * len(network.edges[0]) / (n * (n - 1)) if n > 1 else math.nan


def mean_degree(network: Network) -> float:
    """Return the ties an actor has on average, isolates included."""
    return float(network.degree.mean()) if network.actors else math.nan


def isolated(network: Network) -> float:
    """Return the share of actors without a tie."""
    return float((network.degree == 0).mean()) if network.actors else math.nan


def fragmentation(network: Network) -> float:
    """Return the share of pairs between whom no path leads."""
    n, sizes = len(network.actors), np.bincount(network.components).astype(np.float64)
    return float(1 - (sizes * (sizes - 1)).sum() / (n * (n - 1))) + 0.0 if n > 1 else math.nan


def distance_fragmentation(network: Network) -> float:
    """Return one less the mean of 1/steps over all pairs, 0 for those apart."""
    n = len(network.actors)
    return float(1 - steps(network).inverse.sum() / (n * (n - 1))) if n > 1 else math.nan


def _components(network: Network) -> float:
    return float(network.components.max(initial=-1) + 1)


def _largest(network: Network) -> float:
    return float(np.bincount(network.components).max(initial=0))


ACTORS = WholeMeasure(
    "actors",
    Label("attori", "actors"),
    Label("realtà mappate che stanno nella rete, isolate comprese", "mapped bodies in it, isolates included"),
    "none",
    _WASSERMAN,
    "count",
    Label("quanto è grande la rete", "how large the network is"),
    None,
    lambda network: float(len(network.actors)),
)
TIES = WholeMeasure(
    "ties",
    Label("legami", "ties"),
    Label("coppie di attori legate", "pairs of actors that are tied"),
    "none",
    _WASSERMAN,
    "count",
    Label("quante coppie lavorano insieme", "how many pairs work together"),
    None,
    lambda network: float(len(network.edges[0])),
)
DENSITY = WholeMeasure(
    "density",
    Label("densità", "density"),
    Label(
        "coppie legate su tutte le coppie; cala al crescere della rete: non confronta reti di taglia diversa",
        "tied pairs over all pairs; falls as networks grow: not to be compared between sizes",
    ),
    "none",
    _WASSERMAN,
    "share",
    Label("tutti lavorano con tutti", "everyone works with everyone"),
    _PAIR,
    density,
)
MEAN_DEGREE = WholeMeasure(
    "mean_degree",
    Label("legami in media", "mean degree"),
    Label("legami per attore, isolati compresi", "ties an actor, isolates included"),
    "none",
    _WASSERMAN,
    "number",
    Label("con quante realtà lavora ciascuna, in media", "with how many others each works, on average"),
    _NOBODY,
    mean_degree,
)
ISOLATED = WholeMeasure(
    "isolated",
    Label("quota di isolati", "share isolated"),
    Label("attori senza legami su tutti gli attori", "actors without a tie over all actors"),
    "none",
    _WASSERMAN,
    "share",
    Label("molte realtà non lavorano con nessuno", "many bodies work with nobody"),
    _NOBODY,
    isolated,
)
COMPONENTS = WholeMeasure(
    "components",
    Label("pezzi", "components"),
    Label(
        "parti fra le quali non c'è alcun legame; un isolato è un pezzo",
        "parts with no tie between them; an isolate is one",
    ),
    "none",
    _WASSERMAN,
    "count",
    Label("la rete è divisa in molte parti", "the network is in many parts"),
    None,
    _components,
)
LARGEST = WholeMeasure(
    "largest",
    Label("pezzo più grande", "largest component"),
    Label("attori del pezzo più grande", "actors of the largest component"),
    "none",
    _WASSERMAN,
    "count",
    Label("molte realtà si raggiungono, anche a più passi", "many bodies reach one another, in some steps"),
    None,
    _largest,
)
FRAGMENTATION = WholeMeasure(
    "fragmentation",
    Label("frammentazione", "fragmentation"),
    Label(
        "quota delle coppie che nessun percorso collega",
        "share of the pairs between whom no path leads",
    ),
    "none",
    _BORGATTI,
    "share",
    Label("molti non possono raggiungersi", "many cannot reach one another"),
    _PAIR,
    fragmentation,
)
DISTANCE_FRAGMENTATION = WholeMeasure(
    "distance_fragmentation",
    Label("frammentazione pesata sui passi", "distance-weighted fragmentation"),
    Label(
        "1 meno la media, su tutte le coppie, di 1/numero di passi (0 se nessun percorso le collega)",
        "1 less the mean over all pairs of 1/number of steps (0 where no path leads)",
    ),
    "none",
    _BORGATTI,
    "share",
    Label("per raggiungersi servono molti passi, o non si può", "reaching others takes many steps, or cannot be"),
    _PAIR,
    distance_fragmentation,
)
