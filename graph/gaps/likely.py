"""Pairs that never met and would be likely to: common partners, interests, nearness. Worth an invitation.

Score of a pair with common partners: w = resource allocation × √(r_i r_j) × (1 + affinity), as
0.5 + 0.5 w/(1 + w); without a common partner: affinity × how active both are, at most 0.5. `r` is an actor's recency
(`Ground.recency`), affinity what the two share (`graph.gaps.affinity`). Where a score fitted to the network's own past
has shown itself clearly better (`graph.gaps.evaluation`), that one is used (`Ground.fitted`), and a pair that it says
nothing of has half the simple score: like a pair of average chance at most. Pairs known to be far are left out; an
unknown place, community or language leaves nobody out.

Resource allocation: Σ over common partners of 1/(number of their partners); Zhou, Lü, Zhang 2009,
Predicting missing links via local information, Eur. Phys. J. B 71, 623.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from graph.gaps import effects, nearness, pair_words
from graph.gaps.affinity import PROPERTIES, WEIGHTS, Affinities, overlap
from graph.gaps.gap import Gap, Reason, identity
from graph.gaps.ground import CROWD, Ground
from graph.gaps.kind import GapKind
from graph.gaps.nearness import NEAR_KM, Near
from graph.gaps.ranking import AT_LEAST, MOST_TIMES, SPARE, diversified
from graph.model import Label
from graph.network.network import Floats, Integers
from graph.store.records import Node

KIND = "likely-tie"
_NOTE = Label(
    f"Gli eventi con più di {CROWD} attori non contano come incontri.",
    f"Events with more than {CROWD} actors do not count as meetings.",
)
_BLOCK = 512


@dataclass(frozen=True, slots=True)
class _Pair:
    i: int
    j: int
    history: float
    affinity: float
    score: float


def find(ground: Ground, top: int) -> list[Gap]:
    """Return the likeliest pairs, best first, none of them filled by one actor."""
    ranked = _ranked(ground, max(top * SPARE, AT_LEAST))
    pairs = diversified(ranked, lambda p: _names(ground, p), top, MOST_TIMES)
    return [_gap(ground, pair) for pair in pairs]


def find_for(ground: Ground, key: str, top: int) -> list[Gap]:
    """Return the likeliest pairs of one actor, best first; none for one who is not in the network."""
    row = ground.network.index.get(key)
    return [] if row is None else [_gap(ground, pair) for pair in _ranked(ground, top, row)]


def _names(ground: Ground, pair: _Pair) -> tuple[str, str]:
    return ground.network.actors[pair.i], ground.network.actors[pair.j]


def _ranked(ground: Ground, most: int, only: int | None = None) -> list[_Pair]:
    if len(ground.network.actors) < 2:
        return []
    i, j, history, affinity, score = _best_pairs(ground, most, only)
    order = np.lexsort((j, i, -score))[:most]
    columns = zip(*(a[order].tolist() for a in (i, j, history, affinity, score)), strict=True)
    return [_Pair(*row) for row in columns]


def _best_pairs(ground: Ground, most: int, only: int | None) -> tuple[Integers, Integers, Floats, Floats, Floats]:
    """Return the best pairs (rows, columns, history, affinity, score), in blocks of rows so that memory stays small."""
    affinities, near = Affinities(ground), _allocation(ground.network.weights)
    focus = np.array([ground.in_focus(node) for node in ground.nodes])
    everyone = np.arange(len(ground.network.actors))
    found: list[tuple[Any, ...]] = []
    for rows in _blocks(len(everyone)) if only is None else [slice(only, only + 1)]:
        affinity = affinities.of(rows)
        common = (near[0][rows] @ near[1]).toarray()
        fitted = np.zeros(common.shape) if ground.fitted is None else ground.fitted.of(rows)
        open_ = (
            ~ground.known[rows].toarray() & ~affinity.nearness.far & ((common > 0) | affinity.interest | (fitted > 0))
        )
        if only is None:
            open_ &= (focus[rows][:, None] | focus[None, :]) & (everyone[rows][:, None] < everyone[None, :])
        else:
            open_[0, only] = False
        a, b = np.nonzero(open_)
        ours = a + rows.start
        active, together = np.sqrt(ground.recency[ours] * ground.recency[b]), affinity.total[a, b]
        history = common[a, b] * active
        score = _score(history, together, active)
        if ground.fitted is not None:
            score = np.where(fitted[a, b] > 0, fitted[a, b], score / 2)
        first = np.lexsort((b, a, -score))[:most]
        ends = np.minimum(ours, b)[first], np.maximum(ours, b)[first]
        found.append((*ends, history[first], together[first], score[first]))
    i, j, history, together, score = (np.concatenate(column) for column in zip(*found, strict=True))
    return i, j, history, together, score


def _score(history: Floats, affinity: Floats, active: Floats) -> Floats:
    weighted = history * (1 + affinity)
    without = 0.25 * affinity * (1 + active / (1 + active))
    return np.where(history > 0, 0.5 + 0.5 * weighted / (1 + weighted), without)


def _blocks(count: int) -> Iterator[slice]:
    return (slice(start, min(start + _BLOCK, count)) for start in range(0, count, _BLOCK))


def _allocation(weights: Any) -> tuple[Any, Any]:
    """Return two matrices whose product is the resource allocation of every pair."""
    tied = sparse.csr_array((np.ones(weights.nnz), weights.indices, weights.indptr), shape=weights.shape)
    partners = np.diff(weights.indptr)
    each = np.divide(1.0, partners, out=np.zeros(len(partners)), where=partners > 0)
    return tied.multiply(each[np.newaxis, :]).tocsr(), tied


def _gap(ground: Ground, pair: _Pair) -> Gap:
    one, other = ground.nodes[pair.i], ground.nodes[pair.j]
    reasons = tuple(_reasons(ground, pair, one, other))
    members = (one.key, other.key)
    return Gap(
        identity(KIND, members),
        KIND,
        members,
        (one.name, other.name),
        pair.score,
        reasons,
        pair_words.sentence(one, other, reasons),
        pair_words.effect(ground.network, one, other),
        ground.district_names(one, other),
        note=_NOTE,
        invented=any(node.properties.get("invented") is True for node in (one, other)),
        effects=effects.of_tie(ground.network, *members),
    )


def _reasons(ground: Ground, pair: _Pair, one: Node, other: Node) -> Iterator[Reason]:
    place = nearness.of_pair(one, other, ground.adjoining, ground.municipalities)
    shares = _shares(ground, pair, one, other, place)
    keys = pair_words.common_partners(ground.network, one.key, other.key)
    names = tuple(ground.snapshot.actors[key].name for key in keys)
    if names:
        yield Reason("partner", names, shares.get("partner", 0.0), pair_words.partners(names))
    elif shares.get("partner"):
        yield Reason("partner", (), shares["partner"], pair_words.WELL_PLACED)
    if "active" in shares:
        yield Reason("active", pair_words.ACTIVE.it, shares["active"], pair_words.ACTIVE)
    for code, values in pair_words.interests(one, other):
        yield Reason(code, values, shares.get(code, 0.0), pair_words.shared(code, values))
    if place:
        yield Reason("near", place.value, shares.get("near", 0.0), place.words)
    yield from pair_words.projects(ground, one, other, shares.get("project", 0.0))


def _shares(ground: Ground, pair: _Pair, one: Node, other: Node, place: Near | None) -> dict[str, float]:
    """Return which part of the score each reason makes up."""
    if ground.fitted and (adds := ground.fitted.adds(pair.i, pair.j)) is not None:
        told = {
            "partner",
            "active",
            *(code for code, _ in pair_words.interests(one, other)),
            *(["near"] if place else []),
        }
        whole = sum(added for code, added in adds.items() if code in told)
        return {code: added / whole for code, added in adds.items() if code in told} if whole else {"active": 1.0}
    parts = {code: overlap(code, one, other) * WEIGHTS[code] for code in PROPERTIES}
    parts["near"] = WEIGHTS["near"] * place.score if place else 0.0
    parts["project"] = WEIGHTS["project"] * pair_words.project_overlap(ground, one, other)
    of_history = 1 / (1 + pair.affinity) if pair.history else 0.0
    of_affinity = (1 - of_history) / pair.affinity if pair.affinity else 0.0
    return {"partner": of_history, **{code: part * of_affinity for code, part in parts.items()}}


GAPS = GapKind(
    KIND,
    Label("legame probabile", "likely tie"),
    Label("legami probabili", "likely ties"),
    Label("probabili", "likely"),
    Label(
        "Coppie vicine che non si sono mai incontrate: prima chi ha partner in comune (pochi partner "
        "contano di più) ed è attivo di recente, poi chi condivide comunità, lingua o tema. "
        f"Oltre {NEAR_KM:.0f} km, o due comuni non confinanti, non si propone; un luogo ignoto non esclude.",
        "Pairs that are near and never met: first those with common partners (few partners count for more) "
        "and recent activity, then those who share community, language or topic. Past "
        f"{NEAR_KM:.0f} km, or two municipalities apart, none is proposed; an unknown place excludes nobody.",
    ),
    "event",
    Label("invitarle allo stesso evento", "invite them to the same event"),
    find,
)
