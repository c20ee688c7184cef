"""What an actor has at hand: how many others it works with, and how much. The community it falls in."""

from __future__ import annotations

from graph.measures.measure import Measure
from graph.model import Label
from graph.network.groups import communities
from graph.network.network import Network

TIES: Measure[Network] = Measure(
    "ties",
    Label("legami", "ties"),
    Label(
        "numero di realtà con cui ha condiviso almeno un evento o dichiarato di collaborare",
        "number of bodies it shared an event with, or declared to collaborate with",
    ),
    "none",
    "Freeman 1979, Centrality in social networks: conceptual clarification, Social Networks 1, 215",
    "count",
    Label("con quante realtà ha lavorato", "with how many bodies it has worked"),
    None,
    lambda network: network.degree.astype(float),
)
STRENGTH: Measure[Network] = Measure(
    "strength",
    Label("forza", "strength"),
    Label(
        "somma dei pesi dei legami: 1/(n−1) per ogni evento comune di n attori, più livello/4 se dichiarata",
        "sum of its ties' weights: 1/(n−1) for every shared event of n actors, plus level/4 where they declare it",
    ),
    "strength",
    "Newman 2001, Scientific collaboration networks II, Phys. Rev. E 64, 016132",
    "number",
    Label("quanto lavora con altri, in tutto", "how much it works with others, in all"),
    None,
    lambda network: network.strength,
)
COMMUNITY: Measure[Network] = Measure(
    "community",
    Label("comunità", "community"),
    Label(
        "gruppo trovato massimizzando la modularità sui pesi (Leiden), numerato dal più grande",
        "group found by maximising modularity on the weights (Leiden), numbered from the largest",
    ),
    "strength",
    "Traag, Waltman, van Eck 2019, From Louvain to Leiden, Sci. Rep. 9, 5233",
    "group",
    Label("gruppo che lavora soprattutto al proprio interno", "group that works mostly within itself"),
    None,
    lambda network: communities(network).astype(float),
)
