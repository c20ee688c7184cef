"""Every measure of an actor, by name and in the order of its column."""

from __future__ import annotations

from collections.abc import Mapping

from graph.measures import brokerage, cohesion, cuts, direct, external, holes, paths, spectral, two_mode
from graph.measures.grouping import Grouped
from graph.measures.measure import Measure
from graph.network.network import Network
from graph.network.two_mode import TwoMode

ONE_MODE: Mapping[str, Measure[Network]] = {
    measure.name: measure
    for measure in (
        direct.TIES,
        direct.STRENGTH,
        paths.BETWEENNESS,
        paths.CLOSENESS,
        paths.HARMONIC,
        spectral.EIGENVECTOR,
        spectral.PAGERANK,
        cohesion.CORE,
        cohesion.CLUSTERING,
        holes.CONSTRAINT,
        holes.EFFECTIVE_SIZE,
        direct.COMMUNITY,
        cuts.CUT_POINT,
        cuts.LOSS,
    )
}
"""Measures of an actor among actors; the contract's columns."""

TWO_MODE: Mapping[str, Measure[TwoMode]] = {
    measure.name: measure for measure in (two_mode.DEGREE, two_mode.CLOSENESS, two_mode.BETWEENNESS)
}
"""Measures of actors and events in their two-mode network."""

GROUPED: Mapping[str, Measure[Grouped]] = {
    measure.name: measure
    for measure in (
        external.EXTERNAL,
        brokerage.BROKERAGE,
        brokerage.COORDINATOR,
        brokerage.GATEKEEPER,
        brokerage.REPRESENTATIVE,
        brokerage.ITINERANT,
        brokerage.LIAISON,
    )
}
"""Measures of an actor among groups that whoever asks has chosen."""
