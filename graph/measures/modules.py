"""Communities as a trait of the whole network: how many, how well apart, how stable."""

from __future__ import annotations

import math

import numpy as np

from graph.measures.measure import Measure, WholeMeasure
from graph.measures.stability import stability
from graph.model import Label
from graph.network.groups import communities
from graph.network.network import Network

_NEWMAN = "Newman 2004, Analysis of weighted networks, Phys. Rev. E 70, 056131"
_UNTIED = Label("senza legami", "without ties")


def modularity(network: Network) -> float:
    """Return the modularity, on tie strengths, of the communities in use."""
    if not len(network.edges[0]):
        return math.nan
    return float(network.graph.modularity(communities(network).tolist(), weights=network.edges[2].tolist()))


def _communities(network: Network) -> float:
    return float((np.bincount(communities(network)) > 1).sum())


COMMUNITIES = WholeMeasure(
    "communities",
    Label("comunità", "communities"),
    Label("comunità (Leiden) di almeno due attori", "communities (Leiden) of two actors or more"),
    "strength",
    "Traag, Waltman, van Eck 2019, From Louvain to Leiden, Sci. Rep. 9, 5233",
    "count",
    Label("in quanti gruppi si lavora", "in how many groups work is done"),
    None,
    _communities,
)
MODULARITY = WholeMeasure(
    "modularity",
    Label("modularità", "modularity"),
    Label(
        "quota della forza dentro le comunità, meno quella attesa se i legami cadessero a caso",
        "share of the strength within communities, less what would be there if ties fell at random",
    ),
    "strength",
    _NEWMAN,
    "number",
    Label("le comunità sono ben separate", "communities stand well apart"),
    _UNTIED,
    modularity,
)
STABILITY = WholeMeasure(
    "stability",
    Label("stabilità delle comunità", "stability of communities"),
    Label(
        "indice di Rand corretto, in media fra le comunità trovate con dieci semi: 1 sono le stesse, 0 a caso",
        "adjusted Rand index, mean over the communities found with ten seeds: 1 always the same, 0 chance",
    ),
    "strength",
    "Hubert and Arabie 1985, Comparing partitions, J. Classif. 2, 193",
    "number",
    Label("le comunità sono della rete, non del caso", "communities are the network's own, not chance"),
    _UNTIED,
    lambda network: stability(network).agreement,
)
MEMBERSHIP: Measure[Network] = Measure(
    "membership",
    Label("sicurezza della comunità", "membership"),
    Label(
        "quota dei compagni di comunità che restano con lei nelle comunità trovate con altri nove semi",
        "share of its mates in the community that stay with it in the communities found with nine other seeds",
    ),
    "strength",
    "Traag, Waltman, van Eck 2019, From Louvain to Leiden, Sci. Rep. 9, 5233",
    "number",
    Label("sta in quel gruppo comunque lo si cerchi", "is in that group however it is looked for"),
    Label("per chi è solo nella sua comunità", "for who is alone in its community"),
    lambda network: stability(network).together,
)
