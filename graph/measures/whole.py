"""Every measure of a network as a whole, by name: one registry."""

from __future__ import annotations

from collections.abc import Mapping

from graph.measures import centralisation, closure, extent, modules
from graph.measures.measure import WholeMeasure
from graph.network.network import Network

WHOLE: Mapping[str, WholeMeasure] = {
    measure.name: measure
    for measure in (
        extent.ACTORS,
        extent.TIES,
        extent.DENSITY,
        extent.MEAN_DEGREE,
        extent.ISOLATED,
        extent.COMPONENTS,
        extent.LARGEST,
        extent.FRAGMENTATION,
        extent.DISTANCE_FRAGMENTATION,
        centralisation.DEGREE_CENTRALISATION,
        centralisation.BETWEENNESS_CENTRALISATION,
        centralisation.CLOSENESS_CENTRALISATION,
        closure.TRANSITIVITY,
        closure.MEAN_CLUSTERING,
        modules.COMMUNITIES,
        modules.MODULARITY,
        modules.STABILITY,
    )
}


def of_network(network: Network) -> dict[str, float]:
    """Return every measure of a network as a whole; NaN where undefined."""
    return {name: measure.compute(network) for name, measure in WHOLE.items()}
