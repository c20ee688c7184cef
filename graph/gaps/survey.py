"""The ground of a store's view: reading it, with what the territory's packages and figures add."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.gaps.ground import Ground
from graph.model.kinds import CONTACT, SCHOOL, SERVICE
from graph.network.scope import Scope
from graph.network.snapshot import Snapshot, read
from graph.store.interface import View
from graph.store.records import Node, Tie
from graph.territory import base, figures
from graph.territory.errors import MissingBase


def survey(
    view: View,
    until: str = "",
    *,
    adjoining: Mapping[str, frozenset[str]] | None = None,
    province_shares: Mapping[str, float] | None = None,
    today: str = "",
) -> Ground:
    """Read from a view what gaps are found on.

    Parameters
    ----------
    until
        ISO date; what happened later is not known.
    adjoining, province_shares
        As in `Ground`; those of Italy and of the programme's figures unless given.
    today
        As in `Scope`.
    """
    return ground(
        read(view),
        view.nodes([SCHOOL.name, SERVICE.name, CONTACT.name]),
        view.nodes(["municipality"]),
        until,
        ties=view.ties(["provides", "about"]),
        adjoining=adjoining,
        province_shares=province_shares,
        today=today,
    )


def ground(
    snapshot: Snapshot,
    nodes: Iterable[Node],
    municipalities: Iterable[Node],
    until: str = "",
    *,
    ties: Iterable[Tie] = (),
    adjoining: Mapping[str, frozenset[str]] | None = None,
    province_shares: Mapping[str, float] | None = None,
    today: str = "",
) -> Ground:
    """Return the ground of what was read already.

    Candidates that were mapped after `until` are candidates still.

    Parameters
    ----------
    nodes
        Schools (mapped ones too), services and contacts; others do no harm.
    ties
        Those of type `provides` and `about`; others do no harm.
    """
    snapshot, listed, held = snapshot.at(until), list(nodes), list(ties)
    return Ground(
        snapshot,
        {node.key: node for node in listed if node.kind == SCHOOL.name and node.key not in snapshot.actors},
        {node.text("istat"): node for node in municipalities},
        _adjoining() if adjoining is None else adjoining,
        figures_by_province() if province_shares is None else province_shares,
        until,
        today=today,
        services={node.key: node for node in listed if node.kind == SERVICE.name},
        providers=_providers(held, Scope(until=until, today=today)),
        contacts=tuple(node for node in listed if node.kind == CONTACT.name),
        about=tuple(tie for tie in held if tie.type == "about"),
    )


def _providers(ties: Iterable[Tie], scope: Scope) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for tie in ties:
        if tie.type == "provides" and scope.stands(tie.properties):
            found.setdefault(tie.target, set()).add(tie.source)
    return {service: frozenset(actors) for service, actors in found.items()}


def _adjoining() -> Mapping[str, frozenset[str]]:
    try:
        return base.adjacency()
    except MissingBase:  # borders were not made: nearness between towns is then the same town only
        return {}


def figures_by_province() -> dict[str, float]:
    """Return foreign residents as a share (0–1) of all, by abbreviation, where the programme's documents say it."""
    return {sigla: known.foreign_share for sigla, known in figures.foreign_share_by_province().items()}
