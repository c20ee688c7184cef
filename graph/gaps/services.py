"""Services that no association knows of, those with most to gain and an association that fits nearby first.

Known is a service that an association provides, or one whose provider met an association (at an event of any
size) or collaborates with one.

Score: 0.4 for the share of foreign residents (full at 20%), 0.6 for how well the best association fits: 40% of
it the languages they share, 35% the topics, 25% how near it is (`graph.gaps.nearness`). What is not known
(place, languages, topics) adds nothing and leaves no service out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.gaps import nearness, pair_words, phrases
from graph.gaps.affinity import overlaps, shared
from graph.gaps.gap import Effect, Gap, Reason, best_first, identity, weighed
from graph.gaps.ground import Ground, invented
from graph.gaps.kind import GapKind
from graph.gaps.nearness import Near, between, places
from graph.gaps.ranking import diversified
from graph.gaps.schools import FULL_SHARE
from graph.model import Label
from graph.model.kinds import ASSOCIATION
from graph.store.records import Node

KIND = "service"
NEED, FIT = 0.4, 0.6
PARTS: Mapping[str, float] = {"language": 0.40, "topic": 0.35, "near": 0.25}
_SHOWN = 3
_MOST_TIMES = 10
"""How often one provider may be in a list, whatever its length."""


@dataclass(frozen=True, slots=True)
class _Match:
    """An association that a service could be made known to, and how well it fits (0–1), part by part."""

    node: Node
    parts: Mapping[str, float]
    near: Near | None


def find(ground: Ground, top: int) -> list[Gap]:
    """Return services that no association knows of, best first; no provider fills the list."""
    there = known(ground)
    services = [n for key, n in sorted(ground.services.items()) if key not in there and ground.in_focus(n)]
    if not services:
        return []
    coverage = Effect("coverage", len(there) / len(ground.services), (len(there) + 1) / len(ground.services))
    gaps = [_gap(ground, *each, coverage) for each in zip(services, _matches(ground, services), strict=True)]
    return diversified(best_first(gaps), lambda gap: _providers(ground, gap.members[0]), top, _MOST_TIMES)


def known(ground: Ground) -> frozenset[str]:
    """Return the keys of services that an association knows of."""
    actors = ground.snapshot.actors
    associations = {key for key, node in actors.items() if node.kind == ASSOCIATION.name}
    met = {key for one in associations for key in ground.everyone.neighbours(one)} | associations
    return frozenset(key for key in ground.services if not met.isdisjoint(ground.providers.get(key, ())))


def _providers(ground: Ground, service: str) -> tuple[str, ...]:
    return tuple(sorted(ground.providers.get(service, ()))) or (service,)


def _matches(ground: Ground, services: Sequence[Node]) -> Iterator[list[_Match]]:
    """Yield the associations that fit each service, best first; those known to be too far are left out."""
    associations = [node for node in ground.snapshot.actors.values() if node.kind == ASSOCIATION.name]
    found = between(places(services), places(associations), ground.adjoining)
    parts = {code: PARTS[code] * overlaps(code, services, associations) for code in ("language", "topic")}
    parts["near"] = PARTS["near"] * found.score
    fit = np.where(found.far, 0.0, sum(parts.values()))
    for row, service in enumerate(services):
        best = np.argsort(-fit[row], kind="stable")[:_SHOWN].tolist()
        yield [
            _Match(
                associations[i],
                {code: float(part[row, i]) for code, part in parts.items()},
                nearness.of_pair(service, associations[i], ground.adjoining, ground.municipalities),
            )
            for i in best
            if fit[row, i]
        ]


def _gap(ground: Ground, service: Node, matches: Sequence[_Match], coverage: Effect) -> Gap:
    score, reasons = weighed(_reasons(ground, service, matches))
    return Gap(
        identity(KIND, (service.key,)),
        KIND,
        (service.key,),
        (service.name,),
        score,
        reasons,
        _sentence(ground, service, matches),
        _effect(matches),
        ground.district_names(service),
        tuple(match.node.key for match in matches),
        invented=invented(service, *(match.node for match in matches)),
        effects=(coverage,),
    )


def _reasons(ground: Ground, service: Node, matches: Sequence[_Match]) -> Iterator[Reason]:
    foreigners = ground.foreigners(service)
    if foreigners:
        need = NEED * min(1.0, foreigners.share / FULL_SHARE)
        yield Reason("foreign-residents", round(foreigners.share, 4), need, pair_words.foreigners(foreigners))
    if matches:
        best = matches[0]
        name = phrases.quoted(best.node.name)
        for code in ("language", "topic"):
            values = shared(code, service, best.node)
            if values:
                said = pair_words.shared(code, values)
                text = Label(f"{said.it} (con {name.it})", f"{said.en} (with {name.en})")
                yield Reason(code, values, FIT * best.parts[code], text)
        if best.near:
            text = Label(f"{name.it}: {best.near.words.it}", f"{name.en}: {best.near.words.en}")
            yield Reason("near", best.near.value, FIT * best.parts["near"], text)
    if not ground.providers.get(service.key):
        yield Reason("no-provider", 1, 0.0, Label("chi lo offre non è noto", "who provides it is not known"))


def _sentence(ground: Ground, service: Node, matches: Sequence[_Match]) -> Label:
    name, town = phrases.quoted(service.name), ground.municipality_name(service.text("municipality"))
    where = f" ({town})" if town else ""
    parts = [
        Label(
            f"Nessuna associazione mappata risulta conoscere {name.it}{where}.",
            f"No mapped association is known to know of {name.en}{where}.",
        )
    ]
    actors = ground.snapshot.actors
    holders = [actors[key] for key in sorted(ground.providers.get(service.key, ())) if key in actors]
    if holders:
        by = phrases.listed([phrases.quoted(node.name) for node in holders])
        parts.append(
            Label(
                f"Lo offre {by.it}, che con le associazioni non ha ancora lavorato.",
                f"It is provided by {by.en}, which has not worked with associations yet.",
            )
        )
    if matches:
        parts.append(_fitting(matches[0]))
    else:
        parts.append(
            Label("Nessuna associazione adatta è nota vicino.", "No association that fits is known to be near.")
        )
    return phrases.sentences(parts)


def _fitting(match: _Match) -> Label:
    name = phrases.quoted(match.node.name)
    if match.near is None:
        return Label(f"La più adatta è {name.it}.", f"The one that fits best is {name.en}.")
    between_ = "," if isinstance(match.near.value, float) else ":"
    return Label(
        f"La più adatta è {name.it}{between_} {match.near.at.it}.",
        f"The one that fits best is {name.en}{between_} {match.near.at.en}.",
    )


def _effect(matches: Sequence[_Match]) -> Label:
    if not matches:
        return Label(
            "Il servizio arriverebbe alle persone attraverso chi già le conosce.",
            "The service would reach people through those who know them already.",
        )
    node = matches[0].node
    name, communities = phrases.quoted(node.name), node.many("communities")
    if not communities:
        return Label(f"{name.it} potrebbe indirizzarvi le persone.", f"{name.en} could send people there.")
    said = phrases.values("communities", communities)
    return Label(
        f"{name.it} potrebbe indirizzarvi la propria comunità ({said.it}).",
        f"{name.en} could send its community there ({said.en}).",
    )


GAPS = GapKind(
    KIND,
    Label("servizio non conosciuto", "service not known"),
    Label("servizi non conosciuti", "services not known"),
    Label("servizi", "services"),
    Label(
        "Servizi che nessuna associazione offre e di cui nessuna conosce chi li offre (un evento insieme, o una "
        "collaborazione): prima dove gli stranieri sono di più e un'associazione di lingua e tema adatti è vicina.",
        "Services that no association provides, and whose providers none knows (an event together, or a "
        "collaboration): first where foreigners are more and an association of a fitting language and topic is near.",
    ),
    "contact",
    Label("presentarlo all'associazione più adatta", "introduce it to the association that fits best"),
    find,
)
