"""A network as a whole, as one JSON document: its measures, ties across groups, chance, outsize events, sampling."""

from __future__ import annotations

import math
from dataclasses import asdict

from graph.measures import external, whole
from graph.measures.chance import COMPARED, DRAWS, against_chance, in_words
from graph.measures.grouping import GROUPINGS
from graph.measures.sampling import SOURCES, Agreement, sampled
from graph.measures.stability import SEEDS, stability
from graph.network.crowds import proposed_size
from graph.network.network import Network
from graph.network.scope import Scope
from graph.network.snapshot import Snapshot, collaborations, two_mode
from graph.network.snapshot import network as network_of

Document = dict[str, object]
_SLOW = ("betweenness_centralisation",)
"""Not held against chance where a single one must be estimated: each draw would take half a minute."""


def as_json(snapshot: Snapshot, scope: Scope, draws: int = DRAWS) -> Document:
    """Return the document of a snapshot's network; n/a is null.

    Parameters
    ----------
    draws
        How many networks in random company it is held against; 0 for none, where there is no time for it.
    """
    network, events = network_of(snapshot, scope), two_mode(snapshot, scope)
    proposal = proposed_size(events)
    names = [name for name in COMPARED if sampled(network) is None or name not in _SLOW]
    chance = against_chance(events, collaborations(snapshot, scope), names, draws=draws) if draws else {}
    return {
        **{name: _number(value, whole.WHOLE[name].form) for name, value in whole.of_network(network).items()},
        "stability_seeds": SEEDS,
        "together": _mean_together(network),
        "e_i": {
            name: asdict(external.of_network(grouping.group(snapshot, network))) for name, grouping in GROUPINGS.items()
        },
        "chance": {
            name: {
                "expected": _number(each.expected),
                "low": _number(each.low),
                "high": _number(each.high),
                "side": each.side,
                "text": words.it if (words := in_words(name, each)) else None,
            }
            for name, each in chance.items()
        },
        "big_events": {
            "size": proposal.size,
            "events": proposal.events,
            "meetings": proposal.meetings,
            "tie_share": proposal.tie_share,
            "text": proposal.reason.it,
        },
        "sampling": sampling(network),
    }


def sampling(network: Network) -> Document | None:
    """Return how path measures were estimated, and how far two halves of the sources agree; None if all was counted."""
    estimate = sampled(network)
    if estimate is None:
        return None
    names = {"between": "betweenness", "distance": "closeness", "inverse": "harmonic"}
    return {
        "sources": SOURCES,
        "agreement": {names[name]: _agreement(each) for name, each in estimate.agreement.items()},
    }


def _agreement(agreement: Agreement) -> Document:
    return {"rank_correlation": agreement.rank_correlation, "shared_of_top_50": agreement.shared}


def _mean_together(network: Network) -> float | None:
    values = [value for value in stability(network).together.tolist() if not math.isnan(value)]
    return sum(values) / len(values) if values else None


def _number(value: float, form: str = "number") -> float | int | None:
    if math.isnan(value):
        return None
    return int(value) if form == "count" else value
